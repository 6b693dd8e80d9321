"""A file of limits: read within bounds, and taken only once its effect was seen."""

import asyncio
import json
from typing import Any, NoReturn

import discord

from bot.errors import ImportRefused, ReferenceRefused
from bot.i18n import Say
from bot.policy.limits.json_reader import shown
from bot.policy.limits.rulebook import Rulebook
from bot.policy.limits.rulebook_json import RulebookInvalid, parse_rulebook
from bot.service.limits.moderation import Moderation
from bot.ui.interactions.attachments import read_attachment
from bot.ui.interactions.controls import SafeView
from bot.ui.interactions.moderators import require_moderator
from bot.ui.interactions.reply import NOT_TAKEN
from bot.ui.limits.changes import confirmed

#: More than the largest set of limits takes: 500 lists of 25 names of 100 characters, of up to four
#: bytes each.
MOST_BYTES = 6_000_000

#: More lists, objects and commas than the largest set of limits has: those 12,500 names, and 50
#: styles of 300 characters. An empty list takes three bytes in a file, and 64 in memory.
MOST_ENTRIES = 40_000

#: Bytes that are counted in one go, well under a millisecond.
_COUNTED_AT_ONCE = 2**16

#: An answer can be changed for 15 minutes after its command; the buttons go before that.
#: https://docs.discord.com/developers/interactions/receiving-and-responding, read 2026-11-22
_OPEN_S = 10 * 60


class FileProblem(ValueError):
    """Why a file cannot be read as JSON at all.

    Attributes:
        key: The message that says it.
        facts: What its placeholders stand for.
    """

    def __init__(self, key: str, **facts: str | int) -> None:
        super().__init__(key)
        self.key = key
        self.facts = facts


async def read_file(file: discord.Attachment, say: Say) -> Rulebook:
    """Fetch and read a file of limits.

    Raises:
        ImportRefused: With everything that is wrong with it.
    """
    try:
        data = await _fetch(file)
        # the largest set of limits takes 15 ms to read
        return await asyncio.to_thread(parse_file, data)
    except RulebookInvalid as error:
        raise ImportRefused(error.problems) from error
    except FileProblem as error:
        raise ImportRefused((say(error.key, **error.facts),)) from error


async def _fetch(file: discord.Attachment) -> bytes:
    if file.size > MOST_BYTES:
        raise FileProblem("import-too-large", most=MOST_BYTES)
    try:
        return await read_attachment(file, max_bytes=MOST_BYTES)
    except ReferenceRefused as error:
        raise FileProblem("import-not-delivered") from error


def parse_file(data: bytes) -> Rulebook:
    """Read the bytes of a file of limits.

    Raises:
        FileProblem: It is no JSON that can be read.
        RulebookInvalid: With everything that is wrong with what it says.
    """
    _check_entries(data)
    try:
        text = data.decode("utf-8-sig")
        return parse_rulebook(
            json.loads(text, parse_constant=_no_number, object_pairs_hook=_without_doubles)
        )
    except (RulebookInvalid, FileProblem):
        raise
    except json.JSONDecodeError as error:
        where = {"line": error.lineno, "column": error.colno}
        raise FileProblem("import-not-json", problem=error.msg, **where) from error
    except RecursionError as error:
        raise FileProblem("import-too-deep") from error
    except UnicodeDecodeError as error:
        raise FileProblem("import-not-utf8") from error
    except ValueError as error:
        # Python's own limit on the digits of a number, for example
        raise FileProblem("import-unreadable") from error


def _check_entries(data: bytes) -> None:
    """Count before anything is read, since reading holds up all other threads.

    Raises:
        FileProblem: It has too many entries.
    """
    entries = 0
    for at in range(0, len(data), _COUNTED_AT_ONCE):
        entries += sum(data.count(mark, at, at + _COUNTED_AT_ONCE) for mark in (b"[", b"{", b","))
        if entries > MOST_ENTRIES:
            raise FileProblem("import-too-many", most=MOST_ENTRIES)


def _no_number(name: str) -> NoReturn:
    raise FileProblem("import-not-a-number", name=name)


def _without_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise FileProblem("import-twice", name=repr(shown(name)))
        found[name] = value
    return found


class ConfirmImport(SafeView):
    """Takes the imported limits, or drops them."""

    def __init__(
        self,
        asked: discord.Interaction[Any],
        moderation: Moderation,
        imported: Rulebook,
        say: Say,
        *,
        version: int,
    ) -> None:
        super().__init__(timeout=_OPEN_S)
        self._asked = asked
        self._moderation = moderation
        self._imported = imported
        self._version = version
        self._say = say
        self.confirm.label = say("button-import-confirm")
        self.cancel.label = say("button-import-cancel")

    @discord.ui.button(style=discord.ButtonStyle.danger)
    async def confirm(
        self, interaction: discord.Interaction[Any], _button: discord.ui.Button[Any]
    ) -> None:
        """Take the limits, unless somebody changed them since they were compared."""
        await interaction.response.defer()
        await require_moderator(interaction, self._moderation)
        if interaction.guild_id is None:
            return
        changes = await self._moderation.import_rulebook(
            interaction.guild_id, interaction.user.id, self._imported, version=self._version
        )
        self.stop()
        await interaction.edit_original_response(
            content=confirmed(changes, self._say("change-next"), self._say),
            view=None,
            attachments=[],
            allowed_mentions=discord.AllowedMentions.none(),
        )

    @discord.ui.button(style=discord.ButtonStyle.secondary)
    async def cancel(
        self, interaction: discord.Interaction[Any], _button: discord.ui.Button[Any]
    ) -> None:
        """Drop the file."""
        self.stop()
        await interaction.response.edit_message(
            content=self._say("import-cancelled"), view=None, attachments=[]
        )

    async def on_timeout(self) -> None:
        """Take the buttons away, since they would not be answered any more."""
        try:
            await self._asked.edit_original_response(
                content=self._say("import-timed-out"),
                view=None,
                attachments=[],
            )
        except NOT_TAKEN:
            return
