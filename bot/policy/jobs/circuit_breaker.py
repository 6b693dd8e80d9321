"""When somebody who failed again and again is left alone, and who may try again first."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Circuit(StrEnum):
    """Whether requests go through."""

    CLOSED = "closed"
    """All do."""
    OPEN = "open"
    """None does."""
    HALF_OPEN = "half_open"
    """One does, the probe; what becomes of it decides."""


@dataclass(frozen=True, slots=True)
class BreakerSettings:
    """How much is put up with, and for how long nobody asks afterwards."""

    failures: int
    """So many in a row, at least 1, open the circuit, if one member's prompts cannot be why."""
    window: timedelta
    """When they lie no further apart than this."""
    first: timedelta
    """The first pause; each failed probe doubles it."""
    most: timedelta
    """The longest pause."""


class Probe:
    """The request that is let through a half-open circuit; known by its identity."""


@dataclass(frozen=True, slots=True)
class _Failure:
    at: datetime
    member: Hashable
    """Whose request it was; None where no prompt can be the cause."""


class CircuitBreaker:
    """A circuit breaker.

    One member's prompts can make request after request fail, and shall take nothing from others: it
    opens only when requests of at least two members failed, or on failures that no prompt causes.
    Failures of requests that were under way when it opened are old news.
    """

    def __init__(self, patience: BreakerSettings) -> None:
        self._patience = patience
        self._failures: list[_Failure] = []
        self._until: datetime | None = None
        self._pause = patience.first
        self._probe: Probe | None = None

    def state(self, now: datetime) -> Circuit:
        """Tell whether requests go through."""
        if self._until is None:
            return Circuit.CLOSED
        # an end further away than the longest pause is from before the clock was set back
        is_open = timedelta() < self._until - now <= self._patience.most
        return Circuit.OPEN if is_open else Circuit.HALF_OPEN

    def retry_at(self, now: datetime) -> datetime | None:
        """Return when it is worth asking again; None when a request goes through now."""
        if self.state(now) is Circuit.OPEN:
            return self._until
        return None if self._probe is None else now + self._patience.first

    def begin(self, now: datetime) -> Probe | None:
        """Let a request through, now that `retry_at` is None.

        Returns:
            The probe, for the call that ends it; None for any other request.
        """
        if self.state(now) is not Circuit.CLOSED:
            self._probe = Probe()
        return self._probe

    def succeeded(self) -> None:
        """Close, whichever request it was, and begin with the first pause another time."""
        self._failures.clear()
        self._until = self._probe = None
        self._pause = self._patience.first

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
            probe: What `begin` returned for the request.
            member: Whose request it was; None where no prompt can be the cause.
            retry_after_s: Seconds, at least 0, that were asked for; more than the longest pause
                are not kept.

        Returns:
            Whether the circuit opened for that.
        """
        if self._until is None:
            self._note(_Failure(now, member))
            if not self._is_enough():
                return False
        elif probe is None or probe is not self._probe:
            return False
        asked = timedelta(seconds=min(retry_after_s or 0, self._patience.most.total_seconds()))
        self._until = now + max(self._pause, asked)
        self._pause = min(2 * self._pause, self._patience.most)
        self._probe = None
        return True

    def _note(self, failure: _Failure) -> None:
        """Keep the failures of the window, and of each member no more than would be enough."""
        window = self._patience.window
        kept = [each for each in self._failures if failure.at - each.at <= window]
        alike = [each for each in kept if each.member == failure.member]
        if len(alike) >= self._patience.failures:
            kept.remove(alike[0])
        self._failures = [*kept, failure]

    def _is_enough(self) -> bool:
        members = {each.member for each in self._failures if each.member is not None}
        is_shared = len(members) > 1
        counted = [each for each in self._failures if is_shared or each.member is None]
        return len(counted) >= self._patience.failures

    def dropped(self, *, probe: Probe | None) -> None:
        """Note that a request ended without a verdict; a probe is given back."""
        if probe is self._probe:
            self._probe = None
