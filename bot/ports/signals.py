"""Protocol for the metrics of jobs, for the operator's monitoring."""

from enum import StrEnum
from typing import Protocol

from bot.errors import GenerationFailed, Refused
from bot.policy.jobs.job import State


class Phase(StrEnum):
    """A timed part of a job."""

    WAITING = "queued"
    """From the command to a free slot."""
    GENERATING = "generating"
    """From sending the request to the last byte, over all attempts."""
    DELIVERING = "delivering"
    """Fitting and uploading."""
    WHOLE = "whole"
    """From the command to the delivered image."""


class Signals(Protocol):
    """Records metrics. Every call takes microseconds and never raises."""

    def moved(self, state: State, *, reason: str | None = None) -> None:
        """Count a job that entered a state; final states other than `done` have a reason."""
        ...

    def took(self, phase: Phase, seconds: float, *, model: str) -> None:
        """Record the duration of a job's completed phase."""
        ...

    def refused(self, error: Refused) -> None:
        """Count a refused request, by the error's class."""
        ...

    def provider_failed(self, error: GenerationFailed) -> None:
        """Count a failed answer of OpenRouter, by the error's class."""
        ...

    def discord_failed(self, kind: str) -> None:
        """Count a call that Discord did not accept.

        Args:
            kind: The error's class in a few words, such as `upload_too_large`. Must have low
                cardinality.
        """
        ...

    def spent(self, micros: int, *, model: str) -> None:
        """Add the cost of an image that OpenRouter reported, in micro-dollars."""
        ...


class Silence:
    """Implements `Signals` without recording anything."""

    def moved(self, state: State, *, reason: str | None = None) -> None:
        """Ignore it."""

    def took(self, phase: Phase, seconds: float, *, model: str) -> None:
        """Ignore it."""

    def refused(self, error: Refused) -> None:
        """Ignore it."""

    def provider_failed(self, error: GenerationFailed) -> None:
        """Ignore it."""

    def discord_failed(self, kind: str) -> None:
        """Ignore it."""

    def spent(self, micros: int, *, model: str) -> None:
        """Ignore it."""
