"""Whether a service's host can be found and reached."""

import asyncio
import socket
from urllib.parse import urlsplit

from bot.cli.checks.background import in_background

#: Seconds to look up a name.
_LOOKUP_S = 2.0


def host_of(url: str) -> str:
    """Return the host of a URL."""
    return urlsplit(url).hostname or ""


async def is_found(host: str) -> bool:
    """Look up a host's address, in a thread that doesn't delay the program's end."""
    try:
        async with asyncio.timeout(_LOOKUP_S):
            await in_background(lambda: socket.getaddrinfo(host, None))
    except (OSError, TimeoutError, UnicodeError):
        return False
    return True
