"""A probe in a bot's event loop: late timers, CPU time and pauses of the garbage collector.

On SIGUSR1 it writes the worst values since the last signal to its file, as JSON.
"""

import asyncio
import gc
import json
import signal
import time
from pathlib import Path

import bot.app


class Probe:
    """Keeps the longest delay, the most CPU time and the longest collection."""

    def __init__(self, file: Path, tick_s: float) -> None:
        self._file = file
        self._tick_s = tick_s
        self._loop = asyncio.get_running_loop()
        self._late_s = self._cpu_s = self._gc_s = 0.0
        self._gc_started = self._due = self._cpu = 0.0
        self._loop.add_signal_handler(signal.SIGUSR1, self._write)
        gc.callbacks.append(self._note_collection)
        self._arm()

    def _arm(self) -> None:
        self._due = self._loop.time() + self._tick_s
        self._cpu = time.thread_time()
        self._loop.call_at(self._due, self._tick)

    def _tick(self) -> None:
        self._late_s = max(self._late_s, self._loop.time() - self._due)
        self._cpu_s = max(self._cpu_s, time.thread_time() - self._cpu)
        self._arm()

    def _note_collection(self, phase: str, _facts: dict[str, int]) -> None:
        now = time.perf_counter()
        if phase == "start":
            self._gc_started = now
        else:
            self._gc_s = max(self._gc_s, now - self._gc_started)

    def _write(self) -> None:
        reading = {
            "stall_ms": self._late_s * 1000,
            "stall_cpu_ms": self._cpu_s * 1000,
            "gc_ms": self._gc_s * 1000,
            "tasks": sorted(task.get_name() for task in asyncio.all_tasks()),
        }
        self._late_s = self._cpu_s = self._gc_s = 0.0
        part = self._file.with_suffix(".part")
        part.write_text(json.dumps(reading), encoding="utf-8")
        part.replace(self._file)


def install(file: Path, tick_s: float) -> None:
    """Start a probe in the bot's event loop once the bot is wired.

    Args:
        file: The file for the readings.
        tick_s: The interval of the probe's timer in seconds.
    """
    trim = bot.app.trim

    def trim_and_watch() -> None:
        trim()
        Probe(file, tick_s)

    bot.app.trim = trim_and_watch
