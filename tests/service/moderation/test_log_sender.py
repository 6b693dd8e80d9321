"""Log messages are sent in order, within the rate, and wait while they cannot be sent."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.policy.limits.rulebook import Rulebook
from bot.policy.moderation.log import MOST_CARDS, EntryKind, Topic
from bot.ports import WaitingEntry
from bot.service.moderation.log_sender import LogSender, Sent
from bot.service.notifications import LogUnreachable, Notice
from bot.service.timing import Timing
from tests.service.failing_stores import break_port
from tests.service.moderation.conftest import LOG, FakeChannels, TurnOn, entry, send
from tests.service.service_harness import GUILD, MODERATOR, ServiceHarness

OTHER_GUILD = 11


async def post(harness: ServiceHarness, *texts: str, guild_id: int = GUILD) -> None:
    for text in texts:
        await harness.stores.moderation_log.add(
            entry(harness, text, guild_id=guild_id), ready_at=harness.clock.now()
        )


def notices(harness: ServiceHarness) -> list[Notice]:
    posted: list[Notice] = []

    async def deliver(notice: Notice) -> None:
        posted.append(notice)

    harness.notifications.read_by(deliver)
    return posted


async def waiting(harness: ServiceHarness) -> list[str]:
    """Return the texts of all entries, whoever has taken them."""
    later = harness.clock.now() + timedelta(days=2)
    found = await harness.stores.moderation_log.take("test", now=later, until=later, limit=1000)
    return [one.entry.text for one in found]


async def test_entries_are_sent_in_order_and_forgotten(
    harness: ServiceHarness, turn_on: TurnOn, channels: FakeChannels
) -> None:
    await turn_on()
    await post(harness, "one", "two", "three")
    await send(harness)
    assert channels.messages == [(LOG, ["one"]), (LOG, ["two"]), (LOG, ["three"])]
    assert await waiting(harness) == []


async def test_five_messages_in_five_seconds_are_the_most(
    harness: ServiceHarness, turn_on: TurnOn, channels: FakeChannels
) -> None:
    await turn_on()
    began = harness.clock.now()
    await post(harness, *(f"{n}" for n in range(MOST_CARDS)))
    times: list[timedelta] = []
    deliver = channels.deliver

    async def timed(channel_id: int, entries: Sequence[WaitingEntry]) -> Sent:
        times.append(harness.clock.now() - began)
        return await deliver(channel_id, entries)

    harness.moderation.log_sender.send_by(timed)
    await send(harness)
    assert len(times) == MOST_CARDS
    windows = zip(times, times[5:], strict=False)
    assert all(sixth - first >= timedelta(seconds=5) for first, sixth in windows)


async def test_rejected_messages_count_for_the_rate(
    harness: ServiceHarness, turn_on: TurnOn
) -> None:
    await turn_on()
    began, times = harness.clock.now(), list[timedelta]()
    await post(harness, *(f"{n}" for n in range(MOST_CARDS + 3)))

    async def reject(_channel_id: int, _entries: Sequence[WaitingEntry]) -> Sent:
        times.append(harness.clock.now() - began)
        return Sent.REJECTED

    harness.moderation.log_sender.send_by(reject)
    await send(harness)
    # three digests, and each entry alone
    assert len(times) == MOST_CARDS + 6
    windows = zip(times, times[5:], strict=False)
    assert all(sixth - first >= timedelta(seconds=5) for first, sixth in windows)


async def test_many_entries_become_a_digest_and_those_that_need_an_answer_do_not(
    harness: ServiceHarness, turn_on: TurnOn, channels: FakeChannels
) -> None:
    await turn_on()
    await post(harness, *(f"{n}" for n in range(15)))
    report = entry(harness, "answer me", kind=EntryKind.REPORT)
    await harness.stores.moderation_log.add(report, ready_at=harness.clock.now())
    await post(harness, *(f"{n}" for n in range(15, 20)))
    await send(harness)
    sizes = [len(texts) for _, texts in channels.messages]
    assert sizes == [15, 1, 1, 1, 1, 1, 1]
    assert channels.messages[1] == (LOG, ["answer me"])


async def test_several_servers_do_not_wait_for_each_other(
    harness: ServiceHarness, turn_on: TurnOn
) -> None:
    await turn_on()
    await turn_on(guild_id=OTHER_GUILD, channel_id=LOG + 1)
    await post(harness, "slow")
    await post(harness, "quick", guild_id=OTHER_GUILD)
    gate, sent = asyncio.Event(), list[int]()

    async def deliver(channel_id: int, _entries: Sequence[WaitingEntry]) -> Sent:
        if channel_id == LOG:
            await gate.wait()
        sent.append(channel_id)
        return Sent.SENT

    sender = harness.moderation.log_sender
    sender.send_by(deliver)
    await sender.take_turn()
    await harness.until_idle_but(1)
    assert sent == [LOG + 1]
    await post(harness, "quick again", guild_id=OTHER_GUILD)
    await sender.take_turn()
    await harness.until_idle_but(1)
    assert sent == [LOG + 1, LOG + 1]
    gate.set()
    await harness.finish()
    assert sent == [LOG + 1, LOG + 1, LOG]


async def test_until_discord_can_be_reached_entries_wait(
    harness: ServiceHarness, turn_on: TurnOn
) -> None:
    await turn_on()
    await post(harness, "one")
    await send(harness)
    assert await waiting(harness) == ["one"]


async def test_another_process_sends_what_a_dead_one_had_taken_in_order(
    harness: ServiceHarness, turn_on: TurnOn
) -> None:
    await turn_on()
    await post(harness, "one")
    taken = await harness.stores.moderation_log.take(
        "dead",
        now=harness.clock.now(),
        until=harness.clock.now() + timedelta(minutes=2),
        limit=1,
    )
    assert len(taken) == 1
    await post(harness, "two")
    channels = FakeChannels()
    harness.moderation.log_sender.send_by(channels.deliver)
    await send(harness)
    assert channels.messages == []
    harness.clock.advance(minutes=2)
    await send(harness)
    assert channels.messages == [(LOG, ["one"]), (LOG, ["two"])]


class TestWithoutAChannel:
    async def test_entries_of_a_log_that_was_turned_off_are_dropped(
        self, harness: ServiceHarness, channels: FakeChannels
    ) -> None:
        await post(harness, "one", "two")
        await send(harness)
        assert channels.messages == []
        assert await waiting(harness) == []

    async def test_entries_of_a_topic_that_was_turned_off_are_dropped(
        self, harness: ServiceHarness, turn_on: TurnOn, channels: FakeChannels
    ) -> None:
        await turn_on(Topic.IMAGES)
        await post(harness, "one")
        await send(harness)
        assert channels.messages == []
        assert await waiting(harness) == []


class TestFailures:
    @pytest.mark.parametrize("outcome", [Sent.GONE, Sent.FORBIDDEN, Sent.OUTAGE])
    async def test_entries_wait_in_order_and_are_sent_when_it_works_again(
        self,
        harness: ServiceHarness,
        turn_on: TurnOn,
        channels: FakeChannels,
        outcome: Sent,
    ) -> None:
        await turn_on()
        channels.outcomes = [outcome, outcome]
        await post(harness, "one", "two")
        await send(harness)
        await post(harness, "three")
        await send(harness)
        assert len(channels.outcomes) == 1
        harness.clock.advance(seconds=30)
        await send(harness)
        assert channels.outcomes == []
        harness.clock.advance(seconds=59)
        await send(harness)
        assert channels.messages == []
        harness.clock.advance(seconds=1)
        await send(harness)
        assert [texts for _, texts in channels.messages] == [["one"], ["two"], ["three"]]

    @pytest.mark.parametrize("outcome", [Sent.GONE, Sent.FORBIDDEN])
    async def test_moderators_are_told_once_until_it_works_again(
        self,
        harness: ServiceHarness,
        turn_on: TurnOn,
        channels: FakeChannels,
        outcome: Sent,
    ) -> None:
        await turn_on()
        await harness.editor.edit(GUILD, MODERATOR, _with_notices)
        posted = notices(harness)
        channels.outcomes = [outcome, outcome]
        await post(harness, "one")
        for _ in range(3):
            await send(harness)
            harness.clock.advance(minutes=2)
        told = LogUnreachable(GUILD, 99, LOG, is_gone=outcome is Sent.GONE)
        assert posted == [told]
        assert len(channels.messages) == 1
        channels.outcomes = [outcome]
        await post(harness, "two")
        await send(harness)
        assert posted == [told, told]

    async def test_an_outage_is_not_told_nor_a_server_without_a_channel_for_notices(
        self, harness: ServiceHarness, turn_on: TurnOn, channels: FakeChannels
    ) -> None:
        await turn_on()
        posted = notices(harness)
        channels.outcomes = [Sent.OUTAGE, Sent.GONE]
        await post(harness, "one")
        await send(harness)
        harness.clock.advance(minutes=1)
        await send(harness)
        assert posted == []

    async def test_a_rejected_message_is_dropped_and_a_rejected_digest_is_split(
        self, harness: ServiceHarness, turn_on: TurnOn, channels: FakeChannels
    ) -> None:
        await turn_on()
        channels.outcomes = [Sent.REJECTED, Sent.REJECTED]
        await post(harness, *(f"{n}" for n in range(11)))
        await send(harness)
        assert await waiting(harness) == []
        sent = [text for _, texts in channels.messages for text in texts]
        assert sent == [f"{n}" for n in range(1, 11)]

    async def test_a_new_channel_gets_what_waits_at_once(
        self, harness: ServiceHarness, turn_on: TurnOn, channels: FakeChannels
    ) -> None:
        await turn_on()
        channels.outcomes = [Sent.GONE]
        await post(harness, "one")
        await send(harness)
        await harness.moderation.log_settings.set_channel(GUILD, MODERATOR, LOG + 5)
        await send(harness)
        assert channels.messages == [(LOG + 5, ["one"])]


class TestTheDatabase:
    async def test_what_cannot_be_read_is_read_in_the_next_turn(
        self, harness: ServiceHarness, turn_on: TurnOn
    ) -> None:
        await turn_on()
        await post(harness, "one")
        break_port(harness, "moderation_log", take=1)
        channels = FakeChannels()
        harness.moderation.log_sender.send_by(channels.deliver)
        await send(harness)
        assert channels.messages == []
        await send(harness)
        assert channels.messages == [(LOG, ["one"])]

    async def test_what_was_sent_and_could_not_be_deleted_is_not_sent_again(
        self, harness: ServiceHarness, turn_on: TurnOn
    ) -> None:
        await turn_on()
        await post(harness, "one")
        break_port(harness, "moderation_log", remove=1)
        channels = FakeChannels()
        harness.moderation.log_sender.send_by(channels.deliver)
        await send(harness)
        harness.clock.advance(minutes=5)
        await send(harness)
        assert channels.messages == [(LOG, ["one"])]
        assert await waiting(harness) == []

    async def test_trying_again_survives_a_database_that_fails(
        self, harness: ServiceHarness, caplog: pytest.LogCaptureFixture
    ) -> None:
        break_port(harness, "moderation_log", postpone=1)
        await harness.moderation.log_sender.retry(GUILD)
        assert "is tried later" in caplog.text


async def test_when_its_lease_ends_a_process_stops_sending(
    harness: ServiceHarness, turn_on: TurnOn
) -> None:
    await turn_on()
    await post(harness, "one", "two")
    sent: list[str] = []

    async def slowly(_channel: int, entries: Sequence[WaitingEntry]) -> Sent:
        harness.clock.advance(seconds=90)
        sent.append(entries[0].entry.text)
        return Sent.SENT

    harness.moderation.log_sender.send_by(slowly)
    await send(harness)
    assert sent == ["one"]
    harness.clock.advance(seconds=60)
    await send(harness)
    assert sent == ["one", "two"]


async def test_a_burst_is_taken_in_parts_so_that_memory_stays_bounded(
    harness: ServiceHarness, turn_on: TurnOn
) -> None:
    await turn_on()
    await post(harness, *(f"{n}" for n in range(260)))
    gate, largest = asyncio.Event(), list[int]()

    async def deliver(_channel: int, entries: Sequence[WaitingEntry]) -> Sent:
        largest.append(len(entries))
        await gate.wait()
        return Sent.SENT

    sender = harness.moderation.log_sender
    sender.send_by(deliver)
    await sender.take_turn()
    await sender.take_turn()
    now = harness.clock.now()
    free = await harness.stores.moderation_log.take("test", now=now, until=now, limit=1000)
    assert free == ()
    gate.set()
    await harness.finish()
    assert max(largest) == 20
    for _ in range(5):
        harness.clock.advance(minutes=3)
        await send(harness)
    assert await waiting(harness) == []


async def test_it_runs_until_it_is_cancelled(harness: ServiceHarness, turn_on: TurnOn) -> None:
    await turn_on()
    sent: asyncio.Queue[tuple[int, list[str]]] = asyncio.Queue()

    async def deliver(channel_id: int, entries: Sequence[WaitingEntry]) -> Sent:
        sent.put_nowait((channel_id, [one.entry.text for one in entries]))
        return Sent.SENT

    sender = LogSender(
        harness.stores,
        harness.notifications,
        harness.runner,
        clock=harness.clock,
        sleep=harness.pause,
        timing=Timing(log_look_s=0.001),
    )
    sender.send_by(deliver)
    running = asyncio.create_task(sender.run())
    for text in ("1", "2"):
        # nothing tells it of the entry
        await post(harness, text)
        assert await sent.get() == (LOG, [text])
    running.cancel()
    await asyncio.wait({running})
    assert running.cancelled()
    await harness.finish()
    assert sent.empty()


def _with_notices(book: Rulebook) -> Rulebook:
    return replace(book, notices_channel=99)
