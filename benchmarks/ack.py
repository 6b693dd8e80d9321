"""Measures how soon members are answered in a rush: `python -m benchmarks.ack`, under 30 s.

The whole bot runs on a simulated Discord; a painter in a process of its own takes a second for
each picture. In each case 200 commands arrive in the same instant, and the times are from that
instant: until the first answer, and until the picture is shown.
"""

import asyncio
import contextlib
import math
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import simcord
from pydantic import SecretStr
from simcord.enums import InteractionType, OptionType
from simcord.env import Env
from simcord.interactions import base_payload
from simcord.types import HttpLogEntry

from bot.app import open_services
from bot.client import ImagineBot
from bot.sandbox.painter import Painter, Say
from bot.settings import Settings, load_settings
from cogs import EXTENSIONS

COMMANDS = 200
LATENCY_S = 1.0
CONCURRENT = 32

#: What has not come by then counts as lost.
PATIENCE_S = 60

#: The bar, for the first answer.
MAX_P99_S = 1.0


class _Watch(list[HttpLogEntry]):
    """The bot's calls to Discord, with the moment of each interaction's first and last one."""

    def __init__(self) -> None:
        super().__init__()
        self.first: dict[str, float] = {}
        self.last: dict[str, float] = {}

    def append(self, entry: HttpLogEntry, /) -> None:
        """Note the time of a call; the third part of these paths is the interaction's token."""
        super().append(entry)
        if entry.path.startswith(("/interactions/", "/webhooks/")):
            token, now = entry.path.split("/")[3], time.perf_counter()
            self.first.setdefault(token, now)
            self.last[token] = now


@dataclass
class Case:
    """One rush and what came of it."""

    name: str
    members: int
    first_s: list[float] = field(default_factory=list)
    picture_s: list[float] = field(default_factory=list)

    @property
    def lost(self) -> int:
        """How many commands had no answer, or how many members no picture."""
        return max(COMMANDS - len(self.first_s), self.members - len(self.picture_s))


def _paint(pipe: Connection) -> None:
    """Paint until killed; send the address and the key through the pipe."""

    async def paint() -> None:
        async with Painter() as painter:
            painter.default = Say(sketch=True, latency_s=LATENCY_S)
            pipe.send((painter.base_url, painter.key))
            await asyncio.Event().wait()

    asyncio.run(paint())


async def _measure(case: Case, settings: Settings) -> None:
    async with open_services(settings) as services:
        bot = ImagineBot(services, EXTENSIONS)
        async with simcord.run(bot, shard_count=1, check_errors=False) as env:
            guild = env.create_guild("The Art Corner")
            channel = guild.create_text_channel("art")
            members = [guild.add_member(env.create_user(f"m{n}")).id for n in range(case.members)]
            asked = [
                _command(env, guild.id, channel.id, members[n % case.members])
                for n in range(COMMANDS)
            ]
            env.backend.http_requests = watch = _Watch()
            started = time.perf_counter()
            for _, payload in asked:
                env.backend.emit("INTERACTION_CREATE", payload)
            with contextlib.suppress(TimeoutError):
                await env.settle(PATIENCE_S)
            for record, _ in asked:
                if record.message_id is None:
                    continue
                case.first_s.append(watch.first[record.token] - started)
                if env.backend.get_message(channel.id, record.message_id).attachments:
                    case.picture_s.append(watch.last[record.token] - started)


def _command(env: Env, guild_id: int, channel_id: int, user_id: int) -> tuple[Any, dict[str, Any]]:
    """Prepare one /imagine as Discord sends it."""
    command = env.backend.find_command("imagine", guild_id, type=1)
    if command is None:
        raise LookupError("the bot registered no /imagine")
    option = {"name": "prompt", "type": OptionType.STRING, "value": "a fox in the snow"}
    return base_payload(
        env.backend,
        type=InteractionType.APPLICATION_COMMAND,
        channel_id=channel_id,
        guild_id=guild_id,
        user_id=user_id,
        data={"id": command["id"], "name": "imagine", "type": 1, "options": [option]},
    )


def _percentile(times_s: Sequence[float], share: float) -> float:
    return sorted(times_s)[math.ceil(share * len(times_s)) - 1] if times_s else math.nan


def _measure_all() -> tuple[Case, ...]:
    """Run every case against one painter."""
    spawning = multiprocessing.get_context("spawn")
    mine, theirs = spawning.Pipe()
    painter = spawning.Process(target=_paint, args=(theirs,), daemon=True)
    painter.start()
    base_url, key = mine.recv()
    cases = (Case("each from another member", COMMANDS), Case("all from one member", 1))
    changes: dict[str, object] = {
        "openrouter_base_url": base_url,
        "openrouter_api_key": SecretStr(key),
        "max_concurrent_pictures": CONCURRENT,
        "server_usd_per_day": None,
        "budget_usd_per_day": None,
    }
    for case in cases:
        with tempfile.TemporaryDirectory() as folder:
            changes["data_dir"] = Path(folder)
            settings = load_settings(env_file=None).model_copy(update=changes)
            asyncio.run(_measure(case, settings))
    painter.terminate()
    painter.join()
    return cases


def _print_table(cases: Sequence[Case]) -> None:
    print(f"{COMMANDS} commands at once, {CONCURRENT} pictures at once, {LATENCY_S:g} s each")
    print(f"{'':<26}{'first answer, s':>23}{'picture, s':>24}")
    print(f"{'':<26}{'p50':>7} {'p99':>7} {'max':>7} {'p50':>7} {'p99':>7} {'max':>7} {'lost':>6}")
    for case in cases:
        print(f"{case.name:<26}", end="")
        for times_s in (case.first_s, case.picture_s):
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
    print(f"{verdict:<6}  first answer p99 under {MAX_P99_S:g} s and none lost: {p99_s:.3f} s")
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
