"""The buttons of held requests and reports; their custom ids hold their whole state."""

from enum import StrEnum
from typing import Any

import discord

from bot.i18n import Say

#: The custom ids of these buttons. Unknown names match too, so that a click on a button of another
#: version gets an answer.
REVIEW_TEMPLATE = r"review:(?P<button>[a-z]{1,20}):(?P<id>[0-9]{1,19})"


class ReviewButton(StrEnum):
    """The buttons. The values are in custom ids and never change."""

    ALLOW = "allow"
    DENY = "deny"
    DISMISS = "dismiss"


def held_row(job_id: int, say: Say) -> discord.ui.ActionRow[Any]:
    """Return the buttons of a held request.

    Args:
        job_id: The request.
        say: The server's language, for moderators.
    """
    return discord.ui.ActionRow(
        _button(ReviewButton.ALLOW, job_id, discord.ButtonStyle.success, say),
        _button(ReviewButton.DENY, job_id, discord.ButtonStyle.danger, say),
    )


def report_row(job_id: int, say: Say) -> discord.ui.ActionRow[Any]:
    """Return the button that closes the reports of an image.

    Args:
        job_id: The image's job.
        say: The server's language, for moderators.
    """
    style = discord.ButtonStyle.secondary
    return discord.ui.ActionRow(_button(ReviewButton.DISMISS, job_id, style, say))


def report_view(job_id: int, say: Say) -> discord.ui.View:
    """Return the same button for the channel for notices."""
    view = discord.ui.View(timeout=None)
    view.add_item(_button(ReviewButton.DISMISS, job_id, discord.ButtonStyle.secondary, say))
    # clicks are dispatched by custom id; without this, discord.py would also keep the view
    view.stop()
    return view


def _button(
    button: ReviewButton, job_id: int, style: discord.ButtonStyle, say: Say
) -> discord.ui.Button[Any]:
    return discord.ui.Button(
        label=say(f"button-review-{button}"), style=style, custom_id=f"review:{button}:{job_id}"
    )
