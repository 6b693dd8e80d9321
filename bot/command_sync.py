"""Registers the commands with Discord if they differ from the registered ones.

Discord allows 200 command creations per day, and each registration invalidates clients' caches.
https://docs.discord.com/developers/interactions/application-commands, read 2026-11-22
"""

import asyncio
import hashlib
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from discord import app_commands
from discord.http import Route

from bot.i18n import COMMAND_TEXTS, LANGUAGES, texts_of

log = logging.getLogger(__name__)

Payload = Mapping[str, Any]

#: Type of the command that opens the application's Activity. Discord creates it, and rejects a
#: bulk registration without it.
#: https://docs.discord.com/developers/interactions/application-commands, read 2026-11-30
_ENTRY_POINT = 4

#: Type of a slash command.
_SLASH = 1

#: Fields that Discord adds to a command, or that are deprecated.
_IGNORED = {"id", "application_id", "guild_id", "version", "default_permission", "dm_permission"}

#: Fields that get a default from Discord when they are omitted.
_DEFAULTED = ("contexts", "integration_types")

#: Lists in arbitrary order.
_UNORDERED = {*_DEFAULTED, "channel_types"}

#: Exponential backoff after a failure: the first wait, and the longest.
_FIRST_WAIT_S = 30
_LONGEST_WAIT_S = 60 * 60


@dataclass(frozen=True, slots=True)
class Difference:
    """How the registered commands differ from the program's own ones, by name."""

    missing: tuple[str, ...]
    outdated: tuple[str, ...]
    unknown: tuple[str, ...]
    """Those that the program doesn't have."""

    def __bool__(self) -> bool:
        """Tell whether they differ at all."""
        return bool(self.missing or self.outdated or self.unknown)


async def keep_registering(
    tree: app_commands.CommandTree[Any],
    memory: Path,
    *,
    faults: tuple[type[Exception], ...],
    explain: Callable[[Exception], str],
) -> None:
    """Register the tree's commands; retry with exponential backoff until it succeeds.

    Args:
        tree: See `sync_commands`.
        memory: See `sync_commands`.
        faults: Exceptions to retry after.
        explain: Describes such an exception in one sentence for operators.
    """
    wait_s = _FIRST_WAIT_S
    while True:
        try:
            await sync_commands(tree, memory)
        except faults as error:
            log.error(  # noqa: TRY400 - the sentence says everything; no traceback
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
    """Register the tree's commands unless Discord has the same ones with the same texts.

    Args:
        tree: Has all commands and its translator.
        memory: File with the digest and the ids of the last registration. If they don't match, all
            commands are translated and compared one by one.

    Returns:
        Whether the commands were registered.

    Raises:
        discord.HTTPException: Discord rejected the commands.
        aiohttp.ClientError: Discord is unreachable.
    """
    digest = _digest(tree)
    last = _read(memory)
    # another program may have changed them, or the token may belong to another application
    registered = await _fetch(tree)
    if last.get("digest") == digest and _ids(registered) == last.get("ids"):
        return False
    wanted = await command_payloads(tree)
    is_new = bool(compare(wanted, registered))
    if is_new:
        http, application_id = tree.client.http, tree.client.application_id
        registered = await http.bulk_upsert_global_commands(
            cast("int", application_id), payload=cast("Any", registration(wanted, registered))
        )
        log.info("registered %s commands with Discord", len(registered))
    _write(memory, {"digest": digest, "ids": _ids(registered)})
    return is_new


def _digest(tree: app_commands.CommandTree[Any]) -> str:
    commands = sorted((command.to_dict(tree) for command in tree.get_commands()), key=str)
    # hash the .ftl sources; rendering every translation would be slower
    texts = [texts_of(language, COMMAND_TEXTS) for language in LANGUAGES]
    return hashlib.sha256(json.dumps([commands, texts], sort_keys=True).encode()).hexdigest()


async def _fetch(tree: app_commands.CommandTree[Any]) -> Sequence[Payload]:
    """Return all registered commands; discord.py's own call omits the Activity's command."""
    route = Route(
        "GET", "/applications/{application_id}/commands", application_id=tree.client.application_id
    )
    return await tree.client.http.request(route, params={"with_localizations": "true"})


async def command_payloads(tree: app_commands.CommandTree[Any]) -> list[Payload]:
    """Return the tree's commands as they are registered, with their translations if it has any."""
    translator = tree.translator
    if translator is None:
        return [command.to_dict(tree) for command in tree.get_commands()]
    return [
        await command.get_translated_payload(tree, translator) for command in tree.get_commands()
    ]


def _ids(commands: Sequence[Payload]) -> list[int]:
    return sorted(int(command["id"]) for command in commands)


def _registrable(command: Payload) -> Payload:
    """Return the payload that registers one of Discord's commands again, under the same id."""
    omitted = _IGNORED - {"id"}
    return {
        key: value for key, value in command.items() if value is not None and key not in omitted
    }


def compare(wanted: Sequence[Payload], registered: Sequence[Payload]) -> Difference:
    """Compare the program's commands with Discord's; defaults and omitted fields don't count.

    Args:
        wanted: From `command_payloads`.
        registered: Discord's list, with all localizations.
    """
    ours = {key_of(command): command for command in wanted}
    theirs = {
        key_of(command): command for command in registered if command.get("type") != _ENTRY_POINT
    }
    return Difference(
        missing=tuple(name_of(ours[key]) for key in ours if key not in theirs),
        outdated=tuple(
            name_of(command)
            for key, command in ours.items()
            if key in theirs and not _is_equal(command, theirs[key])
        ),
        unknown=tuple(name_of(theirs[key]) for key in theirs if key not in ours),
    )


def registration(wanted: Sequence[Payload], registered: Sequence[Payload]) -> list[Payload]:
    """Return what registers the wanted commands; the Activity's command is kept."""
    kept = [_registrable(command) for command in registered if command.get("type") == _ENTRY_POINT]
    return [*wanted, *kept]


def _is_equal(ours: Payload, theirs: Payload) -> bool:
    omitted = {key for key in _DEFAULTED if not ours.get(key)}
    return _canonical(ours) == _canonical({k: v for k, v in theirs.items() if k not in omitted})


def key_of(command: Payload) -> tuple[int, str]:
    """Return a command's type and name, of which Discord has one in each scope."""
    return command.get("type") or _SLASH, command["name"]


def name_of(command: Payload) -> str:
    """Return a command's name as members see it."""
    kind, name = key_of(command)
    return f"/{name}" if kind == _SLASH else name


def _canonical(value: Any, key: str = "") -> Any:  # noqa: ANN401 - JSON
    """Return JSON in a canonical form for comparison: without empty values, lists sorted."""
    if isinstance(value, dict):
        items = cast("dict[str, Any]", value).items()
        fields = {name: _canonical(one, name) for name, one in items if name not in _IGNORED}
        return {name: one for name, one in fields.items() if one or _is_zero(one)}
    if isinstance(value, list):
        listed = [_canonical(one) for one in cast("list[Any]", value)]
        return sorted(listed) if key in _UNORDERED else listed
    return str(value) if key == "default_member_permissions" and value is not None else value


def _is_zero(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _read(memory: Path) -> dict[str, object]:
    try:
        last: object = json.loads(memory.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return cast("dict[str, object]", last) if isinstance(last, dict) else {}


def _write(memory: Path, last: dict[str, object]) -> None:
    """Store the last registration; after a failure, the next start compares all commands."""
    try:
        memory.parent.mkdir(parents=True, exist_ok=True)
        memory.write_text(json.dumps(last), encoding="utf-8")
    except OSError as error:
        log.warning("not noted which commands are registered: %s: %s", memory, error.strerror)
