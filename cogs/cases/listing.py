"""/case list: a server's cases, page by page."""

import re
from collections.abc import Sequence
from typing import Any, ClassVar, Self

import discord

from bot.i18n import admin_texts_for
from bot.policy.moderation.case import Case
from bot.ports import Clock
from bot.service.moderation.cases.case_service import CaseService
from bot.ui.interactions.controls import SafeItem
from bot.ui.interactions.deadlines import lookup_deadline
from bot.ui.interactions.reply import InteractionReply
from bot.ui.moderation.cases.case_controls import LIST_TEMPLATE, PAGE, list_view
from bot.ui.moderation.cases.case_permissions import require_case_moderator
from bot.ui.moderation.cases.case_texts import case_lines

_Interaction = discord.Interaction[Any]


async def show_list(
    reply: InteractionReply, cases: CaseService, guild_id: int, member_id: int, clock: Clock
) -> None:
    """Show the newest page.

    Args:
        reply: The reply of the command.
        cases: The cases.
        guild_id: The server.
        member_id: Only cases of this member; 0 for all.
        clock: Tells which cases are in force.

    Raises:
        StorageFailed: The database does not work.
    """
    page = await _read(cases, guild_id, member_id, 0)
    say = admin_texts_for(reply.interaction.locale)
    view = list_view(page, say, before=0, member_id=member_id)
    await reply.show(case_lines(page[:PAGE], say, now=clock.now()), view=view)


class _ListButton(SafeItem, discord.ui.DynamicItem[Any], template=LIST_TEMPLATE):
    """Opens another page."""

    cases: ClassVar[CaseService]
    clock: ClassVar[Clock]

    def __init__(self, item: discord.ui.Item[Any], before: int, member_id: int) -> None:
        super().__init__(item)
        self._before = before
        self._member_id = member_id

    @classmethod
    async def from_custom_id(
        cls, _interaction: object, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Read the page from the custom id."""
        return cls(item, int(match["before"]), int(match["member"]))

    async def check(self, interaction: _Interaction) -> None:
        """Require a moderator."""
        require_case_moderator(interaction)

    async def act(self, interaction: _Interaction) -> None:
        """Replace the shown page."""
        guild_id = require_case_moderator(interaction)
        async with lookup_deadline():
            page = await _read(self.cases, guild_id, self._member_id, self._before)
        say = admin_texts_for(interaction.locale)
        await interaction.response.edit_message(
            content=case_lines(page[:PAGE], say, now=self.clock.now()),
            view=list_view(page, say, before=self._before, member_id=self._member_id),
            allowed_mentions=discord.AllowedMentions.none(),
        )


def list_items(
    case_service: CaseService, time: Clock
) -> tuple[type[discord.ui.DynamicItem[Any]], ...]:
    """Return the handler of the page buttons; it also handles buttons sent before a restart."""

    class ListButton(_ListButton, template=LIST_TEMPLATE):
        cases = case_service
        clock = time

    return (ListButton,)


async def _read(cases: CaseService, guild_id: int, member_id: int, before: int) -> Sequence[Case]:
    """Read a page and, to see whether an older page exists, one more case."""
    return await cases.page(
        guild_id, subject_id=member_id or None, before=before or None, limit=PAGE + 1
    )
