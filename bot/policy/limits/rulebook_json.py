"""A rulebook as JSON: exported and imported by moderators, and stored in the database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.policy.images.actions import DEFAULT_AUDIENCES, Action, Audience
from bot.policy.images.style import (
    MOST_STYLE_LENGTH,
    MOST_STYLE_NAME_LENGTH,
    MOST_STYLES,
    parse_style_name,
    parse_style_words,
)
from bot.policy.json_reader import JsonReader, parse_text, shown
from bot.policy.languages import LANGUAGES
from bot.policy.limits.limits_json import dump_limits, parse_limits
from bot.policy.limits.rulebook import (
    MOST_CHANNELS,
    MOST_EVENT_FACTOR,
    MOST_EXEMPT_ROLES,
    MOST_REASON_LENGTH,
    MOST_VALUES,
    ChannelList,
    ChannelMode,
    Event,
    Pause,
    Rulebook,
)
from bot.policy.limits.window import ZoneChange, parse_zone
from bot.policy.moderation.log import ModerationSettings
from bot.policy.moderation.settings_json import dump_moderation, parse_moderation

_VERSION = 1

#: Most changes of zone; `change_zone` keeps far fewer.
_MOST_ZONES = 50

_KEYS = frozenset(
    {
        "version",
        "limits",
        "exempt-roles",
        "channels",
        "zones",
        "pause",
        "event",
        "notices-channel",
        "moderator-role",
        "audiences",
        "remixes-others",
        "styles",
        "language",
        "moderation",
    }
)


@dataclass(eq=False)
class RulebookInvalid(ValueError):
    """The JSON is not a valid rulebook."""

    problems: tuple[str, ...]
    """All problems, each with its position: `limits.server.cooldown: should be …`."""

    def __str__(self) -> str:
        """List the problems for the log."""
        return "; ".join(self.problems)


def dump_rulebook(rulebook: Rulebook) -> dict[str, object]:
    """Return a rulebook as plain values for `json.dumps`, in a deterministic order.

    Ids and dollars are text, since many programs round such numbers.
    """
    pause, event = rulebook.pause, rulebook.event
    return {
        "version": _VERSION,
        "limits": dump_limits(rulebook.limits),
        "exempt-roles": _dump_ids(rulebook.exempt_roles),
        "channels": {"mode": rulebook.channels.mode.value, "ids": _dump_ids(rulebook.channels.ids)},
        "zones": [
            {"zone": change.zone, "asked-at": _dump_instant(change.asked_at)}
            for change in rulebook.zones
        ],
        "pause": pause and {"until": _dump_instant(pause.until), "reason": pause.reason},
        "event": event and {"factor": event.factor, "until": _dump_instant(event.until)},
        "notices-channel": _dump_id(rulebook.notices_channel),
        "moderator-role": _dump_id(rulebook.moderator_role),
        **_dump_newer(rulebook),
    }


def _dump_newer(rulebook: Rulebook) -> dict[str, object]:
    # only where set, so that versions without these settings can read all other rulebooks
    newer: dict[str, object] = {}
    if rulebook.audiences:
        own = rulebook.audiences
        newer["audiences"] = {
            action.value: own[action].value for action in DEFAULT_AUDIENCES if action in own
        }
    if not rulebook.remixes_others:
        newer["remixes-others"] = False
    if rulebook.styles:
        newer["styles"] = dict(sorted(rulebook.styles.items()))
    if rulebook.language is not None:
        newer["language"] = rulebook.language
    if rulebook.moderation != ModerationSettings():
        newer["moderation"] = dump_moderation(rulebook.moderation)
    return newer


def _dump_instant(instant: datetime | None) -> str | None:
    return instant and instant.astimezone(UTC).isoformat()


def _dump_id(id_: int | None) -> str | None:
    return None if id_ is None else str(id_)


def _dump_ids(ids: Iterable[int]) -> list[str]:
    return [str(id_) for id_ in sorted(ids)]


def parse_rulebook(data: object) -> Rulebook:
    """Read a rulebook from the result of `json.loads`, such as the output of `dump_rulebook`.

    Missing entries are not set.

    Raises:
        RulebookInvalid: With all problems.
    """
    reader = JsonReader()
    entries = reader.entries("the file", data, known=_KEYS)
    version = entries.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version != _VERSION:
        reader.expect("version", str(_VERSION))
    rulebook = _rulebook(reader, entries)
    if rulebook.values > MOST_VALUES:
        reader.expect("limits", f"at most {MOST_VALUES} values in all places together")
    if reader.problems:
        raise RulebookInvalid(tuple(reader.problems))
    return rulebook


def _rulebook(reader: JsonReader, entries: Mapping[str, object]) -> Rulebook:
    channel, role = entries.get("notices-channel"), entries.get("moderator-role")
    return Rulebook(
        limits=parse_limits(reader, entries.get("limits", {})),
        exempt_roles=reader.ids(
            "exempt-roles", entries.get("exempt-roles", []), most=MOST_EXEMPT_ROLES
        ),
        channels=_channels(reader, entries.get("channels", {})),
        zones=_zones(reader, entries.get("zones", [])),
        pause=_pause(reader, entries.get("pause")),
        event=_event(reader, entries.get("event")),
        notices_channel=None if channel is None else reader.id("notices-channel", channel),
        moderator_role=None if role is None else reader.id("moderator-role", role),
        audiences=_audiences(reader, entries.get("audiences", {})),
        remixes_others=reader.boolean("remixes-others", entries.get("remixes-others", True))
        is not False,
        styles=_styles(reader, entries.get("styles", {})),
        language=_language(reader, entries.get("language")),
        moderation=parse_moderation(reader, entries.get("moderation", {})),
    )


def _channels(reader: JsonReader, data: object) -> ChannelList:
    entries = reader.entries("channels", data, known=frozenset({"mode", "ids"}))
    mode = reader.read(
        "channels.mode",
        lambda name: ChannelMode(parse_text(name)),
        entries.get("mode", ChannelMode.ANYWHERE.value),
        wanted=f"one of {', '.join(ChannelMode)}",
    )
    ids = reader.ids("channels.ids", entries.get("ids", []), most=MOST_CHANNELS)
    return ChannelList(mode or ChannelMode.ANYWHERE, ids)


def _zones(reader: JsonReader, data: object) -> tuple[ZoneChange, ...]:
    zones: list[ZoneChange] = []
    for index, change in enumerate(reader.items("zones", data, most=_MOST_ZONES)):
        where = f"zones.{index}"
        entries = reader.entries(where, change, known=frozenset({"zone", "asked-at"}))
        zone = reader.read(
            f"{where}.zone",
            lambda name: parse_zone(parse_text(name)),
            entries.get("zone"),
            wanted="a time zone such as Europe/Berlin",
        )
        asked_at = reader.instant(f"{where}.asked-at", entries.get("asked-at"))
        if zone and asked_at:
            zones.append(ZoneChange(zone, asked_at))
    return tuple(zones)


def _pause(reader: JsonReader, data: object) -> Pause | None:
    if data is None:
        return None
    entries = reader.entries("pause", data, known=frozenset({"until", "reason"}))
    until = entries.get("until")
    wanted = f"text of at most {MOST_REASON_LENGTH} characters"
    reason = reader.read("pause.reason", _reason, entries.get("reason", ""), wanted=wanted)
    return Pause(None if until is None else reader.instant("pause.until", until), reason or "")


def _reason(data: object) -> str:
    reason = " ".join(parse_text(data).split())
    if len(reason) > MOST_REASON_LENGTH:
        raise ValueError("too long")
    return reason


def _event(reader: JsonReader, data: object) -> Event | None:
    if data is None:
        return None
    entries = reader.entries("event", data, known=frozenset({"factor", "until"}))
    wanted = f"a number above 1, at most {MOST_EVENT_FACTOR}"
    factor = reader.read("event.factor", _factor, entries.get("factor"), wanted=wanted)
    until = reader.instant("event.until", entries.get("until"))
    return Event(factor, until) if factor and until else None


def _factor(data: object) -> float:
    if not isinstance(data, int | float) or not 1 < data <= MOST_EVENT_FACTOR:
        raise ValueError("not a factor")
    return data


def _audiences(reader: JsonReader, data: object) -> Mapping[Action, Audience]:
    audiences: dict[Action, Audience] = {}
    known = frozenset(action.value for action in DEFAULT_AUDIENCES)
    for name, value in reader.entries("audiences", data, known=known).items():
        if name not in known:
            continue
        audience = reader.read(
            f"audiences.{name}",
            lambda text: Audience(parse_text(text)),
            value,
            wanted=f"one of {', '.join(Audience)}",
        )
        if audience:
            audiences[Action(name)] = audience
    return audiences


def _language(reader: JsonReader, data: object) -> str | None:
    if data is None:
        return None
    wanted = f"one of {', '.join(LANGUAGES)}"
    return reader.read("language", _known_language, data, wanted=wanted)


def _known_language(data: object) -> str:
    if parse_text(data) not in LANGUAGES:
        raise ValueError("not a language of the bot")
    return parse_text(data)


def _styles(reader: JsonReader, data: object) -> Mapping[str, str]:
    styles: dict[str, str] = {}
    for typed, value in reader.entries("styles", data, most=MOST_STYLES).items():
        where = f"styles.{shown(typed)}"
        wanted = f"named with 1 to {MOST_STYLE_NAME_LENGTH} characters"
        name = reader.read(
            where, lambda text: parse_style_name(parse_text(text)), typed, wanted=wanted
        )
        wanted = f"text of 1 to {MOST_STYLE_LENGTH} characters"
        adds = reader.read(
            where, lambda text: parse_style_words(parse_text(text)), value, wanted=wanted
        )
        if name and adds:
            styles[name] = adds
    return styles
