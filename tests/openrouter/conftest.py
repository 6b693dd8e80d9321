"""The desk, which every test leaves tidy."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from tests.openrouter.desk import Desk, open_desk


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncGenerator[Desk]:
    async with open_desk(tmp_path / "spool") as desk:
        yield desk
    assert desk.files() == set()
