"""A server whose moderators decide about held requests, and see private ones."""

import asyncio
from dataclasses import replace
from typing import Any

import discord
import pytest
from simcord.actors import MemberActor
from simcord.backend import serializers
from simcord.builders import ChannelHandle
from simcord.enums import InteractionType
from simcord.interactions import base_payload

from bot.policy.limits.rulebook import Rulebook
from bot.policy.moderation.filter import Effect, FilterRule
from bot.policy.moderation.filter_edits import with_rule
from bot.ui.moderation.review_buttons import ReviewButton
from tests.system.conftest import BotHarness
from tests.system.log_server import ids_of, texts_of

#: The word for which the filter of these tests holds a request.
HELD_WORD = "blood"


async def hold_requests(harness: BotHarness, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the server's filter hold requests with `HELD_WORD`."""
    rule = FilterRule("gore", keywords=(HELD_WORD,), effect=Effect.HOLD)
    editor, guild_id = harness.services.moderation.filter_editor, harness.mia.guild.id
    await editor.edit(guild_id, harness.ben.id, lambda filter_: with_rule(filter_, rule))
    name_owner(harness, monkeypatch)


def name_owner(harness: BotHarness, monkeypatch: pytest.MonkeyPatch) -> None:
    """Name the server as the app's installation owner in interactions, which simcord leaves out."""
    backend = harness.env.backend
    emit = backend.emit

    def emit_with_owner(event: str, payload: Any, **others: Any) -> Any:  # noqa: ANN401 - as simcord has it
        if event == "INTERACTION_CREATE" and "guild_id" in payload:
            payload["authorizing_integration_owners"] = {"0": payload["guild_id"]}
        return emit(event, payload, **others)

    monkeypatch.setattr(backend, "emit", emit_with_owner)


async def set_log(harness: BotHarness, **changes: Any) -> None:  # noqa: ANN401 - fields of `LogSettings`
    """Change the settings of the server's log."""

    def change(rulebook: Rulebook) -> Rulebook:
        log = replace(rulebook.moderation.log, **changes)
        return replace(rulebook, moderation=replace(rulebook.moderation, log=log))

    await harness.services.rulebook_editor.edit(harness.mia.guild.id, harness.ben.id, change)


async def with_log(harness: BotHarness, **changes: Any) -> ChannelHandle:  # noqa: ANN401 - as above
    """Give the server a log, and return its channel."""
    channel = harness.mia.guild.create_text_channel("log")
    await set_log(harness, **{"channel_id": channel.id, **changes})
    return channel


def moderator(
    harness: BotHarness, name: str = "zoe", *, permission: str = "manage_guild"
) -> MemberActor:
    role = harness.mia.guild.create_role(
        f"{name}s", permissions=discord.Permissions(**{permission: True})
    )
    return harness.mia.guild.add_member(harness.env.create_user(name), roles=[role])


async def idle(harness: BotHarness) -> None:
    """Wait for what was started in the background, and until all entries of the log were sent."""
    async with asyncio.timeout(20):
        while True:
            await harness.services.moderation.log_sender.take_turn()
            if not len(harness.services.runner):
                break
            await asyncio.sleep(0.01)
    await harness.env.settle()


async def cards(harness: BotHarness) -> list[discord.Message]:
    """Return the messages of the log, the oldest first."""
    await idle(harness)
    stored = await harness.services.rulebook_editor.read(harness.mia.guild.id)
    channel_id = stored.rulebook.moderation.log.channel_id or 0
    channel = harness.bot.get_partial_messageable(channel_id)
    found = harness.env.backend.messages.get(channel_id, {})
    return [await channel.fetch_message(message_id) for message_id in found]


async def cards_with(harness: BotHarness, button: ReviewButton) -> list[discord.Message]:
    """Return the cards of the log that have this button."""
    found = await cards(harness)
    return [card for card in found if any(f":{button}:" in one for one in ids_of(card))]


async def held_card(harness: BotHarness, job_id: int) -> discord.Message:
    """Return the card of a held request."""
    held = await cards_with(harness, ReviewButton.ALLOW)
    [card] = [card for card in held if f"review:allow:{job_id}" in ids_of(card)]
    return card


async def copy_of(card: discord.Message) -> discord.Message:
    """Send a card's controls once more."""
    view = discord.ui.LayoutView.from_message(card, timeout=None)
    return await card.channel.send(view=view)


async def text_now(card: discord.Message) -> str:
    """Return the texts of a card as it is now."""
    return texts_of(await card.channel.fetch_message(card.id))


def dms_to(harness: BotHarness, member: MemberActor) -> list[Any]:
    """Return the direct messages of the bot to a member."""
    channel = harness.env.backend.get_dm_channel(member.id)
    return list(harness.env.backend.messages.get(channel.id, {}).values())


def press(
    harness: BotHarness, member: MemberActor, message: discord.Message, button: ReviewButton
) -> None:
    """Press a button without waiting for the response, so that several can be pressed at once."""
    backend = harness.env.backend
    stored = backend.get_message(message.channel.id, message.id)
    [custom_id] = [one for one in ids_of(message) if f":{button}:" in one]
    record, payload = base_payload(
        backend,
        type=InteractionType.MESSAGE_COMPONENT,
        channel_id=message.channel.id,
        guild_id=member.guild.id,
        user_id=member.id,
        data={"custom_id": custom_id, "component_type": 2},
    )
    record.source_message_id = stored.id
    payload["message"] = dict(serializers.message_payload(backend, stored))
    backend.emit("INTERACTION_CREATE", payload)
