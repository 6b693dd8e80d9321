"""Sends a test image as a message of the bot's own, edits it, and deletes it.

This is what an image needs that is ready after the interaction's token has expired.
"""

import asyncio
import logging
from collections.abc import Awaitable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from io import BytesIO
from typing import Any, TypeVar

import discord

from bot.i18n import Say
from bot.policy.jobs.delivery import Outcome
from bot.policy.moderation.channel_lights import ChannelKind, Check, missing_in
from bot.ui.interactions.channel_rights import ChannelRights
from bot.ui.interactions.reply import CALL_FAILED
from bot.ui.jobs.discord_refusals import is_absent, outcome_of
from bot.ui.setup.state import ChosenChannel
from bot.ui.text import message_link

log = logging.getLogger(__name__)

#: Seconds for each call. discord.py retries for up to 25 s during an outage.
_CALL_S = 10

#: https://docs.discord.com/developers/topics/opcodes-and-status-codes, read 2026-11-30
_MISSING_ACCESS = 50001
_MISSING_PERMISSIONS = 50013
_LOCKED = frozenset({50083, 160005})

_T = TypeVar("_T")


class Failure(StrEnum):
    """Why a test failed, as part of message ids."""

    MISSING = "missing"
    """The bot lacks permissions."""
    NOT_IN_THREAD = "private-thread"
    """The bot is no member of a private thread."""
    LOCKED = "locked"
    """The thread is locked."""
    GONE = "gone"
    """The channel no longer exists."""
    OUTAGE = "outage"
    """Discord did not answer, so it is not known whether the message was sent."""
    REFUSED = "refused"
    """Anything else, such as a timeout that a moderator gave the bot."""


@dataclass(frozen=True, slots=True)
class TrialResult:
    """What came of a test."""

    failure: Failure | None = None
    missing: tuple[Check, ...] = ()
    """The permissions that the bot lacks."""
    code: int = 0
    """Discord's error code."""
    link: str | None = None
    """The test message, if it could not be deleted."""


async def send_test_image(
    client: discord.Client, rights: ChannelRights, guild_id: int, channel: ChosenChannel, say: Say
) -> TrialResult:
    """Send, edit and delete a test image in a channel.

    The message is deleted whatever fails, and also if the bot stops meanwhile.

    Args:
        client: The bot.
        rights: Tells what the bot may do, after Discord has refused something.
        guild_id: The server.
        channel: A channel of this server; any other one counts as gone.
        say: The language of the message.
    """
    try:
        raw: Any = await _within(client.http.get_channel(channel.id))
        if str(raw.get("guild_id")) != str(guild_id):
            return TrialResult(Failure.GONE)
        message = await _within(_send(client, channel.id, say))
    except CALL_FAILED as error:
        return await _judge(error, rights, guild_id, channel)
    failed, link = None, None
    try:
        await _within(message.edit(content=say("setup-test-edited")))
    except CALL_FAILED as error:
        failed = error
    finally:
        if not await _deleted(message):
            link = message_link(guild_id, channel.id, message.id)
    found = TrialResult() if failed is None else await _judge(failed, rights, guild_id, channel)
    return TrialResult(found.failure, found.missing, found.code, link)


def trial_sentence(result: TrialResult, channel: ChosenChannel, say: Say) -> str:
    """Say what came of a test, and what to do about it."""
    mention = f"<#{channel.id}>"
    if result.failure is None:
        text = say("setup-test-done" if result.link is None else "setup-test-shown")
    else:
        names = ", ".join(f"*{say(f'setup-permission-{one}')}*" for one in result.missing)
        text = say(
            f"setup-test-{result.failure}",
            channel=mention,
            permissions=names,
            code=str(result.code),
        )
    if result.link is not None:
        text += " " + say("setup-test-left", link=result.link)
    return text


async def _within(call: Awaitable[_T]) -> _T:
    async with asyncio.timeout(_CALL_S):
        return await call


async def _send(client: discord.Client, channel_id: int, say: Say) -> discord.Message:
    file = discord.File(BytesIO(_test_image()), "test-image.png", description=say("setup-test-alt"))
    return await client.get_partial_messageable(channel_id).send(
        say("setup-test-message"),
        file=file,
        silent=True,
        allowed_mentions=discord.AllowedMentions.none(),
    )


async def _deleted(message: discord.Message) -> bool:
    """Delete the message; tell whether it is gone."""
    try:
        await _within(message.delete())
    except CALL_FAILED as error:
        if is_absent(error):
            return True
        log.warning("a test image could not be deleted: %s", error)
        return False
    return True


async def _judge(
    error: Exception, rights: ChannelRights, guild_id: int, channel: ChosenChannel
) -> TrialResult:
    code = error.code if isinstance(error, discord.HTTPException) else 0
    if is_absent(error):
        return TrialResult(Failure.GONE)
    if outcome_of(error) is Outcome.OUTAGE:
        return TrialResult(Failure.OUTAGE)
    if code in _LOCKED:
        return TrialResult(Failure.LOCKED)
    if code in {_MISSING_ACCESS, _MISSING_PERMISSIONS}:
        return await _missing(code, rights, guild_id, channel)
    log.warning("Discord refused a test image: %s", error)
    return TrialResult(Failure.REFUSED, code=code)


async def _missing(
    code: int, rights: ChannelRights, guild_id: int, channel: ChosenChannel
) -> TrialResult:
    """Ask Discord which permission is missing, since its refusal does not name it."""
    try:
        missing = missing_in(await rights.of_bot(guild_id, channel.id), channel.kind)
    except CALL_FAILED as error:
        # Discord does not describe channels that the bot cannot view
        log.info("the bot cannot read channel %s: %s", channel.id, error)
        missing = (Check.VIEW,)
    if missing:
        return TrialResult(Failure.MISSING, missing)
    if code == _MISSING_ACCESS and channel.kind is ChannelKind.THREAD:
        return TrialResult(Failure.NOT_IN_THREAD)
    return TrialResult(Failure.REFUSED, code=code)


@cache
def _test_image() -> bytes:
    return (resources.files("bot") / "ui" / "setup" / "test-image.png").read_bytes()
