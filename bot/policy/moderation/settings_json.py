"""The settings of the moderation log and of warnings in a rulebook's JSON."""

from collections.abc import Mapping

from bot.policy.json_reader import JsonReader, parse_text
from bot.policy.moderation.log import LogSettings, ModerationSettings, Topic

#: Most days after which a warning expires.
MOST_WARNING_DAYS = 3650


def dump_moderation(settings: ModerationSettings) -> dict[str, object]:
    """Return the settings as plain values for `json.dumps`."""
    log = settings.log
    return {
        "log-channel": None if log.channel_id is None else str(log.channel_id),
        "log-topics": [topic.value for topic in Topic if topic in log.topics],
        "log-private": log.shows_private,
        "warning-days": settings.warning_days,
    }


def parse_moderation(reader: JsonReader, data: object) -> ModerationSettings:
    """Read the settings; problems go to the reader, and missing entries have their defaults."""
    known = frozenset(dump_moderation(ModerationSettings()))
    entries = reader.entries("moderation", data, known=known)
    days = entries.get("warning-days")
    wanted = f"a whole number from 1 to {MOST_WARNING_DAYS}"
    return ModerationSettings(
        _log(reader, entries),
        None
        if days is None
        else reader.read("moderation.warning-days", _days, days, wanted=wanted),
    )


def _log(reader: JsonReader, entries: Mapping[str, object]) -> LogSettings:
    channel = entries.get("log-channel")
    topics = [
        reader.read(
            f"moderation.log-topics.{index}",
            lambda name: Topic(parse_text(name)),
            topic,
            wanted=f"one of {', '.join(Topic)}",
        )
        for index, topic in enumerate(
            reader.items("moderation.log-topics", entries.get("log-topics", list(Topic)), most=50)
        )
    ]
    private = entries.get("log-private", False)
    return LogSettings(
        None if channel is None else reader.id("moderation.log-channel", channel),
        frozenset(topic for topic in topics if topic),
        reader.boolean("moderation.log-private", private) is True,
    )


def _days(data: object) -> int:
    if not isinstance(data, int) or isinstance(data, bool) or not 1 <= data <= MOST_WARNING_DAYS:
        raise ValueError("not a number of days")
    return data
