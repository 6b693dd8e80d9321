"""What moderators and a member store for each other: its export and deletion, on every engine."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.policy.moderation.case import OPERATOR, Appeal, AppealState, CaseKind
from bot.policy.moderation.filter import MOST_WINDOW
from bot.policy.moderation.log import EntryKind, LogEntry
from bot.ports import REPORTS_COUNT_FOR, Entry, Forgotten, HeldState, Stores
from bot.storage.engine.transaction import Database
from testkit.fakes import START
from tests.storage.moderation.test_cases import MODERATOR, OTHER_GUILD, block
from tests.storage.moderation.test_reviews import held, report
from tests.storage.samples import GUILD, everything

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
MIA, BEN = 7_777_777, 17_777_777


def entry(kind: EntryKind, user_id: int | None, actor_id: int | None, text: str = "") -> LogEntry:
    """Return an entry of the moderation log."""
    return LogEntry(kind, GUILD, START, user_id, actor_id, text=text)


async def live_with_moderators(stores: Stores, user_id: int) -> None:
    """Store data of a member in every table of moderators."""
    case = await stores.cases.add(block(subject_id=user_id, until=START + HOUR))
    await stores.cases.appeal(GUILD, case.number, Appeal(f"let {user_id} in", START))
    declined = Appeal("", START, AppealState.DECLINED, MODERATOR)
    await stores.cases.decide(GUILD, case.number, declined, now=START)
    await stores.cases.amend(case, reason="scam", until=case.until, by=MODERATOR, now=START)
    await stores.cases.add(block(guild_id=OPERATOR, subject_id=user_id))
    await stores.cases.add_offense(GUILD, user_id, user_id, now=START, since=START - HOUR)
    await stores.held_requests.add(held(user_id, user_id=user_id), most=3, since=START - DAY)
    await stores.held_requests.decide(user_id, HeldState.DENIED, by=MODERATOR, since=START - DAY)
    await stores.reports.add(report(5, user_id, reason=f"{user_id} dislikes it"))
    await stores.consents.add(GUILD, user_id, now=START)
    for waiting in (
        entry(EntryKind.ACTION, user_id, MODERATOR, "spam"),
        entry(EntryKind.REPORT, 99, user_id, f"{user_id} dislikes it"),
    ):
        await stores.moderation_log.add(waiting, ready_at=START)


async def _mentions(database: Database, user_id: int) -> dict[str, int]:
    """Count the rows of each table that contain a member's id."""
    rows = await everything(database)
    found = {name: sum(str(user_id) in str(row) for row in rows[name]) for name in rows}
    return {name: number for name, number in found.items() if number}


async def _export(stores: Stores, user_id: int) -> dict[str, Sequence[Entry]]:
    record = await stores.personal.record(user_id)
    return {name: entries for name, entries in record.sections.items() if entries}


class TestExport:
    async def test_it_has_all_that_names_the_member_and_no_moderator(self, stores: Stores) -> None:
        await live_with_moderators(stores, MIA)
        await live_with_moderators(stores, BEN)
        found = await _export(stores, MIA)
        assert found.keys() == {
            "cases",
            "texts_refused_by_a_filter",
            "requests_held_for_moderators",
            "reports_by_you",
            "consents",
            "waiting_for_a_moderation_log",
        }
        text = json.dumps(found)
        assert str(BEN) not in text
        for name in ("actor_id", "amended_by", "appeal_decided_by", "decided_by", "thumbnail"):
            assert name not in text

    async def test_each_entry_says_what_happened(self, stores: Stores) -> None:
        await live_with_moderators(stores, MIA)
        found: dict[str, Any] = dict(await _export(stores, MIA))
        everywhere, here = sorted(found["cases"], key=lambda case: case["guild_id"])
        assert (everywhere["guild_id"], everywhere["kind"]) == (OPERATOR, "block")
        assert here["reason"] == "scam"
        assert here["appeal"] == f"let {MIA} in"
        assert here["appeal_state"] == "declined"
        assert here["until"] == (START + HOUR).isoformat()
        [request] = found["requests_held_for_moderators"]
        assert (request["state"], request["rule"]) == ("denied", "foxes")
        assert request["draft"]["request"]["prompt"] == "a lighthouse at dusk"
        [own] = found["reports_by_you"]
        assert own["reason"] == f"{MIA} dislikes it"
        [waiting] = found["waiting_for_a_moderation_log"]
        assert waiting["document"]["text"] == "spam"

    async def test_other_members_reports_about_ones_images_are_not_exported(
        self, stores: Stores
    ) -> None:
        about = entry(EntryKind.REPORT, MIA, BEN, "ugly")
        await stores.moderation_log.add(about, ready_at=START)
        assert await _export(stores, MIA) == {}

    async def test_what_moderators_did_to_others_is_not_theirs(self, stores: Stores) -> None:
        await stores.cases.add(replace(block(subject_id=BEN), actor_id=MIA))
        await stores.moderation_log.add(entry(EntryKind.ACTION, BEN, MIA), ready_at=START)
        await stores.cases.add(block(guild_id=OPERATOR, subject_id=MIA, is_server=True))
        assert await _export(stores, MIA) == {}


class TestDeleting:
    async def test_all_is_deleted_but_cases_in_force_and_what_still_counts(
        self, stores: Stores, database: Database
    ) -> None:
        await live_with_moderators(stores, MIA)
        assert await stores.personal.forget(MIA, now=START) == Forgotten(0, 0, cases=2)
        assert await _mentions(database, MIA) == {"cases": 2, "offenses": 1, "reports": 1}
        assert f"{MIA} dislikes it" not in str(await everything(database))
        blocks = await stores.cases.blocks(GUILD, MIA, now=START)
        assert {case.guild_id for case in blocks} == {GUILD, OPERATOR}
        assert any(case.appeal for case in blocks)
        await stores.cases.lift(OPERATOR, 1, now=START + HOUR)
        forgotten = await stores.personal.forget(MIA, now=START + MOST_WINDOW)
        assert forgotten == Forgotten(0, 0)
        assert await _mentions(database, MIA) == {}

    async def test_nothing_of_other_members_changes(
        self, stores: Stores, database: Database
    ) -> None:
        await live_with_moderators(stores, BEN)
        await stores.cases.add(block(guild_id=OPERATOR, subject_id=MIA, is_server=True))
        before = await everything(database)
        await live_with_moderators(stores, MIA)
        await stores.personal.forget(MIA, now=START + MOST_WINDOW)
        after = await everything(database)
        for name in before:
            assert set(map(repr, before[name])) <= set(map(repr, after[name])), name

    async def test_a_deletion_allows_no_further_reports(self, stores: Stores) -> None:
        await stores.reports.add(report(5, MIA))
        early = START + REPORTS_COUNT_FOR - timedelta(microseconds=1)
        await stores.personal.forget(MIA, now=early)
        assert await stores.reports.count(MIA, since=START - HOUR) == 1
        assert not await stores.reports.add(report(5, MIA))
        await stores.personal.forget(MIA, now=START + REPORTS_COUNT_FOR)
        assert await stores.reports.count(MIA, since=START - HOUR) == 0

    async def test_an_offense_stays_as_long_as_a_ladder_can_count_it(
        self, stores: Stores, database: Database
    ) -> None:
        await stores.cases.add_offense(GUILD, MIA, 1, now=START, since=START)
        early = START + MOST_WINDOW - timedelta(microseconds=1)
        await stores.personal.forget(MIA, now=early)
        assert await _mentions(database, MIA) == {"offenses": 1}
        await stores.personal.forget(MIA, now=START + MOST_WINDOW)
        assert await _mentions(database, MIA) == {}

    async def test_a_warning_stays_until_it_expires_and_an_unblock_does_not(
        self, stores: Stores
    ) -> None:
        await stores.cases.add(block(subject_id=MIA))
        warning = block(subject_id=MIA, kind=CaseKind.WARNING, until=START + HOUR)
        await stores.cases.add(warning)
        await stores.cases.add(block(subject_id=MIA, kind=CaseKind.UNBLOCK))
        assert (await stores.personal.forget(MIA, now=START)).cases == 1
        assert [case.number for case in await stores.cases.page(GUILD, limit=9)] == [2]
        assert (await stores.personal.forget(MIA, now=START + HOUR)).cases == 0
        assert await stores.cases.page(GUILD, limit=9) == ()

    async def test_the_number_of_a_deleted_case_is_not_used_again(
        self, stores: Stores, database: Database
    ) -> None:
        for guild_id in (GUILD, OTHER_GUILD):
            for _ in range(2):
                ended = block(guild_id=guild_id, subject_id=MIA, until=START)
                await stores.cases.add(ended)
        await stores.cases.appeal(GUILD, 2, Appeal("sorry", START))
        assert await stores.personal.forget(MIA, now=START) == Forgotten(0, 0)
        assert await _mentions(database, MIA) == {}
        assert await stores.cases.read(GUILD, 2) is None
        assert await stores.cases.page(GUILD, limit=9) == ()
        assert await stores.cases.blocks(GUILD, 0, now=START - HOUR) == ()
        rows = (await everything(database))["cases"]
        assert len(rows) == 2
        assert "sorry" not in str(rows)
        assert (await stores.cases.add(block(subject_id=BEN))).number == 3

    async def test_moderators_stay_in_other_members_cases(
        self, stores: Stores, database: Database
    ) -> None:
        await stores.cases.add(replace(block(subject_id=BEN), actor_id=MIA))
        await stores.moderation_log.add(entry(EntryKind.ACTION, BEN, MIA), ready_at=START)
        await stores.personal.forget(MIA, now=START)
        assert await _mentions(database, MIA) == {"cases": 1, "log_entries": 1}

    async def test_other_members_reports_about_ones_images_stay(
        self, stores: Stores, database: Database
    ) -> None:
        about = entry(EntryKind.REPORT, MIA, BEN, f'"actor_id":{MIA},')
        await stores.moderation_log.add(about, ready_at=START)
        await stores.personal.forget(MIA, now=START)
        assert await _mentions(database, BEN) == {"log_entries": 1}

    async def test_twice_changes_nothing_more(self, stores: Stores, database: Database) -> None:
        await live_with_moderators(stores, MIA)
        await stores.personal.forget(MIA, now=START)
        once = await everything(database)
        assert await stores.personal.forget(MIA, now=START) == Forgotten(0, 0, cases=2)
        assert await everything(database) == once
