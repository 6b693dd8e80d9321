"""A small art server on this machine, with the whole bot in it, shown in a browser."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import discord
import simcord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.env import Env
from simcord.preview import Preview

from bot.client import ImagineBot, Services

_BOT_NAME = "imagine-bot"

#: The simulated clock stands still between actions, so that Discord's timestamps would not count.
_CLOCK_EVERY_S = 1

#: simcord shows an answer once everything has settled; a slow image needs more than its 5 s.
_SETTLE_S = 600

_WELCOME = """\
## Type `/{command}` in the box below and press Enter
**1.** Say what to paint and send it. **more** beside it has **ratio** (type *16*), **count**, \
**style** and others.
**2.** Press **Remix** under the picture and say what to change, or choose **Details** from *More*.
**3.** `/my images` finds your pictures again, and `/show` brings one back with its buttons.
-# Under *Viewing as*, at the top, you choose who you are: a member, a booster or a moderator.
-# `/my allowance` shows what is left to you; as the moderator, `/limits panel` sets the limits.
-# After scrolling up, **New messages · jump to latest** leads to an answer below."""

#: What `bot.sandbox.painter.playful` answers to.
_TROUBLE = "\n-# Try a prompt with *slow*, *busy*, *broken* or *forbidden* in it, too."


@dataclass(frozen=True, slots=True)
class World:
    """The simulated server with the bot in it."""

    env: Env
    channels: dict[str, ChannelHandle]
    member: MemberActor
    booster: MemberActor
    moderator: MemberActor


@asynccontextmanager
async def open_world(
    services: Services, extensions: Sequence[str], *, offline: bool = True
) -> AsyncGenerator[World]:
    """Start the bot in a simulated server with two channels and three people.

    Args:
        services: What the bot works with.
        extensions: The features to load.
        offline: Whether the playful painter paints, so that its words are worth telling.
    """
    bot = ImagineBot(services, extensions)
    running = simcord.run(bot, shard_count=1, settle_timeout=_SETTLE_S, check_errors=False)
    async with running as env:
        # simcord takes all that reaches the tree's on_error for a failure of the page, but ours
        # answers it: without simcord's wrapper around it a refusal is an answer like any other
        del bot.tree.on_error
        _set_clock(env)
        env.backend.edit_bot_profile(_BOT_NAME)
        guild = env.create_guild("The Art Corner")
        may = discord.Permissions(manage_guild=True, manage_messages=True)
        mods = guild.create_role("Moderator", permissions=may, hoist=True)
        boosters = guild.create_role("Booster", hoist=True)
        art = guild.create_text_channel("art", topic="Pictures made with /imagine")
        general = guild.create_text_channel("general", topic="Everything else")
        world = World(
            env=env,
            channels={"art": art, "general": general},
            member=guild.add_member(env.create_user("mia"), nick="Mia (member)"),
            booster=guild.add_member(
                env.create_user("ben"), roles=[boosters], nick="Ben (booster)"
            ),
            moderator=guild.add_member(
                env.create_user("zoe"), roles=[mods], nick="Zoe (moderator)"
            ),
        )
        welcome = _WELCOME.format(command=services.settings.command_name)
        for channel in world.channels.values():
            await world.moderator.send(channel, welcome + (_TROUBLE if offline else ""))
        yield world


@asynccontextmanager
async def show_world(
    world: World, *, channel: str, port: int | None, clock_every_s: float = _CLOCK_EVERY_S
) -> AsyncGenerator[str]:
    """Serve one channel to a browser on this machine.

    Args:
        world: The server.
        channel: A key of `World.channels`.
        port: The port to listen on; any free one when None.
        clock_every_s: How often the simulated clock is set.

    Yields:
        The page's address, which only this machine can reach.
    """
    preview = world.env.preview(
        world.channels[channel],
        viewers=[world.member, world.booster, world.moderator],
        layout="channel",
        port=port,
    )
    async with preview:
        ticking = asyncio.create_task(
            _keep_clock(world.env, preview, clock_every_s), name="sandbox-clock"
        )
        try:
            yield preview.url
        finally:
            ticking.cancel()


async def _keep_clock(env: Env, preview: Preview, every_s: float) -> None:
    while True:
        await asyncio.sleep(every_s)
        preview.capture_time = datetime.now(UTC)  # the page counts from here
        _set_clock(env)


def _set_clock(env: Env) -> None:
    behind = (datetime.now(UTC) - env.now()).total_seconds()
    if behind > 0:
        # `env.advance_time` would have the environment to itself for several turns of the event
        # loop. simcord answers what the page asks for meanwhile with an HTTP error, and then the
        # page calls the outcome uncertain and does nothing more. This takes no turn at all; the
        # bot's timers run in real time anyway, and a view that expired ends with the next action.
        env.backend.advance_clock(behind)
