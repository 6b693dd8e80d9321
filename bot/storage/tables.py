"""The tables. Ids are Discord's, money is in micro-dollars, instants are in UTC."""

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
    """Converts a driver's value to Python's."""

    # `Any`: a damaged row can contain anything
    def __call__(self, value: Any) -> datetime | None: ...  # noqa: ANN401


class Instant(TypeDecorator[datetime]):
    """A time: aware in Python, in UTC in the database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Convert to UTC without a time zone for SQLite, which stores none."""
        if value is None or dialect.name != "sqlite":
            return value
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the instant in UTC."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)

    def result_processor(self, dialect: Dialect, coltype: object) -> _Reader | None:
        """Return a reader that checks the value; SQLite stores any type in any column."""
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
        """Handle a stored value that is not an instant.

        Raises:
            StorageFailed: Always.
        """
        raise StorageFailed(StorageFault.DAMAGED, "a stored instant cannot be read") from error


class LenientInstant(Instant):
    """An instant that is read as None if it is damaged, for rows that can be skipped."""

    cache_ok = True

    def damaged(self, error: Exception) -> datetime | None:
        """Return None instead."""
        del error
        return None


class SafeText(TypeDecorator[str]):
    """Text from people, without characters that a database rejects."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Remove NUL, which PostgreSQL rejects, and replace lone surrogates."""
        del dialect
        if value is None:
            return None
        return value.replace("\0", "").encode(errors="replace").decode()


metadata = MetaData()

#: In SQLite, an INTEGER primary key is the rowid, which has 64 bits as well.
Id = BigInteger().with_variant(Integer(), "sqlite")


counts = Table(
    "counts",
    metadata,
    Column("key", Text, primary_key=True),
    Column("used", BigInteger, nullable=False),
    # only for the WHERE clause of the upsert, which sees no values but those of the row to insert
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
    # the amount that is currently counted for it
    Column("micros", BigInteger, nullable=False),
    # the counters and cooldown to refund, as JSON; NULL once it is settled
    Column("holds", Text),
    Column("owner", Text, nullable=False),
    Column("generation_id", SafeText),
    Column("created_at", Instant, nullable=False),
    Column("ended_at", Instant),
    # partial indexes; their WHERE clauses are in the migration, because declaring them here would
    # import both dialects at every start
    Index("ix_reservations_open", "user_id"),
    Index("ix_reservations_settled", "ended_at"),
)

jobs = Table(
    "jobs",
    metadata,
    # the owner and the cost are in the reservation
    Column("job_id", Id, primary_key=True, autoincrement=False),
    Column("guild_id", BigInteger),
    Column("user_id", BigInteger, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", BigInteger, nullable=False),
    Column("message_id", BigInteger),
    Column("model", SafeText),
    Column("latency_s", Float),
    Column("reason", Text),
    Column("created_at", Instant, nullable=False),
    Column("answered_at", Instant),
    Column("sent_at", Instant),
    Column("painted_at", Instant, key="generated_at"),
    Column("ended_at", Instant),
    # encrypted; NULL once the job has ended
    Column("token", Text),
    # long columns last, so that SQLite can read the others without them
    Column("draft", Text, nullable=False),
    Column("painting", Text, key="generation"),
    # the prompt, casefolded, because SQLite ignores case only in ASCII
    Column("words", SafeText),
    # partial indexes over open and over ended jobs, as above
    Index("ix_jobs_open", "job_id"),
    Index("ix_jobs_ended", "ended_at"),
    Index("ix_jobs_user", "user_id", "job_id"),
    Index("ix_jobs_message", "message_id"),
)

stale_cards = Table(
    "stale_cards",
    metadata,
    # a job that has ended
    Column("job_id", Id, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger),
    # encrypted, as in the job while that was open
    Column("token", Text),
    Column("unsaid", SafeText),
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
    Column("what", SafeText, nullable=False),
    Column("before", SafeText, nullable=False),
    Column("after", SafeText, nullable=False),
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
    Column("sentence", SafeText, nullable=False),
)

strikes = Table(
    "strikes",
    metadata,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("job_id", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    # False if the rejection may have had another cause than the prompt
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
    Column("model", SafeText, primary_key=True),
    Column("size", SafeText, primary_key=True),
    Column("recent", Text, nullable=False),
)

notices = Table(
    "notices",
    metadata,
    Column("key", Text, primary_key=True),
    Column("kept_until", Instant, nullable=False),
)
