"""A filter as JSON: exported and imported by moderators, and stored in the database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.policy.json_reader import JsonReader, parse_text, shown
from bot.policy.moderation.filter import (
    MOST_ALLOWED,
    MOST_BLOCK,
    MOST_EXEMPT_CHANNELS,
    MOST_EXEMPT_ROLES,
    MOST_KEYWORD_LENGTH,
    MOST_KEYWORDS,
    MOST_MESSAGE_LENGTH,
    MOST_PATTERN_LENGTH,
    MOST_PATTERNS,
    MOST_PRESETS,
    MOST_RULE_NAME_LENGTH,
    MOST_RULES,
    MOST_STEPS,
    MOST_WINDOW,
    Effect,
    Filter,
    FilterRule,
    Step,
)

_VERSION = 1

_MOST_OFFENSES = 1_000


@dataclass(eq=False)
class FilterInvalid(ValueError):
    """The JSON is not a valid filter."""

    problems: tuple[str, ...]
    """All problems, each with its position: `rules.0.effect: should be …`."""

    def __str__(self) -> str:
        """List the problems for the log."""
        return "; ".join(self.problems)


def dump_filter(filter_: Filter) -> dict[str, object]:
    """Return a filter as plain values for `json.dumps`; ids are text, durations are seconds."""
    return {
        "version": _VERSION,
        "rules": [_dump_rule(rule) for rule in filter_.rules],
        "allowed": list(filter_.allowed),
        "exempt-roles": _dump_ids(filter_.exempt_roles),
        "exempt-channels": _dump_ids(filter_.exempt_channels),
        "names-rules": filter_.names_rules,
        "ladder": [
            {
                "offenses": step.offenses,
                "window-s": int(step.window.total_seconds()),
                "block-s": int(step.block.total_seconds()),
            }
            for step in filter_.ladder
        ],
    }


def _dump_rule(rule: FilterRule) -> dict[str, object]:
    return {
        "name": rule.name,
        "keywords": list(rule.keywords),
        "patterns": list(rule.patterns),
        "presets": list(rule.presets),
        "allowed": list(rule.allowed),
        "effect": rule.effect.value,
        "message": rule.message,
        "exempt-roles": _dump_ids(rule.exempt_roles),
        "exempt-channels": _dump_ids(rule.exempt_channels),
        "is-on": rule.is_on,
    }


def _dump_ids(ids: Iterable[int]) -> list[str]:
    return [str(id_) for id_ in sorted(ids)]


def parse_filter(data: object) -> Filter:
    """Read a filter from the result of `json.loads`, such as the output of `dump_filter`.

    Missing entries are not set. Patterns are not compiled here.

    Raises:
        FilterInvalid: With all problems.
    """
    reader = JsonReader()
    known = frozenset(dump_filter(Filter()))
    entries = reader.entries("the file", data, known=known)
    if entries.get("version") != _VERSION or isinstance(entries.get("version"), bool):
        reader.expect("version", str(_VERSION))
    filter_ = Filter(
        rules=_rules(reader, entries.get("rules", [])),
        allowed=_keywords(reader, "allowed", entries.get("allowed", []), most=MOST_ALLOWED),
        exempt_roles=_roles(reader, "exempt-roles", entries),
        exempt_channels=_channels(reader, "exempt-channels", entries),
        names_rules=reader.boolean("names-rules", entries.get("names-rules", False)) is True,
        ladder=_ladder(reader, entries.get("ladder", [])),
    )
    if reader.problems:
        raise FilterInvalid(tuple(reader.problems))
    return filter_


def _rules(reader: JsonReader, data: object) -> tuple[FilterRule, ...]:
    rules: list[FilterRule] = []
    for index, each in enumerate(reader.items("rules", data, most=MOST_RULES)):
        rule = _rule(reader, f"rules.{index}", each)
        if rule.name.casefold() in {other.name.casefold() for other in rules}:
            reader.expect(f"rules.{index}.name", "a name that no other rule has")
        rules.append(rule)
    return tuple(rules)


def _rule(reader: JsonReader, where: str, data: object) -> FilterRule:
    entries = reader.entries(where, data, known=_RULE_KEYS)
    allowed = entries.get("allowed", [])
    return FilterRule(
        name=_text(reader, f"{where}.name", entries.get("name"), MOST_RULE_NAME_LENGTH),
        keywords=_keywords(
            reader, f"{where}.keywords", entries.get("keywords", []), most=MOST_KEYWORDS
        ),
        patterns=_patterns(reader, f"{where}.patterns", entries.get("patterns", [])),
        presets=_texts(
            reader,
            f"{where}.presets",
            entries.get("presets", []),
            most=MOST_PRESETS,
            length=MOST_RULE_NAME_LENGTH,
        ),
        allowed=_keywords(reader, f"{where}.allowed", allowed, most=MOST_ALLOWED),
        effect=_effect(reader, f"{where}.effect", entries.get("effect", Effect.REFUSE.value)),
        message=_text(
            reader, f"{where}.message", entries.get("message", ""), MOST_MESSAGE_LENGTH, least=0
        ),
        exempt_roles=_roles(reader, f"{where}.exempt-roles", entries),
        exempt_channels=_channels(reader, f"{where}.exempt-channels", entries),
        is_on=reader.boolean(f"{where}.is-on", entries.get("is-on", True)) is not False,
    )


_RULE_KEYS = frozenset(_dump_rule(FilterRule("")))


def _roles(reader: JsonReader, where: str, entries: Mapping[str, object]) -> frozenset[int]:
    return reader.ids(where, entries.get("exempt-roles", []), most=MOST_EXEMPT_ROLES)


def _channels(reader: JsonReader, where: str, entries: Mapping[str, object]) -> frozenset[int]:
    return reader.ids(where, entries.get("exempt-channels", []), most=MOST_EXEMPT_CHANNELS)


def _keywords(reader: JsonReader, where: str, data: object, *, most: int) -> tuple[str, ...]:
    return _texts(reader, where, data, most=most, length=MOST_KEYWORD_LENGTH)


def _patterns(reader: JsonReader, where: str, data: object) -> tuple[str, ...]:
    def parse(item: object) -> str:
        pattern = _whole(parse_text(item))
        # not stripped, because a space is part of a pattern
        if not pattern.strip() or len(pattern) > MOST_PATTERN_LENGTH:
            raise ValueError("empty or too long")
        return pattern

    wanted = f"text of 1 to {MOST_PATTERN_LENGTH} characters"
    items = enumerate(reader.items(where, data, most=MOST_PATTERNS))
    return tuple(
        reader.read(f"{where}.{index}", parse, item, wanted=wanted) or "" for index, item in items
    )


def _texts(
    reader: JsonReader, where: str, data: object, *, most: int, length: int
) -> tuple[str, ...]:
    items = enumerate(reader.items(where, data, most=most))
    return tuple(_text(reader, f"{where}.{index}", item, length) for index, item in items)


def _whole(text: str) -> str:
    """Return a text without lone surrogates, which cannot be stored."""
    return text.encode("utf-8", "ignore").decode()


def _text(reader: JsonReader, where: str, data: object, most: int, *, least: int = 1) -> str:
    def parse(item: object) -> str:
        text = _whole(parse_text(item)).strip()
        if not least <= len(text) <= most:
            raise ValueError("too short or too long")
        return text

    return reader.read(where, parse, data, wanted=f"text of {least} to {most} characters") or ""


def _effect(reader: JsonReader, where: str, data: object) -> Effect:
    wanted = f"one of {', '.join(Effect)}"
    return reader.read(where, lambda name: Effect(parse_text(name)), data, wanted=wanted) or (
        Effect.REFUSE
    )


def _ladder(reader: JsonReader, data: object) -> tuple[Step, ...]:
    steps: list[Step] = []
    for index, each in enumerate(reader.items("ladder", data, most=MOST_STEPS)):
        where = f"ladder.{index}"
        entries = reader.entries(where, each, known=frozenset({"offenses", "window-s", "block-s"}))
        offenses, window, block = (
            _number(reader, f"{where}.{shown(name)}", entries.get(name), most)
            for name, most in (
                ("offenses", _MOST_OFFENSES),
                ("window-s", int(MOST_WINDOW.total_seconds())),
                ("block-s", int(MOST_BLOCK.total_seconds())),
            )
        )
        if offenses and window and block:
            steps.append(Step(offenses, timedelta(seconds=window), timedelta(seconds=block)))
    return tuple(sorted(steps, key=lambda step: step.block))


def _number(reader: JsonReader, where: str, data: object, most: int) -> int | None:
    def parse(item: object) -> int:
        if not isinstance(item, int) or isinstance(item, bool) or not 1 <= item <= most:
            raise ValueError("not such a number")
        return item

    return reader.read(where, parse, data, wanted=f"a whole number from 1 to {most}")
