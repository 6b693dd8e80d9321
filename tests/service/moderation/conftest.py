"""A server whose moderation log is on."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

import pytest

from bot.policy.limits.rulebook import Rulebook
from bot.policy.moderation.log import EntryKind, LogEntry, LogSettings, Topic
from bot.ports import WaitingEntry
from bot.service.moderation.log_sender import LogSender, Sent
from tests.service.service_harness import GUILD, MODERATOR, ServiceHarness

LOG = 77

TurnOn = Callable[..., Awaitable[None]]


async def set_log(harness: ServiceHarness, settings: LogSettings, guild_id: int = GUILD) -> None:
    """Set a server's log."""

    def change(book: Rulebook) -> Rulebook:
        return replace(book, moderation=replace(book.moderation, log=settings))

    await harness.editor.edit(guild_id, MODERATOR, change)


@pytest.fixture
def turn_on(harness: ServiceHarness) -> TurnOn:
    """Return a function that turns a server's log on, with all topics by default."""

    async def on(
        *topics: Topic, guild_id: int = GUILD, channel_id: int = LOG, private: bool = False
    ) -> None:
        settings = LogSettings(channel_id, frozenset(topics or Topic), private)
        await set_log(harness, settings, guild_id)

    return on


def entry(
    harness: ServiceHarness,
    text: str = "a reason",
    *,
    kind: EntryKind = EntryKind.ACTION,
    guild_id: int = GUILD,
) -> LogEntry:
    """Return an entry."""
    return LogEntry(kind, guild_id, harness.clock.now(), text=text, action="deleted")


class FakeChannels:
    """Takes messages, unless a test says otherwise.

    Attributes:
        messages: The channel and the texts of each message that was taken.
        outcomes: What becomes of the next messages; taken if there are none.
    """

    def __init__(self) -> None:
        self.messages: list[tuple[int, list[str]]] = []
        self.outcomes: list[Sent] = []

    async def deliver(self, channel_id: int, entries: Sequence[WaitingEntry]) -> Sent:
        outcome = self.outcomes.pop(0) if self.outcomes else Sent.SENT
        if outcome is Sent.SENT:
            self.messages.append((channel_id, [one.entry.text for one in entries]))
        return outcome


@pytest.fixture
def channels(harness: ServiceHarness) -> FakeChannels:
    found = FakeChannels()
    harness.moderation.log_sender.send_by(found.deliver)
    return found


async def send(harness: ServiceHarness, sender: LogSender | None = None) -> None:
    """Let the sender take a turn and finish."""
    await harness.finish()
    await (sender or harness.moderation.log_sender).take_turn()
    await harness.finish()
