"""Checks whether HTTP_PORT is free, or used by a running bot."""

import asyncio

import aiohttp

from bot.cli.checks.finding import Check, Finding
from bot.cli.checks.sentences import Found

_SECONDS = 2.0

#: How `bot.health` names itself.
_OURS = "imagine-bot"


async def check_port(host: str, port: int) -> list[Finding]:
    """Connect to the port; listening on it could hinder a bot that starts just now."""
    found = Found.PORT_TAKEN
    try:
        async with asyncio.timeout(_SECONDS), aiohttp.ClientSession() as session:
            answer = session.get(f"http://{_reachable(host)}:{port}/healthz", allow_redirects=False)
            async with answer as response:
                if response.headers.get("Server") == _OURS:
                    found = Found.PORT_OURS
    except aiohttp.ClientConnectorError:
        found = Found.PORT_FREE
    except (aiohttp.ClientError, TimeoutError, ValueError):
        pass  # something listens there, but it isn't the bot
    return [Finding(Check.PORT, found, {"port": port})]


def _reachable(host: str) -> str:
    """Return the host of a URL for an address to listen on."""
    if host in {"", "0.0.0.0", "::"}:  # noqa: S104 - nothing listens here
        return "localhost"
    return f"[{host}]" if ":" in host else host
