"""Moderators' changes to settings as lines of text: confirmations, previews and history."""

import re
from collections.abc import Iterable, Sequence

from bot.i18n import Say
from bot.policy.images.actions import DEFAULT_AUDIENCES, Action
from bot.policy.limits.limit import Limit
from bot.policy.limits.rulebook_diff import BUTTON, Difference
from bot.ports import AuditEntry
from bot.ui.jobs.buttons import action_label
from bot.ui.limits.limit_text import limit_name
from bot.ui.text import MAX_CONTENT, clip, date_time, escape

_SHOWN_VALUE = 120

#: Characters of all changes of one command together.
_SHOWN_CHANGES = 1500

#: Characters of a value in the history. Every entry of a page has to fit, so the longest value
#: that does is used.
_SHOWN_IN_HISTORY = (_SHOWN_VALUE, 60, 20)

_SCOPE = re.compile(r"(?P<kind>category|channel|role|user):(?P<id>[0-9]{1,20})")
_ID = re.compile(r"\b[0-9]{15,20}\b")

#: By the end of a setting, the replacement that turns an id in its value into a mention.
_MENTIONS = {
    "channels": r"<#\g<0>>",
    "notices channel": r"<#\g<0>>",
    "log channel": r"<#\g<0>>",
    "exempt roles": r"<@&\g<0>>",
    "moderator role": r"<@&\g<0>>",
}


def confirmed(changes: Sequence[Difference], then: str, say: Say) -> str:
    """Say what was changed, followed by `then`, its effect."""
    if not changes:
        return say("change-nothing")
    return f"{change_lines(changes, _SHOWN_CHANGES, say)}\n{then}"


def change_line(change: Difference | AuditEntry, say: Say, length: int = _SHOWN_VALUE) -> str:
    """Write a change on one line: Cooldown for this server: 1 min → 5 min.

    Args:
        change: The setting with its old and new value.
        say: The reader's language.
        length: The most characters of each value, before escaping.
    """
    setting = setting_name(change.what, say)
    if not (change.before or change.after):
        return setting
    before, after = (
        _value(change.what, text, length) or say("change-unset")
        for text in (change.before, change.after)
    )
    return say("change-values", what=setting, before=before, after=after)


def change_lines(changes: Sequence[Difference], room: int, say: Say) -> str:
    """Write one change per line, as many as fit into `room` characters."""
    lines: list[str] = []
    for change in changes:
        line = f"- {change_line(change, say)}"
        if sum(map(len, lines)) + len(lines) + len(line) > room:
            break
        lines.append(line)
    omitted = len(changes) - len(lines)
    return "\n".join([*lines, say("change-more", n=omitted)] if omitted else lines)


def plain_lines(changes: Iterable[Difference], say: Say) -> str:
    """Write changes for a text file."""
    unset = say("change-unset")
    return "".join(
        f"{_named(change.what, say)}: {change.before or unset} -> {change.after or unset}\n"
        for change in changes
    )


def history_page(entries: Sequence[AuditEntry], say: Say) -> str:
    """Write one history entry per line, the newest first; ten fit into a message."""
    room = MAX_CONTENT // max(len(entries), 1) - 1
    return "\n".join(_entry(entry, room, say) for entry in entries) or say("history-empty")


def _entry(entry: AuditEntry, room: int, say: Say) -> str:
    facts = {"at": date_time(entry.at), "member": f"<@{entry.actor_id}>"}
    lines = [
        say("history-entry", change=change_line(entry, say, length), **facts)
        for length in _SHOWN_IN_HISTORY
    ]
    return next((line for line in lines if len(line) <= room), clip(lines[-1], room))


def pages(lines: Iterable[str], room: int = MAX_CONTENT) -> list[str]:
    """Split lines into as few messages as possible, in order.

    Args:
        lines: A line that is longer than a message is cut.
        room: The most characters of a message.
    """
    messages: list[str] = []
    for line in lines:
        cut = clip(line, room)
        if messages and len(messages[-1]) + 1 + len(cut) <= room:
            messages[-1] += f"\n{cut}"
        else:
            messages.append(cut)
    return messages


def setting_name(what: str, say: Say) -> str:
    """Name a setting and its scope: Cooldown for this server.

    Args:
        what: As in `Difference.what`, or a limit or option without a scope.
        say: The reader's language.
    """
    name, _, scope = what.rpartition(" ")
    if name and scope == "server":
        return say("change-server", what=_name(name, say))
    found = _SCOPE.fullmatch(scope)
    if name and found:
        marks = {"role": "@&", "user": "@"}
        mention = f"<{marks.get(found['kind'], '#')}{found['id']}>"
        return say("change-scope", what=_name(name, say), mention=mention)
    return _name(what, say)


def _name(what: str, say: Say) -> str:
    """Name a limit in the reader's language; any other setting by its stored words, as code."""
    try:
        # entries of the history may have old ids, which `Limit` accepts
        return limit_name(say, Limit(what))
    except ValueError:
        # a backtick in a style's name would close the code
        harmless = _named(what, say).replace("`", "'")
        return f"`{harmless}`"


def _named(what: str, say: Say) -> str:
    """Return a setting's stored words, with a button's label in place of its id."""
    kind, _, value = what.partition(" ")
    if kind != BUTTON or value not in DEFAULT_AUDIENCES:
        return what
    return f"{BUTTON} {action_label(Action(value), say)}"


def _value(what: str, text: str, length: int) -> str:
    shown = escape(clip(text, length))
    # a rule of the filter has exemptions of its own: `filter rule “slurs” exempt roles`
    ends = (name for name in _MENTIONS if what == name or what.endswith(f" {name}"))
    mention = next(ends, None)
    return shown if mention is None else _ID.sub(_MENTIONS[mention], shown)
