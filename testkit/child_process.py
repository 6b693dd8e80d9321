"""Child processes whose output is read while they run."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).parents[1]


class ChildProcess:
    """One running process.

    Attributes:
        out: The lines on stdout so far.
        err: The lines on stderr so far.
    """

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.out: list[str] = []
        self.err: list[str] = []
        self._process = process
        self._changed = asyncio.Condition()
        self._open = 2

    async def read(self) -> None:
        """Read both streams until they end."""
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        async with asyncio.TaskGroup() as group:
            group.create_task(self._read(self._process.stdout, self.out), name="child-stdout")
            group.create_task(self._read(self._process.stderr, self.err), name="child-stderr")

    async def line_with(self, part: str) -> str:
        """Wait for a line on stdout or stderr that contains this text, and return it."""

        def found() -> list[str]:
            return [line for line in (*self.out, *self.err) if part in line]

        async with self._changed:
            await self._changed.wait_for(lambda: found() or not self._open)
        assert found(), (self.out, self.err)
        return found()[0]

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    def signal(self, number: signal.Signals) -> None:
        """Send a signal, unless the process has ended."""
        with suppress(ProcessLookupError):
            self._process.send_signal(number)

    async def ended(self, *, within_s: float = 30) -> int:
        """Wait until the process has ended and its output is read; return the exit code."""
        async with asyncio.timeout(within_s), self._changed:
            await self._changed.wait_for(lambda: not self._open)
            return await self._process.wait()

    async def _read(self, stream: asyncio.StreamReader, lines: list[str]) -> None:
        async for line in stream:
            lines.append(line.decode().rstrip("\n"))
            async with self._changed:
                self._changed.notify_all()
        self._open -= 1
        async with self._changed:
            self._changed.notify_all()


def allow_interrupts() -> None:
    """Let children inherit no ignored SIGINT, as from a shell that runs tests in the background."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@asynccontextmanager
async def start(
    *arguments: str, folder: Path, environment: Mapping[str, str], module: str = "bot"
) -> AsyncGenerator[ChildProcess]:
    """Run `python -m MODULE ARGUMENTS` in a folder; it is killed when the context ends."""
    allow_interrupts()
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        module,
        *arguments,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    child = ChildProcess(process)
    reading = asyncio.create_task(child.read(), name="child-output")
    try:
        yield child
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
        await reading
