"""The real bot on a simulated Discord, with the real client and the painter."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
import simcord
from discord.app_commands import CommandInvokeError
from pydantic import SecretStr
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.enums import InteractionType
from simcord.env import Env
from simcord.interactions import base_payload

from bot.client import ImagineBot, Services
from bot.errors import Refused
from bot.sandbox.painter import Painter, ScriptedAnswer
from bot.settings import load_settings
from bot.storage.engine.database import DEFAULT_FILE, open_database
from bot.wiring import open_services
from cogs import EXTENSIONS
from testkit.child_process import ChildProcess, start
from testkit.discord_loopback.discord import TOKEN, LoopbackDiscord
from testkit.fakes import FakeClock
from testkit.migrated_database import PATIENT, write_migrated
from tests.openrouter.sdk_conformance import check_requests

StartBot = Callable[..., AbstractAsyncContextManager[ChildProcess]]


@dataclass
class BotHarness:
    """A running bot, its services, a channel and two members."""

    env: Env
    bot: ImagineBot
    services: Services
    painter: Painter
    clock: FakeClock
    art: ChannelHandle
    mia: MemberActor
    ben: MemberActor
    data_dir: Path
    expected_errors: int = 0
    """The number of errors other than refusals that the test causes."""

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait for an effect that no response waits for."""
        async with asyncio.timeout(60):
            while not holds():
                await asyncio.sleep(0.01)

    def spooled(self) -> list[Path]:
        """Return the files in the spool."""
        files = (self.data_dir / "processes").glob("*/*")
        return [path for path in files if path.name != "lock"]

    def dispatch(
        self,
        member: MemberActor,
        name: str,
        *,
        channel: ChannelHandle | None = None,
        **options: str,
    ) -> None:
        """Send a command without waiting for its response, so that several can run at once.

        Unlike simcord's own commands, it names the server as the app's installation owner.
        """
        backend = self.env.backend
        channel_id = (channel or self.art).id
        visible = backend.visible_commands(user_id=member.id, channel_id=channel_id)
        [command] = [one for one in visible if one["name"] == name]
        sent = [{"name": key, "type": 3, "value": value} for key, value in options.items()]
        _, payload = base_payload(
            backend,
            type=InteractionType.APPLICATION_COMMAND,
            channel_id=channel_id,
            guild_id=member.guild.id,
            user_id=member.id,
            data={"id": command["id"], "name": name, "type": 1, "options": sent},
        )
        payload["authorizing_integration_owners"] = {"0": str(member.guild.id)}
        backend.emit("INTERACTION_CREATE", payload)

    def requests(self, method: str, path_part: str) -> list[str]:
        """Return the paths of the bot's calls to Discord that match."""
        return [
            entry.path
            for entry in self.env.http_requests
            if entry.method == method and path_part in entry.path
        ]


async def _until_prices_are_known(services: Services) -> None:
    while not any(model.prices for model in services.models.listed()):
        await asyncio.sleep(0)


def _is_refusal(error: BaseException) -> bool:
    return isinstance(error, CommandInvokeError) and isinstance(error.original, Refused)


OpenBot = Callable[..., AbstractAsyncContextManager[BotHarness]]


@pytest.fixture
def open_harness(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OpenBot:
    """Return a function that opens a harness with changed settings."""
    patient = partial(open_database, timing=PATIENT)
    monkeypatch.setattr("bot.wiring.services.open_database", patient)

    @asynccontextmanager
    async def opened(
        *, pause: Callable[[float], Awaitable[None]] | None = None, **changes: object
    ) -> AsyncGenerator[BotHarness]:
        await write_migrated(tmp_path / DEFAULT_FILE)
        async with Painter() as painter:
            painter.default = ScriptedAnswer(sketch=True)
            settings = load_settings(env_file=None).model_copy(
                update={
                    "data_dir": tmp_path,
                    "openrouter_base_url": painter.base_url,
                    "openrouter_api_key": SecretStr(painter.key),
                    **changes,
                }
            )
            clock = FakeClock()

            async def pass_time(seconds: float) -> None:
                clock.advance(seconds=seconds)
                await asyncio.sleep(0)

            async with open_services(settings, clock=clock, sleep=pause or pass_time) as services:
                bot = ImagineBot(services, EXTENSIONS)
                await _until_prices_are_known(services)
                running = simcord.run(bot, shard_count=1, settle_timeout=30, check_errors=False)
                async with running as env:
                    guild = env.create_guild("The Art Corner")
                    harness = BotHarness(
                        env=env,
                        bot=bot,
                        services=services,
                        painter=painter,
                        clock=clock,
                        art=guild.create_text_channel("art"),
                        mia=guild.add_member(env.create_user("mia")),
                        ben=guild.add_member(env.create_user("ben")),
                        data_dir=tmp_path,
                    )
                    yield harness
                    met = [error for error in env.errors if not _is_refusal(error)]
                    assert len(met) == harness.expected_errors, met
                    check_requests(painter.requests)

    return opened


@pytest.fixture
async def harness(open_harness: OpenBot) -> AsyncGenerator[BotHarness]:
    """A harness with the default settings.

    One task opens and closes it: simcord needs both in one context, and fixtures have two.
    """
    opened: asyncio.Future[BotHarness] = asyncio.get_running_loop().create_future()
    done = asyncio.Event()

    async def hold() -> None:
        async with open_harness() as harness:
            opened.set_result(harness)
            await done.wait()

    async with asyncio.TaskGroup() as group:
        group.create_task(hold(), name="harness")
        yield await opened
        done.set()


@pytest.fixture
async def loopback() -> AsyncGenerator[LoopbackDiscord]:
    async with LoopbackDiscord() as loopback:
        yield loopback


@pytest.fixture
async def painter() -> AsyncGenerator[Painter]:
    async with Painter() as painter:
        painter.default = ScriptedAnswer(sketch=True)
        yield painter


@pytest.fixture
def environment(loopback: LoopbackDiscord, painter: Painter, tmp_path: Path) -> dict[str, str]:
    return {
        "DISCORD_TOKEN": TOKEN,
        "OPENROUTER_API_KEY": painter.key,
        "OPENROUTER_BASE_URL": painter.base_url,
        "DATA_DIR": str(tmp_path),
        "LOOPBACK_DISCORD": loopback.base_url,
    }


@pytest.fixture
def start_bot(environment: dict[str, str], tmp_path: Path) -> StartBot:
    """Return a function that starts the bot as a process, with changed settings."""

    def started(**changes: str) -> AbstractAsyncContextManager[ChildProcess]:
        return start(
            "run",
            folder=tmp_path,
            environment=environment | changes,
            module="testkit.launch",
        )

    return started
