"""`imagine-bot run` as a child process, measured from outside."""

import asyncio
import json
import os
import re
import signal
import socket
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp

from testkit.child_process import ChildProcess, start
from testkit.discord_loopback.discord import TOKEN

MB = 10**6

#: Settings without limits; a benchmark adds its own.
NO_LIMITS = {
    "COOLDOWN_SECONDS": "off",
    "MEMBER_IMAGES_PER_DAY": "off",
    "SERVER_USD_PER_DAY": "off",
    "MEMBER_JOBS_AT_ONCE": "off",
    "BUDGET_USD_PER_DAY": "off",
    "CAP_SERVER_USD_PER_DAY": "off",
    "CAP_USER_USD_PER_DAY": "off",
    "REFUSALS_PER_HOUR": "off",
    "MAX_WAITING_IMAGES": "100000",
    "MAX_WAITING_PER_SERVER": "100000",
    "MAX_WAITING_PER_MEMBER": "100000",
    "JOB_TIMEOUT_SECONDS": "86400",
}

_SAMPLE = re.compile(r"^imagine_bot_([a-z_]+)(?:\{(.*)\})? (\S+)$", re.MULTILINE)
_PROBE_S = 30
_PROBE_FILE = "probe"


def settings_for(folder: Path, *, discord: str, painter: tuple[str, str]) -> dict[str, str]:
    """Return the environment variables that a bot needs to start.

    Args:
        folder: The parent of its data folder.
        discord: The base URL of the loopback Discord.
        painter: The base URL and the key of the painter.
    """
    return {
        "LOOPBACK_DISCORD": discord,
        "DISCORD_TOKEN": TOKEN,
        "OPENROUTER_BASE_URL": painter[0],
        "OPENROUTER_API_KEY": painter[1],
        "DATA_DIR": str(folder / "data"),
    }


@dataclass(frozen=True, slots=True)
class ProbeReading:
    """The measurements of the probe since the last reading."""

    stall_ms: float
    """The longest delay of a timer."""
    stall_cpu_ms: float
    """The most CPU time of the event loop's thread between two timers."""
    gc_ms: float
    """The longest pause of the garbage collector."""
    tasks: list[str] = field(default_factory=list[str])


class BotProcess:
    """A running bot with a probe in its event loop."""

    def __init__(self, child: ChildProcess, folder: Path, port: int) -> None:
        self._child = child
        self._folder = folder
        self._port = port

    @property
    def output(self) -> str:
        """Its stdout and stderr so far."""
        return "\n".join((*self._child.out, *self._child.err))

    async def output_with(self, part: str) -> str:
        """Wait for a line of its output that contains this text, and return it."""
        return await self._child.line_with(part)

    def memory_mb(self, field_name: str = "VmRSS") -> float:
        """Return its resident memory: `VmRSS` is the present, `VmHWM` the peak."""
        status = Path(f"/proc/{self._child.pid}/status").read_text(encoding="ascii")
        return int(re.findall(rf"{field_name}:\s+(\d+) kB", status)[0]) * 1024 / MB

    def files(self) -> int:
        """Return the number of its open files and sockets."""
        return len(os.listdir(f"/proc/{self._child.pid}/fd"))  # noqa: PTH208 - only the names are counted

    def signal(self, number: signal.Signals) -> None:
        """Send a signal, unless the process has ended."""
        self._child.signal(number)

    async def ended(self, *, within_s: float = 60) -> int:
        """Wait for the end and return the exit code."""
        return await self._child.ended(within_s=within_s)

    async def read_probe(self) -> ProbeReading:
        """Return the readings of the probe since the last call."""
        probe = self._folder / _PROBE_FILE
        probe.unlink(missing_ok=True)
        self.signal(signal.SIGUSR1)
        async with asyncio.timeout(_PROBE_S):
            while not probe.exists():
                await asyncio.sleep(0.01)
        reading: dict[str, Any] = json.loads(probe.read_text(encoding="utf-8"))
        return ProbeReading(**reading)

    async def metrics(self) -> dict[str, float]:
        """Return the samples of `/metrics` by name without prefix, with labels if any."""
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"http://127.0.0.1:{self._port}/metrics") as response,
        ):
            text = await response.text()
        return {
            f"{name}{{{labels}}}" if labels else name: float(value)
            for name, labels, value in _SAMPLE.findall(text)
        }


@asynccontextmanager
async def start_bot(folder: Path, environment: Mapping[str, str]) -> AsyncGenerator[BotProcess]:
    """Run a bot until the context ends; it is killed then if it still runs.

    Args:
        folder: Its working folder; its output is appended to the file `output` there.
        environment: Its settings; see `settings_for`.
    """
    port = _free_port()
    variables = {"PROBE": str(folder / _PROBE_FILE), "HTTP_PORT": str(port), **environment}
    launched = start("run", folder=folder, environment=variables, module="testkit.launch")
    async with launched as child:
        bot = BotProcess(child, folder, port)
        try:
            yield bot
        finally:
            with (folder / "output").open("a", encoding="utf-8") as output:
                output.write(bot.output + "\n")


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]
