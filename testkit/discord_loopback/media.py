"""Discord's CDN on loopback, under its own host names and with a certificate."""

import asyncio
import gzip
import ssl
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import trustme
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from testkit.http_server import serve

HOSTS = (
    "cdn.discordapp.com",
    "media.discordapp.net",
    "images-ext-1.discordapp.net",
    "images-ext-2.discordapp.net",
)


class Media:
    """The files of the CDN, and the requests it got."""

    def __init__(self) -> None:
        self.images: dict[str, bytes] = {}
        """By path."""
        self.requests: list[tuple[str, dict[str, str]]] = []
        """Host with path, and headers, of each request."""

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.requests.append((f"{request.host}{request.path}", dict(request.headers)))
        match request.path:
            case "/moved":
                raise web.HTTPFound("/a.png")
            case "/hang":
                await asyncio.Event().wait()
                raise AssertionError
            case "/packed":
                packed = {"Content-Encoding": "gzip"}
                return web.Response(body=gzip.compress(bytes(100)), headers=packed)
            case "/endless":
                return await _endless(request)
            case path if path in self.images:
                return web.Response(body=self.images[path])
            case _:
                raise web.HTTPNotFound


class _Loopback(AbstractResolver):
    def __init__(self, port: int) -> None:
        self._port = port

    async def resolve(self, host: str, port: int = 0, family: Any = 0) -> list[ResolveResult]:  # noqa: ANN401 - as aiohttp has it
        assert (host in HOSTS, port) == (True, 443)
        resolved = {
            "hostname": host,
            "host": "127.0.0.1",
            "port": self._port,
            "proto": 0,
            "flags": 0,
        }
        return [ResolveResult(family=family, **resolved)]  # pyright: ignore[reportArgumentType] -- one dict for all

    async def close(self) -> None:
        """Do nothing."""


@asynccontextmanager
async def open_media() -> AsyncGenerator[tuple[Media, aiohttp.ClientSession]]:
    """Yield the CDN, and a session that resolves and trusts only its hosts."""
    authority, media = trustme.CA(), Media()
    trusted, own = ssl.create_default_context(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.configure_trust(trusted)  # pyright: ignore[reportUnknownMemberType] -- pyOpenSSL's
    authority.issue_cert(*HOSTS).configure_cert(own)  # pyright: ignore[reportUnknownMemberType] -- pyOpenSSL's
    async with serve(media.answer, own) as base_url:
        resolver = _Loopback(URL(base_url).port or 0)
        connector = aiohttp.TCPConnector(resolver=resolver, ssl=trusted, force_close=True)
        async with aiohttp.ClientSession(connector=connector) as session:
            yield media, session


async def _endless(request: web.Request) -> web.StreamResponse:
    """Send bytes without a length and without an end."""
    answer = web.StreamResponse()
    await answer.prepare(request)
    while True:
        await answer.write(bytes(1000))
