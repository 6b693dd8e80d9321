"""Compares the commands at Discord with the program's own."""

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from bot.cli.checks.background import in_background
from bot.cli.checks.discord.command_tree import import_commands, program_commands
from bot.cli.checks.discord.sentences import DiscordFound
from bot.cli.checks.finding import Check, Finding
from bot.cli.checks.seen import Seen, SeenCommands
from bot.cli.discord_api import Answer, DiscordApi
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.command_sync import Difference

Command = Mapping[str, Any]

#: Servers that are searched for commands of their own, each with one request.
_MOST_SERVERS = 10

#: The most that Discord returns at once.
#: https://docs.discord.com/developers/resources/user#get-current-user-guilds, read 2026-11-30
_PAGE = 200

#: Names that one line shows.
_MOST_NAMES = 10


async def check_commands(
    api: DiscordApi, settings: Settings, server_id: int | None, seen: Seen
) -> list[Finding]:
    """Compare the commands for all servers, then those of single servers.

    Args:
        api: Discord's API.
        settings: Has the command's name.
        server_id: A server that is searched in any case.
        seen: Has the application's id; gets the commands.

    Raises:
        DiscordUnreachable: No answer came.
    """
    answer, _ = await asyncio.gather(
        api.get(f"/applications/{seen.application_id}/commands?with_localizations=true"),
        in_background(import_commands),
    )
    if not answer.is_list:
        return [_finding(DiscordFound.COMMANDS_UNREAD, status=answer.status)]
    wanted = await program_commands(settings)
    seen.commands = SeenCommands(wanted, _named(answer))
    findings = list(judge_commands(wanted, seen.commands.registered))
    return [*findings, *await _check_servers(api, wanted, server_id, seen)]


def judge_commands(wanted: Sequence[Command], registered: Sequence[Command]) -> Iterator[Finding]:
    """Yield how the registered commands differ from the program's."""
    from bot.command_sync import compare

    difference = compare(wanted, registered)
    if len(difference.missing) == len(wanted) and not difference.unknown:
        yield _finding(DiscordFound.COMMANDS_ABSENT)
        return
    if not difference:
        yield _finding(DiscordFound.COMMANDS_FINE, count=len(wanted))
        return
    yield from _name_each(difference)


def _name_each(difference: "Difference") -> Iterator[Finding]:
    for found, names in (
        (DiscordFound.COMMANDS_MISSING, difference.missing),
        (DiscordFound.COMMANDS_OUTDATED, difference.outdated),
        (DiscordFound.COMMANDS_UNKNOWN, difference.unknown),
    ):
        if names:
            yield _finding(found, names=_listed(names))


async def _check_servers(
    api: DiscordApi, wanted: Sequence[Command], server_id: int | None, seen: Seen
) -> list[Finding]:
    """Search servers for commands of their own that double the program's."""
    from bot.command_sync import key_of, name_of

    answer = await api.get(f"/users/@me/guilds?limit={_PAGE}")
    servers = [str(one["id"]) for one in answer.items if str(one.get("id")).isdecimal()]
    chosen = servers[:_MOST_SERVERS]
    if server_id is not None and str(server_id) not in chosen:
        chosen.append(str(server_id))
    lists = await asyncio.gather(*(api.get(_path(seen, server)) for server in chosen))
    ours = {key_of(command) for command in wanted}
    findings: list[Finding] = []
    seen.doubled = {}
    for server, listed in zip(chosen, lists, strict=True):
        doubled = [command for command in _named(listed) if key_of(command) in ours]
        if doubled:
            seen.doubled[server] = [str(command.get("id")) for command in doubled]
            names = _listed([name_of(command) for command in doubled])
            findings.append(_finding(DiscordFound.COMMANDS_DOUBLED, server=server, names=names))
    if len(servers) > len(chosen):
        findings.append(_finding(DiscordFound.SERVERS_UNCHECKED, count=len(chosen)))
    return findings


def _path(seen: Seen, server: str) -> str:
    return f"/applications/{seen.application_id}/guilds/{server}/commands"


def _named(answer: Answer) -> list[Command]:
    return [command for command in answer.items if isinstance(command.get("name"), str)]


def _listed(names: Iterable[str]) -> str:
    # a name has at most 32 characters
    shown = list(names)
    more = len(shown) - _MOST_NAMES
    return ", ".join(shown[:_MOST_NAMES]) + (f" and {more} more" if more > 0 else "")


def _finding(found: DiscordFound, **facts: object) -> Finding:
    return Finding(Check.COMMANDS, found, facts)
