"""What pressing buttons and filling forms in takes, in every test of them."""

import asyncio
import re
from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import discord
from simcord.backend import serializers
from simcord.builders import UserHandle
from simcord.enums import AppCommandType, InteractionType
from simcord.interactions import base_payload
from simcord.results import InteractionResult

from bot.client import ImagineBot
from bot.i18n import ENGLISH
from bot.policy.images.actions import Action
from bot.sandbox.painter.server import Asked
from bot.ui.jobs.buttons import job_view
from cogs import EXTENSIONS
from testkit.discord_loopback import guild
from tests.system.conftest import BotHarness

_DATA_URL = re.compile(r"data:image/[a-z]+;base64,[A-Za-z0-9+/=]+")


def images_in(asked: Asked) -> list[str]:
    """The images that went along with a request, as data URLs."""
    return _DATA_URL.findall(str(asked.body))


def form_of(shown: Any) -> dict[str, dict[str, Any]]:  # noqa: ANN401 - as simcord has it
    """The inputs of a form, by their names."""
    inputs = [label["component"] for label in shown.modal["components"]]
    return {one["custom_id"]: one for one in inputs}


def unchanged(shown: Any, **changes: str) -> dict[str, Any]:  # noqa: ANN401 - as simcord has it
    """What a form says that is sent as it was shown, but for some changes."""
    values: dict[str, Any] = {}
    for name, one in form_of(shown).items():
        chosen = [option["value"] for option in one.get("options", ()) if option.get("default")]
        values[name] = chosen or one.get("value", "")
    for name, value in changes.items():
        values[name] = [value] if isinstance(values[name], list) else value
    return values


def last_job(harness: BotHarness) -> int:
    """The job of the interaction that was answered last."""
    return int(harness.requests("POST", "/callback")[-1].split("/")[2])


def labels_of(response: Any) -> list[str]:  # noqa: ANN401 - as simcord has it
    """What stands on the buttons of a card."""
    rows = response.components
    return [one["label"] for row in rows for one in row["components"] if "label" in one]


async def post(harness: BotHarness, view: discord.ui.View) -> discord.Message:
    """Let an older card with its controls stand in the channel."""
    channel = harness.bot.get_channel(harness.art.id)
    assert isinstance(channel, discord.TextChannel)
    return await channel.send("an older card", view=view)


async def post_buttons(harness: BotHarness, job_id: int, *actions: Action) -> discord.Message:
    """The same with some buttons of a job."""
    return await post(harness, job_view(job_id, *actions, say=ENGLISH))


async def restart(harness: BotHarness) -> None:
    """Let another process of the bot take over what there is."""
    await harness.env.restart_bot(ImagineBot(harness.services, EXTENSIONS))


@asynccontextmanager
async def held_open(opening: AbstractAsyncContextManager[BotHarness]) -> AsyncGenerator[BotHarness]:
    """Open and close a stage in one task, as simcord wants it and fixtures do not do it."""
    opened: asyncio.Future[BotHarness] = asyncio.get_running_loop().create_future()
    done = asyncio.Event()

    async def hold() -> None:
        async with opening as harness:
            opened.set_result(harness)
            await done.wait()

    async with asyncio.TaskGroup() as group:
        group.create_task(hold(), name="stage")
        yield await opened
        done.set()


async def menu_in_dm(
    harness: BotHarness, user: UserHandle, name: str, file: tuple[str, bytes]
) -> InteractionResult:
    """Use a menu on a message with a file in a DM, which simcord's own menus leave out."""
    backend, channel = harness.env.backend, user.dm_channel
    stored = backend.create_message(
        channel.id, user.id, "look", attachments=backend.store_attachments(channel.id, [file])
    )
    command = backend.find_command(name, None, type=AppCommandType.MESSAGE)
    assert command is not None
    assert set(command["contexts"]) == {0, 1, 2}
    assert set(command["integration_types"]) == {0, 1}
    message = dict(serializers.message_payload(backend, stored))
    record, payload = base_payload(
        backend,
        type=InteractionType.APPLICATION_COMMAND,
        channel_id=channel.id,
        guild_id=None,
        user_id=user.id,
        data={
            "id": command["id"],
            "name": name,
            "type": command["type"],
            "target_id": str(stored.id),
            "resolved": {"messages": {str(stored.id): message}},
        },
    )
    backend.emit("INTERACTION_CREATE", payload)
    await harness.env.settle()
    return InteractionResult(harness.env, record)


def hide(harness: BotHarness, channel_id: int) -> None:
    """Hide a channel from the bot, as Discord does where it lacks *View Channel*."""
    payload: Any = serializers.channel_payload(
        harness.env.backend, harness.env.backend.get_channel(channel_id)
    )
    harness.env.backend.emit(
        "CHANNEL_UPDATE", {**guild.hidden(payload), "guild_id": payload["guild_id"]}
    )
