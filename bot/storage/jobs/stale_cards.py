"""Cards that say what is not so any more, until they are put right."""

import logging
from dataclasses import dataclass
from typing import Any, final

from sqlalchemy import Connection, Row, delete, exists, select
from typing_extensions import override

from bot.errors import StorageFailed
from bot.ports import Stale, StaleCard, StaleCards
from bot.storage.engine.transaction import Database
from bot.storage.jobs.job_json import load_draft
from bot.storage.jobs.job_row import open_token
from bot.storage.limits.statements import sql
from bot.storage.tables import jobs, stale_cards
from bot.storage.token_encryption import TokenCipher

log = logging.getLogger(__name__)

_ADD = sql(
    "INSERT INTO stale_cards (job_id, message_id, token, unsaid)"
    " VALUES (:job_id, :message_id, :token, :unsaid) ON CONFLICT (job_id) DO NOTHING",
    numbers=("job_id", "message_id"),
    words=("unsaid",),
)


def token_of(connection: Connection, job_id: int) -> str | None:
    """Return an open job's token as it is stored."""
    return connection.execute(select(jobs.c.token).where(jobs.c.job_id == job_id)).scalar()


def add(connection: Connection, job_id: int, stale: Stale, *, token: str | None) -> None:
    """Remember the stale card of a job that has just ended.

    Args:
        connection: In a transaction.
        job_id: The job.
        stale: Its card.
        token: As `token_of` returned it before.
    """
    row = {"job_id": job_id, "message_id": stale.message_id, "unsaid": stale.unsaid}
    connection.execute(_ADD, {**row, "token": token})


def drop_orphans(connection: Connection) -> None:
    """Forget the cards of jobs that were forgotten."""
    has_job = exists().where(jobs.c.job_id == stale_cards.c.job_id)
    connection.execute(delete(stale_cards).where(~has_job))


@final
@dataclass(frozen=True, slots=True)
class SqlStaleCards(StaleCards):
    """Implements `bot.ports.StaleCards`."""

    database: Database
    seal: TokenCipher

    @override
    async def oldest(self, *, limit: int) -> tuple[StaleCard, ...]:
        card = stale_cards.c
        found = (
            select(card.job_id, card.message_id, card.token, card.unsaid, jobs.c.draft)
            .outerjoin(jobs, jobs.c.job_id == card.job_id)
            .order_by(card.job_id)
            .limit(limit)
        )
        rows = await self.database.read(lambda connection: connection.execute(found).all())
        # a few at a time, so the event loop is not held up
        loaded = [(row.job_id, self._load(row)) for row in rows]
        for job_id in [job_id for job_id, one in loaded if one is None]:
            await self.remove(job_id)
        return tuple(one for _, one in loaded if one is not None)

    @override
    async def remove(self, job_id: int) -> None:
        this = delete(stale_cards).where(stale_cards.c.job_id == job_id)
        await self.database.write(lambda connection: connection.execute(this))

    def _load(self, row: Row[*tuple[Any, ...]]) -> StaleCard | None:
        if row.draft is None:
            return None
        try:
            token = open_token(row, self.seal)
            draft = load_draft(row.draft, token=token, message_id=row.message_id)
        except StorageFailed as error:
            log.error("the card of job %s cannot be read: %s", row.job_id, error.detail)  # noqa: TRY400 - a known fault
            return None
        return StaleCard(draft, row.unsaid)
