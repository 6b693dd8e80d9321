"""Sentences about limits: which rule binds, what is used, when it lets go, who set it."""

from collections.abc import Callable
from typing import Any

from bot.errors import (
    ChangedMeanwhile,
    CooldownActive,
    ImportRefused,
    LimitReached,
    NotAllowedHere,
    OnHold,
    SettingRefused,
    StorageFailed,
    StorageFault,
    TooManyRefusals,
    WrongChannel,
)
from bot.policy.access import Forbidden
from bot.policy.amounts import format_duration
from bot.policy.claim import Measure, Violation
from bot.policy.limits import NSFW_CHANNELS, Cap, Limit, Value
from bot.policy.money import format_usd
from bot.policy.resolve import Rule
from bot.policy.rulebook import ChannelMode, Place
from bot.ui.limitwords import amount, are, plural, set_by
from bot.ui.text import clip, escape, since

UNCHARGED = "Nothing was charged"

_SHOWN_NAME = 60
_SHOWN_NAMES = 400
_SHOWN_REASON = 300
_SHOWN_INPUT = 100
#: Leaves room in a message for the sentences around it.
_SHOWN_PROBLEMS = 1600
_MOST_LINKS = 5

#: What an import changes.
_WHOLE_RULEBOOK = "limits"

#: Whose count it is, and how what is counted there is spoken of.
_MEMBERS = {
    Limit.MEMBER_PICTURES_PER_DAY: "today",
    Limit.MEMBER_PICTURES_PER_MONTH: "this month",
    Limit.MEMBER_USD_PER_DAY: "today",
    Limit.MEMBER_USD_PER_MONTH: "this month",
    Cap.CAP_USER_PICTURES_PER_DAY: "today in all servers together",
}
_SERVERS = {
    Limit.SERVER_PICTURES_PER_DAY: "today",
    Limit.SERVER_PICTURES_PER_MONTH: "this month",
    Limit.SERVER_USD_PER_DAY: "today",
    Limit.SERVER_USD_PER_MONTH: "this month",
    Cap.CAP_SERVER_USD_PER_DAY: "today",
    Cap.CAP_SERVER_USD_PER_MONTH: "this month",
}
_EVERYWHERE = {Cap.BUDGET_USD_PER_DAY: "today", Cap.BUDGET_USD_PER_MONTH: "this month"}
_SPANS = {**_MEMBERS, **_SERVERS, **_EVERYWHERE}


def _limit_reached(error: LimitReached) -> str:
    violation = error.violation
    bound = violation.bound
    source = f"That is the limit `{bound.rule}`, {set_by(bound.origin)}"
    if bound.cap == 0:
        return f"{_none_allowed(violation)} {source}. {UNCHARGED}; ask {_whom(bound.origin)}."
    if violation.asked > bound.cap:
        return f"{_too_much(violation)} {source}. {UNCHARGED}; ask for less or a cheaper model."
    if violation.measure is Measure.JOBS:
        return f"{_under_way(violation)} {source}. {UNCHARGED}; ask again when one is done."
    when = f", and it starts anew {since(violation.resets_at)}" if violation.resets_at else ""
    return f"{_used_up(violation)} {source}{when}. {UNCHARGED}; {_meanwhile(violation)}."


def _cooldown_active(error: CooldownActive) -> str:
    source = ""
    if error.spacing:
        spacing = format_duration(int(error.spacing.total_seconds()))
        source = f"The wait between two pictures is {spacing}, {set_by(error.origin)}. "
    return (
        f"You can ask for your next picture {since(error.retry_at)}. {source}"
        f"{UNCHARGED}, and asking early does not make it longer."
    )


def _not_allowed_here(error: NotAllowedHere) -> str:
    rule = error.forbidden.rule
    source = f"That is the limit `{rule.limit}`, {set_by(rule.origin)}"
    return f"{_forbidden(error.forbidden)} {source}. {UNCHARGED}; {_instead(rule)}."


def _wrong_channel(error: WrongChannel) -> str:
    links = ", ".join(f"<#{channel}>" for channel in error.elsewhere[:_MOST_LINKS])
    only = error.channels.mode is ChannelMode.ONLY
    what = (
        "In this server pictures are asked for in other channels."
        if only
        else "In this channel no pictures are asked for."
    )
    todo = f"ask in {links}" if links else "ask a moderator where you can"
    return f"{what} That is the list of channels, set for this server. {UNCHARGED}; {todo}."


def _on_hold(error: OnHold) -> str:
    pause = error.pause
    reason = f", for this reason: {escape(clip(pause.reason, _SHOWN_REASON))}"
    end = f"It ends {since(pause.until)}" if pause.until else "It ends when a moderator resumes"
    todo = "ask again then" if pause.until else "ask a moderator when that will be"
    return (
        f"A moderator has paused pictures in this server{reason if pause.reason else ''}. "
        f"{end}. {UNCHARGED}; {todo}."
    )


def _too_many_refusals(error: TooManyRefusals) -> str:
    return (
        "The models refused too many of your prompts within an hour, which endangers the bot's "
        f"account for everybody. You can ask again {since(error.until)}. "
        f"{UNCHARGED}; then try quite different words."
    )


def _setting_refused(error: SettingRefused) -> str:
    given = escape(clip(error.given, _SHOWN_INPUT)) or "nothing"
    return (
        f"`{error.setting}` cannot be {given}. Nothing was changed; "
        f"it takes {error.expected}, for example `{error.example}`."
    )


def _import_refused(error: ImportRefused) -> str:
    lines: list[str] = []
    for problem in error.problems:
        line = f"- {escape(clip(problem, 200))}"
        if sum(map(len, lines)) + len(line) > _SHOWN_PROBLEMS:
            break
        lines.append(line)
    left = len(error.problems) - len(lines)
    count = plural(len(error.problems), "mistake")
    more = f"\nThere {are(left)} {plural(left, 'more mistake')}." if left else ""
    listed = "\n".join(lines)
    return (
        f"The file was not taken, since it has {count} in it:\n{listed}{more}\n"
        "Nothing was changed; mend the file and import it again."
    )


def _changed_meanwhile(error: ChangedMeanwhile) -> str:
    if error.setting == _WHOLE_RULEBOOK:
        return (
            "Somebody else has changed the limits since the difference was shown. "
            "Nothing was changed by you; import the file again to see what it changes now."
        )
    current = escape(clip(error.current, _SHOWN_NAMES)) or "not set"
    return (
        f"Somebody else has changed `{error.setting}` since you looked; it is now: {current}. "
        "Nothing was changed by you; look again, then decide."
    )


def _storage_failed(error: StorageFailed) -> str:
    what, todo = {
        StorageFault.BUSY: ("is too busy now", "try again in a minute"),
        StorageFault.DAMAGED: ("is damaged", "tell the bot's owner"),
        StorageFault.READ_ONLY: ("cannot be written to", "tell the bot's owner"),
        StorageFault.FULL: ("has no more room", "tell the bot's owner"),
        StorageFault.UNREACHABLE: ("cannot be reached", "try again in a minute"),
        StorageFault.NEWER: ("belongs to a newer version of the bot", "tell the bot's owner"),
        StorageFault.OTHER: ("does not work", "try again later, or tell the bot's owner"),
    }[error.fault]
    return (
        f"The bot's database {what}, and without it no picture can be accounted for. "
        f"{UNCHARGED}; {todo}."
    )


def _none_allowed(violation: Violation) -> str:
    match violation.measure:
        case Measure.PICTURES:
            what = "No pictures are allowed"
        case Measure.MICROS:
            what = "No money may be spent on pictures"
        case Measure.JOBS:
            what = "No commands are allowed"
    rule = violation.bound.rule
    if rule in _EVERYWHERE:
        return f"{what}."
    is_yours = rule in _MEMBERS or rule is Limit.MEMBER_JOBS_AT_ONCE
    return f"{what} {'for you' if is_yours else 'in this server'}."


def _too_much(violation: Violation) -> str:
    asked = amount(violation.measure, violation.asked)
    cap = amount(violation.measure, violation.bound.cap)
    if violation.measure is Measure.MICROS:
        return f"This may cost up to {asked}, which is more than the whole {cap}."
    return f"You asked for {asked}, which is more than the whole {cap}."


def _under_way(violation: Violation) -> str:
    used, cap = violation.used, violation.bound.cap
    if violation.bound.rule is Limit.MEMBER_JOBS_AT_ONCE:
        what = f"{plural(used, 'command')} of yours {are(used)} still under way"
    else:
        what = f"In this server {plural(used, 'command')} {are(used)} under way"
    return f"{what}, and {cap:,} at once {are(cap)} allowed."


def _used_up(violation: Violation) -> str:
    rule, measure = violation.bound.rule, violation.measure
    span = _SPANS[rule]
    cap = amount(measure, violation.bound.cap)
    used = format_usd(violation.used) if measure is Measure.MICROS else f"{violation.used:,}"
    if rule in _MEMBERS:
        whose = f"You have used {used} of your {cap} {span}"
    elif rule in _SERVERS:
        whose = f"This server has used {used} of its {cap} {span}"
    else:
        whose = f"The bot has used {used} of its {cap} {span}"
    if violation.used >= violation.bound.cap:
        return f"{whose}."
    asked = format_usd(violation.asked) if measure is Measure.MICROS else f"{violation.asked:,}"
    if measure is Measure.MICROS:
        return f"{whose}, and this may cost up to {asked}."
    return f"{whose}, and you asked for {asked} more."


def _meanwhile(violation: Violation) -> str:
    if violation.measure is Measure.MICROS and violation.used < violation.bound.cap:
        return "ask again then, or for a cheaper model"
    return "ask again then"


def _whom(origin: Place | None) -> str:
    return "a moderator about it" if origin else "the bot's owner about it"


def _forbidden(forbidden: Forbidden) -> str:
    rule, value = forbidden.rule, forbidden.rule.value
    given = escape(clip(forbidden.given, _SHOWN_NAME))
    match rule.limit:
        case Limit.MODELS:
            who = (
                f"The model {given} may not paint here" if given else "No model may paint here now"
            )
            what = f"{who}; {_allowed(rule)}"
        case Limit.SIZES:
            what = f"The size {given} may not be asked for here; {_allowed(rule)}"
        case Limit.COUNT:
            wanted = plural(int(given), "picture")
            what = f"You asked for {wanted} at once, and {_most(value)} allowed here"
        case Limit.REFERENCES:
            what = f"You attached {given}, and {_most(value)} allowed here"
        case Limit.PRIVATE:
            what = "Pictures that only you see are not allowed here"
        case Limit.NSFW if NSFW_CHANNELS in _names(rule):
            what = "Pictures may be asked for in age-restricted channels only"
        case Limit.NSFW if value:
            what = "Pictures may not be asked for in age-restricted channels"
        case _:
            what = "Pictures may not be asked for here"
    return f"{what}."


def _most(value: Value) -> str:
    return f"at most {value} {are(value)}" if isinstance(value, int) and value else "none is"


def _names(rule: Rule) -> frozenset[str]:
    return rule.value if isinstance(rule.value, frozenset) else frozenset()


def _allowed(rule: Rule) -> str:
    names = sorted(_names(rule))
    if not names:
        return "none is allowed"
    return f"allowed {are(len(names))} {clip(', '.join(map(escape, names)), _SHOWN_NAMES)}"


def _instead(rule: Rule) -> str:
    ask = _whom(rule.origin)
    match rule.limit:
        case Limit.MODELS | Limit.SIZES if rule.value:
            return "choose one of these"
        case Limit.COUNT | Limit.REFERENCES if rule.value:
            return "ask again with fewer"
        case Limit.REFERENCES:
            return "ask again without"
        case Limit.PRIVATE:
            return "ask again without `private`"
        case Limit.NSFW if rule.value:
            return "ask again in another channel"
        case _:
            return f"ask {ask}"


#: One for each error about limits; `bot.ui.sentences` adds them to its own.
LIMIT_SENTENCES: tuple[Callable[[Any], str], ...] = (
    _limit_reached,
    _cooldown_active,
    _not_allowed_here,
    _wrong_channel,
    _on_hold,
    _too_many_refusals,
    _setting_refused,
    _import_refused,
    _changed_meanwhile,
    _storage_failed,
)
