"""A server with a moderation log, its moderators, and helpers to press its buttons."""

import asyncio
from dataclasses import dataclass, replace
from typing import Any

import discord
from simcord.actors import MemberActor
from simcord.backend import serializers
from simcord.builders import ChannelHandle
from simcord.enums import InteractionType
from simcord.interactions import base_payload
from simcord.results import InteractionResult

from bot.policy.moderation.log import LogSettings, Topic
from testkit.simulated import answer_of
from tests.system.conftest import BotHarness
from tests.system.interactions import last_job


@dataclass
class LogServer:
    """The members and channels of the server."""

    harness: BotHarness
    log: ChannelHandle
    """Hidden from everyone but moderators."""
    mod: MemberActor
    """Manages messages and moderates members in the whole server."""
    manager: MemberActor
    """Manages the server, and no messages."""

    @property
    def guild_id(self) -> int:
        """The server."""
        return self.harness.mia.guild.id

    async def turn_on(self, *topics: Topic, private: bool = False) -> None:
        """Turn the log on, with all topics by default."""
        settings = LogSettings(self.log.id, frozenset(topics or Topic), private)
        await self.harness.services.rulebook_editor.edit(
            self.guild_id,
            self.manager.id,
            lambda book: replace(book, moderation=replace(book.moderation, log=settings)),
        )

    async def image(self, prompt: str = "a red fox", **options: object) -> int:
        """Let Mia request an image, and return its job's id once it has ended."""
        harness = self.harness
        await harness.mia.slash(harness.art, "imagine", prompt=prompt, **options)
        await self.settle()
        return last_job(harness)

    async def settle(self) -> None:
        """Wait until all entries were sent."""
        await settle_log(self.harness)

    def messages(self, channel: ChannelHandle | None = None) -> list[Any]:
        """Return the messages that all see in the log or another channel, as Discord has them."""
        found = self.harness.env.backend.messages.get((channel or self.log).id, {})
        return [message for message in found.values() if not message.is_ephemeral]

    async def card(self, number: int = -1) -> discord.Message:
        """Return a message of the log, by default the last one, as the bot sees it."""
        channel = self.harness.bot.get_partial_messageable(self.log.id)
        return await channel.fetch_message(self.messages()[number].id)

    async def press(self, who: MemberActor, action: str, job_id: int) -> InteractionResult:
        """Press a button of the last card."""
        return await who.click(await self.card_with(job_id), custom_id=f"log:{action}:{job_id}")

    async def press_at_once(self, action: str, job_id: int, *members: MemberActor) -> None:
        """Press a button by several members, before any of them gets a response."""
        card = await self.card_with(job_id)
        for member in members:
            self._emit(member, card, f"log:{action}:{job_id}")
        await self.settle()

    async def press_forged(self, who: MemberActor, custom_id: str) -> str:
        """Press a button with any custom id, and return the private response."""
        view = discord.ui.View()
        view.add_item(discord.ui.Button(label="forged", custom_id=custom_id))
        channel = self.harness.bot.get_partial_messageable(self.log.id)
        forged = await channel.send("forged", view=view)
        result = await who.click(forged, custom_id=custom_id)
        if result.followups:
            [added] = result.followups
            assert added.ephemeral
            return added.content
        return told(result)

    def _emit(self, who: MemberActor, card: discord.Message, custom_id: str) -> None:
        backend = self.harness.env.backend
        record, payload = base_payload(
            backend,
            type=InteractionType.MESSAGE_COMPONENT,
            channel_id=self.log.id,
            guild_id=self.guild_id,
            user_id=who.id,
            data={"custom_id": custom_id, "component_type": 2},
        )
        record.source_message_id = card.id
        stored = backend.get_message(self.log.id, card.id)
        message = dict(serializers.message_payload(backend, stored))
        backend.emit("INTERACTION_CREATE", {**payload, "message": message})

    async def card_with(self, job_id: int) -> discord.Message:
        """Return the image's card."""
        for number in range(len(self.messages())):
            card = await self.card(number)
            if f"log:member:{job_id}" in ids_of(card):
                return card
        raise AssertionError(f"no card of job {job_id}")


async def settle_log(harness: BotHarness) -> None:
    """Wait until all entries were sent."""
    await harness.env.settle()
    services, is_over = harness.services, False
    async with asyncio.timeout(60):
        while not is_over:
            is_idle = not len(services.runner)
            await services.moderation.log_sender.take_turn()
            is_over = is_idle and not len(services.runner)
            await asyncio.sleep(0.001)
    await harness.env.settle()


def texts_of(message: discord.Message) -> str:
    """Return all texts of a card."""
    view = discord.ui.LayoutView.from_message(message)
    return "\n".join(
        item.content for item in view.walk_children() if isinstance(item, discord.ui.TextDisplay)
    )


def ids_of(message: discord.Message) -> list[str]:
    """Return the custom ids of a card's buttons."""
    view = discord.ui.LayoutView.from_message(message)
    return [
        item.custom_id or "" for item in view.walk_children() if isinstance(item, discord.ui.Button)
    ]


def told(result: InteractionResult) -> str:
    """Return what a private response says."""
    assert result.ephemeral
    return answer_of(result).content


def open_log_server(harness: BotHarness) -> LogServer:
    """Add a log's channel and moderators."""
    env, guild, permissions = harness.env, harness.mia.guild, discord.Permissions
    mods = guild.create_role(
        "mods", permissions=permissions(manage_messages=True, moderate_members=True)
    )
    managers = guild.create_role("managers", permissions=permissions(manage_guild=True))
    hidden = discord.PermissionOverwrite(view_channel=False)
    shown = discord.PermissionOverwrite(view_channel=True)
    bot = harness.bot.user
    assert bot is not None
    log = guild.create_text_channel(
        "log", overwrites={guild.default_role: hidden, mods: shown, managers: shown, bot: shown}
    )
    return LogServer(
        harness,
        log,
        guild.add_member(env.create_user("moe"), roles=[mods]),
        guild.add_member(env.create_user("mona"), roles=[managers]),
    )
