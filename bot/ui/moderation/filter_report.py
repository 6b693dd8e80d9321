"""A filter in words for moderators: its rules, warnings about it, and what it does to a text."""

from bot.i18n import Say
from bot.policy.moderation.filter import Effect, Filter, FilterRule, Hit
from bot.policy.moderation.filter_diff import format_ladder
from bot.policy.moderation.verdict import Verdict
from bot.service.moderation.text_check import Trial
from bot.ui.moderation.filter_sentences import code
from bot.ui.text import escape

#: Hits that a trial names.
_SHOWN_HITS = 10

#: Allowed words on one line: a line always fits into a message.
_ALLOWED_PER_LINE = 20

#: Characters around a hit that are shown.
_AROUND = 15

_NEEDS_LOG = frozenset({Effect.ALERT, Effect.HOLD, Effect.LOG})


def effect_name(effect: Effect, say: Say) -> str:
    """Name an effect: refuse and post to the log."""
    return say(f"filter-effect-{effect.value}")


def warnings(filter_: Filter, say: Say, *, has_log: bool) -> list[str]:
    """Return warnings about a filter as lines."""
    needing = [rule.name for rule in filter_.rules if rule.is_on and rule.effect in _NEEDS_LOG]
    if has_log or not needing:
        return []
    return [say("filter-warning-log", rules=", ".join(map(code, needing)))]


def rule_lines(filter_: Filter, say: Say) -> list[str]:
    """Write one rule per line, or a sentence if there are none."""
    return [rule_line(rule, say) for rule in filter_.rules] or [say("filter-empty")]


def rule_line(rule: FilterRule, say: Say) -> str:
    """Write a rule on one line: its name, effect, and how much it contains."""
    facts = {"rule": escape(rule.name), "effect": effect_name(rule.effect, say)}
    line = say("filter-rule", contents=_contents(rule, say), **facts)
    return line if rule.is_on else say("filter-rule-off", line=line)


def _contents(rule: FilterRule, say: Say) -> str:
    parts = (
        ("filter-count-keywords", rule.keywords),
        ("filter-count-patterns", rule.patterns),
        ("filter-count-presets", rule.presets),
        ("filter-count-allowed", rule.allowed),
    )
    return ", ".join(say(key, n=len(words)) for key, words in parts if words) or say(
        "filter-count-nothing"
    )


def general_lines(filter_: Filter, say: Say) -> list[str]:
    """Write what holds for all rules: exemptions, allowed words, the ladder, names of rules."""
    lines = [say("filter-names-rules" if filter_.names_rules else "filter-names-no-rules")]
    ladder = format_ladder(filter_.ladder)
    lines.append(say("filter-ladder", ladder=ladder) if ladder else say("filter-no-ladder"))
    if filter_.allowed:
        lines.append(say("filter-allowed", n=len(filter_.allowed)))
    return [*lines, *exemption_lines(filter_, say)]


def detail_lines(rule: FilterRule, say: Say) -> list[str]:
    """Write all settings of a rule but its words."""
    lines = [rule_line(rule, say)]
    if rule.presets:
        lines.append(say("filter-detail-presets", presets=", ".join(map(code, rule.presets))))
    message = escape(rule.message)
    if message:
        lines.append(say("filter-detail-message", message=message))
    return [*lines, *exemption_lines(rule, say)]


def exemption_lines(part: Filter | FilterRule, say: Say) -> list[str]:
    """Write for whom and where a filter or rule does not apply; empty if it applies everywhere."""
    roles = ", ".join(f"<@&{id_}>" for id_ in sorted(part.exempt_roles))
    channels = ", ".join(f"<#{id_}>" for id_ in sorted(part.exempt_channels))
    exempt = ((roles, "filter-exempt-roles"), (channels, "filter-exempt-channels"))
    return [say(key, names=names) for names, key in exempt if names]


def allowed_lines(filter_: Filter) -> list[str]:
    """Write the words that all rules allow, some on each line."""
    words = filter_.allowed
    starts = range(0, len(words), _ALLOWED_PER_LINE)
    return [", ".join(map(code, words[at : at + _ALLOWED_PER_LINE])) for at in starts]


def all_words(rule: FilterRule, say: Say) -> str:
    """Write all words of a rule for a text file, one per line, under their kinds."""
    parts = (
        ("filter-words-keywords", rule.keywords),
        ("filter-words-patterns", rule.patterns),
        ("filter-words-presets", rule.presets),
        ("filter-words-allowed", rule.allowed),
    )
    return "\n".join("\n".join((say(key), *words, "")) for key, words in parts if words)


def trial_lines(text: str, trial: Trial, who: str, say: Say) -> list[str]:
    """Write what was found in a text, and what would happen to whom.

    Args:
        text: As it was typed.
        trial: What was found.
        who: The mention of the member, or a sentence part for one without roles.
        say: The moderator's language.
    """
    if not trial.hits:
        return [say("filter-test-nothing")]
    hits = [_hit_line(text, hit, say) for hit in trial.hits[:_SHOWN_HITS]]
    omitted = len(trial.hits) - _SHOWN_HITS
    more = [say("filter-test-more", n=omitted)] if omitted > 0 else []
    return [*hits, *more, _outcome(trial.verdict, who, say)]


def _hit_line(text: str, hit: Hit, say: Say) -> str:
    start, end = max(hit.start - _AROUND, 0), hit.end + _AROUND
    rule = say("filter-test-operator") if hit.rule is None else escape(hit.rule)
    return say(
        "filter-test-hit",
        rule=rule,
        matched=code(hit.matched),
        variant=say(f"filter-variant-{hit.variant.replace('_', '-')}"),
        at=hit.start + 1,
        place=code(text[start:end]),
    )


def _outcome(verdict: Verdict | None, who: str, say: Say) -> str:
    if verdict is None:
        return say("filter-test-exempt", who=who)
    rule = say("filter-test-operator") if verdict.rule is None else escape(verdict.rule.name)
    effect = effect_name(verdict.effect, say)
    return say("filter-test-outcome", who=who, rule=rule, effect=effect)
