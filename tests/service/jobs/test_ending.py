"""How a job ends: what is recorded, what is kept until then, and who is told."""

import asyncio
import logging
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.errors import (
    BadAnswer,
    CancelFault,
    Cancelled,
    CancelRefused,
    Charge,
    ImagineError,
    Interrupted,
    PromptRejected,
    ProviderDown,
    TooLargeForDiscord,
    Unexpected,
)
from bot.policy.images.request import Reference
from bot.policy.jobs.delivery import DeliveryPath, Outcome
from bot.policy.jobs.job import State
from bot.policy.limits.effective import Spot
from bot.ports import Ending, Phase, Settlement
from bot.service.jobs import completion
from bot.service.notifications import Notice, Undelivered
from testkit.fakes import START, FakeCard
from tests.service.failing_stores import Failing, Hanging, HangingEnd, break_port, use
from tests.service.service_harness import GUILD, MODERATOR, REPLY_TARGET, REQUEST, ServiceHarness

JOB = 1


async def _until_generating(harness: ServiceHarness) -> None:
    while not harness.source.running:
        await asyncio.sleep(0)


async def _state(harness: ServiceHarness) -> State:
    return (await harness.imagine.read(JOB)).state


def _told(harness: ServiceHarness) -> list[Notice]:
    """Notices to moderators and the operator from now on."""
    told: list[Notice] = []

    async def read(notice: Notice) -> None:
        told.append(notice)

    harness.notifications.read_by(read)
    return told


class TestWhatIsWrittenDown:
    async def test_a_image_whose_files_could_not_be_noted_is_shown_and_done_all_the_same(
        self, harness: ServiceHarness, caplog: pytest.LogCaptureFixture
    ) -> None:
        break_port(harness, "jobs", keep=1)
        card = await harness.create()
        assert len(card.delivered) == 1
        job = await harness.imagine.read(JOB)
        assert (job.state, job.reason) == (State.DONE, None)
        assert job.generation is not None
        assert job.generation.cost_micros == 39_000
        assert harness.files() == []
        assert "could not be noted" in caplog.text

    async def test_an_answer_that_cannot_be_recorded_does_not_keep_a_job_from_generation(
        self, harness: ServiceHarness, caplog: pytest.LogCaptureFixture
    ) -> None:
        failing = break_port(harness, "jobs", note_answer=1)
        harness.open(max_concurrent=1)
        harness.source.gate.clear()
        cards = [FakeCard(), FakeCard()]
        for user, card in enumerate(cards):
            harness.imagine.start(await harness.admit(user), card)
        while failing.failures["note_answer"]:
            await asyncio.sleep(0)
        harness.source.gate.set()
        await harness.finish()
        assert [len(card.delivered) for card in cards] == [1, 1]
        assert "the first answer could not be noted" in caplog.text

    async def test_the_first_answer_is_recorded_at_once_if_the_job_waits_and_else_with_the_request(
        self, harness: ServiceHarness
    ) -> None:
        harness.open(max_concurrent=1)
        harness.source.gate.clear()
        cards = [FakeCard(), FakeCard()]
        for user, card in enumerate(cards):
            harness.imagine.start(await harness.admit(user), card)
        await _until_generating(harness)
        while not (await harness.imagine.read(2)).is_answered:
            await asyncio.sleep(0)
        jobs = [await harness.imagine.read(job_id) for job_id in (1, 2)]
        assert [(job.state, job.is_answered) for job in jobs] == [
            (State.GENERATING, True),
            (State.QUEUED, True),
        ]
        assert [job.draft.reply_target.message_id for job in jobs] == [5, 5]
        harness.source.gate.set()
        await harness.finish()

    @pytest.mark.parametrize(
        ("fault", "state", "reason"),
        [
            (PromptRejected(), State.FAILED, "prompt_rejected"),
            (RuntimeError("a mistake"), State.FAILED, "unexpected"),
            (None, State.DONE, None),
        ],
    )
    async def test_a_job_ends_with_its_reason_and_without_its_token(
        self, harness: ServiceHarness, fault: Exception | None, state: State, reason: str | None
    ) -> None:
        harness.source.faults = [fault] if fault else []
        await harness.create()
        job = await harness.imagine.read(JOB)
        assert (job.state, job.reason) == (state, reason)
        assert (job.draft.reply_target.token, job.ended_at) == ("", START)
        assert job.draft.reply_target.message_id == 5

    @pytest.mark.parametrize("is_generated", [True, False])
    async def test_files_stay_until_the_end_is_in_the_database(
        self,
        harness: ServiceHarness,
        tmp_path: Path,
        is_generated: bool,  # noqa: FBT001 - parametrized
    ) -> None:
        harness.set_timing(end_pauses_s=(0, 0))
        failing = break_port(harness, "jobs", end=5)
        seen: list[int] = []
        failing.on_failure = lambda: seen.append(len(harness.files()))
        attached = tmp_path / "attached"
        attached.write_bytes(b"x")
        harness.source.faults = [] if is_generated else [BadAnswer()]
        await harness.create(request=REQUEST.with_references(Reference(attached, "image/png", 1)))
        assert seen == [1 + is_generated] * 5
        assert harness.files() == [attached]
        assert await _state(harness) is (State.DONE if is_generated else State.FAILED)

    async def test_a_file_that_cannot_be_removed_keeps_no_job_from_its_end(
        self,
        harness: ServiceHarness,
        monkeypatch: pytest.MonkeyPatch,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        def refuse(*_: object, **__: object) -> None:
            raise PermissionError(13, "Permission denied")

        with monkeypatch.context() as patch:
            patch.setattr(Path, "unlink", refuse)
            card = await harness.create()
        assert (len(card.delivered), card.failed) == (1, [])
        assert await _state(harness) is State.DONE
        assert "a file could not be removed: Permission denied" in caplog.text


class TestAJobThatAnotherProcessTookOver:
    """Its own process was taken for dead, as when the database cannot be reached for long."""

    async def _begin(self, harness: ServiceHarness) -> FakeCard:
        harness.source.gate.clear()
        card = FakeCard()
        harness.imagine.start(await harness.admit(), card)
        await _until_generating(harness)
        return card

    async def _take(self, harness: ServiceHarness) -> None:
        await harness.stores.ledger.resign([harness.process_id])
        others = harness.another_process()
        [job] = await others.jobs.take_over(now=harness.clock.now(), limit=9)
        assert job.attempts == 2

    @pytest.mark.parametrize("failures", [0, 1])
    async def test_its_failure_is_the_others_to_tell(
        self, harness: ServiceHarness, tmp_path: Path, failures: int
    ) -> None:
        harness.set_timing(end_pauses_s=(0,))
        break_port(harness, "jobs", end=failures)
        attached = tmp_path / "attached"
        attached.write_bytes(b"x")
        harness.source.gate.clear()
        card = FakeCard()
        request = REQUEST.with_references(Reference(attached, "image/png", 1))
        harness.imagine.start(await harness.admit(request=request), card)
        await _until_generating(harness)
        await self._take(harness)
        harness.source.faults = [BadAnswer()]
        harness.source.gate.set()
        await harness.finish()
        assert card.failed == []
        # and the files that it needs stay
        assert harness.files() == [attached]
        assert await _state(harness) is State.GENERATING

    async def test_its_files_go_when_the_other_one_has_ended_it(
        self, harness: ServiceHarness
    ) -> None:
        card = await self._begin(harness)
        await self._take(harness)
        lost = Ending(State.FAILED, Settlement(delivered=False, micros=None), "lost_in_restart")
        assert await harness.another_process().jobs.end(JOB, lost, now=harness.clock.now())
        harness.source.gate.set()
        await harness.finish()
        assert len(card.delivered) == 1
        assert harness.files() == []

    async def test_its_files_stay_while_it_is_unknown_whether_it_has_ended(
        self, harness: ServiceHarness
    ) -> None:
        failing = break_port(harness, "jobs")
        card = await self._begin(harness)
        await self._take(harness)
        failing.failures["read"] = 1
        harness.source.gate.set()
        await harness.finish()
        assert len(card.delivered) == 1
        assert len(harness.files()) == 1

    async def test_without_a_database_its_failure_is_shown_to_be_on_the_safe_side(
        self, harness: ServiceHarness
    ) -> None:
        break_port(harness, "jobs", fail=1)
        fault = BadAnswer()
        harness.source.faults = [fault]
        card = await harness.create()
        assert card.failed == [fault]


class TestWhoHears:
    @pytest.mark.parametrize("has_channel", [True, False])
    async def test_moderators_or_the_owner_hear_of_a_failure_that_cannot_be_shown(
        self,
        harness: ServiceHarness,
        has_channel: bool,  # noqa: FBT001 - parametrized
    ) -> None:
        if has_channel:
            await harness.editor.edit(
                GUILD,
                MODERATOR,
                lambda rulebook: replace(rulebook, notices_channel=55, language="ja"),
            )
        told = _told(harness)
        harness.source.faults = [BadAnswer()]
        await harness.create(FakeCard(fail_faults=[Outcome.OUTAGE] * 2))
        notice = Undelivered(JOB, 1, GUILD, None, is_generated=False, for_owner=True)
        if has_channel:
            notice = replace(notice, channel_id=55, for_owner=False, language="ja")
        assert told == [notice]
        assert harness.signals.discord_faults == ["discord_unavailable"]

    async def test_outside_of_servers_and_without_a_database_the_operator_is_told(
        self, harness: ServiceHarness
    ) -> None:
        harness.source.faults = [BadAnswer(), BadAnswer()]
        told = _told(harness)
        await harness.create(FakeCard(fail_faults=[Outcome.REFUSED]), spot=Spot())
        admitted = await harness.admit(2)
        failing = Failing(harness.stores.rulebooks, read=1)
        vars(harness.bookkeeping)["_stores"] = replace(harness.stores, rulebooks=failing)
        harness.imagine.start(admitted, FakeCard(fail_faults=[Outcome.REFUSED]))
        await harness.finish()
        assert [
            (one.guild_id, one.channel_id, one.for_owner)
            for one in told
            if isinstance(one, Undelivered)
        ] == [(None, None, True), (GUILD, None, True)]

    async def test_the_operator_is_told_of_a_failure_that_hangs_while_shown_and_the_job_ends(
        self, harness: ServiceHarness
    ) -> None:
        harness.set_timing(failure_s=0)
        told = _told(harness)
        harness.source.faults = [BadAnswer()]
        await harness.create(FakeCard(is_stuck=True))
        assert [one.job_id for one in told if isinstance(one, Undelivered)] == [JOB]
        assert harness.signals.discord_faults == ["timed_out"]
        assert await _state(harness) is State.FAILED

    async def test_moderators_are_not_told_of_a_private_image(
        self, harness: ServiceHarness
    ) -> None:
        await harness.editor.edit(
            GUILD, MODERATOR, lambda rulebook: replace(rulebook, notices_channel=55)
        )
        told = _told(harness)
        harness.source.faults = [BadAnswer()]
        requester = harness.requester(private=True)
        card = FakeCard(fail_faults=[Outcome.REFUSED])
        harness.imagine.start(await harness.imagine.admit(requester, REQUEST, REPLY_TARGET), card)
        await harness.finish()
        [notice] = told
        assert isinstance(notice, Undelivered)
        assert (notice.channel_id, notice.for_owner) == (None, True)

    async def test_a_failure_is_shown_once_more_when_the_bot_stops_meanwhile(
        self, harness: ServiceHarness
    ) -> None:
        class Slow(FakeCard):
            async def fail(
                self,
                error: ImagineError,
                path: DeliveryPath,
                **options: Any,  # noqa: ANN401 - as it is
            ) -> Outcome:
                outcome = await super().fail(error, path, **options)
                if len(self.failed) == 1:
                    await asyncio.Event().wait()
                return outcome

        card, fault = Slow(), BadAnswer()
        harness.source.faults = [fault]
        harness.imagine.start(await harness.admit(), card)
        while not card.failed:
            await asyncio.sleep(0)
        await harness.runner.drain(0)
        assert card.failed == [fault, fault]
        assert await _state(harness) is State.FAILED

    @pytest.mark.parametrize(
        ("by_user", "told"), [(1, list[bool]()), (MODERATOR, [False]), (None, [False])]
    )
    async def test_a_member_who_waited_long_for_a_failure_is_pinged_unless_they_cancelled(
        self, harness: ServiceHarness, by_user: int | None, told: list[bool]
    ) -> None:
        harness.open(ping_after_s=60)
        harness.source.gate.clear()
        harness.source.faults = [BadAnswer()]
        card = FakeCard()
        harness.imagine.start(await harness.admit(), card)
        await _until_generating(harness)
        harness.clock.advance(seconds=61)
        if by_user is not None:
            await harness.imagine.cancel(JOB, by_user)
        harness.source.gate.set()
        await harness.finish()
        assert (len(card.failed), card.told) == (1, told)

    async def test_a_failure_is_shown_before_the_job_ends_so_that_no_crash_hides_it(
        self, harness: ServiceHarness
    ) -> None:
        states: list[State] = []

        class Looking(FakeCard):
            async def fail(
                self,
                error: ImagineError,
                path: DeliveryPath,
                **options: Any,  # noqa: ANN401 - as it is
            ) -> Outcome:
                states.append(await _state(harness))
                return await super().fail(error, path, **options)

        harness.source.faults = [BadAnswer()]
        await harness.create(Looking())
        assert states == [State.GENERATING]
        assert await _state(harness) is State.FAILED

    @pytest.mark.parametrize("is_in_line", [True, False])
    async def test_nothing_stops_a_failure_once_it_is_being_shown(
        self,
        harness: ServiceHarness,
        is_in_line: bool,  # noqa: FBT001 - parametrized
    ) -> None:
        refusals: list[CancelFault] = []

        class Slow(FakeCard):
            is_told = False

            async def fail(
                self,
                error: ImagineError,
                path: DeliveryPath,
                **options: Any,  # noqa: ANN401 - as it is
            ) -> Outcome:
                outcome = await super().fail(error, path, **options)
                with pytest.raises(CancelRefused) as refusal:
                    await harness.imagine.cancel(JOB, 1)
                refusals.append(refusal.value.fault)
                harness.imagine.postpone()
                await asyncio.sleep(0)
                self.is_told = True
                return outcome

        card = Slow(is_lost=is_in_line)
        harness.source.faults = [BadAnswer()]
        await harness.create(card)
        assert refusals == [CancelFault.ENDED]
        assert card.is_told
        assert (len(card.failed), card.postponed) == (1, [])
        assert await _state(harness) is State.FAILED

    async def test_a_mistake_after_the_image_is_there_does_not_take_it_away(
        self, harness: ServiceHarness, caplog: pytest.LogCaptureFixture
    ) -> None:
        harness.open(ping_after_s=0)
        card = FakeCard()

        async def mistaken() -> None:
            raise RuntimeError("a mistake")

        card.before_ping = mistaken
        admitted = await harness.admit()
        harness.clock.advance(seconds=1)
        harness.imagine.start(admitted, card)
        await harness.finish()
        assert (len(card.delivered), card.failed) == (1, [])
        assert await _state(harness) is State.DONE
        assert "a mistake" in caplog.text


class TestStopping:
    async def test_while_its_request_is_recorded_nothing_was_sent_and_all_is_refunded(
        self, harness: ServiceHarness
    ) -> None:
        hanging = use(harness, "jobs", Hanging(harness.stores.jobs, "begin"))
        card = FakeCard()
        admitted = await harness.admit()
        harness.imagine.start(admitted, card)
        await hanging.arrived.wait()
        await harness.runner.drain(0)
        [error] = card.failed
        assert isinstance(error, Interrupted)
        assert error.charge is Charge.NONE
        assert harness.source.orders == []
        assert await harness.used(admitted) == {}
        assert await _state(harness) is State.FAILED

    async def test_while_it_is_generated_leaves_the_dollars_until_they_are_known(
        self, harness: ServiceHarness
    ) -> None:
        harness.source.gate.clear()
        harness.source.generation_id = "gen-1"
        card = FakeCard()
        harness.imagine.start(await harness.admit(), card)
        await _until_generating(harness)
        await harness.runner.drain(0)
        assert isinstance(card.failed[0], Interrupted)
        [open_] = await harness.stores.ledger.unreconciled(limit=9)
        assert (open_.job_id, open_.generation_id) == (JOB, "gen-1")
        assert harness.files() == []

    async def test_while_its_files_are_noted_leaves_it_to_the_next_start(
        self, harness: ServiceHarness
    ) -> None:
        hanging = use(harness, "jobs", Hanging(harness.stores.jobs, "keep"))
        card = FakeCard()
        harness.imagine.start(await harness.admit(), card)
        await hanging.arrived.wait()
        await harness.runner.drain(0)
        assert (card.postponed, card.failed) == ([True], [])
        assert hanging.calls == 2
        assert await _state(harness) is State.DELIVERING
        assert len(harness.files()) == 1

    @pytest.mark.parametrize("is_kept", [True, False])
    async def test_while_it_is_shown_leaves_it_to_the_next_start(
        self,
        harness: ServiceHarness,
        is_kept: bool,  # noqa: FBT001 - parametrized
    ) -> None:
        break_port(harness, "jobs", keep=0 if is_kept else 1)
        card, begun = FakeCard(), asyncio.Event()

        async def stuck() -> None:
            begun.set()
            await asyncio.Event().wait()

        card.before_delivery = stuck
        harness.imagine.start(await harness.admit(), card)
        await begun.wait()
        await harness.runner.drain(0)
        assert card.postponed == [True]
        assert await _state(harness) is State.DELIVERING

    async def test_once_it_is_shown_it_is_done_and_its_price_is_remembered_once(
        self, harness: ServiceHarness
    ) -> None:
        hanging = use(harness, "jobs", HangingEnd(harness.stores.jobs))
        prices: list[object] = []

        class Noting(Failing):
            async def add(self, *args: object, now: datetime) -> None:
                prices.append(args)
                await self._port.add(*args, now=now)

        use(harness, "costs", Noting(harness.stores.costs))
        card = FakeCard()
        harness.imagine.start(await harness.admit(), card)
        await hanging.arrived.wait()
        await harness.runner.drain(0)
        assert (card.failed, card.postponed, len(prices)) == ([], [], 1)
        assert await _state(harness) is State.DONE
        assert harness.signals.moves.count((State.DONE, None)) == 1

    async def test_while_its_price_is_remembered_counts_its_end_once(
        self, harness: ServiceHarness
    ) -> None:
        hanging = use(harness, "costs", Hanging(harness.stores.costs, "add"))
        harness.imagine.start(await harness.admit(), FakeCard())
        await hanging.arrived.wait()
        await harness.runner.drain(0)
        assert harness.signals.moves.count((State.DONE, None)) == 1
        assert await _state(harness) is State.DONE

    async def test_a_card_that_cannot_say_in_time_that_it_waits_holds_up_nothing(
        self,
        harness: ServiceHarness,
        caplog: pytest.LogCaptureFixture,
    ) -> None:

        class Stuck(FakeCard):
            async def postpone(self, prompt: str, *, until: datetime | None) -> None:
                await super().postpone(prompt, until=until)
                await asyncio.Event().wait()

        harness.open(max_concurrent=1)
        harness.set_timing(last_words_s=0)
        harness.source.gate.clear()
        harness.imagine.start(await harness.admit(1), FakeCard())
        card = Stuck()
        harness.imagine.start(await harness.admit(2), card)
        while not card.shown:
            await asyncio.sleep(0)
        harness.imagine.postpone()
        while len(harness.runner) > 1:
            await asyncio.sleep(0)
        assert card.postponed == [False]
        assert "could not say in time" in caplog.text
        assert (await harness.imagine.read(2)).state is State.QUEUED
        harness.source.gate.set()
        await harness.finish()

    async def test_showing_a_failure_times_out(
        self,
        harness: ServiceHarness,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        harness.set_timing(last_words_s=0)
        harness.source.gate.clear()
        harness.imagine.start(await harness.admit(), FakeCard(is_stuck=True))
        await _until_generating(harness)
        await harness.runner.drain(0)
        assert "could not be shown: timed_out" in caplog.text
        assert await _state(harness) is State.FAILED


class TestSignals:
    async def test_a_shown_image_is_counted_with_its_states_phases_and_cost(
        self, harness: ServiceHarness
    ) -> None:
        await harness.create()
        signals = harness.signals
        assert signals.moves == [
            (State.QUEUED, None),
            (State.GENERATING, None),
            (State.DELIVERING, None),
            (State.DONE, None),
        ]
        assert signals.phases == [Phase.WAITING, Phase.GENERATING, Phase.DELIVERING, Phase.WHOLE]
        assert signals.micros == 39_000
        assert signals.refusals == signals.provider_faults == signals.discord_faults == []

    async def test_an_image_of_unknown_price_is_counted_without_cost(
        self, harness: ServiceHarness
    ) -> None:
        harness.source.cost_micros = None
        await harness.create()
        assert harness.signals.micros == 0

    async def test_a_rejected_image_is_counted_as_a_fault_of_the_provider(
        self, harness: ServiceHarness
    ) -> None:
        fault = PromptRejected()
        harness.source.faults = [fault]
        await harness.create()
        assert harness.signals.moves[1:] == [
            (State.GENERATING, None),
            (State.FAILED, "prompt_rejected"),
        ]
        assert harness.signals.provider_faults == [fault]
        assert harness.signals.phases == [Phase.WAITING]

    async def test_a_cancelled_image_is_counted_as_withdrawn(self, harness: ServiceHarness) -> None:
        harness.source.gate.clear()
        card = FakeCard()
        harness.imagine.start(await harness.admit(), card)
        await _until_generating(harness)
        await harness.imagine.cancel(JOB, 1)
        await harness.finish()
        assert isinstance(card.failed[0], Cancelled)
        assert harness.signals.moves[-1] == (State.CANCELLED, "withdrawn")
        assert harness.signals.provider_faults == []

    async def test_an_unexpected_error_is_counted_as_one(self, harness: ServiceHarness) -> None:
        harness.source.faults = [RuntimeError("a mistake")]
        card = await harness.create()
        assert isinstance(card.failed[0], Unexpected)
        assert harness.signals.moves[-1] == (State.FAILED, "unexpected")

    async def test_each_delivery_that_discord_does_not_take_is_counted_by_its_kind(
        self, harness: ServiceHarness
    ) -> None:
        faults = [TooLargeForDiscord(30), Outcome.OUTAGE, *[Outcome.REFUSED] * 200]
        await harness.create(FakeCard(limit=50, faults=faults, fail_faults=[Outcome.REFUSED]))
        assert harness.signals.discord_faults == [
            "upload_too_large",
            "unavailable",
            "nowhere_to_deliver",
        ]
        assert harness.signals.moves[-1] == (State.FAILED, "nowhere_to_deliver")

    async def test_a_check_beforehand_that_refuses_is_counted(
        self, harness: ServiceHarness
    ) -> None:
        harness.models.alive.clear()
        with pytest.raises(ImagineError) as refusal:
            await harness.imagine.check(harness.requester(), REQUEST)
        assert harness.signals.refusals == [refusal.value]

    async def test_each_state_is_logged_in_one_line_with_its_job_and_its_time(
        self, harness: ServiceHarness, caplog: pytest.LogCaptureFixture
    ) -> None:
        harness.source.faults = [ProviderDown()]
        admitted = await harness.admit()
        harness.clock.advance(seconds=3)
        with caplog.at_level(logging.INFO):
            harness.imagine.start(admitted, FakeCard())
            await harness.finish()
        lines = [
            record.getMessage()
            for record in caplog.records
            if record.name == completion.__name__ and record.levelno == logging.INFO
        ]
        assert len(lines) == 3
        assert "provider_down" in lines[-1]
