"""The buttons under a picture's card; all that they know is in their custom ids."""

from enum import StrEnum, auto

import discord

from bot.errors import (
    ImagineError,
    ModelGone,
    ModelUnknown,
    NotAllowed,
    NotAllowedHere,
    OptionRefused,
    PromptRejected,
    ReferenceRefused,
    RequestRejected,
    TooLargeForDiscord,
)

#: Every custom id of these buttons.
TEMPLATE = r"job:(?P<action>cancel|again|edit):(?P<id>[0-9]{1,19})"

#: What the same wish, or the same with other words, would meet again.
_LASTING = (
    ModelGone,
    ModelUnknown,
    NotAllowed,
    NotAllowedHere,
    OptionRefused,
    ReferenceRefused,
    RequestRejected,
    TooLargeForDiscord,
)


class JobAction(StrEnum):
    """What a button does."""

    CANCEL = auto()
    AGAIN = auto()
    """Ask for the same once more."""
    EDIT = auto()
    """Ask with another prompt."""


_LABELS = {
    JobAction.CANCEL: "Cancel",
    JobAction.AGAIN: "Try again",
    JobAction.EDIT: "Edit prompt",
}


def cancel_view(job_id: int) -> discord.ui.View:
    """Return the button of a card whose picture is not painted yet."""
    return job_view(job_id, JobAction.CANCEL)


def failure_view(
    error: ImagineError, job_id: int, *, has_references: bool
) -> discord.ui.View | None:
    """Return what can be done about a failure, the most helpful first.

    Args:
        error: Why there is no picture.
        job_id: Whose request is asked for again.
        has_references: Whether pictures were attached, which are gone once the job has ended.
    """
    if has_references or isinstance(error, _LASTING):
        return None
    if isinstance(error, PromptRejected):
        return job_view(job_id, JobAction.EDIT, JobAction.AGAIN)
    return job_view(job_id, JobAction.AGAIN, JobAction.EDIT)


def job_view(job_id: int, *actions: JobAction) -> discord.ui.View:
    """Return these buttons in a row."""
    view = discord.ui.View(timeout=None)
    for action in actions:
        is_first = action is actions[0] and action is not JobAction.CANCEL
        style = discord.ButtonStyle.primary if is_first else discord.ButtonStyle.secondary
        button = discord.ui.Button[discord.ui.View](
            label=_LABELS[action], style=style, custom_id=f"job:{action}:{job_id}"
        )
        view.add_item(button)
    # the buttons are answered by their ids; discord.py would otherwise keep the view as well
    view.stop()
    return view
