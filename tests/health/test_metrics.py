"""Events are counted under stable names with a bounded number of labels."""

from datetime import UTC, datetime

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import (
    ClosedReason,
    CooldownActive,
    IntakeClosed,
    LimitForbids,
    LimitReached,
    OptionRefused,
    ProviderBusy,
    ProviderOnHold,
    QueueFull,
    QueueScope,
    ReferenceFault,
    ReferenceRefused,
    Refused,
)
from bot.health.labels import OTHER, Labels, rule_of
from bot.health.metrics import PrometheusSignals
from bot.policy.jobs.job import State
from bot.policy.limits.access import Forbidden
from bot.policy.limits.claim import BindingRule, Violation
from bot.policy.limits.effective import Rule
from bot.policy.limits.limit import Cap, Limit, Measure
from bot.ports import Held
from bot.ports.signals import Phase
from tests.health.conftest import Condition
from tests.health.scraping import Scraped, scrape

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def _count(signals: PrometheusSignals) -> Scraped:
    return Scraped(signals.render(()).decode())


def _reached(rule: Limit | Cap) -> LimitReached:
    return LimitReached(Violation(Measure.IMAGES, BindingRule(rule, 1, None), 1, 1, None))


def test_jobs_are_counted_by_state_and_reason(signals: PrometheusSignals) -> None:
    signals.moved(State.QUEUED)
    signals.moved(State.QUEUED)
    signals.moved(State.FAILED, reason="provider_down")
    counted = _count(signals)
    assert counted.get("imagine_bot_jobs_total", state="queued", reason="") == 2
    assert counted.get("imagine_bot_jobs_total", state="failed", reason="provider_down") == 1


def test_a_job_at_a_model_is_counted_as_generating(signals: PrometheusSignals) -> None:
    signals.moved(State.GENERATING)
    counted = _count(signals)
    assert counted.get("imagine_bot_jobs_total", state="generating", reason="") == 1
    assert counted.labels("imagine_bot_jobs_total", "state") == {
        "queued",
        "generating",
        "delivering",
        "done",
    }


def test_states_are_at_zero_before_the_first_job(signals: PrometheusSignals) -> None:
    assert _count(signals).get("imagine_bot_jobs_total", state="done", reason="") == 0


def test_a_phase_counts_in_every_bucket_from_its_duration_up(signals: PrometheusSignals) -> None:
    signals.took(Phase.GENERATING, 7.0, model="a/b")
    signals.took(Phase.GENERATING, 1000.0, model="a/b")
    signals.took(Phase.GENERATING, -0.001, model="a/b")
    counted = _count(signals)
    bucket = "imagine_bot_phase_seconds_bucket"
    assert counted.get(bucket, phase="generating", model="a/b", le="5.0") == 1
    assert counted.get(bucket, phase="generating", model="a/b", le="10.0") == 2
    assert counted.get(bucket, phase="generating", model="a/b", le="900.0") == 2
    assert counted.get("imagine_bot_phase_seconds_sum", phase="generating", model="a/b") == 1007


def test_spend_is_in_dollars_by_model(signals: PrometheusSignals) -> None:
    signals.spent(39_000, model="a/b")
    signals.spent(1_000, model="a/b")
    spent = _count(signals).get("imagine_bot_spend_dollars_total", model="a/b")
    assert spent == pytest.approx(0.04)


def test_failures_are_counted_by_class(signals: PrometheusSignals) -> None:
    signals.provider_failed(ProviderBusy(detail="a prompt"))
    signals.discord_failed("upload_too_large")
    counted = _count(signals)
    assert counted.get("imagine_bot_openrouter_failures_total", kind="provider_busy") == 1
    assert counted.get("imagine_bot_discord_failures_total", kind="upload_too_large") == 1


@pytest.mark.parametrize(
    ("error", "rule"),
    [
        (_reached(Limit.MEMBER_IMAGES_PER_DAY), "member_images_per_day"),
        (_reached(Cap.BUDGET_USD_PER_DAY), "budget_usd_per_day"),
        (LimitForbids(Forbidden(Rule(Limit.NSFW, None, None), "nsfw")), "nsfw"),
        (CooldownActive(NOON), "cooldown_active"),
        (IntakeClosed(ClosedReason.OUT_OF_CREDIT), "intake_closed_out_of_credit"),
        (QueueFull(QueueScope.ALL, NOON), "line_full_all"),
        (OptionRefused("ratio", "<a member's words>"), "option_refused_ratio"),
        (ReferenceRefused(ReferenceFault.TOO_LARGE), "reference_refused_too_large"),
        (ProviderOnHold("a/b", NOON), "provider_on_hold"),
    ],
)
def test_a_refusal_is_counted_by_its_rule(
    signals: PrometheusSignals, error: Refused, rule: str
) -> None:
    signals.refused(error)
    assert rule_of(error) == rule
    assert _count(signals).get("imagine_bot_refusals_total", rule=rule) == 1


def test_models_beyond_the_maximum_are_counted_as_other(signals: PrometheusSignals) -> None:
    for number in range(300):
        signals.took(Phase.WHOLE, 1.0, model=f"maker/model-{number}")
        signals.spent(1, model=f"maker/model-{number}")
    counted = _count(signals)
    models = counted.labels("imagine_bot_spend_dollars_total", "model")
    assert len(models) == 101
    assert OTHER in models
    assert counted.get("imagine_bot_phase_seconds_count", phase="whole", model=OTHER) == 200


def test_reasons_and_kinds_are_bounded_too(signals: PrometheusSignals) -> None:
    for number in range(500):
        signals.moved(State.FAILED, reason=f"reason-{number}")
        signals.discord_failed(f"kind-{number}")
    counted = _count(signals)
    assert len(counted.labels("imagine_bot_discord_failures_total", "kind")) == 61
    assert len(counted.labels("imagine_bot_jobs_total", "reason")) == 62  # one is empty


@given(st.lists(st.text(max_size=150)), st.integers(0, 5))
def test_a_label_never_has_more_values_than_allowed(values: list[str], most: int) -> None:
    labels = Labels(most)
    given_out = {labels.of(value) for value in values}
    assert len(given_out - {OTHER}) <= most
    assert all(len(value) <= 100 for value in given_out)


@given(st.text(), st.text())
def test_words_from_outside_cannot_inject_samples(reason: str, model: str) -> None:
    signals = PrometheusSignals()
    signals.moved(State.FAILED, reason=reason)
    signals.spent(1, model=model)
    before = {name for name, _ in _count(PrometheusSignals()).samples}
    added = {name for name, _ in _count(signals).samples} - before
    assert added == {"imagine_bot_spend_dollars_total"}


def test_two_registries_share_nothing(signals: PrometheusSignals) -> None:
    signals.moved(State.DONE)
    other = _count(PrometheusSignals())
    assert other.get("imagine_bot_jobs_total", state="done", reason="") == 0


async def test_gauges_are_read_at_each_scrape(
    http: aiohttp.ClientSession, condition: Condition
) -> None:
    assert (await scrape(http)).get("imagine_bot_jobs_queued") == 0
    condition.waiting, condition.running, condition.oldest_s = 7, 3, 41.5
    condition.reserved = Held(10, 390_000)
    condition.closed = frozenset({ClosedReason.KEY_REJECTED})
    condition.circuits = {None: "half_open", "a/b": "open"}
    condition.heartbeat_age_s, condition.latency_s = 12.5, 0.25
    scraped = await scrape(http)
    assert scraped.get("imagine_bot_jobs_queued") == 7
    assert scraped.get("imagine_bot_jobs_running") == 3
    assert scraped.get("imagine_bot_oldest_queued_seconds") == 41.5
    assert scraped.get("imagine_bot_reservations_held") == 10
    assert scraped.get("imagine_bot_reserved_dollars") == 0.39
    assert scraped.get("imagine_bot_intake_closed", reason="key_rejected") == 1
    assert scraped.get("imagine_bot_intake_closed", reason="stopping") == 0
    assert scraped.get("imagine_bot_circuit_breaker", model="all", state="half_open") == 1
    assert scraped.get("imagine_bot_circuit_breaker", model="all", state="closed") == 0
    assert scraped.get("imagine_bot_circuit_breaker", model="a/b", state="open") == 1
    assert scraped.get("imagine_bot_gateway_heartbeat_age_seconds") == 12.5
    assert scraped.get("imagine_bot_gateway_latency_seconds") == 0.25
    assert scraped.get("imagine_bot_database_up") == 1
    lag_s = scraped.get("imagine_bot_event_loop_lag_seconds")
    assert lag_s is not None
    assert 0 <= lag_s < 60


async def test_unknown_values_are_left_out(
    http: aiohttp.ClientSession, condition: Condition
) -> None:
    condition.database_fails, condition.latency_s = True, float("nan")
    scraped = await scrape(http)
    assert scraped.get("imagine_bot_database_up") == 0
    assert scraped.get("imagine_bot_reservations_held") is None
    assert scraped.get("imagine_bot_reserved_dollars") is None
    assert scraped.get("imagine_bot_gateway_latency_seconds") is None
