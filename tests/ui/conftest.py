"""Cards on the loopback Discord, through the real discord.py and real HTTP."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import discord
import pytest
from discord.http import Route

from bot.errors import ImagineError
from bot.i18n import Say
from bot.policy.images.image import Generation, ImageFile
from bot.policy.images.request import ImageRequest, Order
from bot.policy.jobs.delivery import DeliveryPath, Outcome, Trail, next_path
from bot.policy.jobs.job import Draft, ReplyTarget, Requester
from bot.policy.limits.effective import Spot
from bot.ports import StaleCard
from bot.service.delivery.failure_notice import undelivered
from bot.ui.interactions.reply import InteractionReply
from bot.ui.jobs.discord_card import DiscordCard, restored_card
from bot.ui.jobs.exchange import status_trace
from bot.ui.jobs.stale_card import StaleCardEditor
from testkit.discord_loopback import interactions, payloads
from testkit.discord_loopback.discord import TOKEN, LoopbackDiscord
from testkit.discord_loopback.messages import Message
from testkit.fakes import FLASH, START, FakeClock, FakeSignals

JOB_ID = 1_200_000_000_000_000_777
LIVE = "a-token-that-lives"
CHANNEL = int(payloads.CHANNEL_ID)
GUILD = int(payloads.GUILD_ID)
MEMBER = int(payloads.MEMBER_ID)
DM = payloads.direct_channel(payloads.MEMBER_ID)["id"]

ORDER = Order(FLASH, "a red fox", ratio="16:9")
SOON, LATE = START + timedelta(minutes=2), START + timedelta(minutes=15)


class Keys(Say):
    """Returns a message's id in place of its text."""

    def __call__(self, key: str, /, **_facts: str | float) -> str:
        return f"<{self.language}:{key}>"

    def usd(self, micros: int) -> str:
        return f"<{self.language}:usd>"


@dataclass
class CardHarness:
    """A logged-in client that creates cards."""

    server: LoopbackDiscord
    client: discord.Client
    folder: Path
    edit_s: float = 10
    """Timeout of edits that nothing waits for, in seconds."""
    signals: FakeSignals = field(default_factory=FakeSignals)
    asked: tuple[Requester, ReplyTarget] | None = None
    """The requester and address of the last card."""

    def generation(self, *data: bytes) -> Generation:
        """Return a generation with images of these contents; by default one."""
        images: list[ImageFile] = []
        for number, one in enumerate(data or (b"fox",)):
            path = self.folder / f"painted{number}"
            path.write_bytes(one)
            images.append(ImageFile(path, "image/png", 1344, 768, len(one)))
        return Generation(ORDER, tuple(images), cost_micros=39_000, latency_s=1.0)

    def interaction(self) -> discord.Interaction[Any]:
        command = {"id": "1", "name": "imagine"}
        data: Any = interactions.slash(str(JOB_ID), LIVE, command, {"prompt": "a red fox"})
        client: Any = self.client
        return discord.Interaction(data=data, state=client._connection)

    def card(self, *, private: bool = False, can_be_late: bool = False) -> DiscordCard:
        """Return the card of a command that was just received."""
        reply = InteractionReply.of(self.interaction(), private=private)
        who = requester(private=private, can_be_late=can_be_late)
        self.asked = who, address()
        return DiscordCard(reply, address(), who, signals=self.signals, edit_s=self.edit_s)

    async def thinking_card(
        self, *, private: bool = False, can_be_late: bool = False
    ) -> DiscordCard:
        """Return the card of a command that was deferred."""
        reply = InteractionReply.of(self.interaction(), private=private)
        reply.think_after(0)
        await self.server.wait_until(lambda: bool(self.messages))
        who = requester(private=private, can_be_late=can_be_late)
        self.asked = who, address()
        return DiscordCard(reply, address(), who, signals=self.signals, edit_s=self.edit_s)

    async def shown_card(self, *, private: bool = False, can_be_late: bool = False) -> DiscordCard:
        """Return a card that shows which model generates."""
        card = self.card(private=private, can_be_late=can_be_late)
        await card.generating(ORDER, since=START)
        return card

    def restored(
        self, *, message_id: int | None = None, private: bool = False, token: str = LIVE
    ) -> DiscordCard:
        """Return the card of a command that an earlier process received."""
        where = replace(address(), message_id=message_id, token=token)
        request = ImageRequest("a red fox")
        who = requester(private=private)
        self.asked = who, where
        draft = Draft(who, request, None, where, LATE)
        return restored_card(self.client, self.signals, draft)

    async def deliver(
        self, card: DiscordCard, generation: Generation, *, now: datetime
    ) -> DeliveryPath:
        """Deliver a generation and correct the outdated first answer, as a job does.

        Returns:
            The path by which it was shown.

        Raises:
            DeliveryFailed: Each path was tried, at most twice, and none works.
        """

        async def try_(path: DeliveryPath, now: datetime) -> Outcome:
            return await card.deliver(generation, path, left=None, now=now, within_s=10)

        return await self._walk(card, try_, now)

    async def fail(self, card: DiscordCard, error: ImagineError, *, now: datetime) -> DeliveryPath:
        """Show an error's sentence in the same manner."""

        async def try_(path: DeliveryPath, now: datetime) -> Outcome:
            return await card.fail(error, path, now=now, within_s=10)

        return await self._walk(card, try_, now)

    async def _walk(
        self,
        card: DiscordCard,
        try_: Callable[[DeliveryPath, datetime], Awaitable[Outcome]],
        now: datetime,
    ) -> DeliveryPath:
        trail = Trail()
        while True:
            paths = card.paths(trail, now=now)
            if not any(trail.of(path).backoffs == 0 for path in paths):
                raise undelivered(trail)
            path = next_path(paths, trail, now=now)
            if not isinstance(path, DeliveryPath):
                now = path
                continue
            outcome = await try_(path, now)
            if outcome is Outcome.SHOWN:
                await self.tidy(card, now=now)
                return path
            trail = trail.after(path, outcome, now=now)

    async def tidy(self, card: DiscordCard, *, now: datetime) -> bool:
        """Correct an outdated first answer; return whether none remains."""
        stale = card.stale
        if stale is None:
            return True
        assert self.asked is not None
        who, where = self.asked
        where = replace(where, message_id=stale.message_id)
        draft = Draft(who, ImageRequest("a red fox"), None, where, LATE)
        editor = StaleCardEditor(self.client, FakeClock(now))
        return await editor.put_right(StaleCard(draft, stale.pending_sentence))

    @property
    def messages(self) -> list[Message]:
        """The messages that are visible now."""
        return [one for one in self.server.messages.all if not one.is_deleted]

    def bodies(self, method: str, path: str) -> list[Any]:
        """The bodies of the bot's requests with this method and end of the path."""
        calls = self.server.calls
        return [call.body for call in calls if call.method == method and call.path.endswith(path)]


def address() -> ReplyTarget:
    return ReplyTarget(int(payloads.APPLICATION_ID), LIVE, CHANNEL, 25 << 20, 20 << 20)


def requester(*, private: bool = False, can_be_late: bool = False) -> Requester:
    return Requester(JOB_ID, MEMBER, Spot(GUILD, CHANNEL), START, private, can_be_late)


def labels(message: Message) -> list[str]:
    """Return the labels of a message's buttons."""
    controls = [control for row in message.components for control in row["components"]]
    return [control["label"] for control in controls if "label" in control]


def choices(message: Message) -> list[str]:
    """Return the values of the options in a message's selects."""
    controls = [control for row in message.components for control in row["components"]]
    return [option["value"] for control in controls for option in control.get("options", ())]


@pytest.fixture
async def harness(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncGenerator[CardHarness]:
    """A harness on a loopback Discord of its own."""
    nobody = discord.AllowedMentions.none()
    async with LoopbackDiscord() as server:
        monkeypatch.setattr(Route, "BASE", server.base_url)
        client = discord.Client(
            intents=discord.Intents.none(), allowed_mentions=nobody, http_trace=status_trace()
        )
        async with client:
            await client.login(TOKEN)
            server.calls.clear()
            yield CardHarness(server, client, tmp_path)


@pytest.fixture
def without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make discord.py retry without a pause."""
    sleep = asyncio.sleep

    async def at_once(_: float) -> None:
        await sleep(0)

    monkeypatch.setattr("discord.webhook.async_.asyncio.sleep", at_once)
