"""Stores the recent costs of single images."""

import json
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeGuard, cast, final

from sqlalchemy import Connection, bindparam, select, update
from typing_extensions import override

from bot.policy.images.estimate import SAMPLES_LAST
from bot.ports import COST_SAMPLES, Costs
from bot.storage.engine.transaction import Database
from bot.storage.limits.statements import sql
from bot.storage.tables import costs

_INSERT = sql(
    "INSERT INTO costs (model, size, recent) VALUES (:of, :for, '[]')"
    " ON CONFLICT (model, size) DO NOTHING",
    texts=("of", "for"),
)

_THIS_ROW = (costs.c.model == bindparam("of"), costs.c.size == bindparam("for"))
_READ = select(costs.c.recent).where(*_THIS_ROW)
_LOCK = _READ.with_for_update()
_CHANGE = update(costs).where(*_THIS_ROW)

#: Lifetime of cached samples, because every request reads them. Samples of other processes take
#: effect with this delay.
_CACHE_S = 30

_LAST_S = int(SAMPLES_LAST.total_seconds())


@dataclass(frozen=True, slots=True)
class _Sample:
    """The cost of one image."""

    micros: int
    at: int | None
    """When it was stored, in Unix seconds; None if a version without ages stored it."""


@final
@dataclass(frozen=True)
class SqlCosts(Costs):
    """Implements `bot.ports.Costs`."""

    database: Database
    _cache: dict[tuple[str, str | None], tuple[Sequence[_Sample], float]] = field(
        default_factory=dict[tuple[str, str | None], tuple[Sequence[_Sample], float]]
    )
    """By model and size: the samples, and when they expire by the monotonic clock."""

    @override
    async def highest(
        self, model_id: str, size: str | None, *, now: datetime, at_most: int
    ) -> int | None:
        recent, expires_at = self._cache.get((model_id, size), ((), 0.0))
        if time.monotonic() >= expires_at:
            recent = await self._read(_row(model_id, size), now)
            self._remember(model_id, size, recent)
        fresh = _fresh(recent, now)
        return max((each.micros for each in fresh if each.micros <= at_most), default=None)

    @override
    async def add(self, model_id: str, size: str | None, micros: int, *, now: datetime) -> None:
        row, sample = _row(model_id, size), _Sample(micros, int(now.timestamp()))
        recent = await self.database.write(lambda it: _change(it, row, now, sample))
        self._remember(model_id, size, recent)

    async def _read(self, row: Mapping[str, str], now: datetime) -> Sequence[_Sample]:
        recent = await self.database.read(lambda it: _load(it.execute(_READ, row).scalar()))
        if all(each.at is not None for each in recent):
            return recent
        # store the present for samples without an age, so that they expire
        return await self.database.write(lambda it: _change(it, row, now))

    def _remember(self, model_id: str, size: str | None, recent: Sequence[_Sample]) -> None:
        self._cache[model_id, size] = (recent, time.monotonic() + _CACHE_S)


def _row(model_id: str, size: str | None) -> dict[str, str]:
    return {"of": model_id, "for": size or ""}


def _fresh(samples: Iterable[_Sample], now: datetime) -> list[_Sample]:
    """Return the recent samples; one far in the future was stored with a wrong clock."""
    present = int(now.timestamp())
    return [each for each in samples if each.at is None or abs(present - each.at) < _LAST_S]


def _change(
    connection: Connection, row: Mapping[str, str], now: datetime, *new: _Sample
) -> Sequence[_Sample]:
    """Add samples to a row, drop the old ones, and return the remaining samples."""
    found = connection.execute(_LOCK, row).scalar()
    if found is None:
        # another process may insert it at the same moment
        connection.execute(_INSERT, row)
        found = connection.execute(_LOCK, row).scalar()
    at = int(now.timestamp())
    dated = [_Sample(each.micros, at if each.at is None else each.at) for each in _load(found)]
    recent = _fresh([*dated, *new], now)[-COST_SAMPLES:]
    connection.execute(_CHANGE, {**row, "recent": _dump(recent)})
    return recent


def _dump(samples: Iterable[_Sample]) -> str:
    return json.dumps([[each.micros, each.at] for each in samples], separators=(",", ":"))


def _load(stored: object) -> list[_Sample]:
    """Parse the JSON of `_dump`, or the plain numbers of versions without ages.

    Invalid samples are skipped, because estimates work without them.
    """
    try:
        found: object = json.loads(stored) if isinstance(stored, str | bytes) else None
    except (ValueError, RecursionError):
        return []
    if not isinstance(found, list):
        return []
    samples = map(_sample, cast("list[object]", found))
    return [each for each in samples if each is not None]


def _sample(stored: object) -> _Sample | None:
    if _is_int(stored):
        return _Sample(stored, None) if stored >= 0 else None
    match cast("list[object]", stored) if isinstance(stored, list) else ():
        case [micros, at] if _is_int(micros) and _is_int(at) and micros >= 0:
            return _Sample(micros, at)
        case _:
            return None


def _is_int(value: object) -> TypeGuard[int]:
    # JSON's `true` is an int to Python
    return isinstance(value, int) and not isinstance(value, bool)
