"""A folder without a setup, and `imagine-bot init` in it."""

import json
from collections.abc import AsyncGenerator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dotenv import dotenv_values

from bot.sandbox.painter import Painter
from testkit.child_process import start
from testkit.discord_loopback.discord import TOKEN, LoopbackDiscord
from testkit.terminal import Terminal, start_on_terminal

#: Settings of whoever runs the tests.
_EMPTY = dict.fromkeys(
    ("DISCORD_TOKEN", "OPENROUTER_API_KEY", "BUDGET_USD_PER_DAY", "MODELS", "DATABASE_URL"), ""
)


@dataclass(frozen=True, slots=True)
class Ended:
    """How init ended in a script, and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The result of `--json`."""
        return json.loads(self.out)

    @property
    def bad(self) -> set[str]:
        """The ids of all warnings and errors of `--json`."""
        return {found["id"] for found in self.json["findings"] if found["state"] != "ok"}


@dataclass(slots=True)
class Newcomer:
    """An operator with an empty folder, an application at Discord and a key at OpenRouter."""

    folder: Path
    discord: LoopbackDiscord
    painter: Painter
    files: Path
    """Where the secrets for scripts are."""
    secrets: set[str] = field(default_factory=set[str])

    @property
    def env_file(self) -> Path:
        return self.folder / ".env"

    @property
    def values(self) -> Mapping[str, str | None]:
        """The values in `.env`."""
        return dotenv_values(self.env_file)

    def contents(self) -> dict[str, bytes]:
        """Return all files of the folder."""
        return {path.name: path.read_bytes() for path in self.folder.iterdir() if path.is_file()}

    def environment(self, changes: Mapping[str, str]) -> dict[str, str]:
        """Return the environment, where nothing but the services' addresses is set."""
        addresses = {
            "LOOPBACK_DISCORD": self.discord.base_url,
            "OPENROUTER_BASE_URL": self.painter.base_url,
        }
        return {**_EMPTY, **addresses, **changes}

    def secret_file(self, name: str, secret: str) -> str:
        """Write a secret to a file of its own, and return its path."""
        self.secrets.add(secret)
        path = self.files / name
        path.write_text(f"{secret}\n")
        return str(path)

    def options(self, *, token: str = TOKEN, key: str | None = None) -> list[str]:
        """Return the options of a script."""
        files = {
            "--token-file": self.secret_file("token", token),
            "--key-file": self.secret_file("key", self.painter.key if key is None else key),
        }
        return ["--yes", *(part for option in files.items() for part in option)]

    async def init(self, *arguments: str, **changes: str) -> Ended:
        """Run init in a script; it never shows a secret or a traceback."""
        environment = self.environment(changes)
        launched = start(
            "init", *arguments, folder=self.folder, environment=environment, module="testkit.launch"
        )
        async with launched as child:
            code = await child.ended()
        ended = Ended(code, "\n".join(child.out), "\n".join(child.err))
        for secret in self.secrets:
            assert secret not in ended.out + ended.err
        assert "Traceback" not in ended.err
        return ended

    def on_terminal(self, *arguments: str, **changes: str) -> AbstractAsyncContextManager[Terminal]:
        """Run init on a terminal."""
        return start_on_terminal(
            "init", *arguments, folder=self.folder, environment=self.environment(changes)
        )


@asynccontextmanager
async def open_newcomer(folder: Path) -> AsyncGenerator[Newcomer]:
    """Open Discord, OpenRouter and two folders below `folder`."""
    home, files = folder / "home", folder / "files"
    home.mkdir()
    files.mkdir()
    async with LoopbackDiscord() as discord, Painter() as painter:
        painter.limit_usd = 20.0
        yield Newcomer(home, discord, painter, files, {TOKEN, painter.key})
        assert not painter.requests, "nothing is generated"
