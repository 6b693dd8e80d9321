"""Counts events for Prometheus. Imported only when `HTTP_PORT` is set."""

from collections.abc import Iterable

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.metrics_core import Metric

from bot.errors import GenerationFailed, Refused
from bot.health.labels import Labels, failure_of, rule_of, state_of
from bot.policy.jobs.job import FINAL, State
from bot.policy.money import MICROS_PER_USD
from bot.ports.signals import Phase

#: From a fast upload to the longest job; an interaction's token allows 840 s.
_BUCKETS_S = (0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120, 300, 600, 900)

#: The rules whose first refusal sets off an alert in deploy/monitoring/rules.yml.
_ALERTED_RULES = ("budget_usd_per_day", "budget_usd_per_month", "line_full_all")

#: OpenRouter lists a few dozen image models; each adds about 60 lines to every scrape.
_MAX_MODELS = 100
_MAX_WORDS = 60


class PrometheusSignals:
    """Implements `Signals` with counters and histograms in a registry of its own."""

    def __init__(self) -> None:
        # the creation times of counters would double the size of every scrape
        disable_created_metrics()
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._models = Labels(_MAX_MODELS)
        self._reasons, self._rules = Labels(_MAX_WORDS), Labels(_MAX_WORDS)
        self._provider_kinds, self._discord_kinds = Labels(_MAX_WORDS), Labels(_MAX_WORDS)
        self._jobs = self._counter(
            "jobs",
            "Jobs that entered a state, with the reason if they ended without an image.",
            "state",
            "reason",
        )
        self._phases = self._histogram(
            "phase_seconds", "Duration of a phase, for jobs that completed it.", "phase", "model"
        )
        self._spend = self._counter(
            "spend_dollars", "Cost of images as OpenRouter reported it, in US dollars.", "model"
        )
        self._refusals = self._counter("refusals", "Refused requests, by rule.", "rule")
        self._provider_failures = self._counter(
            "openrouter_failures", "OpenRouter's responses without an image.", "kind"
        )
        self._discord_failures = self._counter(
            "discord_failures", "Requests that Discord rejected.", "kind"
        )
        self._create_samples()

    def _create_samples(self) -> None:
        # Prometheus sees no increase for the first event of a counter that did not exist before
        for state in State:
            if state not in FINAL or state is State.DONE:
                self._jobs.labels(state_of(state), "")
        for rule in _ALERTED_RULES:
            self._refusals.labels(self._rules.of(rule))

    def _counter(self, name: str, help_text: str, *labels: str) -> Counter:
        return Counter(f"imagine_bot_{name}", help_text, labels, registry=self._registry)

    def _histogram(self, name: str, help_text: str, *labels: str) -> Histogram:
        return Histogram(
            f"imagine_bot_{name}", help_text, labels, buckets=_BUCKETS_S, registry=self._registry
        )

    def moved(self, state: State, *, reason: str | None = None) -> None:
        """Count a job that entered a state."""
        self._jobs.labels(state_of(state), self._reasons.of(reason) if reason else "").inc()

    def took(self, phase: Phase, seconds: float, *, model: str) -> None:
        """Record the duration of a phase."""
        self._phases.labels(phase, self._models.of(model)).observe(max(0.0, seconds))

    def refused(self, error: Refused) -> None:
        """Count a request that was refused."""
        self._refusals.labels(self._rules.of(rule_of(error))).inc()

    def provider_failed(self, error: GenerationFailed) -> None:
        """Count a response without an image."""
        self._provider_failures.labels(self._provider_kinds.of(failure_of(error))).inc()

    def discord_failed(self, kind: str) -> None:
        """Count a request that Discord rejected."""
        self._discord_failures.labels(self._discord_kinds.of(kind)).inc()

    def spent(self, micros: int, *, model: str) -> None:
        """Add the cost of an image, in micro-dollars."""
        self._spend.labels(self._models.of(model)).inc(max(0, micros) / MICROS_PER_USD)

    def render(self, gauges: Iterable[Metric]) -> bytes:
        """Return all metrics in Prometheus' text format. Thread-safe.

        Args:
            gauges: The gauges that were read for this scrape.
        """
        return generate_latest(_Scrape((*self._registry.collect(), *gauges)))


class _Scrape:
    """The metrics of one scrape, as a collector."""

    def __init__(self, metrics: Iterable[Metric]) -> None:
        self._metrics = metrics

    def collect(self) -> Iterable[Metric]:
        return self._metrics
