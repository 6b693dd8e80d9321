"""Measures the time to the first response in a rush: `python -m benchmarks.ack`, under 60 s.

The bot runs in its own process on a loopback Discord; a painter in another process takes a second
per image. In each case 200 commands arrive at once. Times are from that moment until the first
response, and until the image is shown.
"""

import asyncio
import math
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.sandbox.painter import ScriptedAnswer
from testkit.child_process import start
from testkit.discord_loopback.discord import TOKEN, LoopbackDiscord
from testkit.painter_process import open_painter

COMMANDS = 200
LATENCY_S = 1.0
CONCURRENT = 32

#: Seconds after which a missing response or image counts as lost.
PATIENCE_S = 30

#: The bar, for the first response.
MAX_P99_S = 1.0


class _Watch(LoopbackDiscord):
    """Notes the time of the first response and of the image, by interaction token."""

    def __init__(self) -> None:
        super().__init__()
        self.first: dict[str, float] = {}
        self.image: dict[str, float] = {}

    async def _take_call(self, request: web.Request) -> web.Response:
        now = time.perf_counter()
        parts = request.path.split("/")
        if "interactions" in parts:
            self.first.setdefault(parts[parts.index("interactions") + 2], now)
        elif request.content_type.startswith("multipart/"):
            self.image[parts[parts.index("webhooks") + 2]] = now
        return await super()._take_call(request)


@dataclass
class Case:
    """One rush, and the times measured in it."""

    name: str
    members: int
    first_s: list[float] = field(default_factory=list[float])
    image_s: list[float] = field(default_factory=list[float])

    @property
    def lost(self) -> int:
        """The number of commands without a response or of members without an image, if higher."""
        return max(COMMANDS - len(self.first_s), self.members - len(self.image_s))


async def _measure(case: Case, environment: dict[str, str], folder: Path) -> None:
    async with _Watch() as discord:
        environment = environment | {"LOOPBACK_DISCORD": discord.base_url}
        launched = start("run", folder=folder, environment=environment, module="testkit.launch")
        async with launched as child:
            await discord.wait_for_bot()
            # warm up: the first command imports and compiles
            await discord.wait_for_call("POST", (await discord.slash("my")).callback)
            started = time.perf_counter()
            sent = [
                await discord.slash("imagine", user_id=f"9{n % case.members:017}", prompt="a fox")
                for n in range(COMMANDS)
            ]
            ends = started + PATIENCE_S
            while len(discord.image) < case.members and time.perf_counter() < ends:  # noqa: ASYNC110 - polling does not disturb the measured process
                await asyncio.sleep(0.05)
            for interaction in sent:
                if interaction.token in discord.first:
                    case.first_s.append(discord.first[interaction.token] - started)
                if interaction.token in discord.image:
                    case.image_s.append(discord.image[interaction.token] - started)
            child.signal(signal.SIGTERM)
            await child.ended()


def _percentile(times_s: Sequence[float], share: float) -> float:
    return sorted(times_s)[math.ceil(share * len(times_s)) - 1] if times_s else math.nan


def _measure_all() -> tuple[Case, ...]:
    """Run every case against one painter."""
    with open_painter(ScriptedAnswer(sketch=True, latency_s=LATENCY_S)) as (base_url, key):
        return _measure_with(base_url, key)


def _measure_with(base_url: str, key: str) -> tuple[Case, ...]:
    environment: dict[str, Any] = {
        "DISCORD_TOKEN": TOKEN,
        "OPENROUTER_API_KEY": key,
        "OPENROUTER_BASE_URL": base_url,
        "MAX_CONCURRENT_IMAGES": str(CONCURRENT),
        "MAX_WAITING_PER_SERVER": str(COMMANDS),
        "SERVER_USD_PER_DAY": "off",
        "BUDGET_USD_PER_DAY": "off",
        "CAP_SERVER_USD_PER_DAY": "off",
        "CAP_USER_USD_PER_DAY": "off",
        "LOG_LEVEL": "ERROR",
    }
    cases = (Case("each from another member", COMMANDS), Case("all from one member", 1))
    for case in cases:
        with tempfile.TemporaryDirectory() as folder:
            asyncio.run(_measure(case, {**environment, "DATA_DIR": folder}, Path(folder)))
    return cases


def _print_table(cases: Sequence[Case]) -> None:
    print(f"{COMMANDS} commands at once, {CONCURRENT} images at once, {LATENCY_S:g} s each")
    print(f"{'':<26}{'first response, s':>23}{'image, s':>24}")
    print(f"{'':<26}{'p50':>7} {'p99':>7} {'max':>7} {'p50':>7} {'p99':>7} {'max':>7} {'lost':>6}")
    for case in cases:
        print(f"{case.name:<26}", end="")
        for times_s in (case.first_s, case.image_s):
            for share in (0.5, 0.99, 1.0):
                print(f"{_percentile(times_s, share):>7.3f} ", end="")
        print(f"{case.lost:>6}")


def main() -> int:
    """Print the table and the bar; return the exit code, 1 when the bar is missed."""
    cases = _measure_all()
    _print_table(cases)
    p99_s = max(_percentile(case.first_s, 0.99) for case in cases)
    holds = p99_s < MAX_P99_S and not any(case.lost for case in cases)
    verdict = "holds" if holds else "MISSED"
    print(f"{verdict:<6}  first response p99 under {MAX_P99_S:g} s and none lost: {p99_s:.3f} s")
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
