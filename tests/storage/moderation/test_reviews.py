"""Held requests, reports and consent, on every engine."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text, update

from bot.errors import StorageFailed, StorageFault
from bot.policy.limits.effective import Spot
from bot.policy.moderation.log import EntryKind, LogEntry
from bot.ports import HeldRequest, HeldState, Report, ReportOutcome, Stores
from bot.storage.engine.transaction import Database
from bot.storage.tables import held_requests
from testkit.fakes import START
from tests.storage.moderation.test_cases import HOSTILE, MODERATOR, OTHER_GUILD, OTHER_MODERATOR
from tests.storage.samples import GUILD, MEMBER, OTHER_MEMBER, claim, draft

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def held(job_id: int, *, user_id: int = MEMBER, guild_id: int = GUILD) -> HeldRequest:
    """Return a held request as it comes back from the database."""
    wanted = draft(job_id, user_id=user_id)
    spot = Spot(guild_id, 4, 5, role_ids=frozenset({6, 7}))
    return HeldRequest(
        replace(
            wanted,
            requester=replace(wanted.requester, spot=spot),
            reply_target=replace(wanted.reply_target, token=""),
        ),
        "foxes",
        START,
    )


async def _hold(stores: Stores, request: HeldRequest) -> bool:
    return await stores.held_requests.add(request, most=3, since=START - DAY)


async def _entries(stores: Stores) -> list[LogEntry]:
    log = stores.moderation_log
    return [one.entry for one in await log.take("t", now=START, until=START, limit=9)]


async def _damage(database: Database, job_id: int, **values: object) -> None:
    this = held_requests.c.job_id == job_id
    change = update(held_requests).where(this).values(**values)
    await database.write(lambda connection: connection.execute(change))


class TestHolding:
    async def test_a_request_comes_back_without_its_token(self, stores: Stores) -> None:
        request = held(1)
        target = replace(request.draft.reply_target, token="secret")
        assert await _hold(
            stores, replace(request, draft=replace(request.draft, reply_target=target))
        )
        assert await stores.held_requests.read(1) == request
        assert await stores.held_requests.read(2) is None

    async def test_a_member_has_at_most_three_in_a_server(self, stores: Stores) -> None:
        assert [await _hold(stores, held(job_id)) for job_id in (1, 2, 3, 4)] == [True] * 3 + [
            False
        ]
        assert await _hold(stores, held(5, user_id=OTHER_MEMBER))
        assert await _hold(stores, held(6, guild_id=OTHER_GUILD))
        assert await stores.held_requests.read(4) is None

    async def test_at_most_three_even_if_they_come_at_the_same_time(
        self, stores: Stores, others: Stores
    ) -> None:
        done = await asyncio.gather(
            *(_hold((stores, others)[job_id % 2], held(job_id)) for job_id in range(1, 13))
        )
        assert sum(done) == 3

    async def test_decided_and_expired_ones_leave_room(self, stores: Stores) -> None:
        for job_id in (1, 2, 3):
            await _hold(stores, held(job_id))
        await stores.held_requests.decide(1, HeldState.DENIED, by=MODERATOR, since=START - DAY)
        assert await _hold(stores, held(4))
        assert not await _hold(stores, held(5))
        assert await stores.held_requests.add(held(6), most=3, since=START)

    async def test_each_is_stored_with_its_entry_of_the_log_once(self, stores: Stores) -> None:
        shown = LogEntry(EntryKind.HELD, GUILD, START, job_id=2)
        add = stores.held_requests.add
        for _ in range(2):
            assert await add(held(2), most=1, since=START - DAY, entry=shown)
        assert not await add(held(3), most=1, since=START - DAY, entry=shown)
        assert await _entries(stores) == [shown]

    async def test_a_repeated_one_is_stored_once(self, stores: Stores, others: Stores) -> None:
        for job_id in (2, 3):
            await _hold(stores, held(job_id))
        done = await asyncio.gather(*(_hold(each, held(1)) for each in (stores, others) * 3))
        assert done == [True] * 6
        assert await _hold(stores, held(1))
        assert not await _hold(stores, held(4))

    async def test_hostile_text_is_stored_without_what_databases_reject(
        self, stores: Stores
    ) -> None:
        request = held(1)
        wanted = replace(request.draft, request=replace(request.draft.request, prompt=HOSTILE))
        assert await _hold(stores, replace(request, draft=wanted, rule=HOSTILE[:50]))
        found = await stores.held_requests.read(1)
        assert found is not None
        assert found.draft.request.prompt == HOSTILE.replace("\ud800", "?")
        assert found.rule == HOSTILE[:50].replace("\0", "").replace("\ud800", "?")


class TestDeciding:
    async def test_one_of_two_moderators_decides(self, stores: Stores, others: Stores) -> None:
        await _hold(stores, held(1))
        decisions = [
            each.held_requests.decide(1, state, by=by, since=START - DAY)
            for each, state, by in (
                (stores, HeldState.ALLOWED, MODERATOR),
                (others, HeldState.DENIED, OTHER_MODERATOR),
            )
        ]
        [decided] = [found for found in await asyncio.gather(*decisions) if found]
        assert await stores.held_requests.read(1) == decided
        assert (decided.state, decided.decided_by) in {
            (HeldState.ALLOWED, MODERATOR),
            (HeldState.DENIED, OTHER_MODERATOR),
        }

    async def test_nothing_is_decided_about_one_that_expired_or_is_gone(
        self, stores: Stores
    ) -> None:
        await _hold(stores, held(1))
        decide = stores.held_requests.decide
        assert await decide(1, HeldState.ALLOWED, by=MODERATOR, since=START) is None
        assert await decide(2, HeldState.ALLOWED, by=MODERATOR, since=START - DAY) is None

    async def test_allowed_ones_without_a_job_are_returned_when_they_are_purged(
        self, stores: Stores
    ) -> None:
        for job_id in (1, 2):
            await _hold(stores, held(job_id))
            await stores.held_requests.decide(
                job_id, HeldState.ALLOWED, by=MODERATOR, since=START - DAY
            )
        await stores.ledger.reserve(claim(2), now=START, draft=draft(2))
        [found] = await stores.held_requests.purge(before=START + HOUR)
        assert (found.draft.requester.job_id, found.state) == (1, HeldState.ALLOWED)

    async def test_old_ones_are_purged_and_those_that_waited_are_returned(
        self, stores: Stores
    ) -> None:
        for job_id in (1, 2):
            await _hold(stores, held(job_id))
        await _hold(stores, replace(held(3), at=START + HOUR))
        await stores.held_requests.decide(1, HeldState.DENIED, by=MODERATOR, since=START - DAY)
        assert list(await stores.held_requests.purge(before=START + HOUR)) == [held(2)]
        assert [bool(await stores.held_requests.read(n)) for n in (1, 2, 3)] == [False, False, True]


class TestDamage:
    async def test_one_that_cannot_be_read_holds_up_no_other(
        self, stores: Stores, database: Database, caplog: pytest.LogCaptureFixture
    ) -> None:
        for job_id in (1, 2):
            await _hold(stores, held(job_id))
        await _damage(database, 1, draft="{")
        assert list(await stores.held_requests.purge(before=START + HOUR)) == [held(2)]
        assert "held request 1: the draft of a job cannot be read" in caplog.text
        assert await stores.held_requests.read(1) is None

    @pytest.mark.parametrize("values", [{"draft": "[]"}, {"state": "lost"}])
    async def test_nothing_is_decided_about_one_that_cannot_be_read(
        self, stores: Stores, database: Database, values: dict[str, object]
    ) -> None:
        await _hold(stores, held(1))
        await _damage(database, 1, **values)
        with pytest.raises(StorageFailed) as failed:
            await stores.held_requests.read(1)
        assert failed.value.fault is StorageFault.DAMAGED
        if "draft" in values:
            with pytest.raises(StorageFailed):
                await stores.held_requests.decide(
                    1, HeldState.ALLOWED, by=MODERATOR, since=START - DAY
                )
            await _damage(database, 1, draft=(await _draft_of(stores, database)))
            found = await stores.held_requests.read(1)
            assert found is not None
            assert found.state is HeldState.WAITING

    async def test_one_without_a_readable_time_is_damaged(
        self, stores: Stores, database: Database
    ) -> None:
        if await database.read(lambda it: it.dialect.name) != "sqlite":
            pytest.skip("PostgreSQL stores no other type in such a column")
        await _hold(stores, held(1))
        noon = text("UPDATE held_requests SET at = 'noon'")
        await database.write(lambda connection: connection.execute(noon))
        with pytest.raises(StorageFailed) as failed:
            await stores.held_requests.read(1)
        assert failed.value.fault is StorageFault.DAMAGED


async def _draft_of(stores: Stores, database: Database) -> str:
    """Return a readable draft of another request."""
    await _hold(stores, held(2))
    read = text("SELECT draft FROM held_requests WHERE job_id = 2")
    return await database.read(lambda connection: connection.execute(read).scalar_one())


def report(job_id: int = 1, reporter_id: int = MEMBER, **values: object) -> Report:
    """Return a report."""
    return replace(Report(job_id, reporter_id, GUILD, "gore", START), **values)


class TestReports:
    async def test_a_member_reports_an_image_once(self, stores: Stores, others: Stores) -> None:
        done = await asyncio.gather(
            *(each.reports.add(report()) for each in (stores, others) for _ in range(3))
        )
        assert sorted(done) == [False] * 5 + [True]
        assert await stores.reports.add(report(2))
        assert await stores.reports.add(report(1, OTHER_MEMBER))

    async def test_each_is_stored_with_its_entry_of_the_log_once(self, stores: Stores) -> None:
        shown = LogEntry(EntryKind.REPORT, GUILD, START, job_id=1)
        done = [await stores.reports.add(report(), entry=shown) for _ in range(2)]
        assert done == [True, False]
        assert await _entries(stores) == [shown]

    async def test_a_members_reports_of_a_window_are_counted(self, stores: Stores) -> None:
        for job_id, at in ((1, START), (2, START + HOUR), (3, START + 2 * HOUR)):
            await stores.reports.add(report(job_id, at=at))
        await stores.reports.add(report(1, OTHER_MEMBER))
        assert await stores.reports.count(MEMBER, since=START) == 2
        assert await stores.reports.count(99, since=START) == 0

    async def test_each_report_is_closed_and_returned_once(
        self, stores: Stores, others: Stores
    ) -> None:
        wanted = [report(1), report(1, OTHER_MEMBER)]
        for each in (*wanted, report(2)):
            await stores.reports.add(each)
        closings = [
            stores.reports.close(1, ReportOutcome.ACTED),
            others.reports.close(1, ReportOutcome.DISMISSED),
        ]
        first, second = await asyncio.gather(*closings)
        found = [*first, *second]
        assert {one.reporter_id for one in found} == {MEMBER, OTHER_MEMBER}
        assert len(found) == 2
        assert len({one.outcome for one in found}) == 1
        assert await stores.reports.close(1, ReportOutcome.ACTED) == ()

    async def test_a_reason_is_stored_without_what_databases_reject(self, stores: Stores) -> None:
        await stores.reports.add(report(reason=HOSTILE))
        [found] = await stores.reports.close(1, ReportOutcome.ACTED)
        assert found.reason == HOSTILE.replace("\0", "").replace("\ud800", "?")

    async def test_old_ones_are_purged(self, stores: Stores) -> None:
        await stores.reports.add(report(1))
        await stores.reports.add(report(2, at=START + HOUR))
        await stores.reports.purge(before=START + HOUR)
        assert await stores.reports.count(MEMBER, since=START - DAY) == 1


class TestConsent:
    async def test_it_is_for_one_member_in_one_server(self, stores: Stores) -> None:
        for _ in range(2):
            await stores.consents.add(GUILD, MEMBER, now=START)
        assert await stores.consents.has(GUILD, MEMBER)
        assert not await stores.consents.has(GUILD, OTHER_MEMBER)
        assert not await stores.consents.has(OTHER_GUILD, MEMBER)

    async def test_a_server_that_turns_the_setting_off_loses_all_of_its_own(
        self, stores: Stores
    ) -> None:
        for guild_id, user_id in ((GUILD, MEMBER), (GUILD, OTHER_MEMBER), (OTHER_GUILD, MEMBER)):
            await stores.consents.add(guild_id, user_id, now=START)
        await stores.consents.remove_all(GUILD)
        assert not await stores.consents.has(GUILD, MEMBER)
        assert not await stores.consents.has(GUILD, OTHER_MEMBER)
        assert await stores.consents.has(OTHER_GUILD, MEMBER)
