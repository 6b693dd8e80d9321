"""Measures login time and memory of `imagine-bot run`: `python -m benchmarks.startup`.

Each program runs in a fresh process, in several rounds; the table shows medians and takes 15 s.
The floor only imports discord.py. The other program starts the real command line, settings,
services and commands, and stops before it would log in; nothing leaves this machine.

- Time is from the start of the process, measured by its parent.
- Memory is the resident set (`VmRSS` of /proc).
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

ROUNDS = 7
MB = 10**6
SLOWEST = 10

#: The bars.
MAX_S = 1.5
MAX_MB = 80
#: Modules that are needed only by the first request, or not by `run` at all.
NOT_WANTED = (
    "PIL",
    "babel",
    "bot.sandbox",
    "fluent",
    "multiprocessing",
    "playwright",
    "rich",
    "simcord",
)

_REPORT = """
import json, sys
from pathlib import Path

def report():
    status = Path("/proc/self/status").read_text()
    kibibytes = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))
    print(json.dumps([int(kibibytes), list(sys.modules)]), flush=True)
"""
_FLOOR = "import discord; report()"
_OURS = """
import os
import cogs
from bot.cli.app import main
from bot.client import ImagineBot

async def log_in(bot, token):
    for extension in cogs.EXTENSIONS:
        await bot.load_extension(extension)
    report()
    os._exit(0)

ImagineBot.login = log_in
sys.argv[1:] = ["run"]
main()
"""
PROGRAMS = {"import discord": _FLOOR, "imagine-bot run to log-in": _OURS}

#: Invalid tokens, and a port of this machine that nothing listens on.
_ENVIRONMENT = {
    "DISCORD_TOKEN": "no-token",
    "OPENROUTER_API_KEY": "no-key",
    "OPENROUTER_BASE_URL": "http://127.0.0.1:9/api/v1",
    "LOG_LEVEL": "ERROR",
}


@dataclass(frozen=True)
class Start:
    """One start of a process."""

    wall_s: float
    memory_mb: float
    modules: frozenset[str]
    stderr: str


def _start(program: str, folder: str, *options: str) -> Start:
    started = time.perf_counter()
    # not a pipe: the import times of all modules exceed its buffer
    with (
        tempfile.TemporaryFile("w+") as errors,
        subprocess.Popen(  # noqa: S603 - only the programs above
            [sys.executable, *options, "-c", _REPORT + program],
            env={**os.environ, **_ENVIRONMENT, "DATA_DIR": folder},
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as process,
    ):
        line = "" if process.stdout is None else process.stdout.readline()
        wall_s = time.perf_counter() - started
        process.wait()
        errors.seek(0)
        stderr = errors.read()
    if not line:
        raise RuntimeError(stderr)
    kibibytes, modules = json.loads(line)
    return Start(wall_s, kibibytes * 1024 / MB, frozenset(modules), stderr)


def _slowest(stderr: str) -> list[tuple[str, int]]:
    """Return the slowest packages of `-X importtime`, with their own microseconds."""
    spent: Counter[str] = Counter()
    for own, module in re.findall(r"import time: +(\d+) \| +\d+ \| +(\S+)", stderr):
        spent[module.split(".")[0]] += int(own)
    return spent.most_common(SLOWEST)


def _print_slowest(start: Start) -> None:
    print("\nslowest imports, in ms")
    for package, microseconds in _slowest(start.stderr):
        print(f"  {package:<20}{microseconds / 1000:>7.0f}")


def _print_bars(ours: Sequence[Start]) -> bool:
    """Print each bar and tell whether all hold."""
    wall_s, memory_mb = (median(s.wall_s for s in ours), median(s.memory_mb for s in ours))
    loaded = [name for name in NOT_WANTED if name in ours[0].modules]
    bars = (
        (wall_s <= MAX_S, f"logs in within {MAX_S:g} s: {wall_s:.2f} s"),
        (memory_mb <= MAX_MB, f"holds at most {MAX_MB} MB: {memory_mb:.0f} MB"),
        (not loaded, f"loads none of {', '.join(NOT_WANTED)}: {', '.join(loaded) or 'none'}"),
    )
    print()
    for holds, bar in bars:
        print(f"{'holds' if holds else 'MISSED':<6}  {bar}")
    return all(holds for holds, _ in bars)


def main() -> int:
    """Print the tables and the bars; return the exit code, 1 when a bar is missed."""
    rounds: dict[str, list[Start]] = {program: [] for program in PROGRAMS}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(ROUNDS):
            for program, source in PROGRAMS.items():
                rounds[program].append(_start(source, folder))
        timed = _start(_OURS, folder, "-X", "importtime")
    floor, ours = rounds.values()
    print(f"{'':<26}{'wall s':>8}{'memory MB':>11}{'modules':>9}")
    for program, starts in rounds.items():
        wall_s, memory_mb = (median(s.wall_s for s in starts), median(s.memory_mb for s in starts))
        print(f"{program:<26}{wall_s:>8.2f}{memory_mb:>11.1f}{len(starts[0].modules):>9}")
    pairs = list(zip(ours, floor, strict=True))
    print(f"{'ratio':<26}{median(a.wall_s / b.wall_s for a, b in pairs):>8.2f}", end="")
    print(f"{median(a.memory_mb / b.memory_mb for a, b in pairs):>11.2f}")
    _print_slowest(timed)
    return 0 if _print_bars(ours) else 1


if __name__ == "__main__":
    sys.exit(main())
