"""Bots killed at any instant: the next one delivers or refunds every request.

Each bot is a process on a loopback Discord and a loopback OpenRouter over real sockets. It is
killed before or after a write, send or receive, and the next one is started at once.
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
from testkit.discord_loopback.discord import TOKEN, LoopbackDiscord, Slash
from testkit.discord_loopback.messages import UNKNOWN_WEBHOOK, Refusal
from testkit.fork_server import Fatal, ForkServer, Running, open_fork_server
from testkit.job_invariants import JobInvariants, MemberRequest

#: At how many points of each kind a bot is killed, spread over its run; fewer if it passes that
#: kind less often.
_OF_EACH = 3

#: How many bots must have been killed in all, at least.
_KILLS = 50

#: How many stories run concurrently.
_LANES = 2

_FIRST_MEMBER = 1_100_000_000_000_000_100

#: Number of refusals that stands for "always".
_ALWAYS = 10**9

#: Delivery paths of a public image, except the bot's DM, whose channel is not reported either.
_WAYS = 4

#: Timeout of one bot, in seconds.
_LIFE_S = 15

#: Sizes of images: one that takes several writes, and one above the upload limit.
_IMAGE_BYTES = 300_000
_TOO_LARGE_BYTES = 11 * 2**20

_PROMPTS = ("a fox", "a forbidden hare", "a heron", "an otter", "an owl")
_REGRETTED = "an owl"


#: Makes Discord refuse something.
Trouble = Callable[[LoopbackDiscord], None]


class Story:
    """One database and one Discord, with bots that run one after another."""

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
        """Run a bot until a condition is true, and kill it then."""
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
        """The stdout and stderr of all bots."""
        return (self._folder / "output").read_text(encoding="utf-8", errors="replace")

    async def live(self, nursery: ForkServer, fatal: Fatal | None) -> Running:
        """Run a bot until it is killed, or until all requests have ended."""
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
        """Send the remaining requests, and wait until all have ended."""
        await self.discord.wait_for_bot(session=session)
        for wish in self.aftermath.wishes:
            if wish.used is None:
                wish.session = session
                wish.used = await self._ask(wish)
        while not self.aftermath.is_over(session=session):
            await self._regret(session)
            await asyncio.sleep(0.02)

    async def _ask(self, wish: MemberRequest) -> Slash:
        if wish.tries_again is not None:
            return await self.discord.click(wish.tries_again, "Try again", user_id=wish.user_id)
        return await self.discord.slash("imagine", user_id=wish.user_id, prompt=wish.prompt)

    async def _regret(self, session: int) -> None:
        """Click Cancel for the members who do so, once per bot."""
        for wish in self.aftermath.wishes:
            if not wish.is_regretted or wish.regretted_in == session:
                continue
            for message in self.aftermath.shown(wish):
                if "Cancel" in message.labels:
                    wish.regretted_in = session
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
        MemberRequest(str(_FIRST_MEMBER + number), prompt, is_regretted=prompt == _REGRETTED)
        for number, prompt in enumerate(_PROMPTS)
    ]
    async with LoopbackDiscord() as discord, Painter(playful=True) as painter:
        painter.default = Say(sketch=True, target_bytes=_IMAGE_BYTES)
        yield Story(folder, discord, painter, wishes)


async def _tell(
    nursery: ForkServer, folder: Path, fatals: Sequence[Fatal], trouble: Trouble
) -> tuple[int, list[str]]:
    """Run bots that are killed one after another, and a last one that is not.

    Args:
        nursery: Starts the bots.
        folder: Their data folder.
        fatals: The point at which each is killed.
        trouble: Makes Discord refuse something.

    Returns:
        How many were killed, and all problems found in the end.
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


def _spread(passed: Mapping[str, int], most: int) -> list[Fatal]:
    """Choose points of every kind, spread from the first to the last pass."""
    chosen: list[list[Fatal]] = []
    for point, times in sorted(passed.items()):
        of_each = min(times, most)
        steps = max(of_each - 1, 1)
        nths = {1 + number * (times - 1) // steps for number in range(of_each)}
        chosen.append([Fatal(point, nth) for nth in sorted(nths)])
    return [fatal for row in zip_longest(*chosen) for fatal in row if fatal is not None]


def _plans(fatals: Sequence[Fatal]) -> list[tuple[Fatal, ...]]:
    """Return the points of each story; in every third one, the next bot is killed as well."""
    others = [*fatals[len(fatals) // 2 :], *fatals[: len(fatals) // 2]]
    pairs = zip(fatals, others, strict=True)
    return [pair if number % 3 == 0 else pair[:1] for number, pair in enumerate(pairs)]


async def _passed(nursery: ForkServer, folder: Path, trouble: Trouble) -> Mapping[str, int]:
    """Return how often a bot passes each point if it is not killed."""
    async with _open_story(folder) as story:
        trouble(story.discord)
        bot = await story.live(nursery, None)
        assert await bot.ended() == 0, story.output
        assert story.aftermath.problems() == [], story.output
        return bot.points()


def _no_trouble(_: LoopbackDiscord) -> None:
    """Let Discord accept everything."""


def _no_edits(discord: LoopbackDiscord) -> None:
    """Make Discord refuse all edits of first replies through their tokens."""
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
    """Kill bots at points of every kind, and check that nothing is wrong in the end.

    Args:
        tmp_path: Parent of their data folders.
        trouble: Makes Discord refuse something.
        of_each: At how many points of each kind.
        least: How many must have been killed.
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
        story.discord.mend()
        await story.live(nursery, None)
        assert story.aftermath.problems() == [], story.output
        [card] = story.aftermath.shown(wish)
        assert len(card.files) == 1


def _uploads(story: Story) -> int:
    """Return the number of attempts to show an image."""
    return len([call for call in story.discord.calls if call.files])


async def test_what_was_lost_in_a_restart_is_tried_again_with_one_click(tmp_path: Path) -> None:
    wish = MemberRequest(str(_FIRST_MEMBER), "a fox")
    async with open_fork_server() as nursery, _open_story(tmp_path / "story", [wish]) as story:
        killed = await story.live(nursery, Fatal("before spool close", 1))
        assert await killed.ended() == -signal.SIGKILL
        await story.live(nursery, None)
        [card] = story.aftermath.shown(wish)
        assert "the image is lost" in card.content
        again = MemberRequest(wish.user_id, wish.prompt, tries_again=card)
        story.aftermath.wishes.append(again)
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
        killed = await story.live(nursery, Fatal(point, 1))
        assert await killed.ended() == -signal.SIGKILL
        await story.live(nursery, None)
        assert story.aftermath.problems() == [], story.output
        [card] = story.aftermath.shown(wish)
        assert [len(data) < _TOO_LARGE_BYTES for data in card.files.values()] == [True]
