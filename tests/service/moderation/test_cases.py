"""Blocks, warnings and the ladder on a real database."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.errors import (
    AlreadyBlocked,
    Blocked,
    CaseBusy,
    CaseEnded,
    CaseUnknown,
    NotBlocked,
    Protection,
    Refused,
    StyleUnknown,
    SubjectProtected,
)
from bot.policy.limits.effective import Spot
from bot.policy.moderation.case import MOST_REASON_LENGTH, OPERATOR, Case
from bot.policy.moderation.filter import Step
from bot.policy.moderation.log import EntryKind, LogEntry, ModerationSettings
from bot.service.moderation.cases.author import CaseAuthor, allow_text
from bot.service.moderation.cases.block_from_card import BlockFromCard
from bot.service.moderation.cases.case_service import CaseService
from bot.service.moderation.cases.operator_cases import OperatorCases
from testkit.fakes import START
from tests.service.failing_stores import Failing
from tests.service.service_harness import CHANNEL, GUILD, MODERATOR, REQUEST, SPOT, ServiceHarness

MIA, OTHER = 1, 98
BY = CaseAuthor(MODERATOR, SPOT)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
STEP = Step(3, timedelta(minutes=10), HOUR)


class Entries:
    """Keeps the entries of the moderation log."""

    def __init__(self) -> None:
        self.posted: list[LogEntry] = []

    def post(self, entry: LogEntry) -> None:
        self.posted.append(entry)


def open_cases(harness: ServiceHarness, entries: Entries, **terms: Any) -> CaseService:  # noqa: ANN401 - as the service has it
    log_writer: Any = entries
    return CaseService(harness.stores, log_writer, clock=harness.clock, **terms)


@pytest.fixture
def entries() -> Entries:
    return Entries()


@pytest.fixture
def cases(harness: ServiceHarness, entries: Entries) -> CaseService:
    return open_cases(harness, entries)


async def test_a_blocked_member_is_refused_with_everything_they_should_know(
    harness: ServiceHarness, cases: CaseService
) -> None:
    await cases.check(GUILD, MIA)
    await cases.block(BY, MIA, until=START + DAY, reason=" spam\nof  foxes ")
    with pytest.raises(Blocked) as refused:
        await cases.check(GUILD, MIA)
    error = refused.value
    assert (error.guild_id, error.number, error.reason) == (GUILD, 1, "spam of foxes")
    assert error.until == START + DAY
    assert error.can_appeal
    await cases.check(GUILD, OTHER)
    await cases.check(GUILD + 1, MIA)
    await cases.check(None, MIA)
    harness.clock.advance(days=1)
    await cases.check(GUILD, MIA)


async def test_requests_are_refused_at_their_admission_whatever_path_they_took(
    harness: ServiceHarness, cases: CaseService
) -> None:
    harness.open(defaults={})
    await harness.admit(MIA)
    await cases.block(BY, MIA, until=None)
    with pytest.raises(Blocked):
        await harness.admit(MIA)
    with pytest.raises(Blocked):
        await harness.imagine.check(harness.requester(MIA), REQUEST)
    await harness.admit(MIA, spot=Spot())
    await harness.admit(OTHER)


async def test_a_long_reason_is_cut(cases: CaseService) -> None:
    case = await cases.block(BY, MIA, until=None, reason="x" * 5000)
    assert case.reason == "x" * MOST_REASON_LENGTH


async def test_every_decision_is_an_entry_of_the_log(cases: CaseService, entries: Entries) -> None:
    await cases.block(BY, MIA, until=None, reason="spam")
    await cases.amend(BY, 1, reason="more spam")
    await cases.unblock(BY, MIA)
    await cases.warn(BY, MIA, reason="gore")
    await cases.block_automatically(GUILD, MIA, STEP, CHANNEL)
    assert [one.action for one in entries.posted] == [
        "block",
        "case-edit",
        "unblock",
        "warning",
        "block",
    ]
    first = entries.posted[0]
    assert first == LogEntry(
        EntryKind.ACTION,
        GUILD,
        START,
        user_id=MIA,
        actor_id=MODERATOR,
        channel_id=CHANNEL,
        case_number=1,
        action="block",
        text="spam",
    )
    assert entries.posted[-1].actor_id is None


async def test_a_reason_that_the_filter_refuses_changes_nothing(
    harness: ServiceHarness, entries: Entries
) -> None:
    asked: list[tuple[CaseAuthor, str]] = []

    async def refuse(author: CaseAuthor, text: str, /, *, is_offense: bool) -> None:
        assert not is_offense
        asked.append((author, text))
        raise StyleUnknown(text)

    cases = open_cases(harness, entries, check_text=refuse)
    await cases.block(BY, MIA, until=None)
    for attempt in (
        cases.block(BY, OTHER, until=None, reason="a bad word"),
        cases.unblock(BY, MIA, reason="a bad word"),
        cases.warn(BY, MIA, reason="a bad word"),
        cases.amend(BY, 1, reason="a bad word"),
    ):
        with pytest.raises(Refused):
            await attempt
    assert asked == [(BY, "a bad word")] * 4
    assert [case.number for case in await cases.page(GUILD, limit=9)] == [1]


async def test_a_member_is_blocked_once_and_unblocked_once(cases: CaseService) -> None:
    with pytest.raises(NotBlocked) as error:
        await cases.unblock(BY, MIA)
    assert not error.value.by_operator
    results = await asyncio.gather(
        *(cases.block(CaseAuthor(by, SPOT), MIA, until=None) for by in (MODERATOR, OTHER)),
        return_exceptions=True,
    )
    assert [type(one) for one in results] == [Case, AlreadyBlocked]
    freed = await asyncio.gather(
        *(cases.unblock(CaseAuthor(by, SPOT), MIA) for by in (MODERATOR, OTHER)),
        return_exceptions=True,
    )
    assert [type(one) for one in freed] == [Case, NotBlocked]


async def test_moderators_decide_nothing_about_themselves(cases: CaseService) -> None:
    await cases.block(CaseAuthor(OTHER, SPOT), MODERATOR, until=None)
    for attempt in (
        cases.block(BY, MODERATOR, until=None),
        cases.unblock(BY, MODERATOR),
        cases.warn(BY, MODERATOR),
        cases.amend(BY, 1, until=START + HOUR),
    ):
        with pytest.raises(SubjectProtected) as error:
            await attempt
        assert error.value.why is Protection.SELF


async def test_the_operator_s_block_is_lifted_by_the_operator_alone(
    harness: ServiceHarness, cases: CaseService
) -> None:
    operator = OperatorCases(harness.stores.cases, clock=harness.clock)
    await operator.block(MIA, is_server=False, until=None, reason="abuse")
    for guild_id in (GUILD, GUILD + 1, None):
        with pytest.raises(Blocked) as refused:
            await cases.check(guild_id, MIA)
        assert refused.value.is_operators
        assert not refused.value.can_appeal
    with pytest.raises(NotBlocked) as error:
        await cases.unblock(BY, MIA)
    assert error.value.by_operator
    await cases.block(BY, MIA, until=None)
    await operator.unblock(MIA, is_server=False)
    with pytest.raises(Blocked) as refused:
        await cases.check(GUILD, MIA)
    assert refused.value.guild_id == GUILD


async def test_in_a_server_that_lacks_the_bot_only_the_operators_blocks_apply(
    harness: ServiceHarness, cases: CaseService
) -> None:
    await cases.block(BY, MIA, until=None)
    await cases.check(None, MIA, place_id=GUILD)
    operator = OperatorCases(harness.stores.cases, clock=harness.clock)
    await operator.block(GUILD, is_server=True, until=None)
    with pytest.raises(Blocked) as refused:
        await cases.check(None, OTHER, place_id=GUILD)
    assert refused.value.is_server
    await cases.check(None, OTHER)


async def test_the_operator_blocks_a_server_with_all_its_members(
    harness: ServiceHarness, cases: CaseService
) -> None:
    operator = OperatorCases(harness.stores.cases, clock=harness.clock)
    await operator.block(GUILD, is_server=True, until=START + DAY)
    with pytest.raises(Blocked) as refused:
        await cases.check(GUILD, OTHER)
    assert refused.value.is_server
    await cases.check(GUILD + 1, OTHER)
    # a user with the server's id is another subject
    await cases.check(None, GUILD)
    with pytest.raises(AlreadyBlocked) as error:
        await operator.block(GUILD, is_server=True, until=None)
    assert error.value.until == START + DAY
    with pytest.raises(NotBlocked):
        await operator.unblock(GUILD, is_server=False)
    assert [case.number for case in await operator.page(None, limit=9)] == [1]
    assert await operator.page(GUILD, limit=9) == ()


@pytest.mark.parametrize("days", [None, 30])
async def test_a_warning_expires_as_the_server_set_it(
    harness: ServiceHarness, cases: CaseService, days: int | None
) -> None:
    settings = ModerationSettings(warning_days=days)
    await harness.editor.edit(GUILD, MODERATOR, lambda book: replace(book, moderation=settings))
    case = await cases.warn(BY, MIA, reason="gore")
    assert case.until == (None if days is None else START + timedelta(days=days))
    await cases.check(GUILD, MIA)


class TestLadder:
    """Automatic blocks."""

    async def test_it_blocks_for_its_step_and_says_why(self, cases: CaseService) -> None:
        told: list[Case] = []
        cases.on_untold = told.append
        case = await cases.block_automatically(GUILD, MIA, STEP, CHANNEL)
        assert case is not None
        assert told == [case]
        assert (case.actor_id, case.until, case.channel_id) == (None, START + HOUR, CHANNEL)
        assert case.reason == "3 texts that this server's filter refused within 10 min"

    async def test_one_text_is_not_several(self, cases: CaseService) -> None:
        case = await cases.block_automatically(GUILD, MIA, replace(STEP, offenses=1), CHANNEL)
        assert case is not None
        assert case.reason == "1 text that this server's filter refused within 10 min"

    async def test_a_block_of_the_same_length_is_enough(self, cases: CaseService) -> None:
        results = await asyncio.gather(
            *(cases.block_automatically(GUILD, MIA, STEP, None) for _ in range(5))
        )
        assert len([one for one in results if one is not None]) == 1

    async def test_two_processes_block_once(self, harness: ServiceHarness) -> None:
        # each has its own locks, as when an interaction arrives twice
        services = [open_cases(harness, Entries()) for _ in range(2)]
        made = await asyncio.gather(
            *(each.block_automatically(GUILD, MIA, STEP, CHANNEL) for each in services)
        )
        assert sum(case is not None for case in made) == 1
        assert len(await services[0].page(GUILD, limit=9)) == 1

    async def test_a_longer_step_blocks_for_longer(self, cases: CaseService) -> None:
        await cases.block_automatically(GUILD, MIA, STEP, None)
        longer = replace(STEP, block=DAY)
        assert await cases.block_automatically(GUILD, MIA, longer, None) is not None
        assert await cases.block_automatically(GUILD, MIA, STEP, None) is None
        with pytest.raises(Blocked) as refused:
            await cases.check(GUILD, MIA)
        assert refused.value.until == START + DAY

    async def test_a_block_without_an_end_is_enough(self, cases: CaseService) -> None:
        await cases.block(BY, MIA, until=None)
        assert await cases.block_automatically(GUILD, MIA, STEP, None) is None


class TestAmend:
    """Changes of a case."""

    async def test_what_is_not_given_stays(
        self, harness: ServiceHarness, cases: CaseService
    ) -> None:
        await cases.block(BY, MIA, until=START + DAY, reason="spam")
        harness.clock.advance(hours=1)
        other = CaseAuthor(OTHER, SPOT)
        case = await cases.amend(other, 1, reason="more spam")
        assert (case.reason, case.until) == ("more spam", START + DAY)
        assert (case.amended_by, case.amended_at) == (OTHER, START + HOUR)
        case = await cases.amend(BY, 1, until=None)
        assert (case.reason, case.until, case.amended_by) == ("more spam", None, MODERATOR)

    async def test_a_change_meanwhile_is_kept(
        self, harness: ServiceHarness, cases: CaseService
    ) -> None:
        await cases.block(BY, MIA, until=START + DAY, reason="spam")
        await asyncio.gather(
            cases.amend(BY, 1, reason="more spam"),
            cases.amend(CaseAuthor(OTHER, SPOT), 1, until=None),
        )
        case = await cases.read(GUILD, 1)
        assert (case.reason, case.until) == ("more spam", None)
        assert harness.clock.now() == START

    async def test_a_case_that_keeps_changing_is_told(
        self, harness: ServiceHarness, entries: Entries
    ) -> None:
        class Changing(Failing):
            async def amend(self, *_: object, **__: object) -> bool:
                return False

        store: Any = Changing(harness.stores.cases)
        harness.stores = replace(harness.stores, cases=store)
        cases = open_cases(harness, entries)
        await cases.block(BY, MIA, until=None)
        with pytest.raises(CaseBusy):
            await cases.amend(BY, 1, reason="x")

    async def test_what_is_over_cannot_be_revived(
        self, harness: ServiceHarness, cases: CaseService
    ) -> None:
        with pytest.raises(CaseUnknown):
            await cases.amend(BY, 1, reason="x")
        await cases.block(BY, MIA, until=START + HOUR)
        harness.clock.advance(hours=1)
        with pytest.raises(CaseEnded):
            await cases.amend(BY, 1, until=None)
        assert (await cases.amend(BY, 1, reason="late")).reason == "late"
        await cases.block(BY, MIA, until=None)
        await cases.unblock(BY, MIA)
        with pytest.raises(CaseEnded):
            await cases.amend(BY, 2, reason="x")
        assert (await cases.amend(BY, 3, reason="why")).reason == "why"
        with pytest.raises(CaseEnded):
            await cases.amend(BY, 3, until=START + DAY)


@pytest.mark.parametrize(("guild_id", "number"), [(2**63, 1), (GUILD, 2**63), (10**19 - 1, 1)])
async def test_a_case_with_a_forged_number_is_unknown(
    cases: CaseService, guild_id: int, number: int
) -> None:
    with pytest.raises(CaseUnknown):
        await cases.read(guild_id, number)


async def test_outside_of_servers_there_are_no_members_cases() -> None:
    assert CaseAuthor(MIA, Spot()).guild_id == OPERATOR
    await allow_text(BY, "anything", is_offense=True)


async def test_a_block_from_a_card_ends_after_its_duration_and_tells_its_member(
    harness: ServiceHarness, cases: CaseService
) -> None:
    told: list[Case] = []
    cases.on_untold = told.append
    block = BlockFromCard(cases, clock=harness.clock)
    facts: dict[str, Any] = {"actor_id": MODERATOR, "reason": "spam", "channel_id": CHANNEL}
    case = await block(GUILD, MIA, duration=DAY, **facts)
    assert (case.until, case.actor_id, case.channel_id) == (START + DAY, MODERATOR, CHANNEL)
    assert (await block(GUILD, OTHER, duration=None, **facts)).until is None
    assert [one.subject_id for one in told] == [MIA, OTHER]
    with pytest.raises(AlreadyBlocked):
        await block(GUILD, MIA, duration=None, **facts)
