"""Reads an uploaded rulebook within bounds, and saves it once the moderator confirms."""

import asyncio
from typing import Any

import discord

from bot.errors import ImportRefused, MissingPermission
from bot.i18n import Say
from bot.policy.limits.rulebook import Rulebook
from bot.policy.limits.rulebook_json import RulebookInvalid, parse_rulebook
from bot.service.limits.rulebook_editor import RulebookEditor
from bot.ui.interactions.controls import ConfirmView
from bot.ui.interactions.json_files import FileProblem, fetch_file, parse_json
from bot.ui.interactions.moderators import require_moderator
from bot.ui.limits.changes import confirmed

#: Size limit of a file in bytes. The largest valid rulebook is smaller: 500 lists of 25 names of
#: 100 characters, up to four bytes each.
MOST_BYTES = 6_000_000

#: Limit of `[`, `{` and `,` in a file. The largest valid rulebook has fewer: those 12,500 names,
#: and 50 styles of 300 characters. Without it a small file could fill memory: an empty list takes
#: 3 bytes in the file and 64 in memory.
MOST_ENTRIES = 40_000


async def read_file(file: discord.Attachment, say: Say) -> Rulebook:
    """Download and parse a rulebook.

    Raises:
        ImportRefused: The file is not valid; lists every problem.
    """
    try:
        data = await fetch_file(file, most_bytes=MOST_BYTES)
        # in a thread: parsing the largest rulebook takes 15 ms
        return await asyncio.to_thread(parse_file, data)
    except RulebookInvalid as error:
        raise ImportRefused(error.problems) from error
    except FileProblem as error:
        raise ImportRefused((say(error.key, **error.facts),)) from error


def parse_file(data: bytes) -> Rulebook:
    """Parse a rulebook.

    Args:
        data: UTF-8, with or without a byte order mark.

    Raises:
        FileProblem: It is not JSON, or exceeds a bound.
        RulebookInvalid: It is JSON but not a valid rulebook; lists every problem.
    """
    return parse_rulebook(parse_json(data, most_entries=MOST_ENTRIES))


def confirm_import(
    command: discord.Interaction[Any],
    editor: RulebookEditor,
    imported: Rulebook,
    say: Say,
    *,
    version: int,
) -> ConfirmView:
    """Return the buttons that save the rulebook, unless the server's changes before that."""

    async def save(interaction: discord.Interaction[Any]) -> str:
        await require_moderator(interaction, editor)
        if interaction.guild_id is None:
            raise MissingPermission
        changes = await editor.import_rulebook(
            interaction.guild_id, interaction.user.id, imported, version=version
        )
        return confirmed(changes, say("change-next"), say)

    return ConfirmView(command, save, say)
