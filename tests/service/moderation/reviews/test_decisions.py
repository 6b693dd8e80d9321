"""A held request reserves nothing, is decided once, and its member hears the outcome."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import (
    AllowedRefused,
    CooldownActive,
    HeldDecided,
    HeldExpired,
    LimitReached,
    ReferenceRefused,
    StorageFailed,
    TooManyHeld,
)
from bot.policy.images.request import Reference
from bot.policy.images.style import Style
from bot.policy.jobs.job import State
from bot.policy.limits.effective import Spot
from bot.policy.limits.limit import Limit
from bot.policy.limits.rulebook import Scope, ScopeKind
from bot.policy.moderation.log import EntryKind, LogSettings, Topic
from bot.ports import HELD_FOR, MOST_HELD
from bot.service.moderation.reviews.member_notes import HeldEnd, HeldNote
from tests.service.failing_stores import break_port
from tests.service.moderation.reviews.desk import LOG, VERDICT, Desk
from tests.service.service_harness import MODERATOR, REQUEST, SPOT

OTHER = 98
ROLE = 70


async def _ends(desk: Desk) -> list[HeldEnd]:
    await desk.harness.finish()
    return [note.end for note in desk.notes if isinstance(note, HeldNote)]


class TestHolding:
    async def test_a_held_request_is_an_entry_even_if_no_topic_is_on(self, desk: Desk) -> None:
        await desk.set_log(LogSettings(LOG, topics=frozenset[Topic]()))
        job_id = await desk.hold()
        [entry] = await desk.entries()
        assert (entry.kind, entry.job_id, entry.rule) == (EntryKind.HELD, job_id, "gore")
        assert entry.text == REQUEST.prompt

    async def test_no_request_waits_without_its_entry(self, desk: Desk) -> None:
        # as when the process is killed once the request is stored
        break_port(desk.harness, "moderation_log", add=9)
        desk.wire()
        job_id = await desk.hold()
        [entry] = await desk.entries()
        assert entry.job_id == job_id

    async def test_a_repeated_interaction_has_one_entry(self, desk: Desk) -> None:
        draft = desk.draft()
        for _ in range(2):
            await desk.holding.hold(draft, VERDICT)
        assert len(await desk.entries()) == 1

    async def test_a_moderator_sees_the_words_of_a_style(self, desk: Desk) -> None:
        await desk.hold(request=replace(REQUEST, style=Style("gory", "covered in blood")))
        [entry] = await desk.entries()
        assert "covered in blood" in entry.text

    async def test_a_verdict_without_a_rule_names_none(self, desk: Desk) -> None:
        held = await desk.holding.hold(desk.draft(), replace(VERDICT, rule=None))
        assert held is not None
        assert held.rule == ""

    @pytest.mark.parametrize(
        "changes",
        [
            {"spot": Spot()},
            {"can_be_late": False},
            {"private": True},
            {"private": True, "shown_to_moderators": True},
        ],
    )
    async def test_what_cannot_be_answered_late_is_not_held(
        self, desk: Desk, changes: dict[str, object]
    ) -> None:
        draft = desk.draft(**changes)  # pyright: ignore[reportArgumentType] - as the test says
        # a server that does not show private requests holds none of them
        assert await desk.holding.hold(draft, VERDICT) is None
        assert await desk.entries() == []

    async def test_nothing_is_held_without_a_log(self, desk: Desk) -> None:
        await desk.set_log(LogSettings())
        assert await desk.holding.hold(desk.draft(), VERDICT) is None

    async def test_a_private_request_is_held_with_consent(self, desk: Desk) -> None:
        await desk.set_log(LogSettings(LOG, shows_private=True))
        await desk.hold(private=True, can_be_late=False, shown_to_moderators=True)
        [entry] = await desk.entries()
        assert entry.is_private

    async def test_three_of_each_member_wait(self, desk: Desk) -> None:
        for _ in range(MOST_HELD):
            await desk.hold(user_id=1)
        with pytest.raises(TooManyHeld):
            await desk.hold(user_id=1)
        await desk.hold(user_id=2)


class TestAllow:
    async def test_it_is_admitted_now_with_the_roles_of_then(self, desk: Desk) -> None:
        harness, role = desk.harness, Scope(ScopeKind.ROLE, ROLE)
        await harness.set(Limit.MEMBER_IMAGES_PER_DAY, 0)
        await harness.set(Limit.MEMBER_IMAGES_PER_DAY, 5, role)
        job_id = await desk.hold(spot=replace(SPOT, role_ids=frozenset({ROLE})))
        harness.clock.advance(hours=23)
        await desk.reviews.allow(job_id, MODERATOR, desk.open_card)
        await harness.finish()
        assert len(desk.cards[0].delivered) == 1
        stored = await harness.imagine.read(job_id)
        assert stored.state is State.DONE
        assert stored.draft.requester.requested_at == harness.clock.now()
        assert stored.draft.deadline == harness.clock.now() + timedelta(minutes=14)
        assert desk.drafts[0].requester == stored.draft.requester
        assert desk.notes == []

    async def test_another_moderator_hears_who_decided(self, desk: Desk) -> None:
        job_id = await desk.hold()
        await desk.reviews.allow(job_id, MODERATOR, desk.open_card)
        for decide in (
            lambda: desk.reviews.allow(job_id, OTHER, desk.open_card),
            lambda: desk.reviews.deny(job_id, OTHER),
        ):
            with pytest.raises(HeldDecided) as decided:
                await decide()
            assert (decided.value.is_allowed, decided.value.decided_by) == (True, MODERATOR)

    async def test_two_at_once_create_one_image(self, desk: Desk) -> None:
        job_id = await desk.hold()
        results = await asyncio.gather(
            *(desk.reviews.allow(job_id, who, desk.open_card) for who in (MODERATOR, OTHER)),
            return_exceptions=True,
        )
        assert sum(isinstance(result, HeldDecided) for result in results) == 1
        await desk.harness.finish()
        assert len(desk.harness.source.orders) == 1

    async def test_a_refusal_is_told_to_the_member_once_and_can_be_tried_later(
        self, desk: Desk
    ) -> None:
        harness, job_id = desk.harness, await desk.hold()
        await harness.create()
        for _ in range(2):
            with pytest.raises(AllowedRefused) as refused:
                await desk.reviews.allow(job_id, MODERATOR, desk.open_card)
            assert isinstance(refused.value.reason, CooldownActive)
        assert await _ends(desk) == [HeldEnd.REFUSED]
        harness.clock.advance(minutes=5)
        await desk.reviews.allow(job_id, OTHER, desk.open_card)
        await harness.finish()
        assert len(desk.cards[-1].delivered) == 1

    async def test_a_member_is_told_twice_rather_than_never(self, desk: Desk) -> None:
        await desk.harness.set(Limit.MEMBER_IMAGES_PER_DAY, 0)
        job_id = await desk.hold()
        break_port(desk.harness, "notices", claim=1)
        desk.wire()
        for _ in range(2):
            with pytest.raises(AllowedRefused) as refused:
                await desk.reviews.allow(job_id, MODERATOR, desk.open_card)
            assert isinstance(refused.value.reason, LimitReached)
        assert await _ends(desk) == [HeldEnd.REFUSED] * 2

    async def test_what_the_database_interrupted_is_allowed_once_more(self, desk: Desk) -> None:
        job_id = await desk.hold()
        break_port(desk.harness, "ledger", reserve=1)
        desk.wire()
        with pytest.raises(StorageFailed):
            await desk.reviews.allow(job_id, MODERATOR, desk.open_card)
        await desk.reviews.allow(job_id, OTHER, desk.open_card)
        await desk.harness.finish()
        assert len(desk.harness.source.orders) == 1

    async def test_another_process_delivers_what_was_allowed_before_a_crash(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        harness, job_id = desk.harness, await desk.hold()

        # the process dies between reservation and start
        def die(*_: object) -> None:
            """Do nothing any more."""

        monkeypatch.setattr(harness.imagine, "start", die)
        await desk.reviews.allow(job_id, MODERATOR, desk.open_card)
        harness.clock.advance(minutes=2)
        harness.restart()
        await harness.takeover.start(desk.open_card)
        await harness.finish()
        draft = desk.drafts[-1]
        assert draft.requester.job_id == job_id
        assert draft.reply_target.token == ""
        assert len(desk.cards[-1].delivered) == 1

    async def test_attached_images_are_kept_or_their_loss_is_told(self, desk: Desk) -> None:
        attached = REQUEST.with_references(Reference(Path("a.png"), "image/png", 10))
        first, second = await desk.hold(request=attached), await desk.hold(request=attached)
        await desk.reviews.allow(first, MODERATOR, desk.open_card)
        assert desk.references.renewed == 1
        desk.references.is_gone = True
        with pytest.raises(AllowedRefused) as refused:
            await desk.reviews.allow(second, MODERATOR, desk.open_card)
        assert isinstance(refused.value.reason, ReferenceRefused)

    async def test_consent_is_not_asked_for_again(self, desk: Desk) -> None:
        await desk.set_log(LogSettings(LOG, shows_private=True))
        job_id = await desk.hold(private=True, shown_to_moderators=True)
        # the member has withdrawn meanwhile
        await desk.reviews.allow(job_id, MODERATOR, desk.open_card)
        await desk.harness.finish()
        assert not (await desk.harness.imagine.read(job_id)).draft.shown_to_moderators


class TestDenyAndExpire:
    async def test_a_denied_request_is_told_and_reserves_nothing(self, desk: Desk) -> None:
        job_id = await desk.hold()
        await desk.reviews.deny(job_id, MODERATOR)
        assert await _ends(desk) == [HeldEnd.DENIED]
        with pytest.raises(HeldDecided) as decided:
            await desk.reviews.allow(job_id, OTHER, desk.open_card)
        assert not decided.value.is_allowed
        await desk.harness.create()

    async def test_after_24_hours_it_cannot_be_decided_and_the_member_is_told_once(
        self, desk: Desk
    ) -> None:
        job_id = await desk.hold()
        decided = await desk.hold()
        await desk.reviews.deny(decided, MODERATOR)
        desk.harness.clock.advance(seconds=HELD_FOR.total_seconds())
        with pytest.raises(HeldExpired):
            await desk.reviews.allow(job_id, MODERATOR, desk.open_card)
        desk.harness.clock.advance(seconds=1)
        for _ in range(2):
            await desk.reviews.expire()
        assert await _ends(desk) == [HeldEnd.DENIED, HeldEnd.EXPIRED]
        with pytest.raises(HeldExpired):
            await desk.reviews.deny(job_id, MODERATOR)

    async def test_one_that_was_allowed_and_never_admitted_is_told(self, desk: Desk) -> None:
        # one's moderator did not try again after a fault, the other one was refused and told
        lost, refused = await desk.hold(), await desk.hold()
        break_port(desk.harness, "ledger", reserve=1)
        desk.wire()
        with pytest.raises(StorageFailed):
            await desk.reviews.allow(lost, MODERATOR, desk.open_card)
        await desk.harness.create()
        with pytest.raises(AllowedRefused):
            await desk.reviews.allow(refused, MODERATOR, desk.open_card)
        desk.harness.clock.advance(seconds=HELD_FOR.total_seconds() + 1)
        await desk.reviews.expire()
        assert sorted(await _ends(desk)) == [HeldEnd.EXPIRED, HeldEnd.REFUSED]

    async def test_its_task_outlives_a_failing_database(
        self, desk: Desk, caplog: pytest.LogCaptureFixture
    ) -> None:
        await desk.hold()
        desk.harness.clock.advance(seconds=HELD_FOR.total_seconds() + 1)
        broken = break_port(desk.harness, "held_requests", purge=2)
        desk.wire()
        turns = 0

        async def sleep(_seconds: float) -> None:
            nonlocal turns
            turns += 1
            if turns == 5:
                broken.failures["purge"] = 1
            if turns == 6:
                raise asyncio.CancelledError

        with pytest.raises(asyncio.CancelledError):
            await desk.reviews.run(sleep=sleep)
        assert await _ends(desk) == [HeldEnd.EXPIRED]
        assert caplog.text.count("could not expire yet") == 2

    async def test_a_note_without_a_sender_is_dropped(
        self, desk: Desk, caplog: pytest.LogCaptureFixture
    ) -> None:
        desk.member_notes.send = None
        await desk.reviews.deny(await desk.hold(), MODERATOR)
        assert await _ends(desk) == []
        assert "was dropped" in caplog.text


@pytest.mark.parametrize("job_id", [2**63, 10**19 - 1])
async def test_a_request_with_a_forged_number_has_expired(desk: Desk, job_id: int) -> None:
    with pytest.raises(HeldExpired):
        await desk.reviews.read(job_id)
