"""Plans an import into a filter: what would change, and what cannot be taken over."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.errors import ImportRefused
from bot.policy.json_reader import JsonReader
from bot.policy.limits.rulebook_diff import Difference
from bot.policy.moderation.automod import Unread, is_automod, read_automod
from bot.policy.moderation.filter import Filter
from bot.policy.moderation.filter_edits import (
    encodable_filter,
    merged,
    target_rule,
    with_rule,
)
from bot.policy.moderation.filter_json import FilterInvalid, parse_filter
from bot.policy.moderation.pattern import PatternProblem
from bot.ports import StoredFilter
from bot.service.moderation.filter_editor import FilterEditor


@dataclass(frozen=True, slots=True)
class ImportDraft:
    """An imported filter before its patterns are checked."""

    filter: Filter
    unread: tuple[tuple[str, Unread], ...] = ()
    """Names of AutoMod's rules, and what of them is missing."""


@dataclass(frozen=True, slots=True)
class PatternNote:
    """A pattern that is left out, or means something else here than in AutoMod."""

    rule: str
    pattern: str
    problem: PatternProblem


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would store once the moderator confirms."""

    filter: Filter
    version: int
    """Of the filter that it would replace."""
    changes: tuple[Difference, ...]
    notes: tuple[PatternNote, ...]
    """Those with an error are left out."""
    unread: tuple[tuple[str, Unread], ...]


def read_import(data: object, present: Filter) -> ImportDraft:
    """Read parsed JSON: a filter of ours replaces the present one, AutoMod's rules are added.

    Raises:
        ImportRefused: It is neither, or not valid; lists every problem.
    """
    if not is_automod(data):
        try:
            return ImportDraft(encodable_filter(parse_filter(data)))
        except FilterInvalid as error:
            raise ImportRefused(error.problems) from error
    reader = JsonReader()
    read = read_automod(data, reader)
    if reader.problems:
        raise ImportRefused(tuple(reader.problems))
    combined = present
    for rule in read.rules:
        combined = with_rule(combined, rule)
    return ImportDraft(combined, read.unread)


def add_list(words: tuple[str, ...], present: Filter, rule: str | None) -> ImportDraft:
    """Add a plain list of words to a rule; see `target_rule`."""
    target = target_rule(present, rule)
    keywords = merged(target.keywords, words)
    return ImportDraft(with_rule(present, replace(target, keywords=keywords)))


async def plan_import(editor: FilterEditor, stored: StoredFilter, draft: ImportDraft) -> ImportPlan:
    """Check an imported filter against its bounds, and its patterns one by one.

    Raises:
        FilterTooLarge: It is more than one server can store.
        ImportRefused: It names presets that there are not.
        WordsRefused: A keyword consists of wildcards only.
    """
    _check_presets(draft.filter, editor.presets)
    rules = draft.filter.rules
    problems = await editor.check_patterns([one for rule in rules for one in rule.patterns])
    notes = tuple(
        PatternNote(rule.name, pattern, problem)
        for rule in rules
        for pattern in rule.patterns
        for problem in problems.get(pattern, ())
    )
    bad = {note.pattern for note in notes if note.problem.is_error}
    kept = (
        replace(rule, patterns=tuple(one for one in rule.patterns if one not in bad))
        for rule in rules
    )
    filter_ = replace(draft.filter, rules=tuple(kept))
    changes = await editor.preview(stored.filter, filter_)
    return ImportPlan(filter_, stored.version, changes, notes, draft.unread)


def _check_presets(filter_: Filter, known: Iterable[str]) -> None:
    names = frozenset(known)
    problems = tuple(
        f"rules.{index}.presets: should be names of this bot's presets"
        for index, rule in enumerate(filter_.rules)
        if not names.issuperset(rule.presets)
    )
    if problems:
        raise ImportRefused(problems)
