"""Corrects the outdated first answer of an ended job: deletes it, or shows how the job ended."""

import asyncio
import logging
from collections.abc import Coroutine

import discord
from discord.http import MultipartParameters, handle_message_parameters
from discord.webhook.async_ import async_context

from bot.i18n import texts_for
from bot.policy.jobs.delivery import GENERATED_RETENTION, Outcome
from bot.policy.jobs.job import is_late
from bot.ports import Clock, StaleCard
from bot.ui.interactions.reply import CALL_FAILED
from bot.ui.jobs.buttons import ended_view
from bot.ui.jobs.discord_refusals import is_absent, outcome_of
from bot.ui.jobs.exchange import call_by_token, call_watched

log = logging.getLogger(__name__)

_TRY_S = 10


class StaleCardEditor:
    """Corrects first answers without their interactions, by their stored addresses."""

    def __init__(self, client: discord.Client, clock: Clock) -> None:
        self._client = client
        self._clock = clock

    async def put_right(self, card: StaleCard) -> bool:
        """Delete a first answer, or let it show how its job ended.

        Returns:
            Whether it is finished: the answer is correct or can no longer be changed.
        """
        now = self._clock.now()
        requester, address = card.draft.requester, card.draft.reply_target
        is_alive = bool(address.token) and not is_late(requester.requested_at, now)
        is_addressable = address.channel_id is not None and address.message_id is not None
        is_public = is_addressable and not requester.private
        if is_alive and await self._try(self._by_token(card)) is Outcome.SHOWN:
            return True
        if not is_public:
            return not is_alive
        outcome = await self._try(self._as_bot(card))
        # the bot may regain access, but hardly after that long
        is_old = now - requester.requested_at >= GENERATED_RETENTION
        return outcome is Outcome.SHOWN or (outcome is Outcome.REFUSED and is_old)

    async def _try(self, change: Coroutine[object, object, object]) -> Outcome:
        try:
            async with asyncio.timeout(_TRY_S):
                await change
        except CALL_FAILED as error:
            log.info("a first answer could not be put right: %s", error)
            # a deleted answer needs no correction
            return Outcome.SHOWN if is_absent(error) else outcome_of(error)
        return Outcome.SHOWN

    async def _by_token(self, card: StaleCard) -> None:
        hook, address = async_context.get(), card.draft.reply_target
        if card.pending_sentence is None:
            await call_by_token(self._client, address, hook.delete_original_interaction_response)
            return
        with self._parameters(card, card.pending_sentence) as parameters:
            edit = hook.edit_original_interaction_response
            await call_by_token(self._client, address, edit, payload=parameters.payload)

    async def _as_bot(self, card: StaleCard) -> None:
        http, address = self._client.http, card.draft.reply_target
        ids = (address.channel_id or 0, address.message_id or 0)
        if card.pending_sentence is None:
            await call_watched(lambda: http.delete_message(*ids))
            return
        with self._parameters(card, card.pending_sentence) as parameters:
            await call_watched(lambda: http.edit_message(*ids, params=parameters))

    def _parameters(self, card: StaleCard, content: str) -> MultipartParameters:
        requester, say = card.draft.requester, texts_for(card.draft.reply_target.language)
        return handle_message_parameters(
            content,
            view=ended_view(requester.job_id, say=say, is_failure=True),
            allowed_mentions=discord.AllowedMentions(users=[discord.Object(requester.user_id)]),
            previous_allowed_mentions=self._client.allowed_mentions,
        )
