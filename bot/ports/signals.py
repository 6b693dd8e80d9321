"""What is counted and measured on an image's way, for people who watch the bot."""

from enum import StrEnum
from typing import Protocol

from bot.errors import GenerationFailed, Refused
from bot.policy.jobs.job import State


class Phase(StrEnum):
    """A part of an image's way that is timed."""

    WAITING = "queued"
    """From the command to a free slot."""
    GENERATING = "generating"
    """From the request to the last byte, all attempts together."""
    DELIVERING = "delivering"
    """Fitting and uploading."""
    WHOLE = "whole"
    """From the command to the image."""


class Signals(Protocol):
    """Takes every call in microseconds and never raises."""

    def moved(self, state: State, *, reason: str | None = None) -> None:
        """Count a job that came into a state; final ones but `done` have a reason."""
        ...

    def took(self, phase: Phase, seconds: float, *, model: str) -> None:
        """Note how long a phase took for a job that came through it."""
        ...

    def refused(self, error: Refused) -> None:
        """Count a wish that was not admitted, by its rule."""
        ...

    def provider_failed(self, error: GenerationFailed) -> None:
        """Count an answer of OpenRouter's that is no image, by its class."""
        ...

    def discord_failed(self, kind: str) -> None:
        """Count something that Discord did not take.

        Args:
            kind: An error's class in a few words, such as `upload_too_large`; one of few.
        """
        ...

    def spent(self, micros: int, *, model: str) -> None:
        """Add what OpenRouter said that an image cost, in micro-dollars."""
        ...


class Silence:
    """Implements `Signals` where nobody watches."""

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
