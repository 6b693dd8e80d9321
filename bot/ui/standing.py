"""How limits stand: what holds in a place, why, what is used of it, and what is left."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from bot.policy.access import Closed, Forbidden, WrongPlace
from bot.policy.amounts import format_value
from bot.policy.claim import Bound, Measure
from bot.policy.limits import Cap, Limit, Value
from bot.policy.money import format_usd
from bot.policy.resolve import Rule, Rules, Spot
from bot.policy.rulebook import ChannelList, ChannelMode, Place, PlaceKind, Rulebook, zone_of
from bot.ports import Grant
from bot.service.allowance import Line, Standing
from bot.ui.limitwords import place_name, plural, set_by
from bot.ui.text import at, clip, escape, since

_SHOWN_VALUE = 150
_SHOWN_REASON = 200
_SHOWN_REFUSAL = 700
_MOST_PLACES = 8
_MOST_IDS = 20

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

#: What is counted, in a member's words.
_FOR_MEMBERS: Mapping[Limit | Cap, str] = {
    Limit.MEMBER_PICTURES_PER_DAY: "Your pictures today",
    Limit.MEMBER_PICTURES_PER_MONTH: "Your pictures this month",
    Limit.SERVER_PICTURES_PER_DAY: "Pictures of the whole server today",
    Limit.SERVER_PICTURES_PER_MONTH: "Pictures of the whole server this month",
    Limit.MEMBER_USD_PER_DAY: "Your dollars today",
    Limit.MEMBER_USD_PER_MONTH: "Your dollars this month",
    Limit.SERVER_USD_PER_DAY: "Dollars of the whole server today",
    Limit.SERVER_USD_PER_MONTH: "Dollars of the whole server this month",
    Limit.MEMBER_JOBS_AT_ONCE: "Your pictures at once",
    Limit.SERVER_JOBS_AT_ONCE: "Pictures of the whole server at once",
    Cap.CAP_SERVER_USD_PER_DAY: "Dollars of the whole server today, by the bot's owner",
    Cap.CAP_SERVER_USD_PER_MONTH: "Dollars of the whole server this month, by the bot's owner",
    Cap.CAP_USER_PICTURES_PER_DAY: "Your pictures today, in all servers",
    Cap.BUDGET_USD_PER_DAY: "The bot's budget today",
    Cap.BUDGET_USD_PER_MONTH: "The bot's budget this month",
}


def effect(rule: Rule, place: Place, rulebook: Rulebook, *, known: frozenset[str]) -> str:
    """Say what results from a change of one limit at a place, and where it does not hold.

    Args:
        rule: The limit as it holds at the place now.
        place: Where it was changed.
        rulebook: The server's, after the change.
        known: Ids of the models that can paint now.
    """
    where = (
        f"for {place_name(place)}" if place.kind is PlaceKind.ROLE else f"in {place_name(place)}"
    )
    source = "" if rule.origin == place else f", {_source(rule)}"
    lines = [f"What results {where} from the next click on: **{_shown(rule)}**{source}."]
    nearer = [place_name(other) for other in sorted(_nearer(rulebook, place, rule.limit))]
    if nearer:
        listed = ", ".join(nearer[:_MOST_PLACES])
        more = len(nearer) - _MOST_PLACES
        rest = f" and {more} more" if more > 0 else ""
        lines.append(f"-# What is set nearer goes before it: {listed}{rest}.")
    unknown = _names(rule.value) - known if rule.limit is Limit.MODELS else frozenset[str]()
    if unknown:
        names = escape(clip(", ".join(sorted(unknown)), _SHOWN_VALUE))
        lines.append(f"⚠️ No such model can paint now: {names}.")
    return "\n".join(lines)


def show_lines(
    rulebook: Rulebook, rules: Rules, *, caps: Mapping[Cap, int], now: datetime
) -> list[str]:
    """Write every limit as it results, then what else the server has set."""
    limited = [rule for rule in rules.values() if rule.value is not None or rule.origin]
    free = [f"`{rule.limit}`" for rule in rules.values() if rule not in limited]
    lines = [f"`{rule.limit}` **{_shown(rule)}**, {_source(rule)}" for rule in limited]
    if free:
        lines.append(f"-# No limit: {', '.join(free)}")
    lines += _of_the_server(rulebook, now)
    if caps:
        owned = ", ".join(f"`{cap}` {_cap(cap, value)}" for cap, value in caps.items())
        lines.append(f"-# The bot's owner's caps, which nobody here can raise: {owned}")
    return lines


def channel_list(channels: ChannelList) -> str:
    """Say where pictures may be asked for."""
    match channels.mode:
        case ChannelMode.ANYWHERE:
            return "Pictures may be asked for in every channel."
        case ChannelMode.ONLY:
            return f"Pictures may be asked for only in {_mentions('#', channels.ids)}."
        case ChannelMode.EXCEPT:
            return f"Pictures may be asked for everywhere but in {_mentions('#', channels.ids)}."


def role_list(roles: frozenset[int]) -> str:
    """Say which roles are exempt."""
    if not roles:
        return "No role is exempt."
    return f"Exempt from cooldown and members' picture limits: {_mentions('@&', roles)}."


def explain_lines(standing: Standing, spot: Spot) -> list[str]:
    """Write everything that decides about a member's next picture, for a moderator."""
    return [
        *_in_the_way(standing),
        "**Used**",
        *_used(standing.lines),
        *([_grant(standing.grant)] if standing.grant else []),
        "**Limits and where they come from**",
        *(_chain(standing, spot, rule) for rule in standing.rules.values() if _matters(rule)),
        *([] if any(map(_matters, standing.rules.values())) else ["None."]),
        *_last_refusal(standing),
    ]


def allowance_lines(standing: Standing, *, model: str | None, cost_micros: int) -> list[str]:
    """Write what a member has left, for the member.

    Args:
        standing: The member's.
        model: The name of the model that would paint the next picture; None when none can.
        cost_micros: An upper estimate of its price.
    """
    lines = _in_the_way(standing)
    counted = [_left(line, line.bound) for line in standing.lines if line.bound]
    lines += counted or ["No limit counts your pictures here."]
    if standing.grant:
        lines.append(_grant(standing.grant))
    others = [rule for rule in standing.rules.values() if rule.limit in _UNCOUNTED]
    lines += [
        f"`{rule.limit}` {_shown(rule)}, {_source(rule)}" for rule in others if _matters(rule)
    ]
    if model is None:
        lines.append("No model can paint now.")
    else:
        name = escape(clip(model, _SHOWN_VALUE))
        cost = format_usd(cost_micros)
        lines.append(f"The next picture, by **{name}**, would cost up to {cost}.")
    return lines


def _in_the_way(standing: Standing) -> list[str]:
    """Say what speaks against a picture now, or changes what counts."""
    lines = list(_of_the_place(standing))
    if standing.refused_until:
        when = since(standing.refused_until)
        lines.append(f"🚫 Too many refused prompts; the wait ends {when}.")
    if standing.free_at:
        lines.append(f"⏳ The cooldown ends {since(standing.free_at)}.")
    elif standing.cooldown:
        lines.append("✅ No cooldown is running.")
    lines += [
        f"🚫 `{line.limit_or_cap}` is used up{_anew(line)}."
        for line in standing.lines
        if line.is_full
    ]
    if standing.is_exempt:
        lines.append("⭐ An exempt role frees from the cooldown and the member's picture limits.")
    if standing.event:
        factor = f"{standing.event.factor:g}"
        lines.append(f"🎉 Picture limits count ×{factor} until {at(standing.event.until)}.")
    return lines


def _of_the_place(standing: Standing) -> Iterator[str]:
    if standing.is_outside:
        yield "🚫 The bot's owner takes no pictures outside of servers."
    match standing.place:
        case Closed(pause):
            until = f"until {at(pause.until)}" if pause.until else "until a moderator resumes"
            reason = f": {escape(clip(pause.reason, _SHOWN_REASON))}" if pause.reason else ""
            yield f"⏸️ Pictures are paused {until}{reason}"
        case WrongPlace():
            yield "🚫 Pictures are not asked for in this channel, by the list of channels."
        case Forbidden(rule):
            yield f"🚫 Not in such a channel: `{rule.limit}` {_shown(rule)}, {_source(rule)}"
        case None:
            pass


def _used(lines: Iterable[Line]) -> Iterator[str]:
    free: list[str] = []
    for line in lines:
        used = f"`{line.limit_or_cap}` {_amount(line.measure, line.used)}"
        if line.bound:
            cap = _amount(line.measure, line.bound.cap)
            yield f"{used} of {cap}, {set_by(line.bound.origin)}{_anew(line)}"
        elif line.used and isinstance(line.limit_or_cap, Limit):
            free.append(used)
    if free:
        yield f"-# Without a limit: {', '.join(free)}"


def _left(line: Line, bound: Bound) -> str:
    left = max(0, bound.cap - line.used)
    what = f"**{_amount(line.measure, left)}** of {_amount(line.measure, bound.cap)} left"
    return f"{_FOR_MEMBERS[line.limit_or_cap]}: {what}{_anew(line)}"


def _anew(line: Line) -> str:
    return f", anew {since(line.resets_at)}" if line.resets_at and line.used else ""


def _amount(measure: Measure, number: int) -> str:
    return format_usd(number) if measure is Measure.MICROS else f"{number:,}"


def _grant(grant: Grant) -> str:
    left = max(0, grant.pictures - grant.used)
    granted = plural(grant.pictures, "picture")
    return f"🎁 Granted beyond that: **{left:,}** of {granted} left, until {at(grant.until)}"


def _chain(standing: Standing, spot: Spot, rule: Rule) -> str:
    """Write who sets a limit, the farthest first, and what results."""
    roles = [Place(PlaceKind.ROLE, id_) for id_ in sorted(spot.role_ids)]
    setters = [
        (place, standing.rulebook.own(place)[rule.limit])
        for place in (*reversed(spot.places), *roles)
        if rule.limit in standing.rulebook.own(place)
    ]
    result = f"`{rule.limit}` **{_shown(rule)}**, {_source(rule)}"
    if len(setters) < len(("one", "another")):
        return result
    steps = (
        f"{place_name(place)} {escape(clip(format_value(rule.limit, value), _SHOWN_VALUE))}"
        for place, value in setters
    )
    return f"{result}: {' → '.join(steps)}"


def _last_refusal(standing: Standing) -> Iterator[str]:
    refusal = standing.last_refusal
    if refusal is None:
        yield "Never refused, as far as is remembered."
    else:
        yield f"**Last refused** {since(refusal.at)}"
        yield f"> {clip(refusal.sentence, _SHOWN_REFUSAL)}".replace("\n", "\n> ")


def _of_the_server(rulebook: Rulebook, now: datetime) -> Iterator[str]:
    pause, event = rulebook.pause_at(now), rulebook.event_at(now)
    if rulebook.channels.mode is not ChannelMode.ANYWHERE:
        yield channel_list(rulebook.channels)
    if rulebook.exempt_roles:
        yield role_list(rulebook.exempt_roles)
    if pause:
        until = f"until {at(pause.until)}" if pause.until else "until somebody resumes"
        reason = f": {escape(clip(pause.reason, _SHOWN_REASON))}" if pause.reason else ""
        yield f"⏸️ Paused {until}{reason}"
    if event:
        yield f"🎉 Event: picture limits ×{event.factor:g} until {at(event.until)}"
    yield f"Days and months begin by the time zone {escape(zone_of(rulebook, now))}"
    if rulebook.notices_channel:
        yield f"Notices go to <#{rulebook.notices_channel}>"
    if rulebook.moderator_role:
        yield f"Moderator role: <@&{rulebook.moderator_role}>"


def _mentions(mark: str, ids: frozenset[int]) -> str:
    shown = ", ".join(f"<{mark}{id_}>" for id_ in sorted(ids)[:_MOST_IDS])
    more = len(ids) - _MOST_IDS
    return f"{shown} and {more} more" if more > 0 else shown


def _nearer(rulebook: Rulebook, place: Place, limit: Limit) -> Iterator[Place]:
    order = (PlaceKind.SERVER, PlaceKind.CATEGORY, PlaceKind.CHANNEL, PlaceKind.ROLE)
    for other, own in rulebook.limits.items():
        if limit in own and order.index(other.kind) > order.index(place.kind):
            yield other


def _matters(rule: Rule) -> bool:
    return rule.value is not None or rule.origin is not None


def _shown(rule: Rule) -> str:
    return escape(clip(format_value(rule.limit, rule.value), _SHOWN_VALUE))


def _source(rule: Rule) -> str:
    if rule.origin is None and rule.value is None:
        return "as nobody sets it"
    return set_by(rule.origin)


def _cap(cap: Cap, value: int) -> str:
    return f"{value:,}" if cap is Cap.CAP_USER_PICTURES_PER_DAY else format_usd(value)


def _names(value: Value) -> frozenset[str]:
    return value if isinstance(value, frozenset) else frozenset()
