"""What is read from the running bot at each scrape."""

import math
from collections.abc import Iterable

from prometheus_client.metrics_core import GaugeMetricFamily, Metric

from bot.errors import ClosedReason
from bot.health.vitals import CIRCUIT_STATES, WHOLE, Held, Vitals
from bot.policy.money import MICROS_PER_USD


def read_gauges(
    vitals: Vitals, *, held: Held | None, lag_s: float, silence_s: float
) -> Iterable[Metric]:
    """Yield every gauge with its value of this moment; takes microseconds.

    Args:
        vitals: Where to look.
        held: What is reserved; None when the database did not say.
        lag_s: The event loop's, in seconds.
        silence_s: Seconds since Discord acknowledged a heartbeat.
    """
    yield _gauge("jobs_waiting", "Jobs that wait in line.", vitals.queue.waiting)
    yield _gauge("jobs_running", "Jobs that have a slot.", vitals.queue.running)
    yield _gauge("oldest_waiting_seconds", "How long the oldest job waits.", vitals.oldest_s())
    yield _gauge("event_loop_lag_seconds", "The worst delay in the last 10 s.", lag_s)
    yield _gauge("gateway_heartbeat_age_seconds", "Since Discord acknowledged one.", silence_s)
    latency_s = vitals.latency_s()
    yield _gauge(
        "gateway_latency_seconds",
        "Between a heartbeat and its acknowledgement.",
        latency_s if math.isfinite(latency_s) else None,
    )
    yield _gauge(
        "database_up",
        "Whether the database answered in time and takes writes.",
        int(held is not None),
    )
    yield _gauge(
        "reservations_held",
        "Reservations of jobs that have not ended.",
        held.jobs if held else None,
    )
    yield _gauge(
        "reserved_dollars",
        "Upper estimates of these jobs, in US dollars.",
        held.micros / MICROS_PER_USD if held else None,
    )
    yield _closed(vitals)
    yield _circuits(vitals)


def _gauge(name: str, help_text: str, value: float | None) -> Metric:
    """Return a gauge; one without a value is left out of the scrape but for its description."""
    return GaugeMetricFamily(f"imagine_bot_{name}", help_text, value=value)


def _closed(vitals: Vitals) -> Metric:
    family = GaugeMetricFamily(
        "imagine_bot_intake_closed", "Whether no pictures are taken.", labels=("reason",)
    )
    closed = vitals.closed()
    for reason in ClosedReason:
        family.add_metric((reason,), int(reason in closed))
    return family


def _circuits(vitals: Vitals) -> Metric:
    family = GaugeMetricFamily(
        "imagine_bot_circuit",
        "1 for the state in which a model's circuit breaker is; `all` is OpenRouter as a whole.",
        labels=("model", "state"),
    )
    for model, is_in in {WHOLE: "closed", **vitals.circuits()}.items():
        for state in CIRCUIT_STATES:
            family.add_metric((model or "all", state), int(state == is_in))
    return family
