"""Appeals: one per case, to the log or the notices, with one decision."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from bot.errors import (
    AppealDecided,
    AppealExists,
    AppealUnreachable,
    CaseEnded,
    CaseUnknown,
    SubjectProtected,
)
from bot.policy.limits.effective import Spot
from bot.policy.moderation.case import MOST_APPEAL_LENGTH, OPERATOR, AppealState
from bot.policy.moderation.log import EntryKind, LogSettings, ModerationSettings, Topic
from bot.service.moderation.cases.appeals import Appeals
from bot.service.moderation.cases.author import CaseAuthor
from bot.service.moderation.cases.case_service import CaseService
from bot.service.moderation.cases.operator_cases import OperatorCases
from bot.service.notifications import AppealMade, Notice
from testkit.fakes import START
from tests.service.moderation.test_cases import BY, DAY, HOUR, MIA, OTHER, Entries, open_cases
from tests.service.service_harness import CHANNEL, GUILD, MODERATOR, SPOT, ServiceHarness

MEMBER = CaseAuthor(MIA, Spot(GUILD))
LOG = 21


@pytest.fixture
def entries() -> Entries:
    return Entries()


@pytest.fixture
def cases(harness: ServiceHarness, entries: Entries) -> CaseService:
    return open_cases(harness, entries)


@pytest.fixture
def notices(harness: ServiceHarness) -> list[Notice]:
    """What moderators are told in the channel for notices."""
    told: list[Notice] = []

    async def tell(notice: Notice) -> None:
        told.append(notice)

    harness.notifications.read_by(tell)
    return told


@pytest.fixture
def appeals(harness: ServiceHarness, entries: Entries, cases: CaseService) -> Appeals:
    log_writer: Any = entries
    notifications, clock = harness.notifications, harness.clock
    return Appeals(cases, harness.stores, log_writer, notifications, clock=clock)


async def _set(
    harness: ServiceHarness,
    *,
    log: int | None = None,
    notices: int | None = None,
    topics: frozenset[Topic] = frozenset(Topic),
) -> None:
    settings = ModerationSettings(LogSettings(log, topics))
    await harness.editor.edit(
        GUILD,
        MODERATOR,
        lambda book: replace(book, moderation=settings, notices_channel=notices),
    )


async def test_an_appeal_goes_to_the_log(
    harness: ServiceHarness, cases: CaseService, appeals: Appeals, entries: Entries
) -> None:
    await _set(harness, log=LOG, notices=CHANNEL)
    await cases.block(BY, MIA, until=None)
    await appeals.appeal(GUILD, 1, MEMBER, f"  {'art ' * 500}")
    entry = entries.posted[-1]
    assert (entry.kind, entry.case_number, entry.user_id) == (EntryKind.APPEAL, 1, MIA)
    assert len(entry.text) == MOST_APPEAL_LENGTH
    case = await cases.read(GUILD, 1)
    assert case.appeal is not None
    assert (case.appeal.text, case.appeal.at) == (entry.text, START)


@pytest.mark.parametrize("log", [None, LOG])
async def test_an_appeal_that_the_log_does_not_take_is_a_notice(
    harness: ServiceHarness,
    cases: CaseService,
    appeals: Appeals,
    notices: list[Notice],
    log: int | None,
) -> None:
    await _set(harness, log=log, notices=CHANNEL, topics=frozenset({Topic.IMAGES}))
    await cases.block(BY, MIA, until=None)
    await appeals.appeal(GUILD, 1, MEMBER, "art")
    await harness.finish()
    assert notices == [AppealMade(GUILD, CHANNEL, MIA, 1, "art")]


async def test_without_either_channel_the_appeal_is_not_used_up(
    harness: ServiceHarness, cases: CaseService, appeals: Appeals
) -> None:
    await cases.block(BY, MIA, until=None)
    with pytest.raises(AppealUnreachable):
        await appeals.appeal(GUILD, 1, MEMBER, "art")
    await _set(harness, notices=CHANNEL)
    await appeals.appeal(GUILD, 1, MEMBER, "art")


async def test_a_case_has_one_appeal_even_of_two_clicks(
    harness: ServiceHarness, cases: CaseService, appeals: Appeals, entries: Entries
) -> None:
    await _set(harness, log=LOG)
    await cases.block(BY, MIA, until=None)
    results = await asyncio.gather(
        *(appeals.appeal(GUILD, 1, MEMBER, "art") for _ in range(4)), return_exceptions=True
    )
    refused = [one for one in results if isinstance(one, AppealExists)]
    assert [one.state for one in refused] == [AppealState.OPEN] * 3
    assert [one.kind for one in entries.posted].count(EntryKind.APPEAL) == 1
    with pytest.raises(AppealExists):
        await appeals.check(GUILD, 1, MIA)


async def test_only_its_member_appeals_a_case_that_is_in_force(
    harness: ServiceHarness, cases: CaseService, appeals: Appeals
) -> None:
    operator = OperatorCases(harness.stores.cases, clock=harness.clock)
    await operator.block(MIA, is_server=False, until=None)
    await cases.block(BY, MIA, until=START + HOUR)
    for guild_id, number, user_id in ((GUILD, 1, OTHER), (GUILD, 2, MIA), (OPERATOR, 1, MIA)):
        with pytest.raises(CaseUnknown):
            await appeals.check(guild_id, number, user_id)
    harness.clock.advance(hours=1)
    with pytest.raises(CaseEnded):
        await appeals.check(GUILD, 1, MIA)
    await cases.block(BY, MIA, until=None)
    await cases.unblock(BY, MIA)
    with pytest.raises(CaseUnknown):
        await appeals.check(GUILD, 3, MIA)


async def test_an_accepted_appeal_lifts_the_block(
    harness: ServiceHarness, cases: CaseService, appeals: Appeals, entries: Entries
) -> None:
    await _set(harness, log=LOG)
    await cases.block(BY, MIA, until=START + DAY)
    with pytest.raises(CaseUnknown):
        await appeals.decide(BY, 1, AppealState.ACCEPTED)
    await appeals.appeal(GUILD, 1, MEMBER, "art")
    case = await appeals.decide(BY, 1, AppealState.ACCEPTED)
    assert case.lifted_at == START
    await cases.check(GUILD, MIA)
    assert (entries.posted[-1].action, entries.posted[-1].actor_id) == (
        "appeal-accepted",
        MODERATOR,
    )


async def test_the_second_moderator_is_told_who_was_first(
    harness: ServiceHarness, cases: CaseService, appeals: Appeals
) -> None:
    await _set(harness, log=LOG)
    await cases.block(BY, MIA, until=None)
    await appeals.appeal(GUILD, 1, MEMBER, "art")
    await appeals.decide(BY, 1, AppealState.DECLINED)
    with pytest.raises(AppealDecided) as refused:
        await appeals.decide(CaseAuthor(OTHER, SPOT), 1, AppealState.ACCEPTED)
    assert (refused.value.state, refused.value.decided_by) == (AppealState.DECLINED, MODERATOR)
    assert (await cases.read(GUILD, 1)).lifted_at is None


async def test_a_moderator_does_not_decide_their_own_appeal(
    harness: ServiceHarness, cases: CaseService, appeals: Appeals
) -> None:
    await _set(harness, log=LOG)
    await cases.block(CaseAuthor(OTHER, SPOT), MODERATOR, until=None)
    await appeals.appeal(GUILD, 1, BY, "art")
    with pytest.raises(SubjectProtected):
        await appeals.decide(BY, 1, AppealState.ACCEPTED)
