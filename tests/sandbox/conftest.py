"""Fixtures: a running painter, and an HTTP client with its key."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.sandbox.painter import Painter
from tests.sandbox.painter_requests import SKETCH


@pytest.fixture
async def painter() -> AsyncIterator[Painter]:
    async with Painter() as painter:
        painter.default = SKETCH
        yield painter


@pytest.fixture
async def web(painter: Painter) -> AsyncIterator[aiohttp.ClientSession]:
    headers = {"Authorization": f"Bearer {painter.key}"}
    patience = aiohttp.ClientTimeout(total=20)
    async with aiohttp.ClientSession(
        painter.base_url + "/",
        headers=headers,
        timeout=patience,
        max_field_size=2**17,
        max_headers=1000,
    ) as session:
        yield session
