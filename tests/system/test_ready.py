"""/readyz of the whole bot over HTTP."""

import socket

import aiohttp

from bot.app import _health  # pyright: ignore[reportPrivateUsage] - otherwise only a process has it
from bot.health.metrics import PrometheusSignals
from tests.system.conftest import OpenBot


async def test_a_database_that_takes_no_writes_makes_the_bot_unready(open_harness: OpenBot) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}/readyz"
    async with (
        open_harness(http_host="127.0.0.1", http_port=port) as harness,
        _health(harness.bot, PrometheusSignals()),
        aiohttp.ClientSession() as http,
    ):
        harness.clock.advance(seconds=20)
        async with http.get(url) as answer:
            assert answer.status == 200
        # the lease is written every 10 s, but this clock was faster
        harness.clock.advance(seconds=1)
        async with http.get(url) as answer:
            assert answer.status == 503
            assert (await answer.json())["reasons"] == [
                "the database does not respond or does not accept writes"
            ]
