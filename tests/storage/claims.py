"""Claims as the rules make them, in a word."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from bot.policy.claim import Claim
from bot.policy.counting import Wish, claim_for
from bot.policy.limits import Cap, Limit, Value
from bot.policy.resolve import Spot, resolve
from bot.policy.rulebook import Rulebook
from bot.storage.tables import metadata
from bot.storage.transaction import Database
from tests.fakes import START

GUILD, MEMBER, OTHER_MEMBER = 1, 2, 3
PRICE = 50_000

MEMBER_JOBS = f"member:{GUILD}:{MEMBER}:jobs"
MEMBER_PICTURES = f"member:{GUILD}:{MEMBER}:pictures:day:2026-11-22T00:00Z"
SERVER_PICTURES = f"server:{GUILD}:pictures:day:2026-11-22T00:00Z"
SERVER_MICROS = f"server:{GUILD}:micros:day:2026-11-22T00:00Z"

MINUTE = timedelta(minutes=1)


def claim(  # noqa: PLR0913 - each with a default that is in nobody's way
    job_id: int,
    limits: Mapping[Limit, Value] | None = None,
    *,
    user_id: int = MEMBER,
    guild_id: int | None = GUILD,
    pictures: int = 1,
    micros: int = PRICE,
    caps: Mapping[Cap, int] | None = None,
    now: datetime = START,
) -> Claim:
    """Return the claim of a job; without limits nothing is in its way."""
    spot, rulebook = Spot(guild_id), Rulebook()
    rules = resolve(rulebook, spot, limits or {})
    wish = Wish(job_id, user_id, spot, pictures, micros)
    return claim_for(wish, rulebook, rules, caps or {}, now=now)


async def everything(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table."""

    def read(connection: Connection) -> dict[str, list[tuple[Any, ...]]]:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
        }

    return await database.read(read)
