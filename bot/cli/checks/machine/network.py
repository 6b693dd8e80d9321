"""Checks whether each host that the bot needs can be found and reached."""

import asyncio
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.cli.checks.background import in_background
from bot.cli.checks.finding import Check, Finding
from bot.cli.checks.hosts import is_found
from bot.cli.checks.machine.sentences import MachineFound
from bot.settings import Settings

#: Seconds for a connection, after its name was found.
_CONNECT_S = 2.0

_PORTS = {"https": 443, "wss": 443, "http": 80, "ws": 80}


@dataclass(frozen=True, slots=True)
class Host:
    """A host and what the bot needs it for."""

    purpose: str
    name: str
    port: int


async def check_network(settings: Settings) -> list[Finding]:
    """Look up each host and connect to it; nothing is sent."""
    hosts = tuple(_hosts(settings))
    problems = [one for one in await asyncio.gather(*map(_problem, hosts)) if one]
    if problems:
        return problems
    names = ", ".join(f"{host.name} ({host.purpose})" for host in hosts)
    return [Finding(Check.NETWORK, MachineFound.HOSTS_FINE, {"hosts": names})]


def _hosts(settings: Settings) -> Iterator[Host]:
    """Yield all hosts. Generated images come in OpenRouter's answers, so no other host has them."""
    from discord.asset import Asset
    from discord.gateway import DiscordWebSocket
    from discord.http import Route

    urls = {
        "Discord's API": Route.BASE,
        "Discord's gateway": str(DiscordWebSocket.DEFAULT_GATEWAY),
        "attached images": Asset.BASE,
        "OpenRouter": settings.openrouter_base_url,
    }
    for purpose, url in urls.items():
        parts = urlsplit(url)
        yield Host(purpose, parts.hostname or "", parts.port or _PORTS.get(parts.scheme, 443))


async def _problem(host: Host) -> Finding | None:
    facts = {"host": host.name, "purpose": host.purpose, "port": host.port}
    if not await is_found(host.name):
        return Finding(Check.NETWORK, MachineFound.HOST_NOT_FOUND, facts)
    try:
        async with asyncio.timeout(_CONNECT_S):
            await in_background(lambda: _connect(host))
    except (OSError, TimeoutError):
        return Finding(Check.NETWORK, MachineFound.HOST_UNREACHABLE, facts)
    return None


def _connect(host: Host) -> None:
    socket.create_connection((host.name, host.port), timeout=_CONNECT_S).close()
