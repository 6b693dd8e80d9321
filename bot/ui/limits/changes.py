"""What moderators have changed, as lines of text that Discord shows well."""

import re
from collections.abc import Iterable, Sequence

from bot.i18n import Say
from bot.policy.images.actions import DEFAULT_AUDIENCES, Action
from bot.policy.limits.limit import Limit
from bot.policy.limits.rulebook_diff import BUTTON, Difference
from bot.ports import AuditEntry
from bot.ui.jobs.buttons import action_label
from bot.ui.limits.limit_text import limit_name
from bot.ui.text import MAX_CONTENT, at, clip, escape

_SHOWN_VALUE = 120

#: Characters of all the changes that a command makes.
_SHOWN_CHANGES = 1500

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


def confirmed(changes: Sequence[Difference], then: str, say: Say) -> str:
    """Say what was changed, and what follows from it."""
    if not changes:
        return say("change-nothing")
    return f"{change_lines(changes, _SHOWN_CHANGES, say)}\n{then}"


def change_line(change: Difference | AuditEntry, say: Say, length: int = _SHOWN_VALUE) -> str:
    """Write a change on one line: Cooldown for this server: 1 min → 5 min.

    Args:
        change: What was before, and what is after it.
        say: The reader's language.
        length: The most characters of each value, before they are escaped.
    """
    what = setting_name(change.what, say)
    if not (change.before or change.after):
        return what
    before, after = (
        _value(change.what, text, length) or say("change-unset")
        for text in (change.before, change.after)
    )
    return say("change-values", what=what, before=before, after=after)


def change_lines(changes: Sequence[Difference], room: int, say: Say) -> str:
    """Write changes below each other, as many as fit into `room` characters."""
    lines: list[str] = []
    for change in changes:
        line = f"- {change_line(change, say)}"
        if sum(map(len, lines)) + len(lines) + len(line) > room:
            break
        lines.append(line)
    left = len(changes) - len(lines)
    return "\n".join([*lines, say("change-more", n=left)] if left else lines)


def plain_lines(changes: Iterable[Difference], say: Say) -> str:
    """Write changes for a text file."""
    unset = say("change-unset")
    return "".join(
        f"{_named(change.what, say)}: {change.before or unset} -> {change.after or unset}\n"
        for change in changes
    )


def history_page(entries: Sequence[AuditEntry], say: Say) -> str:
    """Write who changed what and when, the newest first; ten entries fit into a message."""
    room = MAX_CONTENT // max(len(entries), 1) - 1
    return "\n".join(_entry(entry, room, say) for entry in entries) or say("history-empty")


def _entry(entry: AuditEntry, room: int, say: Say) -> str:
    facts = {"at": at(entry.at), "member": f"<@{entry.actor_id}>"}
    lines = [
        say("history-entry", change=change_line(entry, say, length), **facts)
        for length in _SHOWN_IN_HISTORY
    ]
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


def setting_name(what: str, say: Say) -> str:
    """Name a setting and its scope: Cooldown for this server.

    Args:
        what: As `Difference` has it, or a limit or option alone.
        say: The reader's language.
    """
    name, _, place = what.rpartition(" ")
    if name and place == "server":
        return say("change-server", what=_name(name, say))
    found = _PLACE.fullmatch(place)
    if name and found:
        marks = {"role": "@&", "user": "@"}
        mention = f"<{marks.get(found['kind'], '#')}{found['id']}>"
        return say("change-scope", what=_name(name, say), mention=mention)
    return _name(what, say)


def _name(what: str, say: Say) -> str:
    """Name a limit as people do; anything else by the words that the history keeps."""
    try:
        # old ids are kept in the history
        return limit_name(say, Limit(what))
    except ValueError:
        # a backtick in the name of a style would end the code
        harmless = _named(what, say).replace("`", "'")
        return f"`{harmless}`"


def _named(what: str, say: Say) -> str:
    """Return a setting with the label of the button that it is about."""
    kind, _, value = what.partition(" ")
    if kind != BUTTON or value not in DEFAULT_AUDIENCES:
        return what
    return f"{BUTTON} {action_label(Action(value), say)}"


def _value(what: str, text: str, length: int) -> str:
    shown = escape(clip(text, length))
    return _ID.sub(_MENTIONS[what], shown) if what in _MENTIONS else shown
