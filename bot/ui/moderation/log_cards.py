"""The messages of the moderation log: one card per entry, or a digest of several."""

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import discord

from bot.i18n import Say
from bot.policy.jobs.job import State
from bot.policy.moderation.log import EntryKind, LogEntry
from bot.ports import StoredJob, WaitingEntry
from bot.ui.jobs.cards import alt_text
from bot.ui.text import block, clip, escape, message_link, quote, relative_time

#: The name of a thumbnail's file; a card refers to it by name.
THUMBNAIL = "thumbnail.webp"

#: Custom ids of the buttons under a card, and of those of the menu "Block…".
LOG_TEMPLATE = r"log:(?P<action>[a-z]{1,12}(?:-[0-9a-z]{1,6})?):(?P<id>[0-9]{1,19})"

_SHOWN_TEXT = 400
_SHOWN_NAME = 60

#: Characters of a held prompt with its style; a code block may need half as many more.
_SHOWN_HELD = 2_500
_SHOWN_IN_DIGEST = 60

#: Characters of all texts of a message with components.
#: https://docs.discord.com/developers/components/reference#text-display, read 2026-11-30
_MAX_DIGEST = 3_900


class LogAction(StrEnum):
    """What a button of the log does. The values are part of custom ids and never change."""

    DELETE = "delete"
    SPOILER = "spoiler"
    UNSPOILER = "unspoiler"
    BLOCK = "block"
    REFUND = "refund"
    MEMBER = "member"


@dataclass(frozen=True, slots=True)
class EntryContext:
    """An entry with everything that its card shows."""

    waiting: WaitingEntry
    stored: StoredJob | None
    """The entry's job; None without one, or when it is no longer stored."""
    say: Say
    """The server's language."""

    @property
    def entry(self) -> LogEntry:
        """The entry."""
        return self.waiting.entry

    @property
    def is_hidden(self) -> bool:
        """Whether the thumbnail is hidden until it is clicked."""
        if self.stored is None:
            return False
        draft = self.stored.draft
        # the log may be in a channel without an age restriction
        return draft.reply_target.spoiler or draft.requester.spot.is_nsfw

    @property
    def thumbnail(self) -> bytes | None:
        """The thumbnail; None without one, or when the image was deleted before it was logged."""
        stored = self.stored
        if stored is None or stored.draft.requester.private:
            return self.waiting.thumbnail
        is_deleted = stored.state is State.DONE and stored.draft.reply_target.message_id is None
        return None if is_deleted else self.waiting.thumbnail


#: Returns the rows of controls under an entry's card.
Controls = Callable[[EntryContext], Sequence[discord.ui.ActionRow[Any]]]


class LogCards:
    """Makes the messages of the log; cogs add the controls of their kinds of entries."""

    def __init__(self) -> None:
        self.controls: dict[EntryKind, Controls] = {
            EntryKind.IMAGE: _image_rows,
            EntryKind.REPORT: _image_rows,
        }
        """The controls by kind; a kind without an entry has none."""

    def card(self, context: EntryContext) -> discord.ui.LayoutView:
        """Return the card of one entry; `thumbnail_of` has its file."""
        view = discord.ui.LayoutView(timeout=None)
        text: discord.ui.TextDisplay[Any] = discord.ui.TextDisplay(_text(context))
        first: discord.ui.Item[Any] = text
        if context.thumbnail is not None:
            thumbnail: discord.ui.Thumbnail[Any] = discord.ui.Thumbnail(
                f"attachment://{THUMBNAIL}",
                description=alt_text(context.entry.text, say=context.say) or None,
                spoiler=context.is_hidden,
            )
            first = discord.ui.Section(text, accessory=thumbnail)
        view.add_item(discord.ui.Container(first))
        controls = self.controls.get(context.entry.kind)
        for row in controls(context) if controls else ():
            view.add_item(row)
        # clicks are dispatched by custom id; without this, discord.py would also keep the view
        view.stop()
        return view


def digest(contexts: Sequence[EntryContext], say: Say) -> discord.ui.LayoutView:
    """Return one message with a line per entry.

    Args:
        contexts: At least two entries of one server.
        say: The server's language.
    """
    lines = [say("log-digest", count=len(contexts))]
    lines += [clip(_digest_line(one), _MAX_DIGEST // (len(contexts) + 1)) for one in contexts]
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(discord.ui.TextDisplay("\n".join(lines)))
    view.stop()
    return view


def thumbnail_of(context: EntryContext) -> list[discord.File]:
    """Return the file of a card's thumbnail; empty without one."""
    data = context.thumbnail
    return [] if data is None else [discord.File(io.BytesIO(data), THUMBNAIL)]


def log_button_id(action: str, job_id: int) -> str:
    """Return the custom id of a button of the log: at most 43 characters."""
    return f"log:{action}:{job_id}"


def action_words(action: str, say: Say) -> str:
    """Return the words for what was done; the plain name of one that another version stored."""
    try:
        return say(f"log-action-{action}")
    except LookupError:
        return escape(clip(action, _SHOWN_NAME))


def mention(user_id: int | None, say: Say) -> str:
    """Return a mention, which never pings in the log; words for the bot itself."""
    return say("log-automatic") if user_id is None else f"<@{user_id}>"


def _image_rows(context: EntryContext) -> Sequence[discord.ui.ActionRow[Any]]:
    job_id = context.entry.job_id
    if job_id is None:
        return ()
    is_spoiler = context.stored is not None and context.stored.draft.reply_target.spoiler
    toggle = LogAction.UNSPOILER if is_spoiler else LogAction.SPOILER
    actions = (LogAction.DELETE, toggle, LogAction.BLOCK, LogAction.REFUND, LogAction.MEMBER)
    buttons = (log_button(action, job_id, context.say) for action in actions)
    return (discord.ui.ActionRow(*buttons),)


def log_button(action: LogAction, job_id: int, say: Say) -> discord.ui.Button[Any]:
    """Return one button under an image's card."""
    is_danger = action is LogAction.DELETE
    return discord.ui.Button(
        label=say(f"button-log-{action}"),
        style=discord.ButtonStyle.danger if is_danger else discord.ButtonStyle.secondary,
        custom_id=log_button_id(action, job_id),
    )


def _text(context: EntryContext) -> str:
    lines = [" · ".join(_head(context))]
    if context.entry.kind is EntryKind.HELD:
        # whole, since a moderator decides about all of it
        lines.append(block(clip(context.entry.text, _SHOWN_HELD)))
    elif context.entry.text:
        lines.append(quote(" ".join(context.entry.text.split()), _SHOWN_TEXT))
    return "\n".join(lines)


def _digest_line(context: EntryContext) -> str:
    head = " · ".join(_head(context))
    words = " ".join(context.entry.text.split())
    return f"{head} · {escape(clip(words, _SHOWN_IN_DIGEST))}" if words else head


def _head(context: EntryContext) -> Iterator[str]:
    """Yield the facts of an entry: what it is, who, where, when, and a link."""
    entry, say = context.entry, context.say
    facts = {
        "member": mention(entry.user_id, say),
        "actor": mention(entry.actor_id, say),
        "rule": escape(clip(entry.rule, _SHOWN_NAME)),
        "done": action_words(entry.action, say) if entry.action else "",
    }
    is_alone = entry.kind is EntryKind.ACTION and entry.user_id is None
    yield say("log-action-alone" if is_alone else f"log-{entry.kind}", **facts)
    if entry.case_number is not None:
        yield say("log-case", number=str(entry.case_number))
    if entry.until is not None:
        yield say("log-until", when=relative_time(entry.until))
    if entry.kind is EntryKind.IMAGE:
        yield from _image_facts(context)
    elif entry.kind is EntryKind.HIT and entry.action:
        yield facts["done"]
    if entry.is_private:
        yield say("log-private")
    link = _link(context)
    if link is not None:
        yield f"[{say('log-open')}]({link})"
    elif entry.channel_id is not None:
        yield f"<#{entry.channel_id}>"
    yield relative_time(entry.at)


def _image_facts(context: EntryContext) -> Iterator[str]:
    stored = context.stored
    if stored is None or stored.generation is None:
        return
    generation = stored.generation
    yield f"**{escape(clip(generation.order.model.name, _SHOWN_NAME))}**"
    yield context.say.usd(stored.micros)
    if len(generation.images) > 1:
        yield context.say("log-count", count=len(generation.images))


def _link(context: EntryContext) -> str | None:
    stored = context.stored
    if stored is None or stored.draft.requester.private:
        return None
    target = stored.draft.reply_target
    if target.channel_id is None or target.message_id is None:
        return None
    return message_link(context.entry.guild_id, target.channel_id, target.message_id)
