"""/limits history: the audit log, page by page."""

import re
from collections.abc import Sequence
from typing import Any, ClassVar, Self

import discord
from discord import app_commands

from bot.i18n import Say, admin_texts_for
from bot.ports import AuditEntry
from bot.service.limits.rulebook_editor import RulebookEditor
from bot.ui.interactions.controls import SafeItem
from bot.ui.interactions.moderators import require_moderator
from bot.ui.limits.changes import history_page
from cogs.limits.base import LimitsCommands

_PAGE = 8

_TEMPLATE = r"limits:history:(?:older|newest):(?P<before>[0-9]{1,18})"

#: Stands for the newest page in custom ids; audit ids begin at 1.
_NEWEST = 0


class HistoryCommand(LimitsCommands):
    """Shows the audit log."""

    @app_commands.command(description="See who changed which limit and when")
    async def history(self, interaction: discord.Interaction[Any]) -> None:
        """Show the newest page."""
        session = await self.open(interaction)
        entries = await _read(self.context.editor, session.guild.id, _NEWEST)
        say = session.say
        view = _page_buttons(entries, say, before_id=_NEWEST)
        await session.reply.show(_text(entries, say), view=view)


class _HistoryButton(SafeItem, discord.ui.DynamicItem[discord.ui.Button[Any]], template=_TEMPLATE):
    """Opens another page."""

    editor: ClassVar[RulebookEditor]

    def __init__(self, item: discord.ui.Button[Any], before_id: int) -> None:
        super().__init__(item)
        self._before_id = before_id

    @classmethod
    async def from_custom_id(
        cls,
        _interaction: discord.Interaction[Any],
        item: discord.ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> Self:
        """Read the page from the custom id."""
        button: Any = item
        return cls(button, int(match["before"]))

    async def check(self, interaction: discord.Interaction[Any]) -> None:
        """Require a moderator."""
        await require_moderator(interaction, self.editor)

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Replace the shown page."""
        entries = await _read(self.editor, interaction.guild_id or 0, self._before_id)
        say = admin_texts_for(interaction.locale)
        await interaction.response.edit_message(
            content=_text(entries, say),
            view=_page_buttons(entries, say, before_id=self._before_id),
            allowed_mentions=discord.AllowedMentions.none(),
        )


def history_items(server_rules: RulebookEditor) -> tuple[type[discord.ui.DynamicItem[Any]], ...]:
    """Return the handlers of the page buttons; they also handle buttons sent before a restart."""

    class HistoryButton(_HistoryButton, template=_TEMPLATE):
        editor = server_rules

    return (HistoryButton,)


async def _read(editor: RulebookEditor, guild_id: int, before_id: int) -> tuple[AuditEntry, ...]:
    """Read a page and, to see whether an older page exists, one more entry."""
    return await editor.history(guild_id, before_id=before_id or None, limit=_PAGE + 1)


def _text(entries: Sequence[AuditEntry], say: Say) -> str:
    return history_page(entries[:_PAGE], say)


def _page_buttons(entries: Sequence[AuditEntry], say: Say, *, before_id: int) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    has_older = len(entries) > _PAGE
    oldest = entries[_PAGE - 1].id if has_older else 0
    buttons = (
        (say("button-history-older"), f"limits:history:older:{oldest}", has_older),
        (say("button-history-newest"), f"limits:history:newest:{_NEWEST}", before_id != _NEWEST),
    )
    for label, custom_id, is_enabled in buttons:
        view.add_item(discord.ui.Button(label=label, custom_id=custom_id, disabled=not is_enabled))
    # `HistoryButton` handles the buttons; without this discord.py would also keep the view
    view.stop()
    return view
