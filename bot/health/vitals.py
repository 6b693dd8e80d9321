"""The values that monitoring reads from the bot, and the thresholds of a healthy process."""

import math
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.errors import ClosedReason
from bot.ports import Held

#: A loop that is blocked for longer misses Discord's 3-second limit for a first response.
MAX_LAG_S = 3.0

#: Discord expects a heartbeat every 41.25 s, and discord.py drops a connection after 60 s without
#: an acknowledgement. After twice that, the connection will not recover.
#: https://docs.discord.com/developers/events/gateway#sending-heartbeats, read 2026-11-22
MAX_SILENCE_S = 120.0

#: The states of a circuit breaker.
CIRCUIT_STATES = ("closed", "half_open", "open")

#: The key of OpenRouter's own circuit breaker, among the ids of models.
ALL_MODELS = None


class QueueState(Protocol):
    """The current size of the queue."""

    @property
    def waiting(self) -> int:
        """Jobs that wait for a slot."""
        ...

    @property
    def running(self) -> int:
        """Jobs that have a slot."""
        ...


@dataclass(frozen=True, slots=True)
class Vitals:
    """Sources of the values. All callables but `held` return at once, and none changes anything."""

    queue: QueueState
    oldest_s: Callable[[], float]
    """Waiting time of the oldest job in the queue, in seconds; 0 if the queue is empty."""
    held: Callable[[], Awaitable[Held]]
    """Reads the reservations from the database; raises `StorageFailed` when that fails."""
    closed: Callable[[], frozenset[ClosedReason]]
    """The reasons why the intake is closed; empty when it is open."""
    circuits: Callable[[], Mapping[str | None, str]]
    """One of `CIRCUIT_STATES` by model id, and by `ALL_MODELS`. A missing one is closed."""
    heartbeat_age_s: Callable[[], float | None]
    """Seconds since Discord acknowledged a heartbeat; None without a connection."""
    latency_s: Callable[[], float]
    """Seconds from a heartbeat to its acknowledgement; not finite before the first one."""


class Heartbeat:
    """Measures Discord's silence, also while there is no connection.

    discord.py discards the time of the last heartbeat together with the connection. From then on
    the silence counts from the first call of `age_s`.
    """

    def __init__(self, age_s: Callable[[], float | None]) -> None:
        self._age_s = age_s
        self._silent_since: float | None = None

    def age_s(self) -> float:
        """Return the seconds since Discord last acknowledged a heartbeat."""
        age_s = self._age_s()
        if age_s is not None and math.isfinite(age_s):
            self._silent_since = None
            return max(0.0, age_s)
        now = time.monotonic()
        if self._silent_since is None:
            self._silent_since = now
        return now - self._silent_since
