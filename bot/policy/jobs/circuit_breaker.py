"""Stops requests to a model or provider that keeps failing, and probes it afterwards."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Circuit(StrEnum):
    """The state of a circuit breaker."""

    CLOSED = "closed"
    """All requests pass."""
    OPEN = "open"
    """No request passes."""
    HALF_OPEN = "half_open"
    """One request passes, the probe; its result closes or opens the circuit."""


@dataclass(frozen=True, slots=True)
class BreakerSettings:
    """Failure threshold, and how long the circuit stays open."""

    failures: int
    """Failures in a row that open the circuit, at least 1."""
    window: timedelta
    """Time within which all of them happen."""
    first: timedelta
    """The first pause; each failed probe doubles it."""
    most: timedelta
    """The longest pause."""


class Probe:
    """The request that passes a half-open circuit, recognised by identity."""


@dataclass(frozen=True, slots=True)
class _Failure:
    at: datetime
    member: Hashable
    """Member of the failed request; None for a failure that no prompt can cause."""


class CircuitBreaker:
    """A circuit breaker that a single member's prompts cannot open.

    It opens on failures that no prompt can cause, or when requests of at least two members failed.
    Failures of requests that were sent before it opened are ignored.
    """

    def __init__(self, settings: BreakerSettings) -> None:
        self._settings = settings
        self._failures: list[_Failure] = []
        self._until: datetime | None = None
        self._open_for = settings.first
        self._probe: Probe | None = None

    def state(self, now: datetime) -> Circuit:
        """Return the state at an instant."""
        if self._until is None:
            return Circuit.CLOSED
        # an end beyond the longest pause dates from before the clock was set back
        is_open = timedelta() < self._until - now <= self._settings.most
        return Circuit.OPEN if is_open else Circuit.HALF_OPEN

    def retry_at(self, now: datetime) -> datetime | None:
        """Return when to try again; None when a request passes now."""
        if self.state(now) is Circuit.OPEN:
            return self._until
        return None if self._probe is None else now + self._settings.first

    def begin(self, now: datetime) -> Probe | None:
        """Let a request pass; to be called only while `retry_at` is None.

        Returns:
            The probe, to be passed to the call that ends it; None for any other request.
        """
        if self.state(now) is not Circuit.CLOSED:
            self._probe = Probe()
        return self._probe

    def succeeded(self) -> None:
        """Close the circuit after any successful request, and reset the pause."""
        self._failures.clear()
        self._until = self._probe = None
        self._open_for = self._settings.first

    def failed(
        self,
        now: datetime,
        *,
        probe: Probe | None,
        member: Hashable = None,
        retry_after_s: float | None = None,
    ) -> bool:
        """Count a failure.

        Args:
            now: The present.
            probe: The result of `begin` for the request.
            member: Member of the request; None for a failure that no prompt can cause.
            retry_after_s: Seconds that the provider asked to wait, at least 0; capped at the
                longest pause.

        Returns:
            Whether this failure opened the circuit.
        """
        if self._until is None:
            self._note(_Failure(now, member))
            if not self._is_enough():
                return False
        elif probe is None or probe is not self._probe:
            return False
        self._open(now, retry_after_s or 0)
        return True

    def _open(self, now: datetime, retry_after_s: float) -> None:
        requested = timedelta(seconds=min(retry_after_s, self._settings.most.total_seconds()))
        self._until = now + max(self._open_for, requested)
        self._open_for = min(2 * self._open_for, self._settings.most)
        self._probe = None

    def _note(self, failure: _Failure) -> None:
        """Keep the failures of the window, at most `failures` of each member."""
        window = self._settings.window
        kept = [each for each in self._failures if failure.at - each.at <= window]
        alike = [each for each in kept if each.member == failure.member]
        if len(alike) >= self._settings.failures:
            kept.remove(alike[0])
        self._failures = [*kept, failure]

    def _is_enough(self) -> bool:
        members = {each.member for each in self._failures if each.member is not None}
        is_shared = len(members) > 1
        counted = [each for each in self._failures if is_shared or each.member is None]
        return len(counted) >= self._settings.failures

    def dropped(self, *, probe: Probe | None) -> None:
        """Handle a request that ended without a result; after a probe another one may pass."""
        if probe is self._probe:
            self._probe = None
