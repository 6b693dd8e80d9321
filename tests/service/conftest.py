"""Fixture: the use cases on a database of their own."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from tests.service.service_harness import ServiceHarness, open_service


@pytest.fixture
async def harness(tmp_path: Path) -> AsyncGenerator[ServiceHarness]:
    async with open_service(tmp_path) as harness:
        yield harness
