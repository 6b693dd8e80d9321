"""Reads the gauges of the running bot at each scrape."""

import math
from collections.abc import Iterable

from prometheus_client.metrics_core import GaugeMetricFamily, Metric

from bot.errors import ClosedReason
from bot.health.vitals import ALL_MODELS, CIRCUIT_STATES, Held, Vitals
from bot.policy.money import MICROS_PER_USD


def read_gauges(
    vitals: Vitals, *, held: Held | None, lag_s: float, silence_s: float
) -> Iterable[Metric]:
    """Yield every gauge with its current value; takes microseconds.

    Args:
        vitals: The sources of the values.
        held: Reservations of unfinished jobs; None when the database did not respond.
        lag_s: Longest recent delay of the event loop, in seconds.
        silence_s: Seconds since Discord acknowledged a heartbeat.
    """
    yield _gauge("jobs_queued", "Jobs that wait for a slot.", vitals.queue.waiting)
    yield _gauge("jobs_running", "Jobs that have a slot.", vitals.queue.running)
    yield _gauge(
        "oldest_queued_seconds", "Waiting time of the oldest job in the queue.", vitals.oldest_s()
    )
    yield _gauge("event_loop_lag_seconds", "Longest delay of the event loop within 10 s.", lag_s)
    yield from _read_gateway(vitals, silence_s)
    yield from _read_database(held)
    yield _read_intake(vitals)
    yield _read_circuit_breakers(vitals)


def _gauge(name: str, help_text: str, value: float | None) -> Metric:
    """Return a gauge. Without a value, the scrape has its description but no sample."""
    return GaugeMetricFamily(f"imagine_bot_{name}", help_text, value=value)


def _read_gateway(vitals: Vitals, silence_s: float) -> Iterable[Metric]:
    yield _gauge(
        "gateway_heartbeat_age_seconds",
        "Time since Discord last acknowledged a heartbeat.",
        silence_s,
    )
    latency_s = vitals.latency_s()
    yield _gauge(
        "gateway_latency_seconds",
        "Time from a heartbeat to its acknowledgement.",
        latency_s if math.isfinite(latency_s) else None,
    )


def _read_database(held: Held | None) -> Iterable[Metric]:
    yield _gauge(
        "database_up",
        "1 if the database responded in time and accepts writes.",
        int(held is not None),
    )
    yield _gauge(
        "reservations_held", "Reservations of unfinished jobs.", held.jobs if held else None
    )
    yield _gauge(
        "reserved_dollars",
        "Upper estimates of these jobs, in US dollars.",
        held.micros / MICROS_PER_USD if held else None,
    )


def _read_intake(vitals: Vitals) -> Metric:
    family = GaugeMetricFamily(
        "imagine_bot_intake_closed",
        "1 while the intake is closed for this reason.",
        labels=("reason",),
    )
    closed = vitals.closed()
    for reason in ClosedReason:
        family.add_metric((reason,), int(reason in closed))
    return family


def _read_circuit_breakers(vitals: Vitals) -> Metric:
    family = GaugeMetricFamily(
        "imagine_bot_circuit_breaker",
        "1 for the current state of a model's circuit breaker; `all` is OpenRouter as a whole.",
        labels=("model", "state"),
    )
    for model, current in {ALL_MODELS: "closed", **vitals.circuits()}.items():
        for state in CIRCUIT_STATES:
            family.add_metric((model or "all", state), int(state == current))
    return family
