"""Counts from when members were counted under their ids, on every engine."""

from datetime import datetime, timedelta

from bot.policy.claim import Claim
from bot.policy.counting import Wish, claim_for, member_subject
from bot.policy.limits import Cap
from bot.policy.pseudonym import pseudonym_of
from bot.policy.resolve import Spot, resolve
from bot.policy.rulebook import Rulebook
from bot.ports import Settlement, Stores
from bot.storage.oldcounts import rename_old_counts
from bot.storage.tables import reservations
from bot.storage.transaction import Database
from tests.fakes import START
from tests.storage.claims import (
    GUILD,
    KEY,
    MEMBER,
    MEMBER_JOBS,
    MEMBER_PICTURES,
    OTHER_MEMBER,
    PRICE,
    claim,
    everything,
)

NOTHING = Settlement(delivered=False, micros=0)
CAPS = {Cap.CAP_USER_IMAGES_PER_DAY: 100}


def old_claim(
    job_id: int,
    *,
    user_id: int = MEMBER,
    guild_id: int | None = GUILD,
    now: datetime = START,
) -> Claim:
    """The claim of a job as it was then."""
    spot, rulebook = Spot(guild_id), Rulebook()
    wish = Wish(job_id, user_id, spot, 1, PRICE, str(user_id))
    return claim_for(wish, rulebook, resolve(rulebook, spot, {}), CAPS, now=now)


async def test_members_are_counted_on_as_if_it_had_always_been_so(
    stores: Stores, database: Database
) -> None:
    found: list[dict[str, int]] = []
    for first_id, made in ((1, old_claim), (11, claim)):
        for job_id, guild_id in enumerate((GUILD, GUILD, None, 77), first_id):
            await stores.ledger.reserve(made(job_id, guild_id=guild_id, now=START), now=START)
        await stores.personal.rename_counts()
        rows = await everything(database)
        found.append({row[0]: row[1] for row in rows["counts"]})
        assert len(rows["cooldowns"]) == 3
    once, twice = found
    assert len(once) > len(CAPS)
    assert twice == {key: 2 * number for key, number in once.items()}


async def test_what_was_counted_since_is_added(stores: Stores, database: Database) -> None:
    later = START + timedelta(minutes=5)
    await stores.ledger.reserve(old_claim(1), now=START)
    await stores.ledger.reserve(old_claim(2, user_id=OTHER_MEMBER, now=later), now=later)
    await stores.ledger.reserve(claim(3, now=later), now=later)
    await stores.ledger.reserve(claim(4, user_id=OTHER_MEMBER), now=START)
    await stores.personal.rename_counts()
    rows = await everything(database)
    for user_id in (MEMBER, OTHER_MEMBER):
        subject = member_subject(GUILD, pseudonym_of(user_id, KEY))
        [cooldown] = [row for row in rows["cooldowns"] if row[0] == subject]
        assert cooldown[1] == later
        [jobs] = [row for row in rows["counts"] if row[0] == f"{subject}:jobs"]
        assert jobs[3] == later + timedelta(days=2)
    used = (await stores.ledger.count(claim(5))).used
    assert (used[MEMBER_PICTURES], used[MEMBER_JOBS]) == (2, 2)


async def test_a_job_that_was_under_way_gives_back_what_it_took(
    stores: Stores, database: Database
) -> None:
    await stores.ledger.reserve(old_claim(1), now=START)
    await stores.ledger.reserve(old_claim(2), now=START)
    await stores.personal.rename_counts()
    assert await stores.ledger.settle(1, NOTHING, now=START)
    used = (await stores.ledger.count(claim(5))).used
    assert (used[MEMBER_PICTURES], used[MEMBER_JOBS]) == (1, 1)
    held = await database.read(lambda it: it.execute(reservations.select()).mappings().all())
    assert not [row for row in held if f":{MEMBER}:" in (row["holds"] or "")]


async def test_what_is_named_by_pseudonyms_stays_as_it_is(
    stores: Stores, database: Database
) -> None:
    for job_id in range(1, 60):
        await stores.ledger.reserve(claim(job_id, user_id=job_id), now=START)
    before = await everything(database)
    assert await database.migrate(lambda it: rename_old_counts(it, KEY)) == 0
    assert await everything(database) == before
    # also beside old ones; of some, the first characters are digits
    await stores.ledger.reserve(old_claim(100, user_id=100), now=START)
    await stores.personal.rename_counts()
    after = await everything(database)
    assert set(map(repr, before["reservations"])) <= set(map(repr, after["reservations"]))


async def test_all_counts_of_members_and_no_others_are_renamed(
    stores: Stores, database: Database
) -> None:
    await stores.ledger.reserve(old_claim(1), now=START)
    rows = await everything(database)
    # in the server by day and month, in all servers by day, and the cooldown
    old = [row for row in (*rows["counts"], *rows["cooldowns"]) if f":{MEMBER}:" in row[0] + ":"]
    assert await database.migrate(lambda it: rename_old_counts(it, KEY)) == len(old) == 8
    assert await database.migrate(lambda it: rename_old_counts(it, KEY)) == 0
