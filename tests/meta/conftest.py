"""A bot with all commands, without a connection to Discord."""

from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any

import pytest
from discord import app_commands
from pydantic import SecretStr

from bot.client import ImagineBot
from bot.sandbox.painter import Painter
from bot.settings import load_settings
from bot.wiring import open_services
from cogs import EXTENSIONS


@pytest.fixture
async def tree(tmp_path: Path) -> AsyncGenerator[app_commands.CommandTree[Any]]:
    """The commands of every extension."""
    async with Painter() as painter:
        settings = load_settings(env_file=None).model_copy(
            update={
                "data_dir": tmp_path,
                "openrouter_base_url": painter.base_url,
                "openrouter_api_key": SecretStr(painter.key),
            }
        )
        async with open_services(settings) as services, ImagineBot(services, EXTENSIONS) as bot:
            for extension in EXTENSIONS:
                await bot.load_extension(extension)
            yield bot.tree
