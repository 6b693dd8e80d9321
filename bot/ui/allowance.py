"""What is left to a member, and what stands in the way, in their own language."""

from collections.abc import Iterator

from bot.policy.access import Closed, Forbidden, UnknownPlace, WrongPlace
from bot.policy.claim import Bound
from bot.policy.limits import NSFW_CHANNELS, OTHER_CHANNELS, SPECS, Kind, Limit, Measure
from bot.policy.resolve import Rule
from bot.policy.rulebook import Pause
from bot.ports import Grant
from bot.service.allowance import Line, Standing
from bot.speech import Say
from bot.ui.limitwords import set_by, wait_words
from bot.ui.text import at, clip, escape, since

_SHOWN_VALUE = 150
_SHOWN_REASON = 200

#: Limits that are not counted, but decide whether or how something may be asked for.
_UNCOUNTED = (
    Limit.COOLDOWN,
    Limit.MODELS,
    Limit.SIZES,
    Limit.COUNT,
    Limit.REFERENCES,
    Limit.PRIVATE,
    Limit.NSFW,
)


def allowance_lines(
    standing: Standing, *, model: str | None, cost_micros: int, say: Say
) -> list[str]:
    """Write what a member has left, for the member.

    Args:
        standing: The member's.
        model: The name of the model that would paint the next picture; None when none can.
        cost_micros: An upper estimate of its price.
        say: The member's language.
    """
    lines = in_the_way(standing, say)
    counted = [_left(line, line.bound, say) for line in standing.lines if line.bound]
    lines += counted or [say("allowance-unlimited")]
    if standing.grant:
        lines.append(grant_line(standing.grant, say))
    for limit in _UNCOUNTED:
        rule = standing.rules[limit]
        if rule.value is not None or rule.origin is not None:
            lines.append(say("allowance-limit", **_told(rule, say)))
    if model is None:
        lines.append(say("allowance-no-model"))
    else:
        name = escape(clip(model, _SHOWN_VALUE))
        lines.append(say("allowance-next", model=name, cost=say.usd(cost_micros)))
    return lines


def in_the_way(standing: Standing, say: Say) -> list[str]:
    """Say what speaks against a picture now, or changes what counts."""
    lines = list(_of_the_place(standing, say))
    if standing.refused_until:
        lines.append(say("allowance-refused", when=since(standing.refused_until)))
    if standing.free_at:
        lines.append(say("allowance-cooldown", when=since(standing.free_at)))
    elif standing.cooldown:
        lines.append(say("allowance-no-cooldown"))
    lines += [_used_up(line, say) for line in standing.lines if line.is_full]
    if standing.is_exempt:
        lines.append(say("allowance-exempt"))
    if standing.event:
        until = at(standing.event.until)
        lines.append(say("allowance-event", factor=standing.event.factor, until=until))
    return lines


def grant_line(grant: Grant, say: Say) -> str:
    """Say what is left of pictures that a moderator granted."""
    left = max(0, grant.pictures - grant.used)
    return say("allowance-grant", left=left, granted=grant.pictures, until=at(grant.until))


def _of_the_place(standing: Standing, say: Say) -> Iterator[str]:
    if standing.is_outside:
        yield say("allowance-outside")
    match standing.place:
        case Closed(pause):
            yield _paused(pause, say)
        case WrongPlace():
            yield say("allowance-wrong-channel")
        case UnknownPlace():
            yield say("allowance-unknown-place")
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


def _used_up(line: Line, say: Say) -> str:
    if line.resets_at and line.used:
        return say(
            "allowance-used-up-until", limit=line.limit_or_cap.value, when=since(line.resets_at)
        )
    return say("allowance-used-up", limit=line.limit_or_cap.value)


def _left(line: Line, bound: Bound, say: Say) -> str:
    what = say(f"allowance-what-{line.limit_or_cap}")
    left, cap = max(0, bound.cap - line.used), bound.cap
    is_money = line.measure is Measure.MICROS
    facts = {
        "left": say.usd(left) if is_money else left,
        "cap": say.usd(cap) if is_money else cap,
    }
    if line.resets_at and line.used:
        return say("allowance-left-until", what=what, when=since(line.resets_at), **facts)
    return say("allowance-left", what=what, **facts)


def _told(rule: Rule, say: Say) -> dict[str, str]:
    """Return the name of a limit, what it is set to, and who set it."""
    value = escape(clip(_value(rule, say), _SHOWN_VALUE))
    return {"limit": rule.limit.value, "value": value, "origin": set_by(rule.origin, say)}


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
