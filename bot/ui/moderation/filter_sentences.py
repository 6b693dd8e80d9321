"""Sentences about texts that a filter refuses, and about filters that cannot be stored."""

from collections.abc import Callable
from typing import Any

from bot.errors import FilterTooLarge, RuleUnknown, TextRefused, WordsRefused
from bot.i18n import Say, admin_texts_for
from bot.policy.moderation.pattern import PatternProblem
from bot.ui.text import clip, escape

#: Characters of a name, a word or a part of a pattern, before escaping.
_SHOWN = 60


def _text_refused(error: TextRefused, say: Say) -> str:
    if error.is_operators:
        return say("error-text-refused-operator")
    rule, message = escape(error.rule or ""), escape(error.message)
    if rule and message:
        return say("error-text-refused-rule-message", rule=rule, message=message)
    if rule:
        return say("error-text-refused-rule", rule=rule)
    if message:
        return say("error-text-refused-message", message=message)
    return say("error-text-refused")


def _filter_too_large(error: FilterTooLarge, say: Say) -> str:
    say = admin_texts_for(say.language)
    part = say(f"filter-part-{error.part}")
    return say("error-filter-too-large", part=part, size=error.size, most=error.most)


def _words_refused(error: WordsRefused, say: Say) -> str:
    say = admin_texts_for(say.language)
    typed = code(error.typed)
    problem = next((one for one in error.problems if one.is_error), None)
    if problem is None:
        return say("error-words-refused", typed=typed)
    return say("error-words-refused-pattern", typed=typed, problem=problem_text(problem, say))


def _rule_unknown(error: RuleUnknown, say: Say) -> str:
    say = admin_texts_for(say.language)
    return say("error-rule-unknown", rule=code(error.wanted))


def problem_text(problem: PatternProblem, say: Say) -> str:
    """Say what is wrong with a pattern, or what it means here, with its place."""
    key = f"filter-fault-{problem.fault.replace('_', '-')}"
    return say(key, at=problem.position + 1, part=code(problem.snippet))


def code(text: str, length: int = _SHOWN) -> str:
    """Show a word or pattern as code on one line; backticks in it cannot close the code."""
    line = " ".join(clip(text, length).split()).replace("`", "'")
    return f"`{line or ' '}`"


#: One per error about filters; `bot.ui.sentences` registers them.
FILTER_SENTENCES: tuple[Callable[[Any, Say], str], ...] = (
    _text_refused,
    _filter_too_large,
    _words_refused,
    _rule_unknown,
)
