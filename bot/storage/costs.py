"""What single pictures cost lately."""

import json
import time
from dataclasses import dataclass, field

from sqlalchemy import Connection, select, update

from bot.ports import COST_SAMPLES
from bot.storage.statements import sql
from bot.storage.tables import costs
from bot.storage.transaction import Database

_MAKE = sql(
    "INSERT INTO costs (model, size, recent) VALUES (:model, :size, '[]')"
    " ON CONFLICT (model, size) DO NOTHING",
    words=("model", "size"),
)


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
            recent = await self.database.read(lambda it: _recent(it, model_id, size))
            found = max(recent, default=None)
            self._known[model_id, size] = (found, time.monotonic() + _GOOD_FOR_S)
        return found

    async def add(self, model_id: str, size: str | None, micros: int) -> None:
        """Remember what one picture cost."""
        await self.database.write(lambda it: _add(it, model_id, size, micros))
        self._known.pop((model_id, size), None)


def _recent(
    connection: Connection, model_id: str, size: str | None, *, lock: bool = False
) -> list[int]:
    samples = select(costs.c.recent).where(costs.c.model == model_id, costs.c.size == (size or ""))
    found = connection.execute(samples.with_for_update() if lock else samples).scalar()
    return json.loads(found) if found else []


def _add(connection: Connection, model_id: str, size: str | None, micros: int) -> None:
    connection.execute(_MAKE, {"model": model_id, "size": size or ""})
    recent = [*_recent(connection, model_id, size, lock=True), micros][-COST_SAMPLES:]
    connection.execute(
        update(costs)
        .where(costs.c.model == model_id, costs.c.size == (size or ""))
        .values(recent=json.dumps(recent))
    )
