"""What single pictures cost lately."""

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, bindparam, select, update

from bot.ports import COST_SAMPLES
from bot.storage.statements import sql
from bot.storage.tables import costs
from bot.storage.transaction import Database

_MAKE = sql(
    "INSERT INTO costs (model, size, recent) VALUES (:of, :for, '[]')"
    " ON CONFLICT (model, size) DO NOTHING",
    words=("of", "for"),
)

_THESE = (costs.c.model == bindparam("of"), costs.c.size == bindparam("for"))
_READ = select(costs.c.recent).where(*_THESE)
_LOCK = _READ.with_for_update()
_CHANGE = update(costs).where(*_THESE)

_GOOD_FOR_S = 30


@dataclass(frozen=True)
class SqlCosts:
    """Implements `bot.ports.Costs`."""

    database: Database
    _known: dict[tuple[str, str | None], tuple[int | None, float]] = field(
        default_factory=dict[tuple[str, str | None], tuple[int | None, float]]
    )
    """By model and size: the answer, and until when it is good, by the monotonic clock."""

    async def highest(self, model_id: str, size: str | None) -> int | None:
        """Return the most that one picture cost among the last samples.

        What other processes learned counts half a minute later, since this is asked at every click.
        """
        found, good_until = self._known.get((model_id, size), (None, 0.0))
        if time.monotonic() >= good_until:
            row = _row(model_id, size)
            recent = await self.database.read(lambda it: _load(it.execute(_READ, row).scalar()))
            found = self._learn(model_id, size, recent)
        return found

    async def add(self, model_id: str, size: str | None, micros: int) -> None:
        """Remember what one picture cost."""
        row = _row(model_id, size)
        recent = await self.database.write(lambda it: _add(it, row, micros))
        self._learn(model_id, size, recent)

    def _learn(self, model_id: str, size: str | None, recent: Sequence[int]) -> int | None:
        found = max(recent, default=None)
        self._known[model_id, size] = (found, time.monotonic() + _GOOD_FOR_S)
        return found


def _row(model_id: str, size: str | None) -> dict[str, str]:
    return {"of": model_id, "for": size or ""}


def _load(stored: str | None) -> list[int]:
    return json.loads(stored) if stored else []


def _add(connection: Connection, row: Mapping[str, str], micros: int) -> list[int]:
    """Add a sample to a row, and return what is in it now."""
    found = connection.execute(_LOCK, row).scalar()
    if found is None:
        # somebody else may make it in the same moment
        connection.execute(_MAKE, row)
        found = connection.execute(_LOCK, row).scalar()
    recent = [*_load(found), micros][-COST_SAMPLES:]
    connection.execute(_CHANGE, {**row, "recent": json.dumps(recent)})
    return recent
