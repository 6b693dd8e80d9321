"""Starts bots by forking a process that has imported everything, one bot at a time.

Importing takes a second, forking some milliseconds. Run as `python -m testkit.fork_server`; it
reads JSON lines as `ForkServer.start` writes them. It answers each with a line that has the
process id, and after the end of that process with a line that has its exit status.
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

#: Coverage is off: a killed process cannot write its data.
_NOT_INHERITED = ("COVERAGE_PROCESS_START", "COVERAGE_PROCESS_CONFIG")

#: The modules of a running bot, including those that it imports late.
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
class KillAt:
    """A point at which a process is killed; see `testkit.kill_points`."""

    point: str
    nth: int
    """At which pass of the point, from 1."""

    def __str__(self) -> str:
        return f"{self.point} #{self.nth}"


class Running:
    """A bot that the fork server started."""

    def __init__(self, pid: int, ended: asyncio.Task[int], folder: Path) -> None:
        self.pid = pid
        self._ended = ended
        self._folder = folder

    @property
    def is_running(self) -> bool:
        """Whether the process has not ended."""
        return not self._ended.done()

    def points(self) -> dict[str, int]:
        """Return the number of passes of each point; the process has to have ended on its own."""
        return json.loads((self._folder / "points").read_text(encoding="utf-8"))

    def stop(self) -> None:
        """Send SIGTERM."""
        if self.is_running:
            with suppress(ProcessLookupError):  # ended a moment ago
                os.kill(self.pid, signal.SIGTERM)

    async def ended(self) -> int:
        """Wait for the end and return the exit status; a negative one is the number of a signal."""
        return await asyncio.shield(self._ended)


class ForkServer:
    """A connection to the process that forks."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def start(
        self, environment: Mapping[str, str], folder: Path, kill_at: KillAt | None = None
    ) -> Running:
        """Start `imagine-bot run`; the bot before it has to have ended.

        Args:
            environment: The complete environment.
            folder: Its working folder; its output is appended to the file `output` there.
            kill_at: Where it is killed; None for nowhere.
        """
        request = {
            "environment": dict(environment),
            "folder": str(folder),
            "kill_at": None if kill_at is None else [kill_at.point, kill_at.nth],
        }
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(request).encode() + b"\n")
        pid = await self._read()
        ended = asyncio.create_task(self._read(), name=f"bot:{pid}")
        return Running(pid, ended, folder)

    async def _read(self) -> int:
        assert self._process.stdout is not None
        line = await self._process.stdout.readline()
        return int(line) if line else -signal.SIGKILL  # the process that forks was killed


@asynccontextmanager
async def open_fork_server() -> AsyncGenerator[ForkServer]:
    """Run the process that forks until the context ends."""
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
            _run_bot(json.loads(line))
        print(child, flush=True)  # noqa: T201 - the answer
        _, status = os.waitpid(child, 0)
        child = 0
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201 - the answer


def _run_bot(request: dict[str, Any]) -> None:
    """Run the command line in this process, and end it."""
    status = 1
    try:
        _enter(Path(request["folder"]), request["environment"])
        status = _main(tuple(request["kill_at"]) if request["kill_at"] else None)
    except BaseException:  # noqa: BLE001 - a fork must not continue as its parent
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _enter(folder: Path, environment: Mapping[str, str]) -> None:
    """Redirect output to a file in the folder, and take over folder and environment."""
    output = os.open(folder / "output", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for target, source in ((0, nothing), (1, output), (2, output)):
        os.dup2(source, target)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)


def _main(kill_at: tuple[str, int] | None) -> int:
    """Run the command with kill points, and return its exit status."""
    from discord.http import Route  # noqa: PLC0415 - already imported

    from bot.cli.app import main  # noqa: PLC0415 - already imported
    from testkit.kill_points import KillPoints  # noqa: PLC0415 - already imported

    Route.BASE = os.environ["LOOPBACK_DISCORD"]
    sys.argv = ["imagine-bot", "run"]
    points = KillPoints(kill_at, Path("points"))
    points.install()
    status = 0
    try:
        main()
    except SystemExit as end:
        status = int(end.code or 0)
    finally:
        points.write()
    return status


if __name__ == "__main__":
    _serve()
