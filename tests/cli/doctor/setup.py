"""A complete setup on this machine, and `imagine-bot doctor` in it."""

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from bot.sandbox.painter import Painter
from bot.storage.engine import schema
from bot.storage.engine.database import open_database
from bot.storage.engine.schema import HEAD
from testkit.bot_process import settings_for
from testkit.child_process import start
from testkit.discord_loopback.discord import LoopbackDiscord

_MIGRATIONS = Path(schema.__file__).parent / "migrations"

ALIVE = "google/gemini-3.1-flash-image"


@dataclass(frozen=True, slots=True)
class Examined:
    """How doctor ended, and what it printed."""

    code: int
    out: str
    err: str

    @property
    def findings(self) -> dict[str, dict[str, Any]]:
        """The findings of `--json` by id."""
        return {found["id"]: found for found in json.loads(self.out)["findings"]}

    @property
    def bad(self) -> set[str]:
        """The ids of all warnings and errors."""
        return {name for name, found in self.findings.items() if found["state"] != "ok"}


class Setup:
    """A complete setup, which each test spoils in one place."""

    def __init__(self, folder: Path, discord: LoopbackDiscord, painter: Painter) -> None:
        self.folder = folder
        self.discord = discord
        self.painter = painter
        self.data = folder / "data"
        self.file = self.data / "imagine.db"
        painter.limit_usd = 20.0
        self.environment = settings_for(
            folder, discord=discord.base_url, painter=(painter.base_url, painter.key)
        ) | {"MODELS": ALIVE}

    async def doctor(self, *arguments: str, **changes: str) -> Examined:
        """Run doctor with changed settings; it never shows a secret or a traceback."""
        ended = await self.run("doctor", *arguments, **changes)
        environment = self.environment | changes
        for secret in (environment["DISCORD_TOKEN"], environment["OPENROUTER_API_KEY"]):
            assert not secret or secret not in ended.out + ended.err
        assert "Traceback" not in ended.err
        return ended

    async def run(self, *arguments: str, **changes: str) -> Examined:
        """Run a command with changed settings."""
        launched = start(
            *arguments,
            folder=self.folder,
            environment=self.environment | changes,
            module="testkit.launch",
        )
        async with launched as child:
            code = await child.ended(within_s=60)
        return Examined(code, "\n".join(child.out), "\n".join(child.err))

    async def make_database(self, version: str = HEAD) -> None:
        """Create the database as the bot of a version does."""

        def migrate(connection: Connection) -> None:
            config = Config()
            config.set_main_option("script_location", str(_MIGRATIONS))
            config.attributes["connection"] = connection
            command.upgrade(config, version)

        self.data.mkdir(mode=0o700)
        async with open_database(f"sqlite:///{self.file}", migrated=False) as database:
            await database.migrate(migrate)

    def execute(self, statement: str, values: Mapping[str, object]) -> None:
        """Change the database."""
        with closing(sqlite3.connect(self.file)) as connection, connection:
            connection.execute(statement, values)
