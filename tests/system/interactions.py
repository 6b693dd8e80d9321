"""Helpers for tests of buttons, forms and menus."""

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
from bot.sandbox.painter.server import RecordedRequest
from bot.ui.jobs.buttons import job_view
from cogs import EXTENSIONS
from testkit.discord_loopback import guild
from tests.system.conftest import BotHarness

_DATA_URL = re.compile(r"data:image/[a-z]+;base64,[A-Za-z0-9+/=]+")


def images_in(request: RecordedRequest) -> list[str]:
    """Return the images of a request to the painter, as data URLs."""
    return _DATA_URL.findall(str(request.body))


def form_of(shown: Any) -> dict[str, dict[str, Any]]:  # noqa: ANN401 - as simcord has it
    """Return the inputs of a form by custom id."""
    inputs = [label["component"] for label in shown.modal["components"]]
    return {one["custom_id"]: one for one in inputs}


def unchanged(shown: Any, **changes: str) -> dict[str, Any]:  # noqa: ANN401 - as simcord has it
    """Return the values of a form as it was shown, with some changes."""
    values: dict[str, Any] = {}
    for name, one in form_of(shown).items():
        chosen = [option["value"] for option in one.get("options", ()) if option.get("default")]
        values[name] = chosen or one.get("value", "")
    for name, value in changes.items():
        values[name] = [value] if isinstance(values[name], list) else value
    return values


def last_job(harness: BotHarness) -> int:
    """Return the job id of the last interaction that got a response."""
    return int(harness.requests("POST", "/callback")[-1].split("/")[2])


def labels_of(response: Any) -> list[str]:  # noqa: ANN401 - as simcord has it
    """Return the labels of a card's buttons."""
    rows = response.components
    return [one["label"] for row in rows for one in row["components"] if "label" in one]


async def post(harness: BotHarness, view: discord.ui.View) -> discord.Message:
    """Send an older card with these controls to the channel."""
    channel = harness.bot.get_channel(harness.art.id)
    assert isinstance(channel, discord.TextChannel)
    return await channel.send("an older card", view=view)


async def post_buttons(harness: BotHarness, job_id: int, *actions: Action) -> discord.Message:
    """Send an older card with some buttons of a job."""
    return await post(harness, job_view(job_id, *actions, say=ENGLISH))


async def restart(harness: BotHarness) -> None:
    """Replace the bot by a new one with the same services."""
    await harness.env.restart_bot(ImagineBot(harness.services, EXTENSIONS))


@asynccontextmanager
async def held_open(opening: AbstractAsyncContextManager[BotHarness]) -> AsyncGenerator[BotHarness]:
    """Open and close a harness in one task, as simcord needs; fixtures use two contexts."""
    opened: asyncio.Future[BotHarness] = asyncio.get_running_loop().create_future()
    done = asyncio.Event()

    async def hold() -> None:
        async with opening as harness:
            opened.set_result(harness)
            await done.wait()

    async with asyncio.TaskGroup() as group:
        group.create_task(hold(), name="harness")
        yield await opened
        done.set()


async def menu_in_dm(
    harness: BotHarness, user: UserHandle, name: str, file: tuple[str, bytes]
) -> InteractionResult:
    """Use a menu on a DM with a file; simcord's own menus only work in servers."""
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
    """Hide a channel from the bot, as Discord does without *View Channel*."""
    payload: Any = serializers.channel_payload(
        harness.env.backend, harness.env.backend.get_channel(channel_id)
    )
    harness.env.backend.emit(
        "CHANNEL_UPDATE", {**guild.hidden(payload), "guild_id": payload["guild_id"]}
    )
