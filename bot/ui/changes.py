"""What moderators have changed, as lines of text that Discord shows well."""

import re
from collections.abc import Iterable, Sequence

import discord

from bot.policy.actions import DEFAULT_AUDIENCES, Action
from bot.policy.difference import BUTTON, Difference
from bot.ports import AuditEntry
from bot.speech import ENGLISH
from bot.ui.jobbuttons import action_label
from bot.ui.text import MAX_CONTENT, clip, escape

_SHOWN_VALUE = 120

#: In the history, where every entry of a page has to be seen: the longest that fits is taken.
_SHOWN_IN_HISTORY = (_SHOWN_VALUE, 60, 20)

_PLACE = re.compile(r"(?P<kind>category|channel|role|user):(?P<id>[0-9]{1,20})")
_ID = re.compile(r"\b[0-9]{15,20}\b")

#: How an id in a value is made a mention, by the setting.
_MENTIONS = {
    "channels": r"<#\g<0>>",
    "notices channel": r"<#\g<0>>",
    "exempt roles": r"<@&\g<0>>",
    "moderator role": r"<@&\g<0>>",
}


def change_line(change: Difference | AuditEntry, length: int = _SHOWN_VALUE) -> str:
    """Write a change on one line: `cooldown` for this server: 1 min → 5 min.

    Args:
        change: What was before, and what is after it.
        length: The most characters of each value, before they are escaped.
    """
    if not (change.before or change.after):
        return _setting(change.what)
    before, after = (_value(change.what, text, length) for text in (change.before, change.after))
    return f"{_setting(change.what)}: {before} → **{after}**"


def change_lines(changes: Sequence[Difference], room: int) -> str:
    """Write changes below each other, as many as fit into `room` characters."""
    lines: list[str] = []
    for change in changes:
        line = f"- {change_line(change)}"
        if sum(map(len, lines)) + len(lines) + len(line) > room:
            break
        lines.append(line)
    left = len(changes) - len(lines)
    return "\n".join([*lines, f"… and {left:,} more"] if left else lines)


def plain_lines(changes: Iterable[Difference]) -> str:
    """Write changes for a text file."""
    return "".join(
        f"{_named(change.what)}: {change.before or 'not set'} -> {change.after or 'not set'}\n"
        for change in changes
    )


def history_page(entries: Sequence[AuditEntry]) -> str:
    """Write who changed what and when, the newest first; ten entries fit into a message."""
    room = MAX_CONTENT // max(len(entries), 1) - 1
    return "\n".join(_entry(entry, room) for entry in entries) or "Nothing has been changed yet."


def _entry(entry: AuditEntry, room: int) -> str:
    head = f"{discord.utils.format_dt(entry.at, 'f')} <@{entry.actor_id}>"
    lines = [f"{head} {change_line(entry, length)}" for length in _SHOWN_IN_HISTORY]
    return next((line for line in lines if len(line) <= room), clip(lines[-1], room))


def pages(lines: Iterable[str], room: int = MAX_CONTENT) -> list[str]:
    """Put lines into as few messages as they need, in their order.

    Args:
        lines: Each is cut where it does not fit into a message of its own.
        room: How many characters a message has.
    """
    found: list[str] = []
    for line in lines:
        cut = clip(line, room)
        if found and len(found[-1]) + 1 + len(cut) <= room:
            found[-1] += f"\n{cut}"
        else:
            found.append(cut)
    return found


def _setting(what: str) -> str:
    name, _, place = what.rpartition(" ")
    if name and place == "server":
        return f"`{name}` for this server"
    found = _PLACE.fullmatch(place)
    if name and found:
        marks = {"role": "@&", "user": "@"}
        return f"`{name}` for <{marks.get(found['kind'], '#')}{found['id']}>"
    # a backtick in the name of a style would end the code
    harmless = _named(what).replace("`", "'")
    return f"`{harmless}`"


def _named(what: str) -> str:
    """Return a setting with the label of the button that it is about."""
    kind, _, value = what.partition(" ")
    if kind != BUTTON or value not in DEFAULT_AUDIENCES:
        return what
    return f"{BUTTON} {action_label(Action(value), ENGLISH)}"


def _value(what: str, text: str, length: int) -> str:
    if not text:
        return "not set"
    shown = escape(clip(text, length))
    return _ID.sub(_MENTIONS[what], shown) if what in _MENTIONS else shown
