"""Sentences about limits: which rule binds, how much is used, when it resets, and who set it."""

from collections.abc import Callable
from typing import Any

from bot.errors import (
    CooldownActive,
    LimitForbids,
    LimitReached,
    Paused,
    StorageFailed,
    WrongChannel,
)
from bot.i18n import Say
from bot.policy.limits.access import Forbidden
from bot.policy.limits.claim import Violation
from bot.policy.limits.effective import Rule
from bot.policy.limits.limit import NSFW_CHANNELS, Cap, Limit, Measure
from bot.policy.limits.rulebook import ChannelMode, Scope
from bot.ui.limits.limit_text import measure_word, name_with_origin, set_by, wait_words, words_of
from bot.ui.limits.setting_sentences import SETTING_SENTENCES
from bot.ui.text import clip, escape, join_sentences, relative_time

_SHOWN_NAME = 60
_SHOWN_NAMES = 400
_SHOWN_REASON = 300
_MOST_LINKS = 5


def _limit_reached(error: LimitReached, say: Say) -> str:
    violation = error.violation
    bound = violation.bound
    source = _source(bound.rule, bound.origin, say)
    if bound.cap == 0:
        parts = (_none_allowed(violation, say), source, _who_can_change(bound.origin, say))
    elif violation.asked > bound.cap:
        parts = (_too_much(violation, say), source, say("limit-todo-less"))
    elif violation.resets_at is None:
        parts = (_in_progress(violation, say), source, say("limit-todo-when-done"))
    else:
        limit = name_with_origin(bound.rule, bound.origin, say)
        source = say("limit-source-until", limit=limit, when=relative_time(violation.resets_at))
        parts = (_used_up(violation, say), source, _what_to_do(violation, say))
    return join_sentences(parts, say)


def _cooldown_active(error: CooldownActive, say: Say) -> str:
    when = relative_time(error.retry_at)
    if not error.spacing:
        return say("limit-cooldown", when=when)
    wait = wait_words(int(error.spacing.total_seconds()), say)
    return say("limit-cooldown-set", when=when, wait=wait, origin=set_by(error.origin, say))


def _limit_forbids(error: LimitForbids, say: Say) -> str:
    rule = error.forbidden.rule
    source = _source(rule.limit, rule.origin, say)
    return join_sentences((_forbidden(error.forbidden, say), source, _instead(rule, say)), say)


def _wrong_channel(error: WrongChannel, say: Say) -> str:
    links = [f"<#{channel}>" for channel in error.elsewhere[:_MOST_LINKS]]
    only = error.channels.mode is ChannelMode.ONLY
    key = "limit-channel-only" if only else "limit-channel-blocked"
    return say(key, n=len(links), links=", ".join(links))


def _paused(error: Paused, say: Say) -> str:
    pause = error.pause
    paused = say("limit-paused")
    if pause.reason:
        paused = say("limit-paused-reason", reason=escape(clip(pause.reason, _SHOWN_REASON)))
    if pause.until:
        resumes = say("limit-paused-until", when=relative_time(pause.until))
    else:
        resumes = say("limit-paused-open")
    return join_sentences((paused, resumes), say)


def _storage_failed(error: StorageFailed, say: Say) -> str:
    return say(f"error-storage-failed-{error.fault.replace('_', '-')}")


def _source(rule: Limit | Cap, origin: Scope | None, say: Say) -> str:
    return say("limit-source", limit=name_with_origin(rule, origin, say))


def _who_can_change(origin: Scope | None, say: Say) -> str:
    return say("limit-todo-ask-moderator" if origin else "limit-todo-ask-owner")


def _none_allowed(violation: Violation, say: Say) -> str:
    return say("limit-none", **words_of(violation.bound.rule))


def _too_much(violation: Violation, say: Say) -> str:
    asked, cap = _amounts(violation, violation.asked, say)
    return say(f"limit-too-much-{measure_word(violation.measure)}", asked=asked, cap=cap)


def _in_progress(violation: Violation, say: Say) -> str:
    words = words_of(violation.bound.rule)
    return say("limit-running", used=violation.used, cap=violation.bound.cap, **words)


def _used_up(violation: Violation, say: Say) -> str:
    amount, cap = _amounts(violation, violation.used, say)
    used = say("limit-used", used=amount, cap=cap, **words_of(violation.bound.rule))
    if violation.used >= violation.bound.cap:
        return say("limit-used-up", used=used)
    if violation.measure is Measure.MICROS:
        return say("limit-used-up-cost", used=used, cost=say.usd(violation.asked))
    return say("limit-used-up-more", used=used, more=violation.asked)


def _what_to_do(violation: Violation, say: Say) -> str:
    if violation.measure is Measure.MICROS and violation.used < violation.bound.cap:
        return say("limit-todo-then-or-cheaper")
    return say("limit-todo-then")


def _amounts(violation: Violation, number: int, say: Say) -> tuple[str | int, str | int]:
    """Return a number and the cap: money as text, anything else as a number."""
    cap = violation.bound.cap
    if violation.measure is Measure.MICROS:
        return say.usd(number), say.usd(cap)
    return number, cap


def _forbidden(forbidden: Forbidden, say: Say) -> str:
    rule = forbidden.rule
    given = escape(clip(forbidden.given, _SHOWN_NAME))
    most = rule.value if isinstance(rule.value, int) else 0
    match rule.limit:
        case Limit.MODELS:
            key = "limit-forbidden-model" if given else "limit-forbidden-models"
            return say(key, given=given, allowed=_allowed(rule, say))
        case Limit.SIZES:
            return say("limit-forbidden-size", given=given, allowed=_allowed(rule, say))
        case Limit.COUNT:
            return say("limit-forbidden-count", given=int(forbidden.given), most=most)
        case Limit.REFERENCES:
            return say("limit-forbidden-references", given=int(forbidden.given), most=most)
        case _:
            return say(_forbidden_scope(rule))


def _forbidden_scope(rule: Rule) -> str:
    match rule.limit:
        case Limit.PRIVATE:
            return "limit-forbidden-private"
        case Limit.NSFW if NSFW_CHANNELS in _names(rule):
            return "limit-forbidden-unless-nsfw"
        case Limit.NSFW if rule.value:
            return "limit-forbidden-nsfw"
        case _:
            return "limit-forbidden-here"


def _names(rule: Rule) -> frozenset[str]:
    return rule.value if isinstance(rule.value, frozenset) else frozenset()


def _allowed(rule: Rule, say: Say) -> str:
    names = sorted(_names(rule))
    if not names:
        return say("limit-allowed-none")
    shown = clip(", ".join(map(escape, names)), _SHOWN_NAMES)
    return say("limit-allowed", n=len(names), names=shown)


def _instead(rule: Rule, say: Say) -> str:
    key = ""
    match rule.limit:
        case Limit.MODELS | Limit.SIZES if rule.value:
            key = "limit-todo-choose"
        case Limit.COUNT | Limit.REFERENCES if rule.value:
            key = "limit-todo-fewer"
        case Limit.REFERENCES:
            key = "limit-todo-without"
        case Limit.PRIVATE:
            key = "limit-todo-not-private"
        case Limit.NSFW if rule.value:
            key = "limit-todo-other-channel"
        case _:
            pass
    return say(key) if key else _who_can_change(rule.origin, say)


#: One per error about limits; `bot.ui.sentences` registers them.
LIMIT_SENTENCES: tuple[Callable[[Any, Say], str], ...] = (
    _limit_reached,
    _cooldown_active,
    _limit_forbids,
    _wrong_channel,
    _paused,
    *SETTING_SENTENCES,
    _storage_failed,
)
