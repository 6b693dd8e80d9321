"""Fetches an image from a URL in an answer, from public addresses only and without the key."""

import asyncio
import errno
import socket
import ssl
from collections.abc import Callable
from http import HTTPStatus
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from pathlib import Path

import aiohttp
from yarl import URL

from bot.errors import BadAnswer, Charge
from bot.openrouter.answers.spool import Spool, SpoolFile

Address = IPv4Address | IPv6Address

#: Family, type, protocol, canonical name and socket address, as from `socket.getaddrinfo`.
_AddressInfo = tuple[int, int, int, str, tuple[object, ...]]

_MAX_REDIRECTS = 3
_CONNECT_TIMEOUT_S = 10.0

#: NAT64: the last 32 bits are an IPv4 address, which a gateway would connect to.
#: RFC 6052 section 2.1, read 2026-11-22.
_TRANSLATED = IPv6Network("64:ff9b::/96")

#: The range assigned to the public internet.
#: https://www.iana.org/assignments/ipv6-unicast-address-assignments, read 2026-11-22.
_GLOBAL_UNICAST = IPv6Network("2000::/3")


def is_public(address: Address) -> bool:
    """Tell whether an address is on the public internet; embedded IPv4 addresses are resolved."""
    if isinstance(address, IPv4Address):
        return address.is_global and not address.is_multicast
    if address in _TRANSLATED:
        return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
    inner = address.ipv4_mapped or address.sixtofour
    if inner is not None:
        return is_public(inner)
    return address in _GLOBAL_UNICAST and address.is_global and address.teredo is None


class Downloader:
    """Fetches images into spool files."""

    def __init__(
        self,
        spool: Spool,
        *,
        max_bytes: int,
        timeout_s: float = 60.0,
        allows: Callable[[Address], bool] = is_public,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """Store the limits.

        Args:
            spool: Creates the files.
            max_bytes: Size limit for one image.
            timeout_s: For one image, redirects included.
            allows: The rule for addresses; each socket is checked just before it connects.
            tls: The trusted authorities; None for the system's.
        """
        self._spool = spool
        self._max_bytes = max_bytes
        self._timeout_s = timeout_s
        self._allows = allows
        self._tls = tls

    async def fetch(self, url: str) -> Path:
        """Fetch one image into a file that the caller owns from then on.

        Raises:
            BadAnswer: The URL is not `https`, leads to a non-public address, or the download
                failed or exceeded a limit; the file is removed.
            SpoolFailed: The file could not be written; it is removed.
        """
        file = self._spool.new_file()
        try:
            async with asyncio.timeout(self._timeout_s), self._open_session() as session:
                await self._follow(session, url, file)
            file.close()
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            file.discard()
            raise _refused(f"cannot be fetched: {type(error).__name__}") from error
        except BaseException:
            file.discard()
            raise
        return file.path

    def _open_session(self) -> aiohttp.ClientSession:
        """Open a session without the key and without cookies."""
        connector = aiohttp.TCPConnector(
            ssl=self._tls or True,
            socket_factory=self._open_socket,
            use_dns_cache=False,
            force_close=True,
        )
        return aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            # a small compressed body must not inflate in memory before its size is checked
            auto_decompress=False,
            headers={"Accept-Encoding": "identity"},
            timeout=aiohttp.ClientTimeout(total=None, connect=_CONNECT_TIMEOUT_S),
        )

    def _open_socket(self, info: _AddressInfo) -> socket.socket:
        """Open a socket for an address that the rule allows.

        This is the last step before connecting, so DNS rebinding cannot bypass the check, nor can
        literal addresses in a URL or a redirect.
        """
        family, kind, protocol, _, peer = info
        if not self._allows(ip_address(str(peer[0]).partition("%")[0])):
            raise PermissionError(errno.EACCES, "not a public address")
        return socket.socket(family, kind, protocol)

    async def _follow(self, session: aiohttp.ClientSession, url: str, file: SpoolFile) -> None:
        target = URL(url)
        for _ in range(1 + _MAX_REDIRECTS):
            if target.scheme != "https":
                raise _refused("is not https")
            async with session.get(target, allow_redirects=False) as response:
                location = response.headers.get("Location")
                if response.status == HTTPStatus.OK:
                    return await self._save(response, file)
                if not 300 <= response.status < 400 or location is None:  # noqa: PLR2004 - HTTP's redirects
                    raise _refused(f"answers {response.status}")
            target = target.join(URL(location))
        raise _refused("has too many redirects")

    async def _save(self, response: aiohttp.ClientResponse, file: SpoolFile) -> None:
        async for chunk in response.content.iter_any():
            if file.size_bytes + len(chunk) > self._max_bytes:
                raise _refused("is too large")
            file.write(chunk)


def _refused(reason: str) -> BadAnswer:
    return BadAnswer(charge=Charge.POSSIBLE, detail=f"the URL of an image {reason}")
