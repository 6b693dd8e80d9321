"""Fixtures: a newcomer with an empty folder."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from tests.cli.init.setup import Newcomer, open_newcomer


@pytest.fixture
async def newcomer(tmp_path: Path) -> AsyncGenerator[Newcomer]:
    async with open_newcomer(tmp_path) as newcomer:
        yield newcomer
