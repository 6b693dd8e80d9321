"""The tables. Ids are Discord's, money is in micro-dollars, instants are in UTC."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    Index,
    LargeBinary,
    MetaData,
    Table,
    Text,
    true,
)

from bot.storage.column_types import Id, Instant, SafeText

metadata = MetaData()

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

filters = Table(
    "filters",
    metadata,
    Column("guild_id", Id, primary_key=True, autoincrement=False),
    Column("version", BigInteger, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("document", Text, nullable=False),
)

offenses = Table(
    "offenses",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("job_id", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
)

cases = Table(
    "cases",
    metadata,
    # 0 for the operator's cases
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("subject_id", BigInteger, nullable=False),
    Column("is_server", Boolean, nullable=False),
    # NULL for the ladder and the operator
    Column("actor_id", BigInteger),
    Column("at", Instant, nullable=False),
    Column("reason", SafeText, nullable=False),
    Column("until", Instant),
    Column("channel_id", BigInteger),
    Column("amended_by", BigInteger),
    Column("amended_at", Instant),
    Column("lifted_at", Instant),
    Column("appeal", SafeText),
    Column("appealed_at", Instant),
    Column("appeal_state", Text),
    Column("appeal_decided_by", BigInteger),
    Index("ix_cases_subject", "subject_id", "guild_id", "number"),
)

held_requests = Table(
    "held_requests",
    metadata,
    Column("job_id", Id, primary_key=True, autoincrement=False),
    Column("guild_id", BigInteger, nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("rule", SafeText, nullable=False),
    Column("state", Text, nullable=False),
    Column("decided_by", BigInteger),
    Column("at", Instant, nullable=False),
    Column("draft", Text, nullable=False),
    Index("ix_held_requests_user", "user_id", "guild_id"),
)

reports = Table(
    "reports",
    metadata,
    Column("job_id", BigInteger, primary_key=True, autoincrement=False),
    Column("reporter_id", BigInteger, primary_key=True, autoincrement=False),
    Column("guild_id", BigInteger, nullable=False),
    Column("reason", SafeText, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_reports_reporter", "reporter_id", "at"),
)

shown_messages = Table(
    "shown_messages",
    metadata,
    Column("message_id", Id, primary_key=True, autoincrement=False),
    Column("job_id", BigInteger, nullable=False),
    Column("channel_id", BigInteger, nullable=False),
    Column("place", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_shown_messages_job", "job_id"),
)

log_entries = Table(
    "log_entries",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("job_id", BigInteger),
    Column("user_id", BigInteger),
    Column("at", Instant, nullable=False),
    Column("ready_at", Instant, nullable=False),
    Column("taken_by", Text),
    Column("taken_until", Instant),
    Column("document", Text, nullable=False),
    Column("thumbnail", LargeBinary),
    Index("ix_log_entries_ready", "ready_at"),
    Index("ix_log_entries_taken", "taken_until"),
    sqlite_autoincrement=True,
)

consents = Table(
    "consents",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
)
