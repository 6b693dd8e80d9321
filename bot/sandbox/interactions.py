"""Adds to simulated interactions what Discord sends and simcord leaves out."""

from collections.abc import Mapping
from typing import Any

from simcord.env import Env


def complete_interactions(env: Env) -> None:
    """Make all later interactions in servers complete.

    They say that the bot is installed in the server; without that, the bot can't send the image of
    a held request later. Channels that were chosen have the bot's permissions there.
    https://docs.discord.com/developers/interactions/receiving-and-responding, read 2026-11-30
    """
    backend = env.backend
    emit = backend.emit

    def emit_complete(event: str, payload: Mapping[str, Any]) -> None:
        if event == "INTERACTION_CREATE" and "guild_id" in payload:
            payload = {
                **payload,
                "authorizing_integration_owners": {"0": payload["guild_id"]},
                "data": _with_permissions(env, payload["guild_id"], payload.get("data") or {}),
            }
        emit(event, payload)

    backend.emit = emit_complete


def _with_permissions(env: Env, guild_id: str, data: Mapping[str, Any]) -> Mapping[str, Any]:
    resolved: Mapping[str, Any] = data.get("resolved") or {}
    channels: Mapping[str, Any] = resolved.get("channels") or {}
    bot = env.bot.user
    if not channels or bot is None:
        return data
    held = env.backend.compute_permissions
    complete = {
        key: {**raw, "app_permissions": str(held(int(guild_id), bot.id, int(key)))}
        for key, raw in channels.items()
    }
    return {**data, "resolved": {**resolved, "channels": complete}}
