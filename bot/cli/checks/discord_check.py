"""Checks the token at Discord, as the bot uses it, and this machine's clock against Discord's."""

import re
from collections.abc import Awaitable, Callable, Iterator, Mapping
from datetime import UTC, datetime
from http import HTTPStatus

from bot.cli.checks.finding import Check, Finding
from bot.cli.checks.hosts import host_of, is_found
from bot.cli.checks.sentences import Found
from bot.cli.discord_api import Answer, DiscordApi, DiscordUnreachable, open_discord_api

#: What the portal shows besides the token, https://discord.com/developers/applications,
#: read 2026-11-30. A bot's token has three parts with dots between them.
_TOKEN = re.compile(r"[\w-]{20,}\.[\w-]{5,}\.[\w-]{20,}")
_PUBLIC_KEY = re.compile(r"[0-9a-f]{64}")
_APPLICATION_ID = re.compile(r"\d{17,20}")
_CLIENT_SECRET = re.compile(r"[\w-]{32}")

#: What API keys begin with, at OpenRouter and elsewhere.
_API_KEY = re.compile(r"sk-.*")

_SHAPES = (
    (_API_KEY, Found.TOKEN_IS_KEY),
    (_TOKEN, Found.TOKEN_LIKELY),
    (_PUBLIC_KEY, Found.TOKEN_PUBLIC_KEY),
    (_APPLICATION_ID, Found.TOKEN_APPLICATION_ID),
    (_CLIENT_SECRET, Found.TOKEN_CLIENT_SECRET),
)

#: Seconds by which the clock may differ; the header has whole seconds and is on its way for one.
_CLOCK_S = 5.0

#: Cloudflare's statuses for requests that it blocks before Discord sees them.
#: https://docs.discord.com/developers/topics/rate-limits, read 2026-11-30
_TURNED_AWAY = {HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS}

#: The longest part of a name that is shown; Discord's have at most 32 characters.
_MOST_NAME = 64

#: Seconds for each answer. Discord expects the bot's own answers within three.
_ANSWER_S = 2.5

Payload = Mapping[str, object]

#: Gets the API, and Discord's answers about the user and about the application.
Further = Callable[[DiscordApi, Payload, Payload], Awaitable[list[Finding]]]


async def check_shape(token: str) -> list[Finding]:
    """Return what a token looks like, without asking Discord."""
    return [_finding(_shape_of(token))]


def is_token(secret: str) -> bool:
    """Tell whether a secret looks like a bot's token, which only Discord may get."""
    return _TOKEN.fullmatch(secret) is not None


def _shape_of(token: str) -> Found:
    """Return what a token looks like."""
    for shape, found in _SHAPES:
        if shape.fullmatch(token):
            return found
    return Found.TOKEN_ODD


async def check_discord(token: str, further: Further | None = None) -> list[Finding]:
    """Ask Discord about the bot; only GET requests are sent, and no other service's key.

    Args:
        token: The bot's token.
        further: What to check after Discord has accepted the token.
    """
    from discord.http import Route

    if _shape_of(token) is Found.TOKEN_IS_KEY:
        return [_finding(Found.TOKEN_IS_KEY)]
    host = host_of(Route.BASE)
    if not await is_found(host):
        return [_finding(Found.DISCORD_UNREACHABLE, host=host)]
    try:
        async with open_discord_api(token, timeout_s=_ANSWER_S) as api:
            return await _ask(api, _shape_of(token), further)
    except DiscordUnreachable:
        return [_finding(Found.DISCORD_UNREACHABLE, host=host)]


async def _ask(api: DiscordApi, shape: Found, further: Further | None) -> list[Finding]:
    user = await api.get("/users/@me")
    findings = judge_clock(user.date, datetime.now(UTC))
    if user.status == HTTPStatus.UNAUTHORIZED:
        is_known = shape not in {Found.TOKEN_LIKELY, Found.TOKEN_ODD}
        return [_finding(shape if is_known else Found.TOKEN_REJECTED), *findings]
    # an address that is blocked must not ask again
    is_fine = user.status == HTTPStatus.OK
    application = await api.get("/applications/@me") if is_fine else user
    findings = [*_judge_bot(user, application), *findings]
    if further is not None and application.status == HTTPStatus.OK and application.fields:
        findings += await further(api, user.fields, application.fields)
    return findings


def _judge_bot(user: Answer, application: Answer) -> Iterator[Finding]:
    for answer in (user, application):
        if answer.status != HTTPStatus.OK or not answer.fields:
            is_blocked = answer.status in _TURNED_AWAY
            found = Found.DISCORD_TURNED_AWAY if is_blocked else Found.DISCORD_FAULT
            yield _finding(found, status=answer.status)
            return
    name = str(user.fields.get("username", "?"))[:_MOST_NAME]
    servers = application.fields.get("approximate_guild_count")
    facts = {"name": name, "servers": servers if isinstance(servers, int) else 0}
    yield _finding(Found.TOKEN_FINE, **facts)
    if application.fields.get("interactions_endpoint_url"):
        yield _finding(Found.ENDPOINT_SET)


def judge_clock(theirs: datetime | None, ours: datetime) -> list[Finding]:
    """Compare the time of an answer with this machine's; without one, nothing is found."""
    if theirs is None:
        return []
    off_s = abs((ours - theirs).total_seconds())
    if off_s <= _CLOCK_S:
        return [Finding(Check.CLOCK, Found.CLOCK_FINE)]
    return [Finding(Check.CLOCK, Found.CLOCK_OFF, {"seconds": round(off_s)})]


def _finding(found: Found, **facts: object) -> Finding:
    return Finding(Check.DISCORD, found, facts)
