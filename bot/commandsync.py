"""Registers the commands with Discord, but only when they changed.

Discord allows 200 new registrations a day, and needless ones reset what servers see.
https://docs.discord.com/developers/interactions/application-commands, read 2026-11-22
"""

import hashlib
import json
import logging
from pathlib import Path
from typing import Any, cast

from discord import app_commands

from bot.speech import COMMAND_TEXTS, LANGUAGES, texts_of

log = logging.getLogger(__name__)


async def sync_commands(tree: app_commands.CommandTree[Any], memory: Path) -> bool:
    """Register the tree's commands unless Discord has just these, in the same words.

    Args:
        tree: All commands are loaded into it, and its translator is set.
        memory: The file that remembers what was registered last.

    Returns:
        Whether they were registered anew.

    Raises:
        discord.HTTPException: Discord did not take them.
    """
    digest = _digest(tree)
    known = _read(memory)
    if known.get("digest") == digest:
        # somebody else may have changed them, or the token may belong to another application
        registered = sorted(command.id for command in await tree.fetch_commands())
        if registered == known.get("ids"):
            return False
    ids = sorted(command.id for command in await tree.sync())
    _write(memory, {"digest": digest, "ids": ids})
    log.info("registered %s commands with Discord", len(ids))
    return True


def _digest(tree: app_commands.CommandTree[Any]) -> str:
    commands = sorted((command.to_dict(tree) for command in tree.get_commands()), key=str)
    # the files stand for what the translator makes of them, which takes longer
    texts = [texts_of(language, COMMAND_TEXTS) for language in LANGUAGES]
    return hashlib.sha256(json.dumps([commands, texts], sort_keys=True).encode()).hexdigest()


def _read(memory: Path) -> dict[str, object]:
    try:
        known: object = json.loads(memory.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return cast("dict[str, object]", known) if isinstance(known, dict) else {}


def _write(memory: Path, known: dict[str, object]) -> None:
    memory.parent.mkdir(parents=True, exist_ok=True)
    memory.write_text(json.dumps(known), encoding="utf-8")
