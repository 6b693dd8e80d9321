"""Checks whether HTTP_PORT is free, or used by a running bot."""

import asyncio

import aiohttp

from bot.cli.checks.finding import Check, Finding
from bot.cli.checks.machine.answered_elsewhere import judge_metrics
from bot.cli.checks.sentences import Found
from bot.openrouter.exchange import read_text

_SECONDS = 2.0

#: Limit for the metrics; a hundred models take about half a megabyte.
_MAX_BYTES = 4 * 1024 * 1024

#: How `bot.health` names itself.
_OURS = "imagine-bot"


async def check_port(host: str, port: int) -> list[Finding]:
    """Connect to the port, and read the metrics of a bot that answers.

    Listening on the port could hinder a bot that starts just now.
    """
    found, url = Found.PORT_TAKEN, f"http://{_reachable(host)}:{port}"
    metrics: str | None = None
    try:
        async with asyncio.timeout(_SECONDS), aiohttp.ClientSession() as session:
            answer = session.get(f"{url}/healthz", allow_redirects=False)
            async with answer as response:
                is_ours = response.headers.get("Server") == _OURS
            if is_ours:
                found = Found.PORT_OURS
                async with session.get(f"{url}/metrics", allow_redirects=False) as response:
                    metrics = await read_text(response, most_bytes=_MAX_BYTES)
    except aiohttp.ClientConnectorError:
        found = Found.PORT_FREE
    except (aiohttp.ClientError, TimeoutError, ValueError):
        pass  # something listens there, but it isn't the bot, or it is too busy
    finding = Finding(Check.PORT, found, {"port": port})
    return [finding] if metrics is None else [finding, judge_metrics(metrics)]


def _reachable(host: str) -> str:
    """Return the host of a URL for an address to listen on."""
    if host in {"", "0.0.0.0", "::"}:  # noqa: S104 - nothing listens here
        return "localhost"
    return f"[{host}]" if ":" in host else host
