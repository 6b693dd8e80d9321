"""Fixtures: a setup that doctor only reads, and one that it may change."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from bot.sandbox.painter import Painter
from testkit.discord_loopback.discord import LoopbackDiscord
from tests.cli.doctor.setup import Setup
from tests.storage.conftest import new_postgres_url, postgres_server

__all__ = ["new_postgres_url", "open_setup", "postgres_server", "setup"]


@pytest.fixture
async def open_setup(tmp_path: Path) -> AsyncGenerator[Setup]:
    """A complete setup, which doctor may change."""
    async with LoopbackDiscord() as discord, Painter() as painter:
        yield Setup(tmp_path, discord, painter)


@pytest.fixture
async def setup(open_setup: Setup) -> AsyncGenerator[Setup]:
    """A complete setup, in which doctor sends only GET requests and generates nothing."""
    yield open_setup
    assert all(call.method == "GET" for call in open_setup.discord.calls)
    assert not open_setup.painter.requests, "nothing is generated"
