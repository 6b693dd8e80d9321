"""What is looked at when somebody asks how the bot is, and when it counts as unwell."""

import math
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.errors import ClosedReason
from bot.ports import Held

#: A loop that was blocked for so long misses the three seconds that Discord waits for an answer.
MOST_LAG_S = 3.0

#: Discord asks for a heartbeat every 41.25 s, and discord.py takes a connection for dead after 60.
#: Twice that is a connection that does not come back.
#: https://docs.discord.com/developers/events/gateway#sending-heartbeats, read 2026-11-22
MOST_SILENCE_S = 120.0

#: In which states a circuit breaker can be.
CIRCUIT_STATES = ("closed", "half_open", "open")

#: The circuit breaker of OpenRouter as a whole, among those of models.
WHOLE = None


class QueueState(Protocol):
    """The line as it is now."""

    @property
    def waiting(self) -> int:
        """Jobs without a slot."""
        ...

    @property
    def running(self) -> int:
        """Jobs with one."""
        ...


@dataclass(frozen=True, slots=True)
class Vitals:
    """Where to look. Every callable but `held` answers at once, and none changes anything."""

    queue: QueueState
    oldest_s: Callable[[], float]
    """Seconds that the oldest job waits; 0 when none does."""
    held: Callable[[], Awaitable[Held]]
    """Reads the database; raises `StorageFailed` when that does not work."""
    closed: Callable[[], frozenset[ClosedReason]]
    """Why no images are taken; empty when they are."""
    circuits: Callable[[], Mapping[str | None, str]]
    """One of `CIRCUIT_STATES` by model id, and by `WHOLE`; one that is missing is closed."""
    heartbeat_age_s: Callable[[], float | None]
    """Seconds since Discord acknowledged a heartbeat; None without a connection."""
    latency_s: Callable[[], float]
    """Between a heartbeat and its acknowledgement; not finite before the first."""


class Heartbeat:
    """How long Discord has been silent, also while there is no connection.

    discord.py drops a connection's heart with the connection, so from then on the time counts since
    somebody first looked.
    """

    def __init__(self, age_s: Callable[[], float | None]) -> None:
        self._age_s = age_s
        self._silent_since: float | None = None

    def age_s(self) -> float:
        """Return the seconds since Discord was last known to be there."""
        age_s = self._age_s()
        if age_s is not None and math.isfinite(age_s):
            self._silent_since = None
            return max(0.0, age_s)
        now = time.monotonic()
        if self._silent_since is None:
            self._silent_since = now
        return now - self._silent_since
