"""The page for operators describes all metrics, and its alerts use only these."""

import re
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest

from bot.errors import ClosedReason, GenerationFailed, ProviderBusy, QueueFull, QueueScope
from bot.health.labels import state_of
from bot.health.metrics import PrometheusSignals
from bot.health.vitals import CIRCUIT_STATES
from bot.policy.jobs.job import State
from bot.policy.limits.limit import Cap, Limit
from bot.ports.signals import Phase
from tests.health.scraping import Scraped, scrape

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
PAGE = (Path(__file__).parents[2] / "docs" / "operations.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `((?:imagine_bot|process)_\w+)` \|(.+)\|(.*)\|$", PAGE, re.MULTILINE)
ALERTS = dict(
    re.findall(r"- alert: (\w+)\n +expr: (?:>-\n)?(.+?)\n +(?:for|annotations):", PAGE, re.DOTALL)
)

#: Values that alerts may match, except those that come from the provider.
KNOWN = {
    "state": {*map(state_of, State), *CIRCUIT_STATES},
    "phase": set(Phase),
    "reason": {*ClosedReason, "prompt_rejected"},
    "kind": {kind.word for kind in GenerationFailed.__subclasses__()},
    "rule": {"line_full_all", *(rule.replace("-", "_").lower() for rule in (*Limit, *Cap))},
}


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
    assert {name for name, _, _ in ROWS} == _public_names(scraped)


async def test_alerts_use_existing_metrics_and_labels(scraped: Scraped) -> None:
    labels = {name: {label for label, _ in pairs} for (name, pairs) in scraped.samples}
    for alert, expression in ALERTS.items():
        used = re.findall(r"\b((?:imagine_bot|process)_\w+)(?:\{([^}]*)\})?", expression)
        assert used or alert == "BotIsGone"
        for name, selectors in used:
            assert name in labels, alert
            for label, values in re.findall(r'(\w+)[!=~]+"([^"]*)"', selectors):
                assert label in {*labels[name], "job"}, alert
                assert set(values.split("|")) <= KNOWN.get(label, set(values.split("|"))), alert


def test_the_table_names_every_alert_and_each_says_what_to_do() -> None:
    named = {alert for _, _, cell in ROWS for alert in re.findall(r"`(\w+)`", cell)}
    assert named == set(ALERTS) - {"BotIsGone"}
    assert PAGE.count("          do: ") == len(ALERTS)
