"""Alerts and dashboard use only metrics, labels and values that the bot really has."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.errors import ClosedReason, GenerationFailed, ProviderBusy, QueueFull, QueueScope
from bot.health.gauges import read_gauges
from bot.health.labels import state_of
from bot.health.metrics import PrometheusSignals
from bot.health.vitals import CIRCUIT_STATES
from bot.policy.jobs.job import State
from bot.policy.limits.limit import Cap, Limit
from bot.ports import Held
from bot.ports.signals import Phase
from tests.deploy.queries import OF_PROMETHEUS, SCRAPE_LABELS, Use, grouping_labels, used_metrics
from tests.health.conftest import Condition
from tests.health.scraping import Scraped

MONITORING = Path(__file__).parents[2] / "deploy" / "monitoring"
PAGE = (Path(__file__).parents[2] / "docs" / "operations.md").read_text(encoding="utf-8")
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)

#: Values that a query may match, except those that come from providers.
KNOWN = {
    "state": {*map(state_of, State), *CIRCUIT_STATES},
    "phase": {*Phase},
    "reason": {*ClosedReason, "prompt_rejected"},
    "kind": {kind.word for kind in GenerationFailed.__subclasses__()},
    "rule": {"line_full_all", *(rule.replace("-", "_").lower() for rule in (*Limit, *Cap))},
}


def _read(name: str) -> dict[str, Any]:
    return yaml.safe_load((MONITORING / name).read_text(encoding="utf-8"))


RULES: list[dict[str, Any]] = _read("rules.yml")["groups"][0]["rules"]
DASHBOARD: dict[str, Any] = json.loads((MONITORING / "dashboard.json").read_text(encoding="utf-8"))


def _panels() -> Iterator[dict[str, Any]]:
    yield from (panel for panel in DASHBOARD["panels"] if panel["type"] != "row")


QUERIES = [
    *(pytest.param(rule["expr"], id=rule["alert"]) for rule in RULES),
    *(
        pytest.param(target["expr"], id=f"{panel['title']} {target['refId']}")
        for panel in _panels()
        for target in panel["targets"]
    ),
]


@pytest.fixture(scope="module")
def scraped() -> Scraped:
    """A scrape in which every metric has a sample."""
    signals = PrometheusSignals()
    signals.took(Phase.WHOLE, 1.0, model="a/b")
    signals.refused(QueueFull(QueueScope.ALL, NOON))
    signals.provider_failed(ProviderBusy())
    signals.discord_failed("upload_too_large")
    signals.spent(1, model="a/b")
    gauges = read_gauges(Condition().vitals(), held=Held(jobs=0, micros=0), lag_s=0, silence_s=0)
    return Scraped(signals.render(gauges).decode())


@pytest.fixture(scope="module")
def labels(scraped: Scraped) -> dict[str, set[str]]:
    """The labels of every metric."""
    found = {name: set(labels) for name, labels in OF_PROMETHEUS.items()}
    for name, pairs in scraped.samples:
        found.setdefault(name, set(SCRAPE_LABELS)).update(label for label, _ in pairs)
    return found


def _problems(query: str, labels: dict[str, set[str]]) -> list[str]:
    uses = list(used_metrics(query))
    problems = [] if uses else ["no metric"]
    for use in uses:
        if use.metric in labels:
            problems += _selector_problems(use, labels[use.metric])
        else:
            problems.append(f"unknown metric {use.metric}")
    known = {label for use in uses for label in labels.get(use.metric, set())}
    return [*problems, *(f"unknown label {label}" for label in grouping_labels(query) - known)]


def _selector_problems(use: Use, labels: set[str]) -> Iterator[str]:
    for label, pattern in use.selectors:
        if label not in labels:
            yield f"{use.metric} has no label {label}"
        values = set(pattern.split("|"))
        if unknown := values - KNOWN.get(label, values):
            yield f"{label} is never {unknown}"


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_uses_only_what_the_bot_has(query: str, labels: dict[str, set[str]]) -> None:
    assert _problems(query, labels) == []


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("imagine_bot_jobs_runing > 1", "unknown metric imagine_bot_jobs_runing"),
        ('rate(imagine_bt_jobs_total{state="done"}[5m])', "unknown metric imagine_bt_jobs_total"),
        ('imagine_bot_jobs_running{model="a"}', "imagine_bot_jobs_running has no label model"),
        ('imagine_bot_jobs_total{state=~"done|lost"}', "state is never {'lost'}"),
        ("sum by (modell) (imagine_bot_jobs_running)", "unknown label modell"),
        ("vector(1)", "no metric"),
    ],
)
def test_a_wrong_query_is_found(query: str, problem: str, labels: dict[str, set[str]]) -> None:
    assert _problems(query, labels) == [problem]


def test_alerts_on_a_single_event_see_the_first_one_since_the_start() -> None:
    fresh = Scraped(PrometheusSignals().render(()).decode()).samples
    uses = [
        use
        for rule in RULES
        if rule["expr"].startswith("increase(") and rule["expr"].endswith("> 0")
        for use in used_metrics(rule["expr"])
    ]
    assert uses
    for use in uses:
        for label, pattern in use.selectors:
            for value in pattern.split("|"):
                assert any(
                    name == use.metric and (label, value) in pairs for name, pairs in fresh
                ), f"{use.metric} has no {label} {value} before the first event"


def test_the_dashboard_shows_every_metric_of_the_bot(scraped: Scraped) -> None:
    shown = {
        use.metric
        for panel in _panels()
        for target in panel["targets"]
        for use in used_metrics(target["expr"])
    }
    counted = {name for name, _ in scraped.samples if name.startswith("imagine_bot_")}
    histogram = {name for name in counted if name.endswith(("_sum", "_count"))}
    assert counted - histogram <= shown


def test_panels_have_their_own_place_and_say_what_they_show() -> None:
    places = [
        (x, y)
        for panel in DASHBOARD["panels"]
        for x in range(panel["gridPos"]["x"], panel["gridPos"]["x"] + panel["gridPos"]["w"])
        for y in range(panel["gridPos"]["y"], panel["gridPos"]["y"] + panel["gridPos"]["h"])
    ]
    assert len(places) == len(set(places))
    assert max(x for x, _ in places) < 24
    assert all(panel["description"].endswith(".") for panel in _panels())


def test_every_alert_says_what_to_do_and_has_a_test_in_which_it_fires() -> None:
    alerts = {rule["alert"] for rule in RULES}
    assert all(rule["annotations"]["do"].endswith(".") for rule in RULES)
    assert {rule["labels"]["severity"] for rule in RULES} == {"critical", "warning"}
    text = (MONITORING / "rules.test.yml").read_text(encoding="utf-8")
    assert set(re.findall(r'alertname="(\w+)"', text)) == alerts


def test_the_page_names_every_alert_at_its_metric() -> None:
    rows = re.findall(r"^\| `((?:imagine_bot|process)_\w+)` \|.+\|(.*)\|$", PAGE, re.MULTILINE)
    named = {(metric, alert) for metric, cell in rows for alert in re.findall(r"`(\w+)`", cell)}
    used = {
        (re.sub("_bucket$", "", use.metric), rule["alert"])
        for rule in RULES
        for use in used_metrics(rule["expr"])
    }
    assert {alert for _, alert in named} == {rule["alert"] for rule in RULES} - {"BotIsGone"}
    assert named <= used


def test_the_rules_are_loaded_and_the_job_has_the_name_that_queries_expect() -> None:
    prometheus = _read("prometheus.yml")
    assert [(MONITORING / name).name for name in prometheus["rule_files"]] == ["rules.yml"]
    assert [job["job_name"] for job in prometheus["scrape_configs"]] == ["imagine-bot"]
    jobs = {
        value
        for rule in RULES
        for use in used_metrics(rule["expr"])
        for label, value in use.selectors
        if label == "job"
    }
    assert jobs == {"imagine-bot"}


def test_grafana_finds_the_data_source_and_the_dashboard() -> None:
    [source] = _read("provisioning/datasources/prometheus.yml")["datasources"]
    [provider] = _read("provisioning/dashboards/imagine-bot.yml")["providers"]
    assert source["type"] == DASHBOARD["templating"]["list"][0]["query"] == "prometheus"
    assert (
        source["jsonData"]["timeInterval"] == _read("prometheus.yml")["global"]["scrape_interval"]
    )
    assert provider["options"]["path"] == "/var/lib/grafana/dashboards"
