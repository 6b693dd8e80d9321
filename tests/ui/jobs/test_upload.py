"""An image is uploaded unchanged from its file."""

from pathlib import Path

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.ui.jobs.upload import ImageUpload


async def test_a_file_arrives_whole_with_its_length_known_beforehand(tmp_path: Path) -> None:
    data = bytes(range(256)) * 5_000
    (tmp_path / "picture").write_bytes(data)
    got: list[tuple[int | None, bytes]] = []

    async def take(request: web.Request) -> web.Response:
        got.append((request.content_length, await request.read()))
        return web.Response()

    app = web.Application(client_max_size=len(data) + 1)
    app.router.add_post("/", take)
    async with TestServer(app) as server, aiohttp.ClientSession() as session:
        with ImageUpload(tmp_path / "picture") as file:
            for _ in range(2):  # discord.py sends a file again when Discord had an outage
                async with session.post(server.make_url("/"), data=file):
                    pass
    assert got == [(len(data), data)] * 2


def test_a_payload_can_be_read_as_text(tmp_path: Path) -> None:
    (tmp_path / "picture").write_text("text")
    with ImageUpload(tmp_path / "picture") as file:
        payload = aiohttp.payload.get_payload(file)
        assert (payload.size, payload.decode()) == (4, "text")
