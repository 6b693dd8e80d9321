"""What is counted for Prometheus. Only imported where somebody scrapes it."""

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
from bot.health.labels import Labels, failure_of, rule_of
from bot.policy.jobs.job import FINAL, State
from bot.policy.money import MICROS_PER_USD
from bot.ports.signals import Phase

#: From a warm upload to the longest job; 840 s is what Discord's token allows.
_BUCKETS_S = (0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120, 300, 600, 900)

#: OpenRouter lists some dozens of models that paint; each costs some 60 lines of every scrape.
_MOST_MODELS = 100
_MOST_WORDS = 60


class PrometheusSignals:
    """Implements `Signals` with counters and histograms in a registry of its own."""

    def __init__(self) -> None:
        # the instants at which counters were born would double every scrape
        disable_created_metrics()
        self._registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self._models = Labels(_MOST_MODELS)
        self._reasons, self._rules = Labels(_MOST_WORDS), Labels(_MOST_WORDS)
        self._provider_kinds, self._discord_kinds = Labels(_MOST_WORDS), Labels(_MOST_WORDS)
        self._jobs = Counter(
            "imagine_bot_jobs",
            "Jobs that came into a state, with the reason where they ended without a picture.",
            ("state", "reason"),
            registry=registry,
        )
        self._phases = Histogram(
            "imagine_bot_phase_seconds",
            "How long a part of a picture's way took, for jobs that came through it.",
            ("phase", "model"),
            buckets=_BUCKETS_S,
            registry=registry,
        )
        self._spend = Counter(
            "imagine_bot_spend_dollars",
            "What OpenRouter said that pictures cost, in US dollars.",
            ("model",),
            registry=registry,
        )
        self._refusals = _counter(
            registry, "refusals", "Wishes that were not admitted, by rule.", "rule"
        )
        self._provider_failures = _counter(
            registry, "openrouter_failures", "Answers of OpenRouter that are no picture.", "kind"
        )
        self._discord_failures = _counter(
            registry, "discord_failures", "What Discord did not take.", "kind"
        )
        # a counter that appears with its first event shows no increase for that one
        for state in State:
            if state not in FINAL or state is State.DONE:
                self._jobs.labels(state, "")

    def moved(self, state: State, *, reason: str | None = None) -> None:
        """Count a job that came into a state."""
        self._jobs.labels(state, self._reasons.of(reason) if reason else "").inc()

    def took(self, phase: Phase, seconds: float, *, model: str) -> None:
        """Note how long a phase took."""
        self._phases.labels(phase, self._models.of(model)).observe(max(0.0, seconds))

    def refused(self, error: Refused) -> None:
        """Count a wish that was not admitted."""
        self._refusals.labels(self._rules.of(rule_of(error))).inc()

    def provider_failed(self, error: GenerationFailed) -> None:
        """Count an answer that is no image."""
        self._provider_failures.labels(self._provider_kinds.of(failure_of(error))).inc()

    def discord_failed(self, kind: str) -> None:
        """Count something that Discord did not take."""
        self._discord_failures.labels(self._discord_kinds.of(kind)).inc()

    def spent(self, micros: int, *, model: str) -> None:
        """Add what an image cost."""
        self._spend.labels(self._models.of(model)).inc(max(0, micros) / MICROS_PER_USD)

    def render(self, gauges: Iterable[Metric]) -> bytes:
        """Write everything in Prometheus' text format; may be called in any thread.

        Args:
            gauges: What was read for this scrape.
        """
        return generate_latest(_Scrape((*self._registry.collect(), *gauges)))


class _Scrape:
    """What one scrape shows."""

    def __init__(self, metrics: Iterable[Metric]) -> None:
        self._metrics = metrics

    def collect(self) -> Iterable[Metric]:
        return self._metrics


def _counter(registry: CollectorRegistry, name: str, help_text: str, label: str) -> Counter:
    return Counter(f"imagine_bot_{name}", help_text, (label,), registry=registry)
