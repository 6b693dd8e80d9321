"""Reads the rules of Discord's AutoMod, so that moderators can take them over.

The JSON is that of `GET /guilds/{id}/auto-moderation/rules`.
https://docs.discord.com/developers/resources/auto-moderation, read 2026-11-30
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import cast

from bot.policy.json_reader import JsonReader, parse_text
from bot.policy.moderation.filter import (
    MOST_EXEMPT_CHANNELS,
    MOST_EXEMPT_ROLES,
    MOST_KEYWORDS,
    MOST_MESSAGE_LENGTH,
    MOST_PATTERNS,
    MOST_RULE_NAME_LENGTH,
    Effect,
    FilterRule,
)
from bot.policy.moderation.filter_edits import encodable, merged, rule_name

#: Values of `trigger_type` and of an action's `type`.
_KEYWORD, _PRESET = 1, 4
_BLOCK, _ALERT, _TIMEOUT = 1, 2, 3

#: Most rules of all kinds, and words of the allow list of a preset's rule.
_MOST_RULES = 50
_MOST_ACTIONS = 5
_MOST_ALLOWED = 1_000


class Unread(StrEnum):
    """Which part of a rule is not taken over. The values are parts of message ids."""

    PRESET = "preset"
    """Discord does not say which words its own lists contain."""
    OTHER = "other"
    """A rule about something other than words in messages, such as spam, or names of members."""
    TIMEOUT = "timeout"
    """A rule that times members out; the ladder does that here."""


@dataclass(frozen=True, slots=True)
class AutoModRules:
    """AutoMod's rules as ours. Their patterns are not checked yet."""

    rules: tuple[FilterRule, ...]
    unread: tuple[tuple[str, Unread], ...]
    """Names of rules, and what of them is missing."""


def is_automod(data: object) -> bool:
    """Tell whether parsed JSON looks like AutoMod's rules: a list, or one rule."""
    if isinstance(data, dict):
        return "trigger_type" in cast("Mapping[str, object]", data)
    return isinstance(data, list)


def read_automod(data: object, reader: JsonReader) -> AutoModRules:
    """Read AutoMod's rules; problems go to the reader, and unknown entries are ignored."""
    listed = cast("list[object]", data) if isinstance(data, list) else [data]
    items = reader.items("rules", listed, most=_MOST_RULES)
    rules: list[FilterRule] = []
    unread: list[tuple[str, Unread]] = []
    for index, item in enumerate(items):
        where = f"rules.{index}"
        entries = reader.entries(where, item)
        name = _free_name(_text(reader, f"{where}.name", entries.get("name", "")), rules)
        trigger = entries.get("trigger_type")
        if trigger != _KEYWORD:
            unread.append((name, Unread.PRESET if trigger == _PRESET else Unread.OTHER))
            continue
        actions = _actions(reader, where, entries)
        if _TIMEOUT in actions:
            unread.append((name, Unread.TIMEOUT))
        rules.append(_rule(reader, where, name, entries, actions))
    return AutoModRules(tuple(rules), tuple(unread))


def _rule(
    reader: JsonReader,
    where: str,
    name: str,
    entries: Mapping[str, object],
    actions: Mapping[int, str],
) -> FilterRule:
    words = reader.entries(f"{where}.trigger_metadata", entries.get("trigger_metadata", {}))
    at = f"{where}.trigger_metadata"
    roles, channels = entries.get("exempt_roles", []), entries.get("exempt_channels", [])
    return FilterRule(
        name=name,
        keywords=_texts(reader, at, "keyword_filter", words, MOST_KEYWORDS),
        patterns=_texts(reader, at, "regex_patterns", words, MOST_PATTERNS),
        allowed=_texts(reader, at, "allow_list", words, _MOST_ALLOWED),
        effect=_effect(actions),
        message=actions.get(_BLOCK, "")[:MOST_MESSAGE_LENGTH],
        exempt_roles=reader.ids(f"{where}.exempt_roles", roles, most=MOST_EXEMPT_ROLES),
        exempt_channels=reader.ids(f"{where}.exempt_channels", channels, most=MOST_EXEMPT_CHANNELS),
        is_on=reader.boolean(f"{where}.enabled", entries.get("enabled", True)) is not False,
    )


def _effect(actions: Mapping[int, str]) -> Effect:
    if _ALERT not in actions:
        return Effect.REFUSE
    return Effect.ALERT if _BLOCK in actions else Effect.LOG


def _actions(reader: JsonReader, where: str, entries: Mapping[str, object]) -> Mapping[int, str]:
    """Return the message of each kind of action."""
    found: dict[int, str] = {}
    for index, item in enumerate(
        reader.items(f"{where}.actions", entries.get("actions", []), most=_MOST_ACTIONS)
    ):
        at = f"{where}.actions.{index}"
        action = reader.entries(at, item)
        facts = reader.entries(f"{at}.metadata", action.get("metadata") or {})
        kind = action.get("type")
        if isinstance(kind, int):
            message = facts.get("custom_message") or ""
            found[kind] = " ".join(_text(reader, f"{at}.metadata.custom_message", message).split())
    return found


def _texts(
    reader: JsonReader, where: str, name: str, entries: Mapping[str, object], most: int
) -> tuple[str, ...]:
    items = reader.items(f"{where}.{name}", entries.get(name, []), most=most)
    texts = (_text(reader, f"{where}.{name}.{index}", item) for index, item in enumerate(items))
    return merged((), (text for text in map(str.strip, texts) if text))


def _text(reader: JsonReader, where: str, data: object) -> str:
    return encodable(reader.read(where, parse_text, data, wanted="text") or "")


def _free_name(text: str, rules: list[FilterRule]) -> str:
    """Return a rule's name within our length that no earlier rule has."""
    base = rule_name(text)[:MOST_RULE_NAME_LENGTH].strip() or "AutoMod"
    taken = {rule.name.casefold() for rule in rules}
    name, number = base, 1
    while name.casefold() in taken:
        number += 1
        ending = f" {number}"
        name = base[: MOST_RULE_NAME_LENGTH - len(ending)] + ending
    return name
