"""What a reservation has to give back, as JSON in its row."""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.errors import StorageFailed, StorageFault
from bot.policy.limits.claim import Claim
from bot.policy.limits.limit import Measure


@dataclass(frozen=True, slots=True)
class ReservationHolds:
    """Which counts and which cooldown a reservation has something of."""

    images: tuple[str, ...] = ()
    """Keys of counts."""
    micros: tuple[str, ...] = ()
    jobs: tuple[str, ...] = ()
    cooldown: tuple[str, datetime] | None = None
    """Its key, and the instant at which it was used."""
    on_grant: bool = False
    is_lost: bool = False
    """Whether images were given back for a process that seemed to be dead."""
    counted: int = 0
    """Images that come back, and the cooldown with them, if nothing was charged."""

    def dump(self) -> str:
        """Return it as it is stored."""
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
        return json.dumps(stored, separators=(",", ":"))

    def without(self, keys: frozenset[str]) -> "ReservationHolds":
        """Return what is left when a member's counts were reset, and the cooldown with them."""
        return replace(
            self, images=tuple(key for key in self.images if key not in keys), cooldown=None
        )


def holds_of(claim: Claim, *, now: datetime, on_grant: bool) -> ReservationHolds:
    """Return what a claim holds once it is taken."""

    def keys(measure: Measure) -> tuple[str, ...]:
        return tuple(counter.key for counter in claim.counters if counter.measure is measure)

    cooldown = claim.cooldown
    return ReservationHolds(
        keys(Measure.IMAGES),
        keys(Measure.MICROS),
        keys(Measure.JOBS),
        (cooldown.key, now) if cooldown else None,
        on_grant,
    )


def load_holds(stored: str | None) -> ReservationHolds:
    """Read what `ReservationHolds.dump` wrote.

    Raises:
        StorageFailed: It is damaged.
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
    )


def _keys(found: dict[str, Any], name: str) -> tuple[str, ...]:
    keys = tuple(found.get(name, ()))
    if not all(isinstance(key, str) for key in keys):
        raise TypeError(f"{name} are no keys")
    return keys
