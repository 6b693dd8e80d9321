"""Short ways to build claims, drafts and generations."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Column, Connection, Text, TypeDecorator, select, update

from bot.policy.images.image import Generation, ImageFile
from bot.policy.images.request import ImageRequest, Order
from bot.policy.jobs.job import Draft, ReplyTarget, Requester
from bot.policy.limits.claim import Claim
from bot.policy.limits.counters import JobSize, claim_for
from bot.policy.limits.effective import Spot, resolve
from bot.policy.limits.limit import Cap, Limit, Value
from bot.policy.limits.rulebook import Rulebook
from bot.policy.members.pseudonym import pseudonym_key, pseudonym_of
from bot.ports import Stores
from bot.storage.column_types import Instant
from bot.storage.engine.transaction import Database
from bot.storage.limits.ledger import SqlLedger
from bot.storage.tables import metadata, reservations
from testkit.fakes import FLASH, START

GUILD, MEMBER, OTHER_MEMBER = 1, 2, 3
PRICE = 50_000

#: The key that `open_stores` derives without a secret.
KEY = pseudonym_key("")

MEMBER_NAME = pseudonym_of(MEMBER, KEY)
MEMBER_JOBS = f"member:{GUILD}:{MEMBER_NAME}:jobs"
MEMBER_IMAGES = f"member:{GUILD}:{MEMBER_NAME}:pictures:day:2026-11-22T00:00Z"
SERVER_IMAGES = f"server:{GUILD}:pictures:day:2026-11-22T00:00Z"
SERVER_MICROS = f"server:{GUILD}:micros:day:2026-11-22T00:00Z"

MINUTE = timedelta(minutes=1)


def claim(  # noqa: PLR0913 - all with neutral defaults
    job_id: int,
    limits: Mapping[Limit, Value] | None = None,
    *,
    user_id: int = MEMBER,
    guild_id: int | None = GUILD,
    images: int = 1,
    micros: int = PRICE,
    caps: Mapping[Cap, int] | None = None,
    now: datetime = START,
) -> Claim:
    """Return the claim of a job; without limits it always fits."""
    spot, rulebook = Spot(guild_id), Rulebook()
    rules = resolve(rulebook, spot, limits or {})
    wish = JobSize(job_id, user_id, spot, images, micros, pseudonym_of(user_id, KEY))
    return claim_for(wish, rulebook, rules, caps or {}, now=now)


def draft(
    job_id: int,
    *,
    user_id: int = MEMBER,
    prompt: str = "a lighthouse at dusk",
    message_id: int | None = None,
) -> Draft:
    """Return the draft of a job."""
    spot = Spot(GUILD, 4, 5, role_ids=frozenset({6, 7}))
    return Draft(
        Requester(job_id, user_id, spot, START, private=False, can_be_late=True),
        ImageRequest(prompt, "16:9", "2K", FLASH.id),
        frozenset({FLASH.id}),
        ReplyTarget(8, f"token of {job_id}", 4, 10 * 2**20, 8 * 2**20, message_id=message_id),
        START + 14 * MINUTE,
    )


def generation(*, latency_s: float = 9.5, micros: int | None = 39_000) -> Generation:
    """Return a generation with one image."""
    order = Order(FLASH, "a lighthouse at dusk", "16:9", "2K")
    image = ImageFile(Path("/spool/picture.part"), "image/png", 1024, 576, 1_000_000)
    return Generation(order, (image,), micros, latency_s, "gen-1", "Google", "Here it is.")


async def mark_sent(stores: Stores, job_id: int) -> None:
    """Mark a reservation without a job as sent, as earlier versions did."""
    column = reservations.c
    sent = update(reservations).where(column.job_id == job_id, column.state == "held")
    database = cast("SqlLedger", stores.ledger).database
    await database.write(lambda connection: connection.execute(sent.values(state="sent")))


async def everything(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Return all rows of all tables."""

    def read(connection: Connection) -> dict[str, list[tuple[Any, ...]]]:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
        }

    return await database.read(read)


def sample(column: Column[Any]) -> object:
    """Return a value that a column can store."""
    if isinstance(column.type, Instant):
        return START
    kind = Text() if isinstance(column.type, TypeDecorator) else column.type
    values: dict[type, object] = {int: 1, str: "a", float: 1.5, bool: True, bytes: b"a"}
    return values[kind.python_type]
