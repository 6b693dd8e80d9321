"""Registers the commands with Discord, but only when they changed.

Discord allows 200 new registrations a day, and needless ones reset what servers see.
https://docs.discord.com/developers/interactions/application-commands, read 2026-11-22
"""

import asyncio
import hashlib
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from discord import app_commands
from discord.http import Route

from bot.i18n import COMMAND_TEXTS, LANGUAGES, texts_of

log = logging.getLogger(__name__)

Payload = Mapping[str, Any]

#: The command that opens the application's Activity. Discord makes it by itself, and takes no
#: registration without it.
#: https://docs.discord.com/developers/interactions/application-commands, read 2026-11-30
_ENTRY_POINT = 4

#: What Discord adds to a command, and what only older versions of its API look at.
_THEIRS = {"id", "application_id", "guild_id", "version", "default_permission", "dm_permission"}

#: What Discord fills in where it is left out.
_FILLED_IN = ("contexts", "integration_types")

#: Lists whose order means nothing.
_UNORDERED = {*_FILLED_IN, "channel_types"}

#: How long the first try after a failed one waits; each waits twice as long as the one before.
_FIRST_WAIT_S = 30
_LONGEST_WAIT_S = 60 * 60


async def keep_registering(
    tree: app_commands.CommandTree[Any],
    memory: Path,
    *,
    faults: tuple[type[Exception], ...],
    explain: Callable[[Exception], str],
) -> None:
    """Register the tree's commands; while Discord does not take them, try again, ever more rarely.

    Args:
        tree: As for `sync_commands`.
        memory: As for `sync_commands`.
        faults: What is tried again.
        explain: Says in one sentence for operators what such a fault means.
    """
    wait_s = _FIRST_WAIT_S
    while True:
        try:
            await sync_commands(tree, memory)
        except faults as error:
            log.error(  # noqa: TRY400 - the sentence is the whole story
                "the commands are not registered; those that Discord has already work. %s "
                "The next try is in %s s",
                explain(error),
                wait_s,
            )
        else:
            if wait_s > _FIRST_WAIT_S:
                log.warning("the commands are registered now")
            return
        await asyncio.sleep(wait_s)
        wait_s = min(wait_s * 2, _LONGEST_WAIT_S)


async def sync_commands(tree: app_commands.CommandTree[Any], memory: Path) -> bool:
    """Register the tree's commands unless Discord has just these, in the same words.

    Args:
        tree: All commands are loaded into it, and its translator is set.
        memory: The file that remembers what was registered last. Without it Discord is asked, which
            takes a translation of all commands.

    Returns:
        Whether they were registered anew.

    Raises:
        discord.HTTPException: Discord did not take them.
        aiohttp.ClientError: Discord cannot be reached.
    """
    digest = _digest(tree)
    known = _read(memory)
    # somebody else may have changed them, or the token may belong to another application
    there = await _fetch(tree)
    if known.get("digest") == digest and _ids(there) == known.get("ids"):
        return False
    wanted = await _translated(tree)
    kept = [_registrable(command) for command in there if command.get("type") == _ENTRY_POINT]
    is_new = not _is_same(wanted, there)
    if is_new:
        http, application_id = tree.client.http, tree.client.application_id
        there = await http.bulk_upsert_global_commands(
            cast("int", application_id), payload=cast("Any", [*wanted, *kept])
        )
        log.info("registered %s commands with Discord", len(there))
    _write(memory, {"digest": digest, "ids": _ids(there)})
    return is_new


def _digest(tree: app_commands.CommandTree[Any]) -> str:
    commands = sorted((command.to_dict(tree) for command in tree.get_commands()), key=str)
    # the files stand for what the translator makes of them, which takes longer
    texts = [texts_of(language, COMMAND_TEXTS) for language in LANGUAGES]
    return hashlib.sha256(json.dumps([commands, texts], sort_keys=True).encode()).hexdigest()


async def _fetch(tree: app_commands.CommandTree[Any]) -> Sequence[Payload]:
    """Return what Discord has; discord.py would ask for less, and lose what opens an Activity."""
    route = Route(
        "GET", "/applications/{application_id}/commands", application_id=tree.client.application_id
    )
    return await tree.client.http.request(route, params={"with_localizations": "true"})


async def _translated(tree: app_commands.CommandTree[Any]) -> list[Payload]:
    translator = tree.translator
    if translator is None:
        return [command.to_dict(tree) for command in tree.get_commands()]
    return [
        await command.get_translated_payload(tree, translator) for command in tree.get_commands()
    ]


def _ids(commands: Sequence[Payload]) -> list[int]:
    return sorted(int(command["id"]) for command in commands)


def _registrable(command: Payload) -> Payload:
    """Return one of Discord's commands as it is registered; by its id it stays the same one."""
    left_out = _THEIRS - {"id"}
    return {
        key: value for key, value in command.items() if value is not None and key not in left_out
    }


def _is_same(wanted: Sequence[Payload], there: Sequence[Payload]) -> bool:
    """Tell whether Discord has just these commands, whatever it leaves out or fills in."""
    theirs = {_name(command): command for command in there if command.get("type") != _ENTRY_POINT}
    if {_name(command) for command in wanted} != theirs.keys():
        return False
    return all(_plain_pair(command, theirs[_name(command)]) for command in wanted)


def _plain_pair(ours: Payload, theirs: Payload) -> bool:
    left_out = {key for key in _FILLED_IN if not ours.get(key)}
    return _plain(ours) == _plain({k: v for k, v in theirs.items() if k not in left_out})


def _name(command: Payload) -> tuple[int, str]:
    return command.get("type") or 1, command["name"]


def _plain(value: Any, key: str = "") -> Any:  # noqa: ANN401 - JSON
    """Return JSON without what is the same as nothing, for a comparison."""
    if isinstance(value, dict):
        items = cast("dict[str, Any]", value).items()
        plain = {name: _plain(one, name) for name, one in items if name not in _THEIRS}
        return {name: one for name, one in plain.items() if one or _is_zero(one)}
    if isinstance(value, list):
        listed = [_plain(one) for one in cast("list[Any]", value)]
        return sorted(listed) if key in _UNORDERED else listed
    return str(value) if key == "default_member_permissions" and value is not None else value


def _is_zero(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _read(memory: Path) -> dict[str, object]:
    try:
        known: object = json.loads(memory.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return cast("dict[str, object]", known) if isinstance(known, dict) else {}


def _write(memory: Path, known: dict[str, object]) -> None:
    """Remember what was registered; without that the next start asks Discord."""
    try:
        memory.parent.mkdir(parents=True, exist_ok=True)
        memory.write_text(json.dumps(known), encoding="utf-8")
    except OSError as error:
        log.warning("not noted which commands are registered: %s: %s", memory, error.strerror)
