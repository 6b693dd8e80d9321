"""Signals that are kept in lists."""

from bot.errors import (
    GenerationFailed,
    Refused,
)
from bot.policy.jobs.job import State
from bot.ports import Phase, Silence


class FakeSignals(Silence):
    """Keeps every signal."""

    def __init__(self) -> None:
        self.moves: list[tuple[State, str | None]] = []
        self.phases: list[Phase] = []
        self.refusals: list[Refused] = []
        self.provider_faults: list[GenerationFailed] = []
        self.discord_faults: list[str] = []
        self.micros = 0

    def moved(self, state: State, *, reason: str | None = None) -> None:
        self.moves.append((state, reason))

    def took(self, phase: Phase, seconds: float, *, model: str) -> None:
        self.phases.append(phase)

    def refused(self, error: Refused) -> None:
        self.refusals.append(error)

    def provider_failed(self, error: GenerationFailed) -> None:
        self.provider_faults.append(error)

    def discord_failed(self, kind: str) -> None:
        self.discord_faults.append(kind)

    def spent(self, micros: int, *, model: str) -> None:
        self.micros += micros
