"""Simulates a Discord server with the bot and shows it in a browser."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import discord
import simcord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.env import Env
from simcord.preview import Preview

from bot.client import ImagineBot, Services
from bot.sandbox.interactions import complete_interactions
from bot.sandbox.page import open_page

_BOT_NAME = "imagine-bot"

#: Seconds between two settings of the simulated clock. By itself it stops between actions, and
#: Discord's relative timestamps with it.
_CLOCK_EVERY_S = 1

#: simcord shows an answer once all tasks have settled. Its default of 5 s is too short for a slow
#: image.
_SETTLE_S = 600

_WELCOME = """\
## Type `/{command}` in the box below and press Enter
**1.** Describe an image and send it. **more** beside it has **ratio** (type *16*), **count**, \
**style** and others.
**2.** Press **Remix** below the image and describe a change, or choose **Details** from *More*.
**3.** `/my images` finds your earlier images, and `/show` shows one again with its buttons.
-# *Viewing as*, at the top, switches between a member, a booster and a moderator.
-# `/my allowance` shows what you have left; the moderator also has `/setup`, `/limits panel`, \
`/filter panel` and `/log panel`."""

#: The trigger words of `bot.sandbox.painter.playful`.
_TROUBLE = "\n-# Also try a prompt with *broken* or *forbidden* in it."


@dataclass(frozen=True, slots=True)
class World:
    """The simulated server with its channels and members."""

    env: Env
    channels: dict[str, ChannelHandle]
    member: MemberActor
    booster: MemberActor
    moderator: MemberActor


@asynccontextmanager
async def open_world(
    services: Services, extensions: Sequence[str], *, offline: bool = True
) -> AsyncGenerator[World]:
    """Start the bot in a simulated server with two channels and three members.

    Args:
        services: The bot's services.
        extensions: Names of the cogs to load.
        offline: Whether the painter generates the images, so that the welcome message names its
            trigger words.
    """
    bot = ImagineBot(services, extensions)
    running = simcord.run(bot, shard_count=1, settle_timeout=_SETTLE_S, check_errors=False)
    async with running as env:
        _accept_refusals(bot)
        complete_interactions(env)
        _set_clock(env)
        env.backend.edit_bot_profile(_BOT_NAME)
        world = _create_world(env)
        welcome = _WELCOME.format(command=services.settings.command_name)
        for channel in world.channels.values():
            await world.moderator.send(channel, welcome + (_TROUBLE if offline else ""))
        yield world


def _accept_refusals(bot: ImagineBot) -> None:
    """Remove simcord's wrappers of `on_error`, which treat every call as a failed test.

    The bot answers refusals there. With the wrappers, the page would call each one uncertain.
    """
    del bot.tree.on_error
    # discord.py has no public way to the store of views and forms
    state: Any = bot._connection  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
    del state._view_store.add_view  # noqa: SLF001


def _create_world(env: Env) -> World:
    guild = env.create_guild("The Art Corner")
    permissions = discord.Permissions(
        manage_guild=True, manage_messages=True, moderate_members=True
    )
    moderators = guild.create_role("Moderator", permissions=permissions, hoist=True)
    boosters = guild.create_role("Booster", hoist=True)
    art = guild.create_text_channel("art", topic="Images made with /imagine")
    general = guild.create_text_channel("general", topic="Everything else")
    hidden = discord.PermissionOverwrite(view_channel=False)
    shown = discord.PermissionOverwrite(view_channel=True)
    mod_log = guild.create_text_channel(
        "mod-log",
        topic="For /log channel",
        overwrites={guild.default_role: hidden, moderators: shown, _bot_of(env): shown},
    )
    ben, zoe = env.create_user("ben"), env.create_user("zoe")
    return World(
        env=env,
        channels={"art": art, "general": general, "mod-log": mod_log},
        member=guild.add_member(env.create_user("mia"), nick="Mia (member)"),
        booster=guild.add_member(ben, roles=[boosters], nick="Ben (booster)"),
        moderator=guild.add_member(zoe, roles=[moderators], nick="Zoe (moderator)"),
    )


def _bot_of(env: Env) -> discord.ClientUser:
    user = env.bot.user
    if user is None:
        raise RuntimeError("simcord has not logged the bot in")
    return user


@asynccontextmanager
async def show_world(
    world: World, *, channel: str, port: int | None, clock_every_s: float = _CLOCK_EVERY_S
) -> AsyncGenerator[str]:
    """Serve a channel as a page for a browser on this machine.

    Args:
        world: The server.
        channel: A key of `World.channels`.
        port: The port to listen on; None takes any free one.
        clock_every_s: Seconds between two settings of the simulated clock.

    Yields:
        The page's URL, which only this machine can reach.

    Raises:
        OSError: The port can't be used.
    """
    shown, members = world.channels[channel], (world.member, world.booster, world.moderator)
    preview = world.env.preview(
        shown,
        # simcord accepts only viewers who can view the channel
        viewers=[member for member in members if _can_view(world.env, member, shown)],
        layout="channel",
    )
    async with preview, open_page(preview.url, port=port) as url:
        ticking = asyncio.create_task(
            _keep_clock(world.env, preview, clock_every_s), name="sandbox-clock"
        )
        try:
            yield url
        finally:
            ticking.cancel()


def _can_view(env: Env, member: MemberActor, channel: ChannelHandle) -> bool:
    held = env.backend.compute_permissions(member.guild.id, member.id, channel.id)
    return discord.Permissions(int(held)).view_channel


async def _keep_clock(env: Env, preview: Preview, every_s: float) -> None:
    while True:
        await asyncio.sleep(every_s)
        preview.capture_time = datetime.now(UTC)  # the page's relative times refer to it
        _set_clock(env)


def _set_clock(env: Env) -> None:
    behind = (datetime.now(UTC) - env.now()).total_seconds()
    if behind > 0:
        # `env.advance_time` locks the environment for several iterations of the event loop.
        # simcord then answers the page's requests with an HTTP error, after which the page
        # gives up. This call is synchronous. The bot's timers run in real time anyway, and an
        # expired view ends with the next action.
        env.backend.advance_clock(behind)
