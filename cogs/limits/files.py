"""/limits export, import: a server's rulebook as a JSON file."""

import asyncio
import io
import json
from collections.abc import Iterator
from typing import Any

import discord
from discord import app_commands

from bot.policy.limits.rulebook import Rulebook, ScopeKind
from bot.policy.limits.rulebook_diff import differences
from bot.policy.limits.rulebook_json import dump_rulebook
from bot.ui.limits.changes import change_lines, plain_lines
from cogs.limits.base import LimitsCommands, Session
from cogs.limits.importing import confirm_import, read_file

#: Characters of the differences shown in the message. Longer ones are also attached as a file.
_MAX_SHOWN = 1200


class FileCommands(LimitsCommands):
    """Exports a rulebook to a file, and imports one."""

    @app_commands.command(description="Save all limits of this server as a file")
    async def export(self, interaction: discord.Interaction[Any]) -> None:
        """Reply with the file."""
        session = await self.open(interaction)
        text = await asyncio.to_thread(_write, session.rulebook)
        name = f"limits-{session.guild.id}.json"
        await session.reply.show(session.say("export-done"), files=[_file(name, text)])

    @app_commands.command(
        name="import", description="Replace all limits from a file, after a preview of the changes"
    )
    @app_commands.describe(file="A file from /limits export, at most 6 MB")
    async def import_limits(
        self, interaction: discord.Interaction[Any], file: discord.Attachment
    ) -> None:
        """Validate the file, show the differences, and ask for confirmation.

        Raises:
            ImportRefused: The file is not valid; lists every problem.
        """
        session = await self.open(interaction)
        say = session.say
        imported = await read_file(file, say)
        merged = self.context.editor.merged(session.rulebook, imported)
        changes = differences(session.rulebook, merged)
        if not changes:
            await session.reply.show(say("change-nothing"))
            return
        view = confirm_import(
            interaction, self.context.editor, imported, say, version=session.stored.version
        )
        text = change_lines(changes, _MAX_SHOWN, say)
        is_cut = text.count("\n") + 1 != len(changes)
        title, question = say("import-title", n=len(changes)), say("import-question")
        await session.reply.show(
            "\n".join((title, text, *_notes(session, imported), question)),
            files=[_file("difference.txt", plain_lines(changes, say))] if is_cut else [],
            view=view,
        )


def _write(rulebook: Rulebook) -> str:
    return json.dumps(dump_rulebook(rulebook), indent=2, ensure_ascii=False)


def _file(name: str, text: str) -> discord.File:
    return discord.File(io.BytesIO(text.encode()), filename=name)


def _notes(session: Session, imported: Rulebook) -> Iterator[str]:
    unknown = _count_unknown(session.guild, imported)
    if unknown:
        yield session.say("import-unknown", n=unknown)
    if imported.moderator_role != session.rulebook.moderator_role:
        yield session.say("import-moderators")


def _count_unknown(guild: discord.Guild, rulebook: Rulebook) -> int:
    """Count channels and roles that the server does not have; 0 while Discord has an outage."""
    if guild.unavailable:
        return 0
    roles = {scope.id for scope in rulebook.limits if scope.kind is ScopeKind.ROLE}
    channels = {
        scope.id
        for scope in rulebook.limits
        if scope.kind in {ScopeKind.CHANNEL, ScopeKind.CATEGORY}
    }
    channels |= rulebook.channels.ids
    if rulebook.notices_channel:
        channels.add(rulebook.notices_channel)
    unknown_roles = {id_ for id_ in roles | rulebook.exempt_roles if guild.get_role(id_) is None}
    return len(unknown_roles) + sum(guild.get_channel(id_) is None for id_ in channels)
