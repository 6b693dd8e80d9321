"""A server whose moderators decide about held requests, and see private ones."""

from contextlib import suppress
from dataclasses import replace
from typing import Any

import discord
import pytest
from simcord.actors import MemberActor
from simcord.backend import serializers
from simcord.builders import ChannelHandle
from simcord.enums import InteractionType
from simcord.interactions import base_payload

from bot.i18n import ENGLISH
from bot.policy.limits.rulebook import Rulebook
from bot.policy.moderation.filter import Effect, FilterRule
from bot.policy.moderation.filter_edits import with_rule
from bot.policy.moderation.log import EntryKind, LogEntry
from bot.ui.moderation.review_buttons import ReviewButton, held_view, report_view
from tests.system.conftest import BotHarness
from tests.system.interactions import post

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


async def entries(harness: BotHarness, kind: EntryKind) -> list[LogEntry]:
    """Return the entries of the log that wait to be sent."""
    await idle(harness)
    now = harness.clock.now()
    log = harness.services.moderation.log_writer._stores.moderation_log  # pyright: ignore[reportPrivateUsage] - the tests' view of the table
    taken = await log.take("test", now=now, until=now, limit=100)
    return [one.entry for one in taken if one.entry.kind is kind]


async def idle(harness: BotHarness) -> None:
    """Wait for what was started in the background."""
    with suppress(TimeoutError):
        await harness.until(lambda: not len(harness.services.runner))
    await harness.env.settle()


async def held_card(harness: BotHarness, job_id: int) -> discord.Message:
    """Send the card of a held request."""
    return await post(harness, held_view(job_id, ENGLISH))


async def report_card(harness: BotHarness, job_id: int) -> discord.Message:
    """Send the card of a report."""
    return await post(harness, report_view(job_id, ENGLISH))


def dms_to(harness: BotHarness, member: MemberActor) -> list[Any]:
    """Return the direct messages of the bot to a member."""
    channel = harness.env.backend.get_dm_channel(member.id)
    return list(harness.env.backend.messages.get(channel.id, {}).values())


def shown(harness: BotHarness, message: discord.Message) -> Any:  # noqa: ANN401 - as simcord has it
    """Return a message as it is now."""
    return harness.env.backend.get_message(message.channel.id, message.id)


def press(
    harness: BotHarness, member: MemberActor, message: discord.Message, button: ReviewButton
) -> None:
    """Press a button without waiting for the response, so that several can be pressed at once."""
    backend = harness.env.backend
    stored = backend.get_message(message.channel.id, message.id)
    record, payload = base_payload(
        backend,
        type=InteractionType.MESSAGE_COMPONENT,
        channel_id=message.channel.id,
        guild_id=member.guild.id,
        user_id=member.id,
        data={"custom_id": _custom_id(stored, button), "component_type": 2},
    )
    record.source_message_id = stored.id
    payload["message"] = dict(serializers.message_payload(backend, stored))
    backend.emit("INTERACTION_CREATE", payload)


def _custom_id(stored: Any, button: ReviewButton) -> str:  # noqa: ANN401 - as simcord has it
    controls = [control for row in stored.components for control in row["components"]]
    return next(one["custom_id"] for one in controls if f":{button}:" in one["custom_id"])
