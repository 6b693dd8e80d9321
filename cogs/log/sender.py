"""Sends the messages of the moderation logs to Discord."""

import asyncio
import logging
from collections.abc import Sequence
from hashlib import blake2b
from typing import Any

import discord
from discord.ext import commands

from bot.client import ImagineBot
from bot.errors import JobForgotten, StorageFailed
from bot.i18n import admin_texts_for
from bot.logs import log_unexpected
from bot.policy.jobs.delivery import Outcome
from bot.policy.moderation.log import EntryKind
from bot.ports import Place, ShownMessage, StoredJob, WaitingEntry
from bot.service.moderation.log_sender import Sent
from bot.ui.interactions.reply import CALL_FAILED
from bot.ui.jobs.discord_refusals import outcome_of
from bot.ui.moderation.log_cards import EntryContext, digest, thumbnail_of

log = logging.getLogger(__name__)

#: Seconds for one message. discord.py retries for up to 25 s during an outage.
_SEND_S = 40

#: https://docs.discord.com/developers/topics/opcodes-and-status-codes, read 2026-11-30
_UNKNOWN_CHANNEL = 10003
_NO_ACCESS = frozenset({50001, 50013})

#: Kinds whose cards are changed when something is done about their image.
_MARKED = frozenset({EntryKind.IMAGE, EntryKind.REPORT})


class LogSenderCog(commands.Cog):
    """Sends cards and digests, and records the cards of images."""

    def __init__(self, bot: ImagineBot) -> None:
        self._bot = bot
        self._services = bot.services

    async def cog_load(self) -> None:
        """Start sending."""
        self._services.moderation.log_sender.send_by(self._deliver)

    async def cog_unload(self) -> None:
        """Stop sending; entries wait in the database."""
        self._services.moderation.log_sender.send_by(None)

    async def _deliver(self, channel_id: int, entries: Sequence[WaitingEntry]) -> Sent:
        try:
            async with asyncio.timeout(_SEND_S):
                return await self._send(channel_id, entries)
        except CALL_FAILED as error:
            return _outcome(error)
        except Exception as error:  # noqa: BLE001 - one entry must not hold up the others
            log_unexpected(error)
            return Sent.REJECTED

    async def _send(self, channel_id: int, entries: Sequence[WaitingEntry]) -> Sent:
        say = admin_texts_for(await self._bot.channel_rights.locale_of(entries[0].entry.guild_id))
        contexts = [EntryContext(one, await self._job_of(one), say) for one in entries]
        first = contexts[0]
        is_card = len(contexts) == 1
        channel = self._bot.get_partial_messageable(channel_id)
        message = await channel.send(
            view=self._bot.log_cards.card(first) if is_card else digest(contexts, say),
            files=thumbnail_of(first) if is_card else [],
            allowed_mentions=discord.AllowedMentions.none(),
            # Discord drops a repeat of the last few minutes
            nonce=_nonce(entries),
        )
        if is_card and first.entry.kind in _MARKED and first.entry.job_id is not None:
            shown = ShownMessage(first.entry.job_id, channel_id, message.id, Place.LOG)
            await self._services.moderation.shown_images.note(shown)
        return Sent.SENT

    async def _job_of(self, waiting: WaitingEntry) -> StoredJob | None:
        job_id = waiting.entry.job_id
        try:
            return None if job_id is None else await self._services.imagine.read(job_id)
        except JobForgotten:
            return None
        except StorageFailed as error:
            log.warning("a log entry has no details: %s", error)
            return None


def _nonce(entries: Sequence[WaitingEntry]) -> str:
    """Return the same nonce for the same entries only, in at most 25 characters.

    After a restart, the first entry may be sent with others, which a repeat must not swallow.
    """
    ids = ",".join(str(one.id) for one in entries)
    return f"log{blake2b(ids.encode(), digest_size=8).hexdigest()}"


def _outcome(error: Exception) -> Sent:
    code: Any = getattr(error, "code", None)
    if code == _UNKNOWN_CHANNEL:
        return Sent.GONE
    if code in _NO_ACCESS:
        return Sent.FORBIDDEN
    if outcome_of(error) is Outcome.OUTAGE:
        return Sent.OUTAGE
    log.error("Discord does not take an entry of a log: %s", error)
    return Sent.REJECTED
