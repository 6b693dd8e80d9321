"""Compares ways to receive images from OpenRouter: `python -m benchmarks.decode`, under 90 s.

A server in its own process answers `POST /images` over loopback. Each case runs in a fresh
process, in several rounds, and the table shows medians. The ratios in the last lines are medians
of the ratios within one round, which a noisy machine disturbs less.

- CPU and wall time are per image, of the receiving process only.
- Memory is the peak of the resident set (`VmHWM` of /proc, reset when idle) above the idle one.
- A stall is the longest delay of an event loop callback that is due every millisecond.
"""

import asyncio
import base64
import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median

import aiohttp

from bot.openrouter.answers.spool import Spool
from bot.openrouter.answers.stream import AnswerDecoder, AnswerLimits

ROUNDS = 5
MB = 10**6
SIZES_MB = (2, 20)
COUNTS = (1, 8)
TICK_S = 0.001

#: The bars, for 20 MB.
BAR_MB = 20
MAX_CPU_TO_FLOOR = 3
MAX_CPU_TO_USUAL = 0.4
MAX_MEMORY_MB = 24
MAX_STALL_MS = 15

Receive = Callable[[aiohttp.ClientResponse, Spool], Awaitable[object]]


async def _drop(response: aiohttp.ClientResponse, _spool: Spool) -> object:
    """Read the body and drop it: the lower bound."""
    async for _ in response.content.iter_any():
        pass
    return None


async def _decode_at_once(response: aiohttp.ClientResponse, _spool: Spool) -> object:
    """Parse the whole body, as most programs do."""
    answer = await response.json()
    return base64.b64decode(answer["data"][0]["b64_json"])


async def _decode_as_it_arrives(response: aiohttp.ClientResponse, spool: Spool) -> object:
    """Decode while receiving, as the bot does."""
    decoder = AnswerDecoder(spool, AnswerLimits())
    async for chunk in response.content.iter_any():
        decoder.feed(chunk)
    return decoder.finish()


WAYS: dict[str, Receive] = {
    "read and drop": _drop,
    "json + b64decode": _decode_at_once,
    "into a spool file": _decode_as_it_arrives,
}
FLOOR, USUAL, OURS = WAYS


@dataclass(frozen=True)
class Case:
    """One measurement, made in one process."""

    way: str
    size_mb: int
    at_once: int


@dataclass(frozen=True)
class Result:
    """The result of one measurement."""

    wall_ms: float
    cpu_ms: float
    memory_mb: float
    stall_ms: float


def _serve(pipe: Connection) -> None:
    """Answer `/N` with an image of N MB until killed; send the port through the pipe."""
    sizes = (0, *SIZES_MB)
    head, tail = b'{"created":1,"data":[{"b64_json":"', b'","media_type":"image/png"}]}'
    bodies = {n: head + base64.b64encode(os.urandom(n * MB or 1)) + tail for n in sizes}

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = bodies[int(self.path[1:])]
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
            """Log nothing."""

    class Server(ThreadingHTTPServer):
        request_queue_size = 2 * max(
            COUNTS
        )  # with the default of 5 a connection may wait for a second

    server = Server(("127.0.0.1", 0), Handler)
    pipe.send(server.server_port)
    server.serve_forever()


def _memory_mb(field: str) -> float:
    """Return the resident memory of this process: `VmRSS` is the present, `VmHWM` the peak."""
    lines = Path("/proc/self/status").read_text().splitlines()
    kibibytes = next(int(line.split()[1]) for line in lines if line.startswith(field + ":"))
    return kibibytes * 1024 / MB


def _reset_peak() -> None:
    # https://docs.kernel.org/filesystems/proc.html "clear_refs", read 2026-11-22
    Path("/proc/self/clear_refs").write_text("5")


class _Ticker:
    """Measures the longest delay of the event loop."""

    def __init__(self) -> None:
        self.worst_s = 0.0
        self._loop = asyncio.get_running_loop()
        self._due = self._loop.time()
        self._handle = self._loop.call_soon(self._tick)

    def _tick(self) -> None:
        now = self._loop.time()
        self.worst_s = max(self.worst_s, now - self._due)
        self._due = now + TICK_S
        self._handle = self._loop.call_at(self._due, self._tick)

    def stop(self) -> float:
        """Stop, and return the longest delay in seconds."""
        self._handle.cancel()
        return self.worst_s


async def _measure(case: Case, port: int, folder: Path) -> Result:
    receive, spool = WAYS[case.way], Spool(folder)
    async with aiohttp.ClientSession(read_bufsize=2**18) as session:

        async def image(size_mb: int) -> None:
            async with session.post(f"http://127.0.0.1:{port}/{size_mb}") as response:
                await receive(response, spool)

        await image(0)
        idle_mb = _memory_mb("VmRSS")
        _reset_peak()
        ticker = _Ticker()
        wall_s, cpu_s = time.perf_counter(), time.process_time()
        await asyncio.gather(*(image(case.size_mb) for _ in range(case.at_once)))
        wall_s, cpu_s = time.perf_counter() - wall_s, time.process_time() - cpu_s
        return Result(
            wall_ms=wall_s * 1000 / case.at_once,
            cpu_ms=cpu_s * 1000 / case.at_once,
            memory_mb=_memory_mb("VmHWM") - idle_mb,
            stall_ms=ticker.stop() * 1000,
        )


def _run(case: Case, port: int) -> Result:
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_measure(case, port, Path(folder)))


def _measure_all() -> dict[Case, list[Result]]:
    """Run every case once per round, each in a fresh process."""
    spawning = multiprocessing.get_context("spawn")
    ours, theirs = spawning.Pipe()
    server = spawning.Process(target=_serve, args=(theirs,), daemon=True)
    server.start()
    port: int = ours.recv()
    cases = [Case(way, size, count) for size in SIZES_MB for count in COUNTS for way in WAYS]
    results: dict[Case, list[Result]] = {case: [] for case in cases}
    with ProcessPoolExecutor(1, mp_context=spawning, max_tasks_per_child=1) as fresh:
        for _ in range(ROUNDS):
            for case in cases:
                results[case].append(fresh.submit(_run, case, port).result())
    server.terminate()
    server.join()
    return results


def _print_table(results: dict[Case, list[Result]]) -> None:
    print(f"{'image':>8} {'at once':>8}  {'way':<18}", end="")
    print(f"{'wall ms':>9} {'CPU ms':>9} {'memory MB':>10} {'stall ms':>9}")
    for case, rounds in results.items():
        print(f"{case.size_mb:>5} MB {case.at_once:>8}  {case.way:<18}", end="")
        print(
            f"{median(r.wall_ms for r in rounds):>9.1f} {median(r.cpu_ms for r in rounds):>9.1f}"
            f" {median(r.memory_mb for r in rounds):>10.1f}"
            f" {median(r.stall_ms for r in rounds):>9.1f}"
        )


def _cpu_ratio(results: dict[Case, list[Result]], way: str) -> float:
    """Return the median ratio of our CPU time to another way's, at the worse count."""
    pairs = [
        zip(results[Case(OURS, BAR_MB, count)], results[Case(way, BAR_MB, count)], strict=True)
        for count in COUNTS
    ]
    return max(median(ours.cpu_ms / theirs.cpu_ms for ours, theirs in pair) for pair in pairs)


def _print_bars(results: dict[Case, list[Result]]) -> bool:
    """Print each bar and tell whether all hold."""
    floor, usual = _cpu_ratio(results, FLOOR), _cpu_ratio(results, USUAL)
    memory = median(r.memory_mb for r in results[Case(OURS, BAR_MB, max(COUNTS))])
    stall = max(median(r.stall_ms for r in results[Case(OURS, BAR_MB, n)]) for n in COUNTS)
    cpu = f"{floor:.2f} x, {usual:.2f} x"
    bars = (
        (
            floor <= MAX_CPU_TO_FLOOR and usual <= MAX_CPU_TO_USUAL,
            f"CPU within {MAX_CPU_TO_FLOOR} x the floor, {MAX_CPU_TO_USUAL} x the usual way: {cpu}",
        ),
        (
            memory <= MAX_MEMORY_MB,
            f"{max(COUNTS)} at once within {MAX_MEMORY_MB} MB above idle: {memory:.1f} MB",
        ),
        (stall <= MAX_STALL_MS, f"longest stall within {MAX_STALL_MS} ms: {stall:.1f} ms"),
    )
    for holds, bar in bars:
        print(f"{'holds' if holds else 'MISSED':<6}  {bar}")
    return all(holds for holds, _ in bars)


def main() -> int:
    """Print the table and the bars; return the exit code, 1 when a bar is missed."""
    results = _measure_all()
    _print_table(results)
    return 0 if _print_bars(results) else 1


if __name__ == "__main__":
    sys.exit(main())
