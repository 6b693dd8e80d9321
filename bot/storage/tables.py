"""The tables. Ids are Discord's, money is whole micro-dollars, instants are in UTC."""

from datetime import UTC, datetime
from typing import Any, Protocol

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    true,
)

from bot.errors import StorageFailed, StorageFault


class _Reader(Protocol):
    """Makes of what a driver returns what Python works with."""

    # `Any`: whatever a damaged row has in it
    def __call__(self, value: Any) -> datetime | None: ...  # noqa: ANN401


class Instant(TypeDecorator[datetime]):
    """An instant: aware in Python, in UTC in the database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Take the zone away for SQLite, which knows none."""
        if value is None or dialect.name != "sqlite":
            return value
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)

    def result_processor(self, dialect: Dialect, coltype: object) -> _Reader | None:
        """Return how a value is read; SQLite keeps anything in any column."""
        read = super().result_processor(dialect, coltype)
        if read is None:
            return None

        def read_or_fail(value: Any) -> datetime | None:  # noqa: ANN401 - as above
            try:
                return read(value)
            except (ValueError, TypeError, AttributeError) as error:
                return self.damaged(error)

        return read_or_fail

    def damaged(self, error: Exception) -> datetime | None:
        """Say that what is stored is no instant.

        Raises:
            StorageFailed: Always.
        """
        raise StorageFailed(StorageFault.DAMAGED, "a stored instant cannot be read") from error


class PossibleInstant(Instant):
    """An instant whose row is left out where it cannot be read, since it stops nobody."""

    cache_ok = True

    def damaged(self, error: Exception) -> datetime | None:
        """Read None in its place."""
        del error
        return None


class Words(TypeDecorator[str]):
    """Text that people wrote, without what a database does not take."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Drop NUL, which PostgreSQL refuses, and replace lone surrogates."""
        del dialect
        if value is None:
            return None
        return value.replace("\0", "").encode(errors="replace").decode()


metadata = MetaData()

#: SQLite keeps a table in the order of a primary key that is called INTEGER; it has 64 bits, too.
Id = BigInteger().with_variant(Integer(), "sqlite")


counts = Table(
    "counts",
    metadata,
    Column("key", Text, primary_key=True),
    Column("used", BigInteger, nullable=False),
    # only here since the condition of an upsert sees no more than the row that was to be inserted
    Column("cap", BigInteger, nullable=False),
    Column("kept_until", Instant, nullable=False),
    sqlite_with_rowid=False,
)

cooldowns = Table(
    "cooldowns",
    metadata,
    Column("key", Text, primary_key=True),
    Column("used_at", Instant, nullable=False),
    Column("before", Instant),
    sqlite_with_rowid=False,
)

reservations = Table(
    "reservations",
    metadata,
    Column("job_id", Id, primary_key=True, autoincrement=False),
    Column("guild_id", BigInteger),
    Column("user_id", BigInteger, nullable=False),
    Column("state", Text, nullable=False),
    Column("pictures", BigInteger, key="images", nullable=False),
    # what is counted for it now
    Column("micros", BigInteger, nullable=False),
    # what has to be given back where; NULL once nothing has
    Column("holds", Text),
    Column("owner", Text, nullable=False),
    Column("generation_id", Words),
    Column("created_at", Instant, nullable=False),
    Column("ended_at", Instant),
    # each over the rows that somebody looks for, which are few, by conditions that stand in the
    # migration: here they would load both engines' dialects at every start
    Index("ix_reservations_open", "user_id"),
    Index("ix_reservations_settled", "ended_at"),
)

jobs = Table(
    "jobs",
    metadata,
    # whose job it is and what it costs stands in its reservation
    Column("job_id", Id, primary_key=True, autoincrement=False),
    Column("guild_id", BigInteger),
    Column("user_id", BigInteger, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", BigInteger, nullable=False),
    Column("message_id", BigInteger),
    Column("model", Words),
    Column("latency_s", Float),
    Column("reason", Text),
    Column("created_at", Instant, nullable=False),
    Column("answered_at", Instant),
    Column("sent_at", Instant),
    Column("painted_at", Instant, key="generated_at"),
    Column("ended_at", Instant),
    # sealed; NULL once the job has ended
    Column("token", Text),
    # the long ones last, so that SQLite finds the others without them
    Column("draft", Text, nullable=False),
    Column("painting", Text, key="generation"),
    # the prompt casefolded, since SQLite compares only ASCII without case
    Column("words", Words),
    # over the rows that have not ended, and over those that have, as above
    Index("ix_jobs_open", "job_id"),
    Index("ix_jobs_ended", "ended_at"),
    Index("ix_jobs_user", "user_id", "job_id"),
    Index("ix_jobs_message", "message_id"),
)

stale_cards = Table(
    "stale_cards",
    metadata,
    # of a job that has ended
    Column("job_id", Id, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger),
    # sealed, as in its job while that was open
    Column("token", Text),
    Column("unsaid", Words),
)

leases = Table(
    "leases",
    metadata,
    Column("owner", Text, primary_key=True),
    Column("seen_at", Instant, nullable=False),
)

rulebooks = Table(
    "rulebooks",
    metadata,
    Column("guild_id", Id, primary_key=True, autoincrement=False),
    Column("version", BigInteger, nullable=False),
    Column("document", Text, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("left_at", Instant),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("at", Instant, nullable=False),
    Column("actor_id", BigInteger, nullable=False),
    Column("what", Words, nullable=False),
    Column("before", Words, nullable=False),
    Column("after", Words, nullable=False),
    Index("ix_audit_guild", "guild_id", "id"),
    sqlite_autoincrement=True,
)

grants = Table(
    "grants",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("pictures", BigInteger, key="images", nullable=False),
    Column("used", BigInteger, nullable=False),
    Column("until", Instant, nullable=False),
)

refusals = Table(
    "refusals",
    metadata,
    Column("subject", Text, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("sentence", Words, nullable=False),
)

strikes = Table(
    "strikes",
    metadata,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("job_id", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("is_clear", Boolean, nullable=False, server_default=true()),
)

preferences = Table(
    "preferences",
    metadata,
    Column("user_id", Id, primary_key=True, autoincrement=False),
    Column("document", Text, nullable=False),
)

costs = Table(
    "costs",
    metadata,
    Column("model", Words, primary_key=True),
    Column("size", Words, primary_key=True),
    Column("recent", Text, nullable=False),
)

notices = Table(
    "notices",
    metadata,
    Column("key", Text, primary_key=True),
    Column("kept_until", Instant, nullable=False),
)
