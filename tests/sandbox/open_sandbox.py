"""The sandbox in the process of a test."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from pydantic import SecretStr

from bot.sandbox.painter import Painter
from bot.sandbox.world import World, open_world
from bot.settings import load_settings
from bot.wiring import open_services
from cogs import EXTENSIONS


@asynccontextmanager
async def open_sandbox(
    painter: Painter, folder: Path, *, offline: bool = True, command: str = "imagine"
) -> AsyncGenerator[World]:
    """Open a world whose images the painter generates."""
    settings = load_settings(env_file=None).model_copy(
        update={
            "data_dir": folder,
            "command_name": command,
            "openrouter_base_url": painter.base_url,
            "openrouter_api_key": SecretStr(painter.key),
        }
    )
    async with (
        open_services(settings) as services,
        open_world(services, EXTENSIONS, offline=offline) as world,
    ):
        yield world
