"""What a member has left, and what prevents their next image, in their own language."""

from collections.abc import Iterator

from bot.i18n import Say
from bot.policy.limits.access import Forbidden, ForbiddenChannel, ServerPaused, UnknownChannel
from bot.policy.limits.claim import BindingRule
from bot.policy.limits.effective import Rule
from bot.policy.limits.limit import NSFW_CHANNELS, OTHER_CHANNELS, SPECS, Kind, Measure, counted_by
from bot.policy.limits.rulebook import Pause
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
from bot.ui.text import at, clip, escape, since

_SHOWN_VALUE = 150
_SHOWN_REASON = 200


def allowance_lines(
    standing: AllowanceReport, *, model: str | None, cost_micros: int, say: Say
) -> list[str]:
    """Write what a member has left, for the member.

    Args:
        standing: The member's.
        model: The name of the model that would create the next image; None when none can.
        cost_micros: An upper estimate of its price.
        say: The member's language.
    """
    lines = [*in_the_way(standing, say), *_grouped(standing, say)]
    if model is None:
        lines.append(say("allowance-no-model"))
    else:
        name = escape(clip(model, _SHOWN_VALUE))
        lines.append(say("allowance-next", model=name, cost=say.usd(cost_micros)))
    return lines


def _grouped(standing: AllowanceReport, say: Say) -> list[str]:
    """Write every limit that holds, under the titles of its groups."""
    groups: dict[Group, list[str]] = {group: [] for group in Group}
    for rule in standing.rules.values():
        if counted_by(rule.limit) is None and (rule.value is not None or rule.origin is not None):
            groups[group_of(rule.limit)].append(say("allowance-limit", **_told(rule, say)))
    for line in standing.rows:
        if line.bound:
            groups[group_of(line.limit_or_cap)].append(_left(line, line.bound, say))
    if standing.grant:
        groups[Group.IMAGES].append(grant_line(standing.grant, say))
    titled = ([f"**{group_name(say, group)}**", *own] for group, own in groups.items() if own)
    return [line for lines in titled for line in lines] or [say("allowance-unlimited")]


def in_the_way(standing: AllowanceReport, say: Say) -> list[str]:
    """Say what prevents an image now, or changes what counts."""
    lines = list(_of_the_place(standing, say))
    if standing.refused_until:
        lines.append(say("allowance-refused", when=since(standing.refused_until)))
    if standing.free_at:
        lines.append(say("allowance-cooldown", when=since(standing.free_at)))
    elif standing.cooldown:
        lines.append(say("allowance-no-cooldown"))
    lines += [_used_up(line, say) for line in standing.rows if line.is_full]
    if standing.is_exempt:
        lines.append(say("allowance-exempt"))
    if standing.event:
        until = at(standing.event.until)
        lines.append(say("allowance-event", factor=standing.event.factor, until=until))
    return lines


def grant_line(grant: Grant, say: Say) -> str:
    """Say what is left of the bonus images that a moderator granted."""
    left = max(0, grant.images - grant.used)
    return say("allowance-grant", left=left, granted=grant.images, until=at(grant.until))


def _of_the_place(standing: AllowanceReport, say: Say) -> Iterator[str]:
    if standing.is_outside:
        yield say("allowance-outside")
    match standing.refusal:
        case ServerPaused(pause):
            yield _paused(pause, say)
        case ForbiddenChannel():
            yield say("allowance-wrong-channel")
        case UnknownChannel():
            yield say("allowance-unknown-channel")
        case Forbidden(rule):
            yield say("allowance-forbidden", **_told(rule, say))
        case None:
            pass


def _paused(pause: Pause, say: Say) -> str:
    if pause.until:
        paused = say("allowance-paused-until", until=at(pause.until))
    else:
        paused = say("allowance-paused")
    if not pause.reason:
        return paused
    reason = escape(clip(pause.reason, _SHOWN_REASON))
    return say("allowance-paused-reason", paused=paused, reason=reason)


def _used_up(line: AllowanceRow, say: Say) -> str:
    name = limit_name(say, line.limit_or_cap)
    if line.resets_at and line.used:
        return say("allowance-used-up-until", limit=name, when=since(line.resets_at))
    return say("allowance-used-up", limit=name)


def _left(line: AllowanceRow, bound: BindingRule, say: Say) -> str:
    left, cap = max(0, bound.cap - line.used), bound.cap
    is_money = line.measure is Measure.MICROS
    facts = {
        "bar": bar(line.used, cap),
        "what": say("allowance-what", **words_of(line.limit_or_cap)),
        "left": say.usd(left) if is_money else left,
        "cap": say.usd(cap) if is_money else cap,
    }
    if line.resets_at and line.used:
        return say("allowance-left-until", when=since(line.resets_at), **facts)
    return say("allowance-left", **facts)


def _told(rule: Rule, say: Say) -> dict[str, str]:
    """Return the name of a limit, what it is set to, and who set it."""
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
        # the others are counted
        return wait_words(value, say) if kind is Kind.DURATION else say("allowance-most", n=value)
    if kind is Kind.RATING and value & {NSFW_CHANNELS, OTHER_CHANNELS}:
        return say("allowance-nsfw-only" if NSFW_CHANNELS in value else "allowance-nsfw-never")
    return ", ".join(sorted(value)) or say("allowance-none")
