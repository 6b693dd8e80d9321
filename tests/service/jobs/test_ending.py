"""How a job ends: what is written down, what stays until then, and who hears of it."""

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
from bot.policy.jobs.delivery import Outcome, Way
from bot.policy.jobs.job import State
from bot.policy.images.request import Reference
from bot.policy.limits.effective import Spot
from bot.ports import Ending, Phase, Settlement
from bot.service.jobs import completion
from bot.service.notifications import Notice, Undelivered
from testkit.fakes import START, FakeCard
from tests.service.failing_stores import Failing, Hanging, HangingEnd, break_port, use
from tests.service.service_harness import ADDRESS, GUILD, MODERATOR, REQUEST, ServiceHarness

JOB = 1


async def _until_painting(bench: ServiceHarness) -> None:
    while not bench.source.running:
        await asyncio.sleep(0)


async def _state(bench: ServiceHarness) -> State:
    return (await bench.imagine.read(JOB)).state


def _told(bench: ServiceHarness) -> list[Notice]:
    """What the moderators and the owner hear of from now on."""
    told: list[Notice] = []

    async def read(notice: Notice) -> None:
        told.append(notice)

    bench.noticeboard.read_by(read)
    return told


class TestWhatIsWrittenDown:
    async def test_a_picture_whose_files_could_not_be_noted_is_shown_and_done_all_the_same(
        self, bench: ServiceHarness, caplog: pytest.LogCaptureFixture
    ) -> None:
        break_port(bench, "jobs", keep=1)
        card = await bench.ask()
        assert len(card.delivered) == 1
        job = await bench.imagine.read(JOB)
        assert (job.state, job.reason) == (State.DONE, None)
        assert job.painting is not None
        assert job.painting.cost_micros == 39_000
        assert bench.files() == []
        assert "could not be noted" in caplog.text

    async def test_an_answer_that_cannot_be_noted_keeps_nobody_from_painting(
        self, bench: ServiceHarness, caplog: pytest.LogCaptureFixture
    ) -> None:
        failing = break_port(bench, "jobs", note_answer=1)
        bench.open(max_concurrent=1)
        bench.source.gate.clear()
        cards = [FakeCard(), FakeCard()]
        for user, card in enumerate(cards):
            bench.imagine.start(await bench.admit(user), card)
        while failing.failures["note_answer"]:
            await asyncio.sleep(0)
        bench.source.gate.set()
        await bench.finish()
        assert [len(card.delivered) for card in cards] == [1, 1]
        assert "the first answer could not be noted" in caplog.text

    async def test_the_first_answer_of_who_waits_is_noted_and_that_of_others_with_the_request(
        self, bench: ServiceHarness
    ) -> None:
        bench.open(max_concurrent=1)
        bench.source.gate.clear()
        cards = [FakeCard(), FakeCard()]
        for user, card in enumerate(cards):
            bench.imagine.start(await bench.admit(user), card)
        await _until_painting(bench)
        while not (await bench.imagine.read(2)).is_answered:
            await asyncio.sleep(0)
        jobs = [await bench.imagine.read(job_id) for job_id in (1, 2)]
        assert [(job.state, job.is_answered) for job in jobs] == [
            (State.PAINTING, True),
            (State.QUEUED, True),
        ]
        assert [job.draft.address.message_id for job in jobs] == [5, 5]
        bench.source.gate.set()
        await bench.finish()

    @pytest.mark.parametrize(
        ("fault", "state", "reason"),
        [
            (PromptRejected(), State.FAILED, "prompt_rejected"),
            (RuntimeError("a mistake"), State.FAILED, "unexpected"),
            (None, State.DONE, None),
        ],
    )
    async def test_a_job_ends_with_its_reason_and_without_its_token(
        self, bench: ServiceHarness, fault: Exception | None, state: State, reason: str | None
    ) -> None:
        bench.source.faults = [fault] if fault else []
        await bench.ask()
        job = await bench.imagine.read(JOB)
        assert (job.state, job.reason) == (state, reason)
        assert (job.draft.address.token, job.ended_at) == ("", START)
        assert job.draft.address.message_id == 5

    @pytest.mark.parametrize("is_painted", [True, False])
    async def test_files_stay_until_the_end_is_in_the_database(
        self,
        bench: ServiceHarness,
        tmp_path: Path,
        is_painted: bool,  # noqa: FBT001 - parametrized
    ) -> None:
        bench.hurry(end_pauses_s=(0, 0))
        failing = break_port(bench, "jobs", end=5)
        seen: list[int] = []
        failing.on_failure = lambda: seen.append(len(bench.files()))
        attached = tmp_path / "attached"
        attached.write_bytes(b"x")
        bench.source.faults = [] if is_painted else [BadAnswer()]
        await bench.ask(request=REQUEST.with_references(Reference(attached, "image/png", 1)))
        assert seen == [1 + is_painted] * 5
        assert bench.files() == [attached]
        assert await _state(bench) is (State.DONE if is_painted else State.FAILED)

    async def test_a_file_that_cannot_be_removed_keeps_no_job_from_its_end(
        self,
        bench: ServiceHarness,
        monkeypatch: pytest.MonkeyPatch,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        def refuse(*_: object, **__: object) -> None:
            raise PermissionError(13, "Permission denied")

        with monkeypatch.context() as patch:
            patch.setattr(Path, "unlink", refuse)
            card = await bench.ask()
        assert (len(card.delivered), card.failed) == (1, [])
        assert await _state(bench) is State.DONE
        assert "a file could not be removed: Permission denied" in caplog.text


class TestAJobThatAnotherProcessTookOver:
    """This one was taken for dead, as when its database could not be reached for long."""

    async def _begin(self, bench: ServiceHarness) -> FakeCard:
        bench.source.gate.clear()
        card = FakeCard()
        bench.imagine.start(await bench.admit(), card)
        await _until_painting(bench)
        return card

    async def _take(self, bench: ServiceHarness) -> None:
        await bench.stores.ledger.resign([bench.process_id])
        others = bench.another_process()
        [job] = await others.jobs.take_over(now=bench.clock.now(), limit=9)
        assert job.attempts == 2

    @pytest.mark.parametrize("failures", [0, 1])
    async def test_its_failure_is_the_others_to_tell(
        self, bench: ServiceHarness, tmp_path: Path, failures: int
    ) -> None:
        bench.hurry(end_pauses_s=(0,))
        break_port(bench, "jobs", end=failures)
        attached = tmp_path / "attached"
        attached.write_bytes(b"x")
        bench.source.gate.clear()
        card = FakeCard()
        request = REQUEST.with_references(Reference(attached, "image/png", 1))
        bench.imagine.start(await bench.admit(request=request), card)
        await _until_painting(bench)
        await self._take(bench)
        bench.source.faults = [BadAnswer()]
        bench.source.gate.set()
        await bench.finish()
        assert card.failed == []
        # and what it needs for that stays
        assert bench.files() == [attached]
        assert await _state(bench) is State.PAINTING

    async def test_its_files_go_when_the_other_one_has_ended_it(
        self, bench: ServiceHarness
    ) -> None:
        card = await self._begin(bench)
        await self._take(bench)
        lost = Ending(State.FAILED, Settlement(delivered=False, micros=None), "lost_in_restart")
        assert await bench.another_process().jobs.end(JOB, lost, now=bench.clock.now())
        bench.source.gate.set()
        await bench.finish()
        assert len(card.delivered) == 1
        assert bench.files() == []

    async def test_its_files_stay_while_nobody_knows_whether_it_has_ended(
        self, bench: ServiceHarness
    ) -> None:
        failing = break_port(bench, "jobs")
        card = await self._begin(bench)
        await self._take(bench)
        failing.failures["read"] = 1
        bench.source.gate.set()
        await bench.finish()
        assert len(card.delivered) == 1
        assert len(bench.files()) == 1

    async def test_without_a_database_it_is_told_to_be_on_the_safe_side(
        self, bench: ServiceHarness
    ) -> None:
        break_port(bench, "jobs", fail=1)
        fault = BadAnswer()
        bench.source.faults = [fault]
        card = await bench.ask()
        assert card.failed == [fault]


class TestWhoHears:
    @pytest.mark.parametrize("has_channel", [True, False])
    async def test_moderators_or_the_owner_hear_of_a_failure_that_cannot_be_shown(
        self,
        bench: ServiceHarness,
        has_channel: bool,  # noqa: FBT001 - parametrized
    ) -> None:
        if has_channel:
            await bench.moderation.edit(
                GUILD, MODERATOR, lambda rulebook: replace(rulebook, notices_channel=55)
            )
        told = _told(bench)
        bench.source.faults = [BadAnswer()]
        await bench.ask(FakeCard(fail_faults=[Outcome.OUTAGE] * 2))
        channel_id = 55 if has_channel else None
        assert told == [
            Undelivered(JOB, 1, GUILD, channel_id, is_painted=False, for_owner=not has_channel)
        ]
        assert bench.signals.discord_faults == ["discord_unavailable"]

    async def test_outside_of_servers_and_without_a_database_the_owner_hears(
        self, bench: ServiceHarness
    ) -> None:
        bench.source.faults = [BadAnswer(), BadAnswer()]
        told = _told(bench)
        await bench.ask(FakeCard(fail_faults=[Outcome.REFUSED]), spot=Spot())
        ticket = await bench.admit(2)
        failing = Failing(bench.stores.rulebooks, read=1)
        vars(bench.books)["_stores"] = replace(bench.stores, rulebooks=failing)
        bench.imagine.start(ticket, FakeCard(fail_faults=[Outcome.REFUSED]))
        await bench.finish()
        assert [
            (one.guild_id, one.channel_id, one.for_owner)
            for one in told
            if isinstance(one, Undelivered)
        ] == [(None, None, True), (GUILD, None, True)]

    async def test_the_owner_hears_of_a_failure_whose_telling_hangs_and_the_job_ends(
        self, bench: ServiceHarness
    ) -> None:
        bench.hurry(failure_s=0)
        told = _told(bench)
        bench.source.faults = [BadAnswer()]
        await bench.ask(FakeCard(is_stuck=True))
        assert [one.job_id for one in told if isinstance(one, Undelivered)] == [JOB]
        assert bench.signals.discord_faults == ["timed_out"]
        assert await _state(bench) is State.FAILED

    async def test_no_moderator_hears_of_a_private_image(self, bench: ServiceHarness) -> None:
        await bench.moderation.edit(
            GUILD, MODERATOR, lambda rulebook: replace(rulebook, notices_channel=55)
        )
        told = _told(bench)
        bench.source.faults = [BadAnswer()]
        asker = bench.asker(private=True)
        card = FakeCard(fail_faults=[Outcome.REFUSED])
        bench.imagine.start(await bench.imagine.admit(asker, REQUEST, ADDRESS), card)
        await bench.finish()
        [notice] = told
        assert isinstance(notice, Undelivered)
        assert (notice.channel_id, notice.for_owner) == (None, True)

    async def test_a_failure_is_told_once_more_when_the_bot_stops_meanwhile(
        self, bench: ServiceHarness
    ) -> None:
        class Slow(FakeCard):
            async def fail(self, error: ImagineError, way: Way, **options: Any) -> Outcome:  # noqa: ANN401 - as it is
                outcome = await super().fail(error, way, **options)
                if len(self.failed) == 1:
                    await asyncio.Event().wait()
                return outcome

        card, fault = Slow(), BadAnswer()
        bench.source.faults = [fault]
        bench.imagine.start(await bench.admit(), card)
        while not card.failed:
            await asyncio.sleep(0)
        await bench.runner.drain(0)
        assert card.failed == [fault, fault]
        assert await _state(bench) is State.FAILED

    @pytest.mark.parametrize(
        ("by_user", "told"), [(1, list[bool]()), (MODERATOR, [False]), (None, [False])]
    )
    async def test_who_waited_long_for_nothing_is_told_unless_they_gave_it_up_themselves(
        self, bench: ServiceHarness, by_user: int | None, told: list[bool]
    ) -> None:
        bench.open(ping_after_s=60)
        bench.source.gate.clear()
        bench.source.faults = [BadAnswer()]
        card = FakeCard()
        bench.imagine.start(await bench.admit(), card)
        await _until_painting(bench)
        bench.clock.advance(seconds=61)
        if by_user is not None:
            await bench.imagine.cancel(JOB, by_user)
        bench.source.gate.set()
        await bench.finish()
        assert (len(card.failed), card.told) == (1, told)

    async def test_a_failure_is_told_before_it_ends_so_that_no_process_dies_in_between(
        self, bench: ServiceHarness
    ) -> None:
        states: list[State] = []

        class Looking(FakeCard):
            async def fail(self, error: ImagineError, way: Way, **options: Any) -> Outcome:  # noqa: ANN401 - as it is
                states.append(await _state(bench))
                return await super().fail(error, way, **options)

        bench.source.faults = [BadAnswer()]
        await bench.ask(Looking())
        assert states == [State.PAINTING]
        assert await _state(bench) is State.FAILED

    @pytest.mark.parametrize("is_in_line", [True, False])
    async def test_nothing_keeps_a_failure_from_being_told_once_that_began(
        self,
        bench: ServiceHarness,
        is_in_line: bool,  # noqa: FBT001 - parametrized
    ) -> None:
        refusals: list[CancelFault] = []

        class Slow(FakeCard):
            is_told = False

            async def fail(self, error: ImagineError, way: Way, **options: Any) -> Outcome:  # noqa: ANN401 - as it is
                outcome = await super().fail(error, way, **options)
                with pytest.raises(CancelRefused) as refusal:
                    await bench.imagine.cancel(JOB, 1)
                refusals.append(refusal.value.fault)
                bench.imagine.postpone()
                await asyncio.sleep(0)
                self.is_told = True
                return outcome

        card = Slow(is_lost=is_in_line)
        bench.source.faults = [BadAnswer()]
        await bench.ask(card)
        assert refusals == [CancelFault.ENDED]
        assert card.is_told
        assert (len(card.failed), card.postponed) == (1, [])
        assert await _state(bench) is State.FAILED

    async def test_a_mistake_after_the_picture_is_there_does_not_take_it_away(
        self, bench: ServiceHarness, caplog: pytest.LogCaptureFixture
    ) -> None:
        bench.open(ping_after_s=0)
        card = FakeCard()

        async def mistaken() -> None:
            raise RuntimeError("a mistake")

        card.before_ping = mistaken
        ticket = await bench.admit()
        bench.clock.advance(seconds=1)
        bench.imagine.start(ticket, card)
        await bench.finish()
        assert (len(card.delivered), card.failed) == (1, [])
        assert await _state(bench) is State.DONE
        assert "a mistake" in caplog.text


class TestStopping:
    async def test_while_its_request_is_noted_nothing_was_sent_and_all_is_given_back(
        self, bench: ServiceHarness
    ) -> None:
        hanging = use(bench, "jobs", Hanging(bench.stores.jobs, "begin"))
        card = FakeCard()
        ticket = await bench.admit()
        bench.imagine.start(ticket, card)
        await hanging.arrived.wait()
        await bench.runner.drain(0)
        [error] = card.failed
        assert isinstance(error, Interrupted)
        assert error.charge is Charge.NONE
        assert bench.source.orders == []
        assert await bench.used(ticket) == {}
        assert await _state(bench) is State.FAILED

    async def test_while_it_is_painted_leaves_the_dollars_until_they_are_known(
        self, bench: ServiceHarness
    ) -> None:
        bench.source.gate.clear()
        bench.source.generation_id = "gen-1"
        card = FakeCard()
        bench.imagine.start(await bench.admit(), card)
        await _until_painting(bench)
        await bench.runner.drain(0)
        assert isinstance(card.failed[0], Interrupted)
        [open_] = await bench.stores.ledger.unreconciled(limit=9)
        assert (open_.job_id, open_.generation_id) == (JOB, "gen-1")
        assert bench.files() == []

    async def test_while_its_files_are_noted_leaves_it_to_the_next_start(
        self, bench: ServiceHarness
    ) -> None:
        hanging = use(bench, "jobs", Hanging(bench.stores.jobs, "keep"))
        card = FakeCard()
        bench.imagine.start(await bench.admit(), card)
        await hanging.arrived.wait()
        await bench.runner.drain(0)
        assert (card.postponed, card.failed) == ([True], [])
        assert hanging.calls == 2
        assert await _state(bench) is State.DELIVERING
        assert len(bench.files()) == 1

    @pytest.mark.parametrize("is_kept", [True, False])
    async def test_while_it_is_shown_leaves_it_to_the_next_start(
        self,
        bench: ServiceHarness,
        is_kept: bool,  # noqa: FBT001 - parametrized
    ) -> None:
        break_port(bench, "jobs", keep=0 if is_kept else 1)
        card, begun = FakeCard(), asyncio.Event()

        async def stuck() -> None:
            begun.set()
            await asyncio.Event().wait()

        card.before_delivery = stuck
        bench.imagine.start(await bench.admit(), card)
        await begun.wait()
        await bench.runner.drain(0)
        assert card.postponed == [True]
        assert await _state(bench) is State.DELIVERING

    async def test_once_it_is_shown_it_is_done_and_its_price_is_remembered_once(
        self, bench: ServiceHarness
    ) -> None:
        hanging = use(bench, "jobs", HangingEnd(bench.stores.jobs))
        prices: list[object] = []

        class Noting(Failing):
            async def add(self, *args: object, now: datetime) -> None:
                prices.append(args)
                await self._port.add(*args, now=now)

        use(bench, "costs", Noting(bench.stores.costs))
        card = FakeCard()
        bench.imagine.start(await bench.admit(), card)
        await hanging.arrived.wait()
        await bench.runner.drain(0)
        assert (card.failed, card.postponed, len(prices)) == ([], [], 1)
        assert await _state(bench) is State.DONE
        assert bench.signals.moves.count((State.DONE, None)) == 1

    async def test_while_its_price_is_remembered_counts_its_end_once(
        self, bench: ServiceHarness
    ) -> None:
        hanging = use(bench, "costs", Hanging(bench.stores.costs, "add"))
        bench.imagine.start(await bench.admit(), FakeCard())
        await hanging.arrived.wait()
        await bench.runner.drain(0)
        assert bench.signals.moves.count((State.DONE, None)) == 1
        assert await _state(bench) is State.DONE

    async def test_a_card_that_cannot_say_in_time_that_it_waits_holds_up_nothing(
        self,
        bench: ServiceHarness,
        caplog: pytest.LogCaptureFixture,
    ) -> None:

        class Stuck(FakeCard):
            async def postpone(self, prompt: str, *, until: datetime | None) -> None:
                await super().postpone(prompt, until=until)
                await asyncio.Event().wait()

        bench.open(max_concurrent=1)
        bench.hurry(last_words_s=0)
        bench.source.gate.clear()
        bench.imagine.start(await bench.admit(1), FakeCard())
        card = Stuck()
        bench.imagine.start(await bench.admit(2), card)
        while not card.shown:
            await asyncio.sleep(0)
        bench.imagine.postpone()
        while len(bench.runner) > 1:
            await asyncio.sleep(0)
        assert card.postponed == [False]
        assert "could not say in time" in caplog.text
        assert (await bench.imagine.read(2)).state is State.QUEUED
        bench.source.gate.set()
        await bench.finish()

    async def test_a_failure_that_is_told_too_slowly_is_given_up(
        self,
        bench: ServiceHarness,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        bench.hurry(last_words_s=0)
        bench.source.gate.clear()
        bench.imagine.start(await bench.admit(), FakeCard(is_stuck=True))
        await _until_painting(bench)
        await bench.runner.drain(0)
        assert "could not be shown: timed_out" in caplog.text
        assert await _state(bench) is State.FAILED


class TestSignals:
    async def test_a_shown_image_is_counted_with_its_states_phases_and_cost(
        self, bench: ServiceHarness
    ) -> None:
        await bench.ask()
        signals = bench.signals
        assert signals.moves == [
            (State.QUEUED, None),
            (State.PAINTING, None),
            (State.DELIVERING, None),
            (State.DONE, None),
        ]
        assert signals.phases == [Phase.WAITING, Phase.PAINTING, Phase.DELIVERING, Phase.WHOLE]
        assert signals.micros == 39_000
        assert signals.refusals == signals.provider_faults == signals.discord_faults == []

    async def test_an_image_of_unknown_price_is_counted_without_cost(
        self, bench: ServiceHarness
    ) -> None:
        bench.source.cost_micros = None
        await bench.ask()
        assert bench.signals.micros == 0

    async def test_a_rejected_image_is_counted_as_a_fault_of_the_provider(
        self, bench: ServiceHarness
    ) -> None:
        fault = PromptRejected()
        bench.source.faults = [fault]
        await bench.ask()
        assert bench.signals.moves[1:] == [
            (State.PAINTING, None),
            (State.FAILED, "prompt_rejected"),
        ]
        assert bench.signals.provider_faults == [fault]
        assert bench.signals.phases == [Phase.WAITING]

    async def test_a_cancelled_image_is_counted_as_withdrawn(self, bench: ServiceHarness) -> None:
        bench.source.gate.clear()
        card = FakeCard()
        bench.imagine.start(await bench.admit(), card)
        await _until_painting(bench)
        await bench.imagine.cancel(JOB, 1)
        await bench.finish()
        assert isinstance(card.failed[0], Cancelled)
        assert bench.signals.moves[-1] == (State.CANCELLED, "withdrawn")
        assert bench.signals.provider_faults == []

    async def test_an_unexpected_error_is_counted_as_one(self, bench: ServiceHarness) -> None:
        bench.source.faults = [RuntimeError("a mistake")]
        card = await bench.ask()
        assert isinstance(card.failed[0], Unexpected)
        assert bench.signals.moves[-1] == (State.FAILED, "unexpected")

    async def test_each_delivery_that_discord_does_not_take_is_counted_by_its_kind(
        self, bench: ServiceHarness
    ) -> None:
        faults = [TooLargeForDiscord(30), Outcome.OUTAGE, *[Outcome.REFUSED] * 200]
        await bench.ask(FakeCard(limit=50, faults=faults, fail_faults=[Outcome.REFUSED]))
        assert bench.signals.discord_faults == [
            "upload_too_large",
            "unavailable",
            "nowhere_to_deliver",
        ]
        assert bench.signals.moves[-1] == (State.FAILED, "nowhere_to_deliver")

    async def test_a_check_beforehand_that_refuses_is_counted(self, bench: ServiceHarness) -> None:
        bench.models.alive.clear()
        with pytest.raises(ImagineError) as refusal:
            await bench.imagine.check(bench.asker(), REQUEST)
        assert bench.signals.refusals == [refusal.value]

    async def test_each_state_is_logged_in_one_line_with_its_job_and_its_time(
        self, bench: ServiceHarness, caplog: pytest.LogCaptureFixture
    ) -> None:
        bench.source.faults = [ProviderDown()]
        ticket = await bench.admit()
        bench.clock.advance(seconds=3)
        with caplog.at_level(logging.INFO):
            bench.imagine.start(ticket, FakeCard())
            await bench.finish()
        lines = [
            record.getMessage()
            for record in caplog.records
            if record.name == completion.__name__ and record.levelno == logging.INFO
        ]
        assert len(lines) == 3
        assert "provider_down" in lines[-1]
