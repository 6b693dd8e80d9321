"""A command on a pseudo-terminal, at which a test types."""

import asyncio
import fcntl
import os
import pty
import re
import signal
import struct
import sys
import termios
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from testkit.child_process import ROOT, allow_interrupts

#: Seconds until a text has to appear; commands answer within a second or two.
_PATIENCE_S = 40.0

#: How often in a row, and how far apart in seconds, a command must be seen waiting.
_LOOKS, _LOOK_S = 3, 0.005

_CONTROL = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]")


class Terminal:
    """The terminal of a running command.

    Attributes:
        raw: Everything that was shown so far, with escape sequences and echoed input.
    """

    def __init__(self, process: asyncio.subprocess.Process, controller: int) -> None:
        self.raw = b""
        self._process = process
        self._controller = controller
        self._read_to = 0
        self._changed = asyncio.Event()
        self._is_open = True
        asyncio.get_running_loop().add_reader(controller, self._read)

    @property
    def text(self) -> str:
        """What was shown so far, without escape sequences; lines may be wrapped."""
        return _plain(self.raw)

    @property
    def echoes(self) -> bool:
        """Whether what is typed is shown."""
        return bool(termios.tcgetattr(self._controller)[3] & termios.ECHO)

    async def see(self, part: str) -> str:
        """Wait until a text is shown after the one seen before; return what was shown until then.

        White space counts as one blank, since lines are wrapped anywhere.
        """
        pattern = re.compile(r"\s+".join(map(re.escape, part.split())))
        async with asyncio.timeout(_PATIENCE_S):
            while True:
                text = self.text
                found = pattern.search(text, self._read_to)
                if found is not None:
                    shown, self._read_to = text[self._read_to : found.end()], found.end()
                    return shown
                assert self._is_open, f"no {part!r} in {text!r}"
                self._changed.clear()
                await self._changed.wait()

    def type(self, text: str) -> None:
        """Type a line and press Enter."""
        os.write(self._controller, f"{text}\n".encode())

    async def interrupt(self) -> None:
        """Press Ctrl-C once the command waits.

        Python does not notice a signal that comes between the output of a question and the system
        call that reads the answer, until there is an answer.
        """
        async with asyncio.timeout(_PATIENCE_S):
            waiting = 0
            while waiting < _LOOKS:
                waiting = waiting + 1 if _is_waiting(self._process.pid) else 0
                await asyncio.sleep(_LOOK_S)
        os.write(self._controller, b"\x03")

    def end_input(self) -> None:
        """Press Ctrl-D."""
        os.write(self._controller, b"\x04")

    def signal(self, number: signal.Signals) -> None:
        """Send a signal, unless the process has ended."""
        with suppress(ProcessLookupError):
            self._process.send_signal(number)

    async def ended(self, *, within_s: float = 30) -> int:
        """Wait until the command has ended; return its exit code."""
        async with asyncio.timeout(within_s):
            code = await self._process.wait()
            while self._is_open:
                self._changed.clear()
                await self._changed.wait()
        return code

    def close(self) -> None:
        """Read no more."""
        if self._is_open:
            self._is_open = False
            asyncio.get_running_loop().remove_reader(self._controller)

    def _read(self) -> None:
        try:
            data = os.read(self._controller, 65_536)
        except OSError:
            # Linux answers so once the command has ended
            data = b""
        self.raw += data
        if not data:
            self.close()
        self._changed.set()


@asynccontextmanager
async def start_on_terminal(
    *arguments: str,
    folder: Path,
    environment: Mapping[str, str],
    size: tuple[int, int] = (100, 60),
) -> AsyncGenerator[Terminal]:
    """Run the command line on a new terminal; it is killed when the context ends.

    Args:
        arguments: The command and its arguments.
        folder: Its working folder.
        environment: Its settings, with `LOOPBACK_DISCORD`.
        size: Columns and lines of the terminal.
    """
    allow_interrupts()
    controller, terminal = pty.openpty()
    columns, lines = size
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    inherited = {key: value for key, value in os.environ.items() if key not in _NOT_INHERITED}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "testkit.launch",
        *arguments,
        cwd=folder,
        env={**inherited, **_KIND, "PYTHONPATH": str(ROOT), "OWN_TERMINAL": "1", **environment},
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        start_new_session=True,
    )
    os.close(terminal)
    shown = Terminal(process, controller)
    try:
        yield shown
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
        shown.close()
        os.close(controller)


#: The size and the colors of the terminal that runs the tests say nothing of this one.
_NOT_INHERITED = ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE")

_KIND = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}


def _is_waiting(process_id: int) -> bool:
    """Tell whether a process's main thread sleeps in a system call.

    https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html, read 2026-11-30
    """
    stat = Path(f"/proc/{process_id}/stat").read_text(encoding="utf-8", errors="replace")
    return stat.rpartition(") ")[2].startswith("S")


def _plain(raw: bytes) -> str:
    return _CONTROL.sub("", raw.decode(errors="replace")).replace("\r\n", "\n")
