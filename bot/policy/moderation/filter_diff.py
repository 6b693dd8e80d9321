"""The differences between two filters, in words for people and without long lists."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.policy.moderation.filter import Filter, FilterRule, Step
from bot.policy.moderation.filter_edits import without

#: Words that a difference names; the others are counted.
_NAMED_WORDS = 5

#: Characters of a word in a difference.
_SHOWN_WORD = 30

_DAY_S, _HOUR_S, _MINUTE_S = 86_400, 3_600, 60


@dataclass(frozen=True, slots=True)
class FilterDifference:
    """A part of a filter that changed."""

    what: str
    """Such as `filter ladder` or `filter rule “slurs” keywords`."""
    before: str
    """As people read it; empty where nothing was set."""
    after: str
    """As people read it; empty where nothing is set."""


def filter_differences(before: Filter, after: Filter) -> tuple[FilterDifference, ...]:
    """Return all differences between two filters."""
    parts = [
        _of_words("filter allowed words", before.allowed, after.allowed),
        _of_texts("filter exempt roles", _ids(before.exempt_roles), _ids(after.exempt_roles)),
        _of_texts(
            "filter exempt channels", _ids(before.exempt_channels), _ids(after.exempt_channels)
        ),
        _of_texts("filter names rules", _switch(before.names_rules), _switch(after.names_rules)),
        _of_texts("filter ladder", format_ladder(before.ladder), format_ladder(after.ladder)),
        *_of_rules(before, after),
    ]
    return tuple(part for part in parts if part.before != part.after)


def _of_rules(before: Filter, after: Filter) -> Iterator[FilterDifference]:
    names = {rule.name.casefold(): rule.name for rule in (*before.rules, *after.rules)}
    for name in names.values():
        old, new = before.rule(name), after.rule(name)
        # quoted, since a rule can be named `ladder` or `role:1`
        what = f"filter rule “{name}”"
        if old is None or new is None:
            yield FilterDifference(what, _summary(old), _summary(new))
        else:
            yield from _of_rule(what, old, new)


def _of_rule(what: str, old: FilterRule, new: FilterRule) -> Iterator[FilterDifference]:
    yield _of_texts(f"{what} name", old.name, new.name)
    yield _of_words(f"{what} keywords", old.keywords, new.keywords)
    yield _of_words(f"{what} patterns", old.patterns, new.patterns)
    yield _of_words(f"{what} presets", old.presets, new.presets)
    yield _of_words(f"{what} allowed words", old.allowed, new.allowed)
    yield _of_texts(f"{what} effect", old.effect, new.effect)
    yield _of_texts(f"{what} message", old.message, new.message)
    yield _of_texts(f"{what} exempt roles", _ids(old.exempt_roles), _ids(new.exempt_roles))
    yield _of_texts(f"{what} exempt channels", _ids(old.exempt_channels), _ids(new.exempt_channels))
    yield _of_texts(f"{what} state", _switch(old.is_on), _switch(new.is_on))


def _of_texts(what: str, before: str, after: str) -> FilterDifference:
    return FilterDifference(what, before, after)


def _of_words(what: str, before: Sequence[str], after: Sequence[str]) -> FilterDifference:
    if before == after:
        return FilterDifference(what, "", "")
    changes = [
        f"{verb} {_named(words)}"
        for verb, words in (("added", without(after, before)), ("removed", without(before, after)))
        if words
    ]
    # words in another order or case have no changes to name
    after_text = "; ".join([str(len(after)), *(changes or ["reordered"])])
    return FilterDifference(what, str(len(before)), after_text)


def _named(words: Sequence[str]) -> str:
    named = ", ".join(_shown(word) for word in words[:_NAMED_WORDS])
    omitted = len(words) - _NAMED_WORDS
    return f"{named} and {omitted} more" if omitted > 0 else named


def _shown(word: str) -> str:
    return word if len(word) <= _SHOWN_WORD else f"{word[: _SHOWN_WORD - 1]}…"


def _summary(rule: FilterRule | None) -> str:
    if rule is None:
        return ""
    counts = (
        ("keyword", rule.keywords),
        ("pattern", rule.patterns),
        ("preset", rule.presets),
        ("allowed word", rule.allowed),
    )
    parts = [_counted(len(words), name) for name, words in counts if words]
    return ", ".join([rule.effect.value, *parts, *([] if rule.is_on else ["off"])])


def _counted(count: int, name: str) -> str:
    return f"{count} {name}" if count == 1 else f"{count} {name}s"


def format_ladder(ladder: Iterable[Step]) -> str:
    """Format a ladder for people: `3 in 10m: 1h, 6 in 1d: 1d`; empty without steps."""
    return ", ".join(
        f"{step.offenses} in {format_span(int(step.window.total_seconds()))}: "
        f"{format_span(int(step.block.total_seconds()))}"
        for step in ladder
    )


def format_span(seconds: int) -> str:
    """Format a span of time in the syntax in which it is typed: `1d`, `1h30m`, `45s`."""
    parts: list[str] = []
    rest = seconds
    for unit, size in (("d", _DAY_S), ("h", _HOUR_S), ("m", _MINUTE_S), ("s", 1)):
        number, rest = divmod(rest, size)
        if number:
            parts.append(f"{number}{unit}")
    return "".join(parts) or "0s"


def _switch(is_on: bool) -> str:  # noqa: FBT001 - a value to format, not a flag
    return "on" if is_on else "off"


def _ids(ids: Iterable[int]) -> str:
    return ", ".join(str(id_) for id_ in sorted(ids))
