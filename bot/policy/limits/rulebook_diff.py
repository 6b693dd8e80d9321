"""The differences between two rulebooks, setting by setting, in words for people."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.policy.images.actions import DEFAULT_AUDIENCES, Audience
from bot.policy.limits.limit import Limit
from bot.policy.limits.rulebook import ChannelList, ChannelMode, Event, Pause, Rulebook, Scope
from bot.policy.limits.values import format_value
from bot.policy.moderation.log import ModerationSettings, Topic

#: Prefix of a difference in an action's audience. Entries of earlier versions have the button's
#: English label in place of the action.
BUTTON = "button"

#: The audiences in words.
AUDIENCE_WORDS: Mapping[Audience, str] = {
    Audience.EVERYONE: "everyone",
    Audience.MODERATORS: "author and moderators",
    Audience.AUTHOR: "author only",
    Audience.NO_ONE: "no one",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """A setting whose value changed."""

    what: str
    """The setting and its scope, such as `cooldown server`, `button edit` or `pause`."""
    before: str
    """As people read it; empty where nothing was set."""
    after: str
    """As people read it; empty where nothing is set."""


def differences(before: Rulebook, after: Rulebook) -> tuple[Difference, ...]:
    """Return all differences between two rulebooks."""
    changed = [
        Difference(what, format_(old), format_(new))
        for what, format_, old, new in _single(before, after)
        if old != new
    ]
    return (
        *_of_limits(before, after),
        *changed,
        *_of_buttons(before, after),
        *_of_styles(before, after),
    )


def _single(
    before: Rulebook, after: Rulebook
) -> tuple[tuple[str, Callable[[Any], str], object, object], ...]:
    return (
        ("exempt roles", _ids, before.exempt_roles, after.exempt_roles),
        ("channels", format_channels, before.channels, after.channels),
        ("zone", str, _zone(before), _zone(after)),
        ("pause", format_pause, before.pause, after.pause),
        ("event", format_event, before.event, after.event),
        ("notices channel", _id, before.notices_channel, after.notices_channel),
        ("moderator role", _id, before.moderator_role, after.moderator_role),
        ("remixing others", _allowed, before.remixes_others, after.remixes_others),
        ("public language", _text, before.language, after.language),
        *_of_moderation(before.moderation, after.moderation),
    )


def _of_moderation(
    before: ModerationSettings, after: ModerationSettings
) -> tuple[tuple[str, Callable[[Any], str], object, object], ...]:
    return (
        ("log channel", _id, before.log.channel_id, after.log.channel_id),
        ("log topics", _topics, before.log.topics, after.log.topics),
        ("log of private images", _yes_or_no, before.log.shows_private, after.log.shows_private),
        ("warnings expire", _days, before.warning_days, after.warning_days),
    )


def name_of(limit: Limit, scope: Scope) -> str:
    """Return the name of a limit in audit entries: `cooldown server`."""
    return f"{limit} {scope}"


def own_value(rulebook: Rulebook, scope: Scope, limit: Limit) -> str:
    """Format the value that is set for a scope itself; empty where none is set."""
    own = rulebook.own(scope)
    return format_value(limit, own[limit]) if limit in own else ""


def _of_limits(before: Rulebook, after: Rulebook) -> Iterator[Difference]:
    for scope in sorted({*before.limits, *after.limits}):
        if before.own(scope) == after.own(scope):
            continue
        for limit in Limit:
            old, new = (own_value(rulebook, scope, limit) for rulebook in (before, after))
            if old != new:
                yield Difference(name_of(limit, scope), old, new)


def _of_buttons(before: Rulebook, after: Rulebook) -> Iterator[Difference]:
    for action in DEFAULT_AUDIENCES:
        old, new = (_audience(rulebook.audiences.get(action)) for rulebook in (before, after))
        if old != new:
            yield Difference(f"{BUTTON} {action}", old, new)


def _of_styles(before: Rulebook, after: Rulebook) -> Iterator[Difference]:
    for name in sorted({*before.styles, *after.styles}):
        old, new = (rulebook.styles.get(name, "") for rulebook in (before, after))
        if old != new:
            # quoted, since a style can be named `server` or `role:1`
            yield Difference(f"style “{name}”", old, new)


def format_channels(channels: ChannelList) -> str:
    """Format a channel list for people: `only 123, 456`; empty for one without effect."""
    if channels.mode is ChannelMode.ANYWHERE:
        return ""
    return f"{channels.mode} {_ids(channels.ids) or 'none'}"


def format_pause(pause: Pause | None) -> str:
    """Format a pause for people: `until 2026-11-30 18:00 UTC: maintenance`."""
    if pause is None:
        return ""
    until = "until resumed" if pause.until is None else format_until(pause.until)
    return f"{until}: {pause.reason}" if pause.reason else until


def format_event(event: Event | None) -> str:
    """Format an event for people: `×2 until 2026-11-30 18:00 UTC`."""
    return "" if event is None else f"×{event.factor:g} {format_until(event.until)}"


def format_until(until: datetime) -> str:
    """Format an instant in UTC for audit entries, whose readers have different time zones."""
    return f"until {until.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def _text(text: str | None) -> str:
    return text or ""


def _allowed(is_allowed: bool) -> str:  # noqa: FBT001 - a value to format, not a flag
    return "allowed" if is_allowed else "forbidden"


def _topics(topics: frozenset[Topic]) -> str:
    return ", ".join(topic for topic in Topic if topic in topics) or "none"


def _yes_or_no(is_on: bool) -> str:  # noqa: FBT001 - as above
    return "on" if is_on else "off"


def _days(days: int | None) -> str:
    return "never" if days is None else f"after {days} days"


def _audience(audience: Audience | None) -> str:
    return "" if audience is None else AUDIENCE_WORDS[audience]


def _zone(rulebook: Rulebook) -> str:
    return rulebook.zones[-1].zone if rulebook.zones else ""


def _ids(ids: Iterable[int]) -> str:
    return ", ".join(str(id_) for id_ in sorted(ids))


def _id(id_: int | None) -> str:
    return "" if id_ is None else str(id_)
