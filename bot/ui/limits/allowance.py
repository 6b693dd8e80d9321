"""A member's allowance, and what prevents their next image, as text for that member."""

from collections.abc import Iterator

from bot.i18n import Say
from bot.policy.limits.access import Forbidden, ForbiddenChannel, ServerPaused, UnknownChannel
from bot.policy.limits.claim import BindingRule
from bot.policy.limits.effective import Rule
from bot.policy.limits.limit import NSFW_CHANNELS, OTHER_CHANNELS, SPECS, Kind, Measure, counted_by
from bot.policy.limits.rulebook import Pause
from bot.policy.moderation.case import Case
from bot.ports import Grant
from bot.service.limits.allowance import AllowanceReport, AllowanceRow
from bot.ui.limits.limit_text import (
    Group,
    bar,
    group_name,
    group_of,
    limit_name,
    set_by,
    wait_words,
    words_of,
)
from bot.ui.text import clip, date_time, escape, relative_time

_SHOWN_VALUE = 150
_SHOWN_REASON = 200


def allowance_lines(
    report: AllowanceReport, *, model: str | None, cost_micros: int, say: Say
) -> list[str]:
    """Write a member's allowance for that member.

    Args:
        report: The member's.
        model: The name of the model for the next image; None when no model can be used.
        cost_micros: An upper estimate of the next image's cost.
        say: The member's language.
    """
    lines = [*blockers(report, say), *_grouped(report, say)]
    if model is None:
        lines.append(say("allowance-no-model"))
    else:
        name = escape(clip(model, _SHOWN_VALUE))
        lines.append(say("allowance-next", model=name, cost=say.usd(cost_micros)))
    return lines


def _grouped(report: AllowanceReport, say: Say) -> list[str]:
    """Write every limit that applies, under the titles of the groups."""
    groups: dict[Group, list[str]] = {group: [] for group in Group}
    for rule in report.rules.values():
        if counted_by(rule.limit) is None and (rule.value is not None or rule.origin is not None):
            groups[group_of(rule.limit)].append(say("allowance-limit", **_facts(rule, say)))
    for row in report.rows:
        if row.bound:
            groups[group_of(row.limit_or_cap)].append(_remaining(row, row.bound, say))
    if report.grant:
        groups[Group.IMAGES].append(grant_line(report.grant, say))
    titled = ([f"**{group_name(say, group)}**", *own] for group, own in groups.items() if own)
    return [line for lines in titled for line in lines] or [say("allowance-unlimited")]


def blockers(report: AllowanceReport, say: Say) -> list[str]:
    """Say what prevents the next image, and what changes how it counts."""
    lines = [] if report.block is None else [_blocked(report.block, say)]
    lines += _of_spot(report, say)
    if report.refused_until:
        lines.append(say("allowance-refused", when=relative_time(report.refused_until)))
    if report.free_at:
        lines.append(say("allowance-cooldown", when=relative_time(report.free_at)))
    elif report.cooldown:
        lines.append(say("allowance-no-cooldown"))
    lines += [_used_up(row, say) for row in report.rows if row.is_full]
    if report.is_exempt:
        lines.append(say("allowance-exempt"))
    if report.event:
        until = date_time(report.event.until)
        lines.append(say("allowance-event", factor=report.event.factor, until=until))
    return lines


def _blocked(block: Case, say: Say) -> str:
    number = str(block.number)
    if block.until is None:
        return say("allowance-blocked", number=number)
    return say("allowance-blocked-until", number=number, until=date_time(block.until))


def grant_line(grant: Grant, say: Say) -> str:
    """Say how many bonus images of a grant remain."""
    remaining = max(0, grant.images - grant.used)
    return say(
        "allowance-grant", left=remaining, granted=grant.images, until=date_time(grant.until)
    )


def _of_spot(report: AllowanceReport, say: Say) -> Iterator[str]:
    """Say why no image can be created at the spot."""
    if report.is_outside:
        yield say("allowance-outside")
    match report.refusal:
        case ServerPaused(pause):
            yield _paused(pause, say)
        case ForbiddenChannel():
            yield say("allowance-wrong-channel")
        case UnknownChannel():
            yield say("allowance-unknown-channel")
        case Forbidden(rule):
            yield say("allowance-forbidden", **_facts(rule, say))
        case None:
            pass


def _paused(pause: Pause, say: Say) -> str:
    if pause.until:
        paused = say("allowance-paused-until", until=date_time(pause.until))
    else:
        paused = say("allowance-paused")
    if not pause.reason:
        return paused
    reason = escape(clip(pause.reason, _SHOWN_REASON))
    return say("allowance-paused-reason", paused=paused, reason=reason)


def _used_up(row: AllowanceRow, say: Say) -> str:
    name = limit_name(say, row.limit_or_cap)
    if row.resets_at and row.used:
        return say("allowance-used-up-until", limit=name, when=relative_time(row.resets_at))
    return say("allowance-used-up", limit=name)


def _remaining(row: AllowanceRow, bound: BindingRule, say: Say) -> str:
    remaining, cap = max(0, bound.cap - row.used), bound.cap
    is_money = row.measure is Measure.MICROS
    facts = {
        "bar": bar(row.used, cap),
        "what": say("allowance-what", **words_of(row.limit_or_cap)),
        "left": say.usd(remaining) if is_money else remaining,
        "cap": say.usd(cap) if is_money else cap,
    }
    if row.resets_at and row.used:
        return say("allowance-left-until", when=relative_time(row.resets_at), **facts)
    return say("allowance-left", **facts)


def _facts(rule: Rule, say: Say) -> dict[str, str]:
    """Return a limit's name, value and origin."""
    value = escape(clip(_value(rule, say), _SHOWN_VALUE))
    return {
        "limit": limit_name(say, rule.limit),
        "value": value,
        "origin": set_by(rule.origin, say),
    }


def _value(rule: Rule, say: Say) -> str:
    value, kind = rule.value, SPECS[rule.limit].kind
    if kind is Kind.SWITCH:
        return say("allowance-allowed" if value is None else "allowance-not-allowed")
    if value is None:
        return say("allowance-nsfw-anywhere" if kind is Kind.RATING else "allowance-off")
    if isinstance(value, int):
        # a maximum per request; counted limits are shown by `_remaining`
        return wait_words(value, say) if kind is Kind.DURATION else say("allowance-most", n=value)
    if kind is Kind.RATING and value & {NSFW_CHANNELS, OTHER_CHANNELS}:
        return say("allowance-nsfw-only" if NSFW_CHANNELS in value else "allowance-nsfw-never")
    return ", ".join(sorted(value)) or say("allowance-none")
