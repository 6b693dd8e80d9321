"""The client harness; every test must leave its spool empty."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from tests.openrouter.client_harness import ClientHarness, open_client


@pytest.fixture
async def harness(tmp_path: Path) -> AsyncGenerator[ClientHarness]:
    async with open_client(tmp_path / "spool") as harness:
        yield harness
    assert harness.files() == set()
