"""The controls of cases and appeals; their custom ids hold their whole state."""

from collections.abc import Sequence
from typing import Any

import discord

from bot.i18n import Say
from bot.policy.moderation.case import AppealState, Case

#: The custom ids of these controls.
APPEAL_TEMPLATE = r"case:appeal:(?P<guild>[0-9]{1,19}):(?P<number>[0-9]{1,18})"
DECISION_TEMPLATE = (
    r"case:(?P<action>accept|decline):(?P<guild>[0-9]{1,19}):(?P<number>[0-9]{1,18})"
)
LIST_TEMPLATE = r"case:list:(?:older|newest):(?P<before>[0-9]{1,18}):(?P<member>[0-9]{1,19})"

#: Cases on one page of /case list.
PAGE = 10

_Button = discord.ui.Button[Any]


def member_view(guild_id: int, number: int, say: Say) -> discord.ui.View:
    """Return the button with which a member appeals a case.

    Args:
        guild_id: The case's server.
        number: The case's.
        say: The member's language.
    """
    label = say("button-appeal")
    return _view([_Button(label=label, custom_id=f"case:appeal:{guild_id}:{number}")])


def appeal_view(guild_id: int, number: int, say: Say) -> discord.ui.View:
    """Return the buttons with which moderators decide an appeal.

    Args:
        guild_id: The case's server.
        number: The case's.
        say: The moderators' language.
    """
    return _view(_decisions(guild_id, number, say))


def appeal_row(guild_id: int, number: int, say: Say) -> discord.ui.ActionRow[Any]:
    """Return the same buttons for a card of the moderation log."""
    return discord.ui.ActionRow(*_decisions(guild_id, number, say))


def _decisions(guild_id: int, number: int, say: Say) -> Sequence[_Button]:
    accept = _Button(
        label=say("button-appeal-accept"),
        style=discord.ButtonStyle.success,
        custom_id=f"case:accept:{guild_id}:{number}",
    )
    decline = _Button(
        label=say("button-appeal-decline"),
        style=discord.ButtonStyle.danger,
        custom_id=f"case:decline:{guild_id}:{number}",
    )
    return accept, decline


def case_view(case: Case, say: Say) -> discord.ui.View | None:
    """Return the buttons below a shown case; None without an open appeal."""
    if case.appeal is None or case.appeal.state is not AppealState.OPEN:
        return None
    return appeal_view(case.guild_id, case.number, say)


def list_view(
    cases: Sequence[Case], say: Say, *, before: int, member_id: int
) -> discord.ui.View | None:
    """Return the buttons that turn pages of /case list; None if there is one page only.

    Args:
        cases: A page and, if there is an older page, one more case.
        say: The moderator's language.
        before: The page shows cases with smaller numbers; 0 for the newest page.
        member_id: Only cases of this member; 0 for all.
    """
    has_older = len(cases) > PAGE
    if not has_older and not before:
        return None
    oldest = cases[PAGE - 1].number if has_older else 0
    older = _Button(
        label=say("button-history-older"),
        custom_id=f"case:list:older:{oldest}:{member_id}",
        disabled=not has_older,
    )
    newest = _Button(
        label=say("button-history-newest"),
        custom_id=f"case:list:newest:0:{member_id}",
        disabled=not before,
    )
    return _view([older, newest])


def _view(buttons: Sequence[_Button]) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    for button in buttons:
        view.add_item(button)
    # dynamic items handle the clicks; without this discord.py would also keep the view
    view.stop()
    return view
