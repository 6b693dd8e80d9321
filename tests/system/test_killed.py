"""Bots that are killed at any instant: what was asked for is delivered or given back by the next.

Each life of a bot is a process on a small Discord and a small OpenRouter over real sockets. It is
killed before or after one of its writes, sends or receives, and the next one is started at once.
"""

import asyncio
import os
import signal
from collections import deque
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from itertools import zip_longest
from pathlib import Path

import pytest

from bot.sandbox.painter import Painter, Say
from testkit.discord_loopback.discord import TOKEN, LoopbackDiscord
from testkit.discord_loopback.interactions import SentInteraction
from testkit.discord_loopback.messages import UNKNOWN_WEBHOOK, Refusal
from testkit.fork_server import ForkServer, KillAt, Running, open_fork_server
from testkit.job_invariants import JobInvariants, MemberRequest

#: At how many points of each kind a bot is killed, spread over its life; a kind that is passed
#: less often is killed at each of them.
_OF_EACH = 3

#: At how many points at least.
_KILLS = 50

#: How many lives are lived at once.
_LANES = 2

_FIRST_MEMBER = 1_100_000_000_000_000_100

#: How often Discord says no where it always does.
_ALWAYS = 10**9

#: By which a public image can go, besides the bot's DM, whose channel is not told either.
_WAYS = 4

#: What one bot has to be done in.
_LIFE_S = 15

#: Of images, so that each takes several writes, and of one above the upload limit.
_IMAGE_BYTES = 300_000
_TOO_LARGE_BYTES = 11 * 2**20

_PROMPTS = ("a fox", "a forbidden hare", "a heron", "an otter", "an owl")
_REGRETTED = "an owl"


#: What Discord does not take.
Trouble = Callable[[LoopbackDiscord], None]


class Story:
    """One database and one Discord, and the bots that live there one after another."""

    def __init__(
        self,
        folder: Path,
        discord: LoopbackDiscord,
        painter: Painter,
        wishes: Sequence[MemberRequest],
    ) -> None:
        self._folder = folder
        self.discord = discord
        self.painter = painter
        self.aftermath = JobInvariants(folder / "data", discord, painter, list(wishes))

    async def live_until(self, nursery: ForkServer, holds: Callable[[], bool]) -> Running:
        """Let a bot live until something holds, and kill it then."""
        session = self.discord.sessions + 1
        bot = await nursery.start(self._environment(), self._folder)
        work = asyncio.create_task(self._use(session), name="members")
        async with asyncio.timeout(3 * _LIFE_S):
            while not holds():
                await asyncio.sleep(0.02)
        work.cancel()
        await asyncio.wait({work})
        os.kill(bot.pid, signal.SIGKILL)
        await bot.ended()
        return bot

    @property
    def output(self) -> str:
        """What all the bots have written, on stdout and stderr."""
        return (self._folder / "output").read_text(encoding="utf-8", errors="replace")

    async def live(self, nursery: ForkServer, fatal: KillAt | None) -> Running:
        """Let a bot live until it is killed, or until all have what they asked for."""
        session = self.discord.sessions + 1
        bot = await nursery.start(self._environment(), self._folder, fatal)
        work = asyncio.create_task(self._use(session), name="members")
        end = asyncio.create_task(bot.ended(), name="end")
        await asyncio.wait({work, end}, timeout=_LIFE_S, return_when=asyncio.FIRST_COMPLETED)
        work.cancel()
        bot.stop()
        await end
        await asyncio.wait({work})
        if not work.cancelled():
            work.result()
        return bot

    async def _use(self, session: int) -> None:
        """Ask for what was not asked for yet, and wait until everything has ended."""
        await self.discord.wait_for_bot(session=session)
        for wish in self.aftermath.requests:
            if wish.interaction is None:
                wish.session = session
                wish.interaction = await self._ask(wish)
        while not self.aftermath.is_over(session=session):
            await self._regret(session)
            await asyncio.sleep(0.02)

    async def _ask(self, wish: MemberRequest) -> SentInteraction:
        if wish.retried_message is not None:
            return await self.discord.click(wish.retried_message, "Try again", user_id=wish.user_id)
        return await self.discord.slash("imagine", user_id=wish.user_id, prompt=wish.prompt)

    async def _regret(self, session: int) -> None:
        """Click Cancel where a member does so, once in each bot's life."""
        for wish in self.aftermath.requests:
            if not wish.is_to_be_cancelled or wish.cancelled_in == session:
                continue
            for message in self.aftermath.shown(wish):
                if "Cancel" in message.labels:
                    wish.cancelled_in = session
                    await self.discord.click(message, "Cancel", user_id=wish.user_id)

    def _environment(self) -> Mapping[str, str]:
        return {
            "DISCORD_TOKEN": TOKEN,
            "OPENROUTER_API_KEY": self.painter.key,
            "OPENROUTER_BASE_URL": self.painter.base_url,
            "DATA_DIR": str(self._folder / "data"),
            "LOOPBACK_DISCORD": self.discord.base_url,
            "MAX_CONCURRENT_IMAGES": "2",
            "SHUTDOWN_GRACE_SECONDS": "5",
        }


@asynccontextmanager
async def _open_story(
    folder: Path, wishes: Sequence[MemberRequest] | None = None
) -> AsyncGenerator[Story]:
    folder.mkdir()
    wishes = wishes or [
        MemberRequest(str(_FIRST_MEMBER + number), prompt, is_to_be_cancelled=prompt == _REGRETTED)
        for number, prompt in enumerate(_PROMPTS)
    ]
    async with LoopbackDiscord() as discord, Painter(playful=True) as painter:
        painter.default = Say(sketch=True, target_bytes=_IMAGE_BYTES)
        yield Story(folder, discord, painter, wishes)


async def _tell(
    nursery: ForkServer, folder: Path, fatals: Sequence[KillAt], trouble: Trouble
) -> tuple[int, list[str]]:
    """Let bots be killed one after another, and the last one live.

    Args:
        nursery: Where they come from.
        folder: Where they live.
        fatals: Where each is killed.
        trouble: What Discord does not take.

    Returns:
        How many were killed, and all that was wrong in the end.
    """
    killed = 0
    async with _open_story(folder) as story:
        trouble(story.discord)
        for fatal in (*fatals, None):
            bot = await story.live(nursery, fatal)
            status = await bot.ended()
            if status == 0:
                break
            if status != -signal.SIGKILL:
                return killed, [f"a bot ended with {status}", story.output]
            killed += 1
        found = story.aftermath.problems()
        return killed, [*found, story.output] if found else []


def _spread(passed: Mapping[str, int], most: int) -> list[KillAt]:
    """Choose points of every kind, from the first to the last time that it is passed."""
    chosen: list[list[KillAt]] = []
    for point, times in sorted(passed.items()):
        of_each = min(times, most)
        steps = max(of_each - 1, 1)
        nths = {1 + number * (times - 1) // steps for number in range(of_each)}
        chosen.append([KillAt(point, nth) for nth in sorted(nths)])
    return [fatal for row in zip_longest(*chosen) for fatal in row if fatal is not None]


def _plans(fatals: Sequence[KillAt]) -> list[tuple[KillAt, ...]]:
    """Return who is killed where: each third time the one that follows as well, early or late."""
    others = [*fatals[len(fatals) // 2 :], *fatals[: len(fatals) // 2]]
    pairs = zip(fatals, others, strict=True)
    return [pair if number % 3 == 0 else pair[:1] for number, pair in enumerate(pairs)]


async def _passed(nursery: ForkServer, folder: Path, trouble: Trouble) -> Mapping[str, int]:
    """Return how often a bot passes each point that is not killed."""
    async with _open_story(folder) as story:
        trouble(story.discord)
        bot = await story.live(nursery, None)
        assert await bot.ended() == 0, story.output
        assert story.aftermath.problems() == [], story.output
        return bot.points()


def _no_trouble(_: LoopbackDiscord) -> None:
    """Let Discord take everything."""


def _no_edits(discord: LoopbackDiscord) -> None:
    """Let no first answer be changed any more through its token."""
    blocked = Refusal(400, 200000, "Message was blocked by automatic moderation")
    discord.fail("PATCH", "/messages/@original", blocked, times=_ALWAYS)
    discord.fail("DELETE", "/messages/@original", UNKNOWN_WEBHOOK, times=_ALWAYS)


@pytest.mark.timeout(300)  # some seventy lives and deaths
@pytest.mark.parametrize(
    ("trouble", "of_each", "kills"),
    [(_no_trouble, _OF_EACH, _KILLS), (_no_edits, 1, _KILLS // 4)],
)
async def test_whatever_the_instant_every_job_is_delivered_once_or_given_back_once(
    tmp_path: Path, trouble: Trouble, of_each: int, kills: int
) -> None:
    await _kill_everywhere(tmp_path, trouble, of_each=of_each, least=kills)


async def _kill_everywhere(tmp_path: Path, trouble: Trouble, *, of_each: int, least: int) -> None:
    """Kill bots at points of every kind, and find nothing wrong in the end.

    Args:
        tmp_path: Where they live.
        trouble: What Discord does not take.
        of_each: At how many points of each kind.
        least: How many have to have been killed.
    """
    wrong: dict[str, list[str]] = {}
    kills = 0

    async def lane(nursery: ForkServer) -> None:
        nonlocal kills
        while plans:
            number, fatals = plans.popleft()
            killed, problems = await _tell(nursery, tmp_path / str(number), fatals, trouble)
            kills += killed
            if problems:
                wrong[" then ".join(map(str, fatals))] = problems

    async with AsyncExitStack() as stack:
        nurseries = [await stack.enter_async_context(open_fork_server()) for _ in range(_LANES)]
        passed = await _passed(nurseries[0], tmp_path / "whole", trouble)
        fatals = _spread(passed, of_each)
        plans = deque(enumerate(_plans(fatals)))
        number_of_plans = len(plans)
        async with asyncio.TaskGroup() as group:
            for nursery in nurseries:
                group.create_task(lane(nursery), name="lane")
    told = [f"KILLED {where}:\n  " + "\n  ".join(what) for where, what in wrong.items()]
    assert not wrong, f"{len(wrong)} of {number_of_plans} stories\n" + "\n".join(told)
    assert kills >= least


async def test_what_discord_took_nowhere_is_kept_and_shown_by_the_next_bot(tmp_path: Path) -> None:
    wish = MemberRequest(str(_FIRST_MEMBER), "a fox")
    async with open_fork_server() as nursery, _open_story(tmp_path / "story", [wish]) as story:
        blocked = Refusal(403, 0, "", page="<!DOCTYPE html><title>Access denied</title>")
        story.discord.fail("PATCH", "/webhooks/", blocked, times=_ALWAYS)
        story.discord.fail("POST", "/webhooks/", blocked, times=_ALWAYS)
        story.discord.fail("POST", "/channels", blocked, times=_ALWAYS)
        await story.live_until(nursery, lambda: _uploads(story) >= 2 * _WAYS)
        story.discord.clear_failures()
        await story.live(nursery, None)
        assert story.aftermath.problems() == [], story.output
        [card] = story.aftermath.shown(wish)
        assert len(card.files) == 1


def _uploads(story: Story) -> int:
    """Return how often an image was tried to be shown."""
    return len([call for call in story.discord.calls if call.files])


async def test_what_was_lost_in_a_restart_is_tried_again_with_one_click(tmp_path: Path) -> None:
    wish = MemberRequest(str(_FIRST_MEMBER), "a fox")
    async with open_fork_server() as nursery, _open_story(tmp_path / "story", [wish]) as story:
        killed = await story.live(nursery, KillAt("before spool close", 1))
        assert await killed.ended() == -signal.SIGKILL
        await story.live(nursery, None)
        [card] = story.aftermath.shown(wish)
        assert "the image is lost" in card.content
        again = MemberRequest(wish.user_id, wish.prompt, retried_message=card)
        story.aftermath.requests.append(again)
        await story.live(nursery, None)
        assert story.aftermath.problems() == [], story.output
        [card] = story.aftermath.shown(again)
        assert len(card.files) == 1


@pytest.mark.parametrize("point", ["before shrinking", "after shrinking"])
async def test_a_image_that_is_being_made_smaller_is_not_lost_with_its_bot(
    tmp_path: Path, point: str
) -> None:
    wish = MemberRequest(str(_FIRST_MEMBER), "a fox")
    async with open_fork_server() as nursery, _open_story(tmp_path / "story", [wish]) as story:
        story.painter.default = Say(sketch=True, target_bytes=_TOO_LARGE_BYTES)
        killed = await story.live(nursery, KillAt(point, 1))
        assert await killed.ended() == -signal.SIGKILL
        await story.live(nursery, None)
        assert story.aftermath.problems() == [], story.output
        [card] = story.aftermath.shown(wish)
        assert [len(data) < _TOO_LARGE_BYTES for data in card.files.values()] == [True]
