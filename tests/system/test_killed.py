"""Bots that are killed at any point: the next one delivers or refunds every request.

Each bot is a process on a loopback Discord and a painter over real sockets. It is killed before or
after one of its writes, sends or receives, and the next one is started at once.
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

from bot.sandbox.painter import Painter, ScriptedAnswer
from testkit.discord_loopback.discord import TOKEN, LoopbackDiscord
from testkit.discord_loopback.interactions import SentInteraction
from testkit.discord_loopback.messages import UNKNOWN_WEBHOOK, Refusal
from testkit.fork_server import ForkServer, KillAt, Running, open_fork_server
from testkit.invariants.jobs import JobInvariants, MemberRequest

pytestmark = pytest.mark.takes_long

#: The most passes of each point that kill a bot, spread over its lifetime.
_PASSES_OF_EACH = 3

#: The least number of kills in total.
_KILLS = 50

#: The number of bots that run at once.
_WORKERS = 2

_FIRST_MEMBER = 1_100_000_000_000_000_100

#: A number of calls that never runs out.
_ALWAYS = 10**9

#: The delivery paths of a public image.
_PATHS = 4

#: Seconds for one bot to finish.
_LIFE_S = 40

#: The size of images, which takes several writes, and of one above the upload limit.
_IMAGE_BYTES = 300_000
_TOO_LARGE_BYTES = 11 * 2**20

_PROMPTS = ("a fox", "a forbidden hare", "a heron", "an otter", "an owl")
_CANCELLED = "an owl"


#: Makes calls to Discord fail.
Faults = Callable[[LoopbackDiscord], None]


class Scenario:
    """One database and one Discord, for bots that run one after another."""

    def __init__(
        self,
        folder: Path,
        discord: LoopbackDiscord,
        painter: Painter,
        requests: Sequence[MemberRequest],
    ) -> None:
        self._folder = folder
        self.discord = discord
        self.painter = painter
        self.invariants = JobInvariants(folder / "data", discord, painter, list(requests))

    async def run_bot_until(self, fork_server: ForkServer, holds: Callable[[], bool]) -> Running:
        """Run a bot until a condition holds, then kill it."""
        session = self.discord.sessions + 1
        bot = await fork_server.start(self._environment(), self._folder)
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

    async def run_bot(self, fork_server: ForkServer, kill_at: KillAt | None) -> Running:
        """Run a bot until it is killed, or until all requests have their outcome."""
        session = self.discord.sessions + 1
        bot = await fork_server.start(self._environment(), self._folder, kill_at)
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
        """Send the requests that were not sent yet, and wait until all have ended."""
        await self.discord.wait_for_bot(session=session)
        for request in self.invariants.requests:
            if request.interaction is None:
                request.session = session
                request.interaction = await self._send(request)
        while not self.invariants.is_over(session=session):
            await self._cancel(session)
            await asyncio.sleep(0.02)

    async def _send(self, request: MemberRequest) -> SentInteraction:
        if request.retried_message is not None:
            return await self.discord.click(
                request.retried_message, "Try again", user_id=request.user_id
            )
        return await self.discord.slash("imagine", user_id=request.user_id, prompt=request.prompt)

    async def _cancel(self, session: int) -> None:
        """Click Cancel for members who do so, once per bot."""
        for request in self.invariants.requests:
            if not request.is_to_be_cancelled or request.cancelled_in == session:
                continue
            for message in self.invariants.shown(request):
                if "Cancel" in message.labels:
                    request.cancelled_in = session
                    await self.discord.click(message, "Cancel", user_id=request.user_id)

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
async def _open_scenario(
    folder: Path, requests: Sequence[MemberRequest] | None = None
) -> AsyncGenerator[Scenario]:
    folder.mkdir()
    requests = requests or [
        MemberRequest(str(_FIRST_MEMBER + number), prompt, is_to_be_cancelled=prompt == _CANCELLED)
        for number, prompt in enumerate(_PROMPTS)
    ]
    async with LoopbackDiscord() as discord, Painter(playful=True) as painter:
        painter.default = ScriptedAnswer(sketch=True, target_bytes=_IMAGE_BYTES)
        yield Scenario(folder, discord, painter, requests)


async def _run_lives(
    fork_server: ForkServer, folder: Path, kills_at: Sequence[KillAt], faults: Faults
) -> tuple[int, list[str]]:
    """Kill bots one after another, and let the last one finish.

    Args:
        fork_server: The process that starts them.
        folder: The folder of the scenario.
        kills_at: Where each bot but the last is killed.
        faults: Makes calls to Discord fail.

    Returns:
        The number of kills, and all problems at the end.
    """
    killed = 0
    async with _open_scenario(folder) as scenario:
        faults(scenario.discord)
        for kill_at in (*kills_at, None):
            bot = await scenario.run_bot(fork_server, kill_at)
            status = await bot.ended()
            if status == 0:
                break
            if status != -signal.SIGKILL:
                return killed, [f"a bot ended with {status}", scenario.output]
            killed += 1
        found = scenario.invariants.problems()
        return killed, [*found, scenario.output] if found else []


def _spread(passed: Mapping[str, int], most: int) -> list[KillAt]:
    """Choose up to `most` passes of every point, from the first to the last one."""
    chosen: list[list[KillAt]] = []
    for point, times in sorted(passed.items()):
        of_each = min(times, most)
        steps = max(of_each - 1, 1)
        nths = {1 + number * (times - 1) // steps for number in range(of_each)}
        chosen.append([KillAt(point, nth) for nth in sorted(nths)])
    return [kill_at for row in zip_longest(*chosen) for kill_at in row if kill_at is not None]


def _plan(kills_at: Sequence[KillAt]) -> list[tuple[KillAt, ...]]:
    """Return the kills of each scenario: one, and in every third scenario a second bot's."""
    others = [*kills_at[len(kills_at) // 2 :], *kills_at[: len(kills_at) // 2]]
    pairs = zip(kills_at, others, strict=True)
    return [pair if number % 3 == 0 else pair[:1] for number, pair in enumerate(pairs)]


async def _passed(fork_server: ForkServer, folder: Path, faults: Faults) -> Mapping[str, int]:
    """Return how often a bot passes each point if it is not killed."""
    async with _open_scenario(folder) as scenario:
        faults(scenario.discord)
        bot = await scenario.run_bot(fork_server, None)
        assert await bot.ended() == 0, scenario.output
        assert scenario.invariants.problems() == [], scenario.output
        return bot.points()


def _no_faults(_: LoopbackDiscord) -> None:
    """Let every call succeed."""


def _no_edits(discord: LoopbackDiscord) -> None:
    """Let every edit and deletion of a first response fail."""
    blocked = Refusal(400, 200000, "Message was blocked by automatic moderation")
    discord.fail("PATCH", "/messages/@original", blocked, times=_ALWAYS)
    discord.fail("DELETE", "/messages/@original", UNKNOWN_WEBHOOK, times=_ALWAYS)


@pytest.mark.timeout(300)  # runs about seventy bots
@pytest.mark.parametrize(
    ("faults", "of_each", "kills"),
    [(_no_faults, _PASSES_OF_EACH, _KILLS), (_no_edits, 1, _KILLS // 4)],
)
async def test_whatever_the_instant_every_job_is_delivered_once_or_given_back_once(
    tmp_path: Path, faults: Faults, of_each: int, kills: int
) -> None:
    await _kill_everywhere(tmp_path, faults, of_each=of_each, least=kills)


async def _kill_everywhere(tmp_path: Path, faults: Faults, *, of_each: int, least: int) -> None:
    """Kill bots at every point, and check all invariants afterwards.

    Args:
        tmp_path: The parent of their folders.
        faults: Makes calls to Discord fail.
        of_each: How many passes of each point kill a bot.
        least: The least number of kills.
    """
    problems_by_plan: dict[str, list[str]] = {}
    kills = 0

    async def worker(fork_server: ForkServer) -> None:
        nonlocal kills
        while plans:
            number, kills_at = plans.popleft()
            killed, problems = await _run_lives(
                fork_server, tmp_path / str(number), kills_at, faults
            )
            kills += killed
            if problems:
                problems_by_plan[" then ".join(map(str, kills_at))] = problems

    async with AsyncExitStack() as stack:
        fork_servers = [
            await stack.enter_async_context(open_fork_server()) for _ in range(_WORKERS)
        ]
        passed = await _passed(fork_servers[0], tmp_path / "whole", faults)
        kills_at = _spread(passed, of_each)
        plans = deque(enumerate(_plan(kills_at)))
        number_of_plans = len(plans)
        async with asyncio.TaskGroup() as group:
            for fork_server in fork_servers:
                group.create_task(worker(fork_server), name="worker")
    reports = [
        f"KILLED {where}:\n  " + "\n  ".join(what) for where, what in problems_by_plan.items()
    ]
    assert not problems_by_plan, (
        f"{len(problems_by_plan)} of {number_of_plans} scenarios\n" + "\n".join(reports)
    )
    assert kills >= least


async def test_what_discord_took_nowhere_is_kept_and_shown_by_the_next_bot(tmp_path: Path) -> None:
    request = MemberRequest(str(_FIRST_MEMBER), "a fox")
    async with (
        open_fork_server() as fork_server,
        _open_scenario(tmp_path / "scenario", [request]) as scenario,
    ):
        blocked = Refusal(403, 0, "", page="<!DOCTYPE html><title>Access denied</title>")
        scenario.discord.fail("PATCH", "/webhooks/", blocked, times=_ALWAYS)
        scenario.discord.fail("POST", "/webhooks/", blocked, times=_ALWAYS)
        scenario.discord.fail("POST", "/channels", blocked, times=_ALWAYS)
        await scenario.run_bot_until(fork_server, lambda: _uploads(scenario) >= 2 * _PATHS)
        scenario.discord.clear_failures()
        await scenario.run_bot(fork_server, None)
        assert scenario.invariants.problems() == [], scenario.output
        [card] = scenario.invariants.shown(request)
        assert len(card.files) == 1


def _uploads(scenario: Scenario) -> int:
    """Return the number of uploads."""
    return len([call for call in scenario.discord.calls if call.files])


async def test_what_was_lost_in_a_restart_is_tried_again_with_one_click(tmp_path: Path) -> None:
    request = MemberRequest(str(_FIRST_MEMBER), "a fox")
    async with (
        open_fork_server() as fork_server,
        _open_scenario(tmp_path / "scenario", [request]) as scenario,
    ):
        killed = await scenario.run_bot(fork_server, KillAt("before spool close", 1))
        assert await killed.ended() == -signal.SIGKILL
        await scenario.run_bot(fork_server, None)
        [card] = scenario.invariants.shown(request)
        assert "the image is lost" in card.content
        again = MemberRequest(request.user_id, request.prompt, retried_message=card)
        scenario.invariants.requests.append(again)
        await scenario.run_bot(fork_server, None)
        assert scenario.invariants.problems() == [], scenario.output
        [card] = scenario.invariants.shown(again)
        assert len(card.files) == 1


@pytest.mark.parametrize("point", ["before shrinking", "after shrinking"])
async def test_an_image_that_is_being_made_smaller_is_not_lost_with_its_bot(
    tmp_path: Path, point: str
) -> None:
    request = MemberRequest(str(_FIRST_MEMBER), "a fox")
    async with (
        open_fork_server() as fork_server,
        _open_scenario(tmp_path / "scenario", [request]) as scenario,
    ):
        scenario.painter.default = ScriptedAnswer(sketch=True, target_bytes=_TOO_LARGE_BYTES)
        killed = await scenario.run_bot(fork_server, KillAt(point, 1))
        assert await killed.ended() == -signal.SIGKILL
        await scenario.run_bot(fork_server, None)
        assert scenario.invariants.problems() == [], scenario.output
        [card] = scenario.invariants.shown(request)
        assert [len(data) < _TOO_LARGE_BYTES for data in card.files.values()] == [True]
