"""How limits stand: what holds in a place, why, what is used of it, and what is left."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from bot.policy.amounts import format_value
from bot.policy.difference import AUDIENCE_WORDS, PRESS_WORDS
from bot.policy.limits import Cap, Limit, Measure, Value
from bot.policy.money import format_usd
from bot.policy.press import Audience, Press, audience_of
from bot.policy.resolve import Rule, Rules, Spot
from bot.policy.rulebook import ChannelList, ChannelMode, Place, PlaceKind, Rulebook, zone_of
from bot.service.allowance import Line, Standing
from bot.speech import ENGLISH
from bot.ui.allowance import grant_line, in_the_way
from bot.ui.limitwords import place_name, plural, set_by
from bot.ui.text import at, clip, escape, since

_SHOWN_VALUE = 150
_SHOWN_REASON = 200
_SHOWN_REFUSAL = 700
_MOST_PLACES = 8
_MOST_IDS = 20

#: How the names of the operator's caps begin that hold for a user in all servers together.
_OF_USER = "CAP_USER_"

_REFUSED = "🚫 Too many refused prompts: the member's next picture has to wait."


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


def button_table(own: Mapping[Press, Audience]) -> list[str]:
    """Say of every button under a picture who may press it."""
    lines = [
        f"{PRESS_WORDS[press]}: **{AUDIENCE_WORDS[audience_of(press, own)]}**"
        f"{', set for this server' if press in own else ''}"
        for press in Press
    ]
    note = "To delete, a moderator needs *Manage Messages*; sharing is the author's alone."
    return ["Who may press what under a picture:", *lines, f"-# {note}"]


def explain_lines(standing: Standing, spot: Spot, *, is_member: bool) -> list[str]:
    """Write everything that decides about a member's next picture, for a moderator.

    What somebody does elsewhere is not this server's: of that it says at most that it is in the
    way, and of who is not a member nothing at all.

    Args:
        standing: The member's at the spot.
        spot: Where, and with which roles.
        is_member: Whether they are in the server.
    """
    here = tuple(line for line in standing.lines if not _is_of_user(line))
    own = replace(standing, refused_until=None, lines=standing.lines if is_member else here)
    everywhere = [_of_user(line) for line in own.lines if _is_of_user(line) and line.bound]
    used = [*_used(here), *everywhere]
    elsewhere = standing.refused_until is not None and is_member
    return [
        *in_the_way(own, ENGLISH),
        *([_REFUSED] if elsewhere else []),
        "**Used**",
        *(used or ["Nothing."]),
        *([grant_line(standing.grant, ENGLISH)] if standing.grant else []),
        "**Limits and where they come from**",
        *(_chain(standing, spot, rule) for rule in standing.rules.values() if _matters(rule)),
        *([] if any(map(_matters, standing.rules.values())) else ["None."]),
        *(_last_refusal(standing) if is_member else ()),
    ]


def _is_of_user(line: Line) -> bool:
    """Tell whether a count is a user's in all servers together."""
    return line.limit_or_cap.startswith(_OF_USER)


def _of_user(line: Line) -> str:
    state = "used up" if line.is_full else "not used up"
    origin = line.bound.origin if line.bound else None
    return f"`{line.limit_or_cap}` {state}, {set_by(origin)}"


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


def _anew(line: Line) -> str:
    return f", anew {since(line.resets_at)}" if line.resets_at and line.used else ""


def _amount(measure: Measure, number: int) -> str:
    return format_usd(number) if measure is Measure.MICROS else f"{number:,}"


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
    yield from _of_pictures(rulebook)


def _of_pictures(rulebook: Rulebook) -> Iterator[str]:
    for press in Press:
        if press in rulebook.audiences:
            audience = AUDIENCE_WORDS[rulebook.audiences[press]]
            yield f"Button *{PRESS_WORDS[press]}*: **{audience}**"
    if not rulebook.remixes_others:
        yield "Only the bot's own pictures may be remixed"
    if rulebook.styles:
        yield f"{plural(len(rulebook.styles), 'style')} of its own, see /styles list"


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
    return f"{value:,}" if cap is Cap.CAP_USER_IMAGES_PER_DAY else format_usd(value)


def _names(value: Value) -> frozenset[str]:
    return value if isinstance(value, frozenset) else frozenset()
