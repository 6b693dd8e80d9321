"""Reads an uploaded rulebook within bounds, and saves it once the moderator confirms."""

import asyncio
import json
from typing import Any, NoReturn

import discord

from bot.errors import ImportRefused, ReferenceRefused
from bot.i18n import Say
from bot.policy.json_reader import shown
from bot.policy.limits.rulebook import Rulebook
from bot.policy.limits.rulebook_json import RulebookInvalid, parse_rulebook
from bot.service.limits.rulebook_editor import RulebookEditor
from bot.ui.interactions.attachments import read_attachment
from bot.ui.interactions.controls import SafeView
from bot.ui.interactions.moderators import require_moderator
from bot.ui.interactions.reply import CALL_FAILED
from bot.ui.limits.changes import confirmed

#: Size limit of a file in bytes. The largest valid rulebook is smaller: 500 lists of 25 names of
#: 100 characters, up to four bytes each.
MOST_BYTES = 6_000_000

#: Limit of `[`, `{` and `,` in a file. The largest valid rulebook has fewer: those 12,500 names,
#: and 50 styles of 300 characters. Without it a small file could fill memory: an empty list takes
#: 3 bytes in the file and 64 in memory.
MOST_ENTRIES = 40_000

#: Bytes counted per step, which takes well under a millisecond.
_CHUNK_BYTES = 2**16

#: Lifetime of the buttons in seconds. A reply can be edited for 15 minutes after its command, so
#: they are removed before that.
#: https://docs.discord.com/developers/interactions/receiving-and-responding, read 2026-11-22
_TIMEOUT_S = 10 * 60


class FileProblem(ValueError):
    """The file is not JSON, or exceeds a bound.

    Attributes:
        key: Id of the message for the moderator.
        facts: Values of the message's placeholders.
    """

    def __init__(self, key: str, **facts: str | int) -> None:
        super().__init__(key)
        self.key = key
        self.facts = facts


async def read_file(file: discord.Attachment, say: Say) -> Rulebook:
    """Download and parse a rulebook.

    Raises:
        ImportRefused: The file is not valid; lists every problem.
    """
    try:
        data = await _fetch(file)
        # in a thread: parsing the largest rulebook takes 15 ms
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
    """Parse a rulebook.

    Args:
        data: UTF-8, with or without a byte order mark.

    Raises:
        FileProblem: It is not JSON, or exceeds a bound.
        RulebookInvalid: It is JSON but not a valid rulebook; lists every problem.
    """
    _check_entries(data)
    try:
        text = data.decode("utf-8-sig")
        return parse_rulebook(
            json.loads(text, parse_constant=_reject_constant, object_pairs_hook=_reject_duplicates)
        )
    except (RulebookInvalid, FileProblem):
        raise
    except json.JSONDecodeError as error:
        position = {"line": error.lineno, "column": error.colno}
        raise FileProblem("import-not-json", problem=error.msg, **position) from error
    except RecursionError as error:
        raise FileProblem("import-too-deep") from error
    except UnicodeDecodeError as error:
        raise FileProblem("import-not-utf8") from error
    except ValueError as error:
        # such as a number with more digits than Python converts
        raise FileProblem("import-unreadable") from error


def _check_entries(data: bytes) -> None:
    """Count entries before parsing, because the JSON parser does not release the GIL.

    Raises:
        FileProblem: There are more than `MOST_ENTRIES`.
    """
    entries = 0
    for start in range(0, len(data), _CHUNK_BYTES):
        entries += sum(data.count(sign, start, start + _CHUNK_BYTES) for sign in (b"[", b"{", b","))
        if entries > MOST_ENTRIES:
            raise FileProblem("import-too-many", most=MOST_ENTRIES)


def _reject_constant(name: str) -> NoReturn:
    raise FileProblem("import-not-a-number", name=name)


def _reject_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise FileProblem("import-twice", name=repr(shown(name)))
        found[name] = value
    return found


class ConfirmImport(SafeView):
    """Asks whether to save the imported rulebook."""

    def __init__(
        self,
        command: discord.Interaction[Any],
        editor: RulebookEditor,
        imported: Rulebook,
        say: Say,
        *,
        version: int,
    ) -> None:
        super().__init__(timeout=_TIMEOUT_S)
        self._command = command
        self._editor = editor
        self._imported = imported
        self._version = version
        self._say = say
        self.confirm.label = say("button-import-confirm")
        self.cancel.label = say("button-import-cancel")

    @discord.ui.button(style=discord.ButtonStyle.danger)
    async def confirm(
        self, interaction: discord.Interaction[Any], _button: discord.ui.Button[Any]
    ) -> None:
        """Save the rulebook, unless the server's changed since the preview."""
        await interaction.response.defer()
        await require_moderator(interaction, self._editor)
        if interaction.guild_id is None:
            return
        changes = await self._editor.import_rulebook(
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
        """Discard the file."""
        self.stop()
        await interaction.response.edit_message(
            content=self._say("import-cancelled"), view=None, attachments=[]
        )

    async def on_timeout(self) -> None:
        """Remove the buttons, which no longer work."""
        try:
            await self._command.edit_original_response(
                content=self._say("import-timed-out"),
                view=None,
                attachments=[],
            )
        except CALL_FAILED:
            return
