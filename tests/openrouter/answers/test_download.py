"""Images from URLs: public addresses only, size limits, and no key in the request."""

import asyncio
import ssl
from collections.abc import AsyncGenerator
from ipaddress import ip_address
from pathlib import Path

import pytest
import trustme
from aiohttp import web

from bot.errors import BadAnswer, Charge, GenerationTimedOut
from bot.openrouter.answers.download import Address, Downloader, is_public
from bot.openrouter.answers.spool import Spool
from bot.openrouter.answers.wire import Surface
from bot.sandbox.painter import ScriptedAnswer
from testkit.http_server import serve
from tests.openrouter.client_harness import ClientHarness, take

#: A minimal PNG of one pixel.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c63f8ffff3f0300080002fe"
    "a7356b810000000049454e44ae426082"
)


@pytest.mark.parametrize(
    "text",
    [
        "0.0.0.0",  # noqa: S104 - must be refused
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "192.0.2.1",
        "192.168.1.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::10.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:127.0.0.1",
        "64:ff9b::10.0.0.1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:a00:1::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fec0::1",
        "ff02::1",
    ],
)
def test_an_address_that_is_not_of_the_public_internet_is_refused(text: str) -> None:
    assert not is_public(ip_address(text))


@pytest.mark.parametrize(
    "text",
    ["1.1.1.1", "104.18.2.3", "2606:4700::6812", "::ffff:1.1.1.1", "64:ff9b::1.1.1.1"],
)
def test_a_public_address_is_allowed(text: str) -> None:
    assert is_public(ip_address(text))


class ImageServer:
    """A loopback server with a certificate for `localhost`; records its requests."""

    def __init__(self) -> None:
        self.base_url = ""
        self.requests: list[tuple[str, dict[str, str]]] = []

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.requests.append((request.path, dict(request.headers)))
        match request.path:
            case "/picture.png":
                answer = web.Response(body=PNG)
                answer.set_cookie("seen", "yes")
                return answer
            case "/moved":
                raise web.HTTPFound("/picture.png")
            case "/round":
                raise web.HTTPFound("/round")
            case "/plain":
                raise web.HTTPFound("http://localhost/picture.png")
            case "/inside":
                raise web.HTTPFound("https://127.0.0.2/picture.png")
            case "/hang":
                await asyncio.Event().wait()
                raise AssertionError
            case "/nowhere":
                return web.Response(status=302)
            case _:
                raise web.HTTPNotFound


@pytest.fixture
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)  # pyright: ignore[reportUnknownMemberType] -- pyOpenSSL's
    return context


@pytest.fixture
async def gallery(authority: trustme.CA) -> AsyncGenerator[ImageServer]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost", "127.0.0.2").configure_cert(context)  # pyright: ignore[reportUnknownMemberType] -- pyOpenSSL's
    gallery = ImageServer()
    async with serve(gallery.answer, context) as base_url:
        gallery.base_url = base_url.replace("127.0.0.1", "localhost")
        yield gallery


def files_in(folder: Path) -> list[Path]:
    return list(folder.iterdir())


def is_first_loopback(address: Address) -> bool:
    """Allow the gallery's address and no other on loopback."""
    return str(address) in {"127.0.0.1", "::1"}


@pytest.fixture
def downloader(tmp_path: Path, trusting: ssl.SSLContext) -> Downloader:
    return Downloader(
        Spool(tmp_path / "spool"), max_bytes=1000, allows=is_first_loopback, tls=trusting
    )


@pytest.mark.parametrize("path", ["/picture.png", "/moved"])
async def test_a_image_is_fetched_into_a_file(
    gallery: ImageServer, downloader: Downloader, path: str
) -> None:
    file = await downloader.fetch(gallery.base_url + path)
    assert file.read_bytes() == PNG


@pytest.mark.parametrize("path", ["/round", "/plain", "/inside", "/nowhere", "/missing"])
async def test_what_gives_no_image_leaves_no_file(
    gallery: ImageServer, downloader: Downloader, tmp_path: Path, path: str
) -> None:
    with pytest.raises(BadAnswer):
        await downloader.fetch(gallery.base_url + path)
    assert files_in(tmp_path / "spool") == []
    assert len(gallery.requests) == (4 if path == "/round" else 1)


@pytest.mark.parametrize(
    "url",
    ["http://localhost/x.png", "ftp://localhost/x", "https://", "https://[::1", "https://a b/"],
)
async def test_what_is_no_https_url_is_refused(downloader: Downloader, url: str) -> None:
    with pytest.raises(BadAnswer):
        await downloader.fetch(url)


async def test_too_many_bytes_are_not_kept(
    gallery: ImageServer, trusting: ssl.SSLContext, tmp_path: Path
) -> None:
    small = Downloader(Spool(tmp_path), max_bytes=10, allows=is_first_loopback, tls=trusting)
    with pytest.raises(BadAnswer):
        await small.fetch(f"{gallery.base_url}/picture.png")
    assert files_in(tmp_path) == []


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::ffff:127.0.0.1]", "127.1"])
async def test_this_machine_is_never_asked_however_it_is_written(
    gallery: ImageServer, trusting: ssl.SSLContext, tmp_path: Path, host: str
) -> None:
    strict = Downloader(Spool(tmp_path), max_bytes=1000, tls=trusting)
    with pytest.raises(BadAnswer):
        await strict.fetch(f"{gallery.base_url}/picture.png".replace("localhost", host))
    assert gallery.requests == []


@pytest.mark.parametrize("surface", ["images", "chat"])
async def test_the_client_delivers_it_without_sending_the_key_there(
    harness: ClientHarness, gallery: ImageServer, trusting: ssl.SSLContext, surface: Surface
) -> None:
    harness.downloader = Downloader(
        Spool(harness.folder), max_bytes=1000, allows=is_first_loopback, tls=trusting
    )
    harness.painter.script(ScriptedAnswer(url=f"{gallery.base_url}/picture.png"))
    generation = await harness.generate(surface)
    assert take(generation) == [PNG]
    [(_, headers)] = gallery.requests
    assert "Authorization" not in headers
    assert "Cookie" not in headers


async def test_the_callers_deadline_counts_while_fetching(
    harness: ClientHarness, gallery: ImageServer, trusting: ssl.SSLContext
) -> None:
    harness.downloader = Downloader(
        Spool(harness.folder), max_bytes=1000, allows=is_first_loopback, tls=trusting
    )
    harness.painter.script(ScriptedAnswer(url=f"{gallery.base_url}/hang"))
    with pytest.raises(GenerationTimedOut) as caught:
        await harness.generate("images", within_s=1.5)
    assert caught.value.charge is Charge.MADE
    assert [path for path, _ in gallery.requests] == ["/hang"]
