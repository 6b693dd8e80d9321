"""/limits export and import: a server's limits as a JSON file."""

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
from cogs.limits.importing import ConfirmImport, read_file

#: The lines of a message that shows the difference; a longer one comes as a file, too.
_SHOWN_CHANGES = 1200


class FileCommands(LimitsCommands):
    """Writes limits into a file, and reads them from one."""

    @app_commands.command(description="Save all limits of this server as a file")
    async def export(self, interaction: discord.Interaction[Any]) -> None:
        """Answer with the file."""
        session = await self.open(interaction)
        text = await asyncio.to_thread(_write, session.rulebook)
        name = f"limits-{session.guild.id}.json"
        await session.reply.show(session.say("export-done"), files=[_file(name, text)])

    @app_commands.command(
        name="import", description="Replace all limits with a file, after a preview of the changes"
    )
    @app_commands.describe(file="A file from /limits export, at most 6 MB")
    async def import_limits(
        self, interaction: discord.Interaction[Any], file: discord.Attachment
    ) -> None:
        """Check a file whole, show what it would change, and ask."""
        session = await self.open(interaction)
        say = session.say
        imported = await read_file(file, say)
        merged = self.tools.moderation.merged(session.rulebook, imported)
        changes = differences(session.rulebook, merged)
        if not changes:
            await session.reply.show(say("change-nothing"))
            return
        view = ConfirmImport(
            interaction, self.tools.moderation, imported, say, version=session.stored.version
        )
        text = change_lines(changes, _SHOWN_CHANGES, say)
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
    unknown = _unknown(session.guild, imported)
    if unknown:
        yield session.say("import-unknown", n=unknown)
    if imported.moderator_role != session.rulebook.moderator_role:
        yield session.say("import-moderators")


def _unknown(guild: discord.Guild, rulebook: Rulebook) -> int:
    """Count the channels and roles that are not of a server, as far as its own are known."""
    if guild.unavailable:
        return 0
    roles = {place.id for place in rulebook.limits if place.kind is ScopeKind.ROLE}
    channels = {
        place.id
        for place in rulebook.limits
        if place.kind in {ScopeKind.CHANNEL, ScopeKind.CATEGORY}
    }
    channels |= rulebook.channels.ids
    if rulebook.notices_channel:
        channels.add(rulebook.notices_channel)
    unknown_roles = {id_ for id_ in roles | rulebook.exempt_roles if guild.get_role(id_) is None}
    return len(unknown_roles) + sum(guild.get_channel(id_) is None for id_ in channels)
