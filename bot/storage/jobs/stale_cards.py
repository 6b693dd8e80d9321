"""Cards with outdated text, until they are corrected."""

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
    texts=("unsaid",),
)


def token_of(connection: Connection, job_id: int) -> str | None:
    """Return the encrypted token of an open job."""
    return connection.execute(select(jobs.c.token).where(jobs.c.job_id == job_id)).scalar()


def insert(connection: Connection, job_id: int, stale: Stale, *, token: str | None) -> None:
    """Store the stale card of a job that has just ended.

    Args:
        connection: A connection in a transaction.
        job_id: The job.
        stale: Its card.
        token: The encrypted token that `token_of` returned before the end.
    """
    row = {"job_id": job_id, "message_id": stale.message_id, "unsaid": stale.pending_sentence}
    connection.execute(_ADD, {**row, "token": token})


def delete_orphans(connection: Connection) -> None:
    """Delete the cards of deleted jobs."""
    has_job = exists().where(jobs.c.job_id == stale_cards.c.job_id)
    connection.execute(delete(stale_cards).where(~has_job))


@final
@dataclass(frozen=True, slots=True)
class SqlStaleCards(StaleCards):
    """Implements `bot.ports.StaleCards`."""

    database: Database
    cipher: TokenCipher

    @override
    async def oldest(self, *, limit: int) -> tuple[StaleCard, ...]:
        column = stale_cards.c
        found = (
            select(column.job_id, column.message_id, column.token, column.unsaid, jobs.c.draft)
            .outerjoin(jobs, jobs.c.job_id == column.job_id)
            .order_by(column.job_id)
            .limit(limit)
        )
        rows = await self.database.read(lambda connection: connection.execute(found).all())
        # parsed on the event loop, because `limit` is small
        loaded = {row.job_id: self._load(row) for row in rows}
        for job_id in [job_id for job_id, card in loaded.items() if card is None]:
            await self.remove(job_id)
        return tuple(card for card in loaded.values() if card is not None)

    @override
    async def remove(self, job_id: int) -> None:
        this = delete(stale_cards).where(stale_cards.c.job_id == job_id)
        await self.database.write(lambda connection: connection.execute(this))

    def _load(self, row: Row[*tuple[Any, ...]]) -> StaleCard | None:
        if row.draft is None:
            return None
        try:
            token = open_token(row, self.cipher)
            draft = load_draft(row.draft, token=token, message_id=row.message_id)
        except StorageFailed as error:
            log.error("the card of job %s cannot be read: %s", row.job_id, error.detail)  # noqa: TRY400 - the cause is known
            return None
        return StaleCard(draft, row.unsaid)
