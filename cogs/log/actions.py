"""What the buttons under a card of the log do: delete, hide, show, refund."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import discord

from bot.i18n import Say, admin_texts_for
from bot.ports import Clock, Place, Refund, ReportOutcome, ShownMessage, StoredJob
from bot.service.jobs.imagine import Imagine
from bot.service.limits.rulebook_editor import RulebookEditor
from bot.service.moderation.services import ModerationServices
from bot.ui.interactions.facts import facts_of
from bot.ui.interactions.reply import InteractionReply
from bot.ui.jobs.message_edits import AttachmentEditor
from bot.ui.moderation.card_marks import CardMarks, Mark
from bot.ui.moderation.image_places import (
    Changed,
    delete_everywhere,
    delete_late_answer,
    hide_everywhere,
)
from bot.ui.moderation.log_cards import LogAction, action_words, mention
from bot.ui.moderation.log_rights import check_log_action
from bot.ui.moderation.member_notes import tell_removed
from bot.ui.text import message_link, relative_time

log = logging.getLogger(__name__)

_Interaction = discord.Interaction[Any]

#: The actions that need an image that is still shown.
_OF_SHOWN: tuple[LogAction, ...] = (LogAction.DELETE, LogAction.SPOILER, LogAction.UNSPOILER)

#: What is done about an image that was reported.
_ANSWERS_REPORTS = frozenset({"deleted", "block", LogAction.SPOILER.value})


@dataclass(frozen=True, slots=True)
class LogDeps:
    """The services that the buttons use."""

    imagine: Imagine
    editor: RulebookEditor
    moderation: ModerationServices
    marks: CardMarks
    clock: Clock


@dataclass(frozen=True, slots=True)
class Press:
    """One press of a button by a member who may press it."""

    interaction: _Interaction
    reply: InteractionReply
    stored: StoredJob
    say: Say
    """The moderator's language."""

    @property
    def job_id(self) -> int:
        """The image's job."""
        return self.stored.draft.requester.job_id


async def open_press(
    interaction: _Interaction,
    deps: LogDeps,
    job_id: int,
    action: LogAction,
    *,
    is_form: bool = False,
) -> Press:
    """Begin a private response, and check that the member may.

    Args:
        interaction: The click.
        deps: The services.
        job_id: The image's job.
        action: The action.
        is_form: Whether a form is the response, before which nothing can be sent.

    Raises:
        JobForgotten: The job is no longer stored.
        MissingPermission: The member may not do that.
        StorageFailed: The database does not work.
    """
    reply = InteractionReply.of(interaction)
    if not is_form:
        reply.think_after()
    stored = await deps.imagine.read(job_id)
    guild_id = stored.draft.requester.spot.guild_id or 0
    rulebook = (await deps.editor.read(guild_id)).rulebook
    await check_log_action(interaction, stored, rulebook, action)
    return Press(interaction, reply, stored, admin_texts_for(interaction.locale))


class ImageActions:
    """Acts on images. Every action can be repeated, by other moderators at the same time, too."""

    def __init__(self, deps: LogDeps) -> None:
        self._deps = deps
        self._attachments = AttachmentEditor()

    async def delete(self, press: Press) -> None:
        """Delete all messages that show the image, and tell its member once."""
        shown, client = self._deps.moderation.shown_images, press.interaction.client
        places = await shown.of(press.stored)
        changed = await delete_everywhere(client, places)
        late_answer = await delete_late_answer(client, press.stored)
        if late_answer is not None:
            changed = replace(changed, done=(*changed.done, late_answer))
        await shown.forget(press.stored, (*changed.done, *changed.gone))
        # a private answer, which the bot cannot delete, is in no place
        is_deleted = bool(changed.done) or not changed.failed
        is_first = is_deleted and await shown.is_first("deleted", press.job_id)
        is_told = await tell_removed(client, press.stored) if is_first else None
        if is_first or changed.done:
            is_over = not changed.failed
            replaced: dict[LogAction, LogAction | None] = (
                dict.fromkeys(_OF_SHOWN) if is_over else {}
            )
            await self._finish(press, "deleted", replaced, is_deleted=True, is_news=is_first)
        await press.reply.show("\n".join(_deletion_lines(press, changed, is_told=is_told)))

    async def hide(self, press: Press, *, is_hidden: bool) -> None:
        """Hide the image until it is clicked wherever it is shown, or show it again."""
        shown, say = self._deps.moderation.shown_images, press.say
        places = await shown.of(press.stored)
        changed = await hide_everywhere(
            press.interaction.client,
            places,
            self._attachments,
            is_hidden=is_hidden,
            user_id=press.interaction.user.id,
        )
        await shown.forget(press.stored, changed.gone)
        this, other = LogAction.SPOILER, LogAction.UNSPOILER
        if not is_hidden:
            this, other = other, this
        is_first = await shown.is_first(this, press.job_id)
        await shown.undo(other, press.job_id)
        if is_first:
            await self._finish(press, this, {this: other}, is_hidden=is_hidden)
        lines = [say(f"log-reply-{this}" if is_first else "log-reply-already")]
        lines += _left_lines(press, changed)
        await press.reply.show("\n".join(lines))

    async def refund(self, press: Press) -> None:
        """Refund the image and the cooldown, once."""
        outcome = await self._deps.moderation.refunds.refund(press.stored)
        if outcome is Refund.DONE:
            await self._finish(press, "refunded", {LogAction.REFUND: None})
        await press.reply.show(press.say(f"log-reply-refund-{outcome}"))

    async def note_block(self, press: Press) -> None:
        """Say on the cards that the member was blocked."""
        await self._finish(press, "block", {}, is_news=False)

    async def _finish(
        self,
        press: Press,
        done: str,
        replaced: Mapping[LogAction, LogAction | None],
        *,
        is_deleted: bool = False,
        is_hidden: bool | None = None,
        is_news: bool = True,
    ) -> None:
        """Change the cards of the image, and log the action."""
        deps, now = self._deps, self._deps.clock.now()
        shown, facts = deps.moderation.shown_images, facts_of(press.interaction)
        say = admin_texts_for(facts.guild_locale or facts.locale)
        actor_id = press.interaction.user.id
        line = say(
            "log-mark",
            done=action_words(done, say),
            actor=mention(actor_id, say),
            when=relative_time(now),
        )
        mark = Mark(press.job_id, line, say, replaced, is_deleted, is_hidden)
        gone = await deps.marks.mark(await shown.log_messages(press.job_id), mark)
        await shown.forget(press.stored, gone)
        log.info("%s by user %s", done, actor_id, extra={"job": str(press.job_id)})
        if is_news:
            deps.moderation.job_log.note_action(press.stored.draft, actor_id, done)
        if done in _ANSWERS_REPORTS:
            await deps.moderation.reporting.close(press.job_id, ReportOutcome.ACTED)


def _deletion_lines(press: Press, changed: Changed, *, is_told: bool | None) -> Sequence[str]:
    say = press.say
    # the answer from which the image was shared
    has_private_answer = any(one.place is Place.SHARED for one in (*changed.done, *changed.gone))
    was_in_dm = any(one.place is Place.COPY for one in changed.done)
    is_private = press.stored.draft.requester.private and not was_in_dm
    lines: list[str] = []
    if changed.done:
        lines.append(say("log-reply-deleted", count=len(changed.done)))
    if is_private or has_private_answer:
        lines.append(say("log-reply-private"))
    lines += _left_lines(press, changed)
    lines = lines or [say("log-reply-deleted-none")]
    if is_told is not None:
        lines.append(say("log-reply-told" if is_told else "log-reply-not-told"))
    return lines


def _left_lines(press: Press, changed: Changed) -> Sequence[str]:
    """Name the messages that Discord did not let the bot change."""
    guild_id = press.stored.draft.requester.spot.guild_id
    links = [_link(guild_id, place) for place in changed.failed]
    return [press.say("log-reply-left", links=", ".join(links))] if links else []


def _link(guild_id: int | None, place: ShownMessage) -> str:
    return message_link(guild_id, place.channel_id, place.message_id)
