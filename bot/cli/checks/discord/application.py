"""Checks what the portal and Discord's limits say about the application."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import cast

from bot.cli.checks.discord.sentences import DiscordFound
from bot.cli.checks.finding import Check, Finding
from bot.cli.discord_api import DiscordApi

#: Both flags of each privileged intent: for verified applications and for others.
#: https://docs.discord.com/developers/resources/application#application-object-application-flags,
#: read 2026-11-30
_INTENTS = {
    "Presence": 1 << 12 | 1 << 13,
    "Server Members": 1 << 14 | 1 << 15,
    "Message Content": 1 << 18 | 1 << 19,
}

#: Discord resets the token of a bot that starts too often.
#: https://docs.discord.com/developers/events/gateway#rate-limiting, read 2026-11-30
_FEW_STARTS = 50

_MS_PER_HOUR = 3_600_000


def judge_intents(flags: object) -> Finding:
    """Name the privileged intents that the application has; the bot needs none."""
    bits = flags if isinstance(flags, int) else 0
    intents = [name for name, either in _INTENTS.items() if bits & either]
    if not intents:
        return _finding(DiscordFound.INTENTS_FINE)
    return _finding(DiscordFound.INTENTS_NOT_NEEDED, intents=", ".join(intents))


async def check_starts(api: DiscordApi) -> list[Finding]:
    """Ask how often the bot may still connect. Asking doesn't count as a start."""
    answer = await api.get("/gateway/bot")
    limit = answer.fields.get("session_start_limit")
    if answer.status != HTTPStatus.OK or not isinstance(limit, dict):
        return []
    facts = cast("Mapping[str, object]", limit)
    left, total, wait_ms = (facts.get(name) for name in ("remaining", "total", "reset_after"))
    if not (isinstance(left, int) and isinstance(total, int) and isinstance(wait_ms, int)):
        return []
    if left >= _FEW_STARTS:
        return []
    hours = -(-wait_ms // _MS_PER_HOUR)
    found = DiscordFound.STARTS_LOW if left else DiscordFound.STARTS_USED_UP
    return [_finding(found, left=left, total=total, hours=hours)]


def judge_application(theirs: str | None, stored: int | None) -> list[Finding]:
    """Compare the token's application with the one that the newest stored job was for."""
    if theirs is None or stored is None or theirs == str(stored):
        return []
    return [_finding(DiscordFound.OTHER_APPLICATION, stored=str(stored), application=theirs)]


def _finding(found: DiscordFound, **facts: object) -> Finding:
    return Finding(Check.DISCORD, found, facts)
