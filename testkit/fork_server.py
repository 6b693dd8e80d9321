"""Starts bots by forking a process that has imported everything, one after another.

An import takes a second, and a fork some milliseconds. Run as `python -m testkit.fork_server`;
each line on stdin is a JSON object as `ForkServer.start` writes it, and is answered by a line with
the process's id, and one with its exit status once it has ended.
"""

import asyncio
import gc
import importlib
import json
import os
import signal
import sys
import traceback
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]

#: Coverage would measure what is killed before it can say anything.
_NOT_INHERITED = ("COVERAGE_PROCESS_START", "COVERAGE_PROCESS_CONFIG")

#: What a bot works with, also what it imports late.
_IMPORTED = (
    "alembic.command",
    "bot.app",
    "bot.cli.app",
    "bot.storage.engine.sqlite",
    "cogs.imagine.command",
    "cogs.limits.command",
    "cogs.my.command",
    "cryptography.hazmat.primitives.ciphers.aead",
    "cryptography.hazmat.primitives.kdf.hkdf",
    "sqlalchemy.dialects.sqlite",
    "testkit.kill_points",
)


@dataclass(frozen=True, slots=True)
class Fatal:
    """A point at which a process is killed."""

    point: str
    nth: int
    """How often it is passed, the last time included."""

    def __str__(self) -> str:
        return f"{self.point} #{self.nth}"


class Running:
    """A bot that was started."""

    def __init__(self, pid: int, ended: asyncio.Task[int], folder: Path) -> None:
        self.pid = pid
        self._ended = ended
        self._folder = folder

    @property
    def is_running(self) -> bool:
        """Whether it has not ended."""
        return not self._ended.done()

    def points(self) -> dict[str, int]:
        """Return how often it passed each point; it has to have ended by itself."""
        return json.loads((self._folder / "points").read_text(encoding="utf-8"))

    def stop(self) -> None:
        """Ask it to stop."""
        if self.is_running:
            with suppress(ProcessLookupError):  # ended a moment ago
                os.kill(self.pid, signal.SIGTERM)

    async def ended(self) -> int:
        """Return its exit status, below 0 the number of a signal."""
        return await asyncio.shield(self._ended)


class ForkServer:
    """The process that forks."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def start(
        self, environment: Mapping[str, str], folder: Path, fatal: Fatal | None = None
    ) -> Running:
        """Start `imagine-bot run`; the one before has to have ended.

        Args:
            environment: All that it has.
            folder: Where it runs; what it writes is added to `output` there.
            fatal: Where it is killed.
        """
        order = {
            "environment": dict(environment),
            "folder": str(folder),
            "fatal": None if fatal is None else [fatal.point, fatal.nth],
        }
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order).encode() + b"\n")
        pid = await self._read()
        ended = asyncio.create_task(self._read(), name=f"bot:{pid}")
        return Running(pid, ended, folder)

    async def _read(self) -> int:
        assert self._process.stdout is not None
        line = await self._process.stdout.readline()
        return int(line) if line else -signal.SIGKILL  # the process that forks was ended


@asynccontextmanager
async def open_fork_server() -> AsyncGenerator[ForkServer]:
    """Start the process that forks; it ends with the context."""
    inherited = {key: value for key, value in os.environ.items() if key not in _NOT_INHERITED}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "testkit.fork_server",
        cwd=ROOT,
        env=inherited,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        yield ForkServer(process)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        with suppress(ProcessLookupError):
            process.terminate()
        await process.wait()


def _serve() -> None:
    for name in _IMPORTED:
        importlib.import_module(name)
    gc.freeze()
    child = 0

    def end(_number: int, _frame: object) -> None:
        if child:
            os.kill(child, signal.SIGKILL)
        os._exit(0)

    signal.signal(signal.SIGTERM, end)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            _be_bot(json.loads(line))
        print(child, flush=True)  # noqa: T201 - the answer
        _, status = os.waitpid(child, 0)
        child = 0
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201 - the answer


def _be_bot(order: dict[str, Any]) -> None:
    """Run the command line in this process, and end it."""
    from discord.http import Route  # noqa: PLC0415 - imported by now

    from bot.cli.app import main  # noqa: PLC0415 - imported by now
    from testkit.kill_points import KillPoints  # noqa: PLC0415 - imported by now

    status = 1
    folder = Path(order["folder"])
    try:
        output = os.open(folder / "output", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        nothing = os.open(os.devnull, os.O_RDONLY)
        for target, source in ((0, nothing), (1, output), (2, output)):
            os.dup2(source, target)
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(order["environment"])
        Route.BASE = os.environ["LOOPBACK_DISCORD"]
        sys.argv = ["imagine-bot", "run"]
        fatal = tuple(order["fatal"]) if order["fatal"] else None
        points = KillPoints(fatal, folder / "points")
        points.install()
        try:
            main()
        except SystemExit as end:
            status = int(end.code or 0)
        finally:
            points.write()
    except BaseException:  # noqa: BLE001 - a fork must not go on as its parent
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    _serve()
