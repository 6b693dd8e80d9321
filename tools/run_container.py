"""Runs the bot in an unpacked image: on a loopback Discord, with the painter as OpenRouter.

    python -m tools.run_container FOLDER COMMAND...

COMMAND starts a command in the container: `deploy/enter-image.sh` with its arguments up to `--`.
FOLDER contains the files that the container sees in /run/secrets. Raises if something is wrong.
"""

import asyncio
import os
import signal
import socket
import sys
import time
from pathlib import Path

from bot.sandbox.painter import Painter, ScriptedAnswer
from testkit.discord_loopback.discord import TOKEN, LoopbackDiscord

_DEADLINE_S = 90
_HEALTH_S = 30
_MB = 10**6


class Container:
    """Commands in the container.

    Args:
        enter: Starts a command in it.
        variables: Environment variables, as NAME=value.
    """

    def __init__(self, enter: list[str], variables: dict[str, str]) -> None:
        self._enter = [*enter, *(f"{name}={value}" for name, value in variables.items()), "--"]

    async def start(self, *command: str) -> asyncio.subprocess.Process:
        """Start a command; its output is read from stdout."""
        return await asyncio.create_subprocess_exec(
            *self._enter,
            *command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )

    async def run(self, *command: str) -> tuple[int, str]:
        """Run a command; return its exit code and output."""
        process = await self.start(*command)
        out, _ = await process.communicate()
        return process.returncode or 0, out.decode().strip()


def first_process(outside: asyncio.subprocess.Process) -> int:
    """Return the pid of the container's process 1, seen from this machine."""
    children = Path(f"/proc/{outside.pid}/task/{outside.pid}/children").read_text(encoding="ascii")
    [pid] = children.split()
    return int(pid)


def peak_mb(pid: int) -> float:
    """Return the largest resident memory of a process so far."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    [peak] = [int(line.split()[1]) for line in lines if line.startswith("VmHWM:")]
    return peak * 1024 / _MB


def free_port() -> int:
    """Return a free port of loopback, which the container shares."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


async def wait_until_alive(container: Container) -> str:
    """Repeat the image's health check as Docker does; return its first good answer."""
    async with asyncio.timeout(_HEALTH_S):
        while True:
            code, out = await container.run("imagine-bot", "health")
            if code == 0:
                return out
            await asyncio.sleep(0.5)


async def check(folder: Path, enter: list[str]) -> None:
    """Start the bot, let a member request an image, ask for its health, and stop it."""
    async with LoopbackDiscord() as discord, Painter() as painter:
        painter.default = ScriptedAnswer(sketch=True)
        write_secrets(folder, discord_token=TOKEN, openrouter_api_key=painter.key)
        container = Container(enter, settings_for(discord, painter))
        started = time.monotonic()
        running = await container.start("python", "-m", "testkit.launch", "run")
        try:
            await discord.wait_for_bot()
            print(f"the bot connected after {time.monotonic() - started:.1f} s")
            print(f"imagine-bot health: {await wait_until_alive(container)}")
            await request_image(discord)
            pid = first_process(running)
            print(f"/imagine brought an image; peak memory {peak_mb(pid):.0f} MB")
            os.kill(pid, signal.SIGTERM)
        except BaseException:
            running.kill()
            raise
        finally:
            log = (await running.communicate())[0].decode().strip()
            if running.returncode:
                print(log)
        if running.returncode or TOKEN in log:
            raise SystemExit(f"exit code {running.returncode}, token in log: {TOKEN in log}")
        print("SIGTERM ended it with exit code 0; its log doesn't show the token")


def write_secrets(folder: Path, **secrets: str) -> None:
    """Write one file per secret, readable for the container's user as docs/hosting says."""
    for name, value in secrets.items():
        (folder / name).write_text(f"{value}\n", encoding="utf-8")
        (folder / name).chmod(0o644)


def settings_for(discord: LoopbackDiscord, painter: Painter) -> dict[str, str]:
    """Return the environment variables that differ from the image's."""
    return {
        "PYTHONPATH": "/opt/testkit",
        "LOOPBACK_DISCORD": discord.base_url,
        "OPENROUTER_BASE_URL": painter.base_url,
        "DISCORD_TOKEN_FILE": "/run/secrets/discord_token",
        "OPENROUTER_API_KEY_FILE": "/run/secrets/openrouter_api_key",
        "HTTP_PORT": str(free_port()),
    }


async def request_image(discord: LoopbackDiscord) -> None:
    """Let a member request an image, and wait until it is delivered."""
    request = await discord.slash("imagine", prompt="a fox")

    def is_delivered() -> bool:
        return any(call.files for call in discord.calls if call.path == request.original)

    await discord.wait_until(is_delivered)


async def main() -> None:
    """Check, within a deadline."""
    async with asyncio.timeout(_DEADLINE_S):
        await check(Path(sys.argv[1]), sys.argv[2:])


if __name__ == "__main__":
    asyncio.run(main())
