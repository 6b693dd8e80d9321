"""The page for operators describes all metrics."""

import re
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest

from bot.errors import ProviderBusy, QueueFull, QueueScope
from bot.health.metrics import PrometheusSignals
from bot.ports.signals import Phase
from tests.health.scraping import Scraped, scrape

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
PAGE = (Path(__file__).parents[2] / "docs" / "operations.md").read_text(encoding="utf-8")
NAMES = re.findall(r"^\| `((?:imagine_bot|process)_\w+)` \|", PAGE, re.MULTILINE)


@pytest.fixture
async def scraped(http: aiohttp.ClientSession, signals: PrometheusSignals) -> Scraped:
    signals.took(Phase.WHOLE, 1.0, model="a/b")
    signals.refused(QueueFull(QueueScope.ALL, NOON))
    signals.provider_failed(ProviderBusy())
    signals.discord_failed("upload_too_large")
    signals.spent(1, model="a/b")
    return await scrape(http)


def _public_names(scraped: Scraped) -> set[str]:
    counters = {name for name, family in scraped.families.items() if family.type == "counter"}
    return {f"{name}_total" if name in counters else name for name in scraped.families}


async def test_exactly_the_existing_metrics_are_described(scraped: Scraped) -> None:
    assert set(NAMES) == _public_names(scraped)
    assert len(NAMES) == len(set(NAMES))
