"""What a reservation holds and a refund returns, as JSON in its row."""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.errors import StorageFailed, StorageFault
from bot.policy.limits.claim import Claim
from bot.policy.limits.limit import Measure


@dataclass(frozen=True, slots=True)
class ReservationHolds:
    """The counters and the cooldown that a reservation was taken from."""

    images: tuple[str, ...] = ()
    """Keys of counters of images."""
    micros: tuple[str, ...] = ()
    """Keys of counters of micro-dollars."""
    jobs: tuple[str, ...] = ()
    """Keys of counters of running jobs."""
    cooldown: tuple[str, datetime] | None = None
    """Its key, and the time at which it was taken."""
    on_grant: bool = False
    """Whether the images also count on the member's grant."""
    is_lost: bool = False
    """Whether images were refunded because the process was considered dead."""
    counted: int = 0
    """Images to refund, and the cooldown with them, if nothing turns out to be charged."""
    is_refunded: bool = False
    """Whether a moderator has refunded the delivered images."""

    @property
    def after_settlement(self) -> "ReservationHolds | None":
        """What a later refund by a moderator needs to know; None for nothing."""
        kept = ReservationHolds(on_grant=self.on_grant, is_refunded=self.is_refunded)
        return None if kept == ReservationHolds() else kept

    def dump(self) -> str:
        """Return the stored JSON."""
        stored: dict[str, object] = {
            "pictures": self.images,
            "micros": self.micros,
            "jobs": self.jobs,
        }
        if self.cooldown:
            stored["cooldown"] = (self.cooldown[0], self.cooldown[1].isoformat())
        if self.on_grant:
            stored["on_grant"] = True
        if self.is_lost:
            stored["is_lost"] = True
        if self.counted:
            stored["counted"] = self.counted
        if self.is_refunded:
            stored["is_refunded"] = True
        return json.dumps(stored, separators=(",", ":"))

    def without(self, keys: frozenset[str]) -> "ReservationHolds":
        """Return the rest after a reset of a member's counters and cooldown."""
        return replace(
            self, images=tuple(key for key in self.images if key not in keys), cooldown=None
        )


def holds_of(claim: Claim, *, now: datetime, on_grant: bool) -> ReservationHolds:
    """Return what the reservation of a claim holds."""

    def keys_of(measure: Measure) -> tuple[str, ...]:
        return tuple(counter.key for counter in claim.counters if counter.measure is measure)

    cooldown = claim.cooldown
    return ReservationHolds(
        keys_of(Measure.IMAGES),
        keys_of(Measure.MICROS),
        keys_of(Measure.JOBS),
        (cooldown.key, now) if cooldown else None,
        on_grant,
    )


def load_holds(stored: str | None) -> ReservationHolds:
    """Parse the JSON of `ReservationHolds.dump`.

    Raises:
        StorageFailed: `DAMAGED`: the JSON is invalid.
    """
    try:
        return _load(json.loads(stored) if stored else {})
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        detail = "what a reservation holds cannot be read"
        raise StorageFailed(StorageFault.DAMAGED, detail) from error


def _load(found: dict[str, Any]) -> ReservationHolds:
    cooldown = found.get("cooldown")
    return ReservationHolds(
        _keys(found, "pictures"),
        _keys(found, "micros"),
        _keys(found, "jobs"),
        (cooldown[0], datetime.fromisoformat(cooldown[1])) if cooldown else None,
        bool(found.get("on_grant")),
        bool(found.get("is_lost")),
        int(found.get("counted", 0)),
        bool(found.get("is_refunded")),
    )


def _keys(found: dict[str, Any], name: str) -> tuple[str, ...]:
    keys = tuple(found.get(name, ()))
    if not all(isinstance(key, str) for key in keys):
        raise TypeError(f"{name} are not keys")
    return keys
