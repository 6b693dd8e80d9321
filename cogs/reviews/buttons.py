"""The buttons of held requests and reports in the log, also after a restart."""

import re
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any, ClassVar, Self

import discord

from bot.client import ImagineBot, Services
from bot.errors import (
    ChangeRefused,
    HeldDecided,
    HeldExpired,
    MemberLeft,
    Outdated,
    ReportsClosed,
)
from bot.i18n import admin_texts_for
from bot.policy.jobs.job import Draft
from bot.ports import ReportOutcome
from bot.ui.interactions.click_guard import ClickGuard
from bot.ui.interactions.controls import SafeItem
from bot.ui.interactions.facts import facts_of
from bot.ui.jobs.discord_card import late_card
from bot.ui.jobs.message_edits import refusing_change
from bot.ui.moderation.review_buttons import REVIEW_TEMPLATE, ReviewButton
from bot.ui.moderation.review_cards import closed_card, closed_notice
from cogs.reviews.rights import check_reviewer

_Interaction = discord.Interaction[Any]

#: Timeout of the question whether a member is in the server, in seconds.
_MEMBER_S = 10


class ReviewHandler:
    """Decides about held requests and reports for moderators."""

    def __init__(self, bot: ImagineBot, services: Services) -> None:
        self._bot = bot
        self._services = services
        self._clicks = ClickGuard(services.clock)
        self.handlers: Mapping[str, Callable[[_Interaction, int], Awaitable[str]]] = {
            ReviewButton.ALLOW: self._allow,
            ReviewButton.DENY: self._deny,
            ReviewButton.DISMISS: self._dismiss,
        }
        """By button: what it does; each returns the message id of what was decided."""

    async def handle(self, interaction: _Interaction, button: str, job_id: int) -> None:
        """Decide, and let the card say so.

        Raises:
            Outdated: Another version of the bot sent this button.
            ImagineError: Why nothing was decided.
        """
        message, act = interaction.message, self.handlers.get(button)
        if message is None or act is None:
            raise Outdated
        await interaction.response.defer()
        # one at a time for each card: the second of a double click finds it decided
        async with self._clicks.once(interaction.user.id, job_id) as is_first:
            if not is_first:
                return
            try:
                await self._close(interaction, await act(interaction, job_id))
            except HeldExpired:
                await self._close(interaction, "held-expired")
                raise
            except ReportsClosed:
                await self._close(interaction, "report-closed")
                raise
            except HeldDecided as error:
                key = "held-allowed" if error.is_allowed else "held-denied"
                await self._close(interaction, key, error.decided_by)
                raise

    async def _allow(self, interaction: _Interaction, job_id: int) -> str:
        reviews = self._services.reviews
        draft = (await reviews.read(job_id)).draft
        await check_reviewer(interaction, self._services.rulebook_editor, draft)
        await self._check_member(draft)
        open_card = partial(late_card, self._bot, self._services.signals)
        await reviews.allow(job_id, interaction.user.id, open_card)
        return "held-allowed"

    async def _deny(self, interaction: _Interaction, job_id: int) -> str:
        reviews = self._services.reviews
        draft = (await reviews.read(job_id)).draft
        await check_reviewer(interaction, self._services.rulebook_editor, draft)
        await reviews.deny(job_id, interaction.user.id)
        return "held-denied"

    async def _dismiss(self, interaction: _Interaction, job_id: int) -> str:
        stored = await self._services.imagine.read(job_id)
        await check_reviewer(interaction, self._services.rulebook_editor, stored.draft)
        reporting = self._services.moderation.reporting
        if not await reporting.close(job_id, ReportOutcome.DISMISSED):
            raise ReportsClosed
        return "report-dismissed"

    async def _check_member(self, draft: Draft) -> None:
        """Check that a member can still see what they requested.

        Raises:
            MemberLeft: The member has left the server.
            ChangeRefused: Discord does not tell.
        """
        requester = draft.requester
        try:
            async with refusing_change(within_s=_MEMBER_S):
                await self._bot.http.get_member(requester.spot.guild_id or 0, requester.user_id)
        except ChangeRefused as error:
            if isinstance(error.__cause__, discord.NotFound):
                raise MemberLeft from error
            raise

    async def _close(
        self, interaction: _Interaction, key: str, moderator_id: int | None = None
    ) -> None:
        """Remove the buttons of a card or notice, and add what was decided."""
        message = interaction.message
        if message is None:
            return
        # everyone who sees the log reads it
        say = admin_texts_for(facts_of(interaction).guild_locale)
        line = say(key, moderator=f"<@{moderator_id or interaction.user.id}>")
        # cards of the log are made of components, notices are not
        changed: dict[str, Any] = {"content": closed_notice(message, line), "view": None}
        if message.flags.components_v2:
            changed = {"view": closed_card(message, line)}
        async with refusing_change():
            await interaction.edit_original_response(
                allowed_mentions=discord.AllowedMentions.none(), **changed
            )


class _ReviewItem(SafeItem, discord.ui.DynamicItem[Any], template=REVIEW_TEMPLATE):
    """Any button of these cards."""

    handler: ClassVar[ReviewHandler]

    def __init__(self, item: discord.ui.Item[Any], button: str, job_id: int) -> None:
        super().__init__(item)
        self._button = button
        self._job_id = job_id

    @classmethod
    async def from_custom_id(
        cls, _interaction: object, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Read the button and the job from the custom id."""
        return cls(item, match["button"], int(match["id"]))

    async def check(self, interaction: _Interaction) -> None:
        """Allow all members; the handler checks their rights once it has read the request."""

    async def act(self, interaction: _Interaction) -> None:
        """Pass the click on."""
        await self.handler.handle(interaction, self._button, self._job_id)


def review_buttons(
    review_handler: ReviewHandler,
) -> tuple[type[discord.ui.DynamicItem[Any]], ...]:
    """Return the handler of the buttons of held requests and reports."""

    class ReviewItem(_ReviewItem, template=REVIEW_TEMPLATE):
        handler = review_handler

    return (ReviewItem,)
