"""Limits as people type and read them; what is written here can be read here again."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.policy.limits.limit import (
    MOST_NAME_LENGTH,
    NSFW_CHANNELS,
    OTHER_CHANNELS,
    RATINGS,
    SPECS,
    Kind,
    Limit,
    Value,
)
from bot.policy.limits.window import start_of
from bot.policy.money import MICROS_PER_USD, format_usd

OFF = "off"
_NONE = "none"

#: Characters of a time, an amount or an instant, the spaces inside of it included.
_MOST_LENGTH = 40

#: How far ahead the end of a pause, an event or a grant may be.
_MOST_AHEAD = timedelta(days=3660)

_UNITS = (("d", 86_400), ("h", 3600), ("m", 60), ("s", 1))

#: Possessive throughout, so that no spaces are ever given from one part to the next.
_DURATION = re.compile(
    r"(?:(?P<d>[0-9]{1,9}+)\s*+d(?:ays?+)?+)?+\s*+"
    r"(?:(?P<h>[0-9]{1,9}+)\s*+h)?+\s*+"
    r"(?:(?P<m>[0-9]{1,9}+)\s*+m(?:in)?+)?+\s*+"
    r"(?:(?P<s>[0-9]{1,9}+)\s*+s)?+"
)
_WHOLE = re.compile(r"[0-9]{1,9}")
_SIZE = re.compile(r"[0-9.]+k")
_MONEY = re.compile(r"\$?\s*+([0-9]{1,9}+(?:\.[0-9]{0,6}+)?+|\.[0-9]{1,6}+)\s*+(?:\$|usd)?")
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[ tT]++[0-9]{1,2}:[0-9]{2})?")

#: What people type for where images may be asked for; the first is how it is shown.
_RATING_WORDS: tuple[tuple[frozenset[str], tuple[str, ...]], ...] = (
    (RATINGS, ("anywhere", OFF)),
    (frozenset({NSFW_CHANNELS}), ("only age-restricted channels", "only")),
    (frozenset({OTHER_CHANNELS}), ("never in age-restricted channels", "never")),
)
_SWITCH_WORDS: tuple[tuple[Value, tuple[str, ...]], ...] = (
    (None, ("allowed", "yes", "on", "allow", "true", OFF)),
    (0, ("forbidden", "no", "forbid", "false", _NONE)),
)


@dataclass(frozen=True, slots=True)
class Expected:
    """What would do, when something else was typed."""

    words: str
    """In plain words, such as `a time up to 30 days, or off`."""
    example: str


#: What `parse_until` reads.
EXPECTED_UNTIL = Expected("a time from now on, or a date that is to come", "3d")

#: What `parse_duration` reads.
EXPECTED_DURATION = Expected("a time in days, hours, minutes and seconds", "1h30m")


def parse_duration(text: str) -> int:
    """Read `90s`, `10m`, `2h`, `1d`, `1h30m` or a plain number of seconds.

    Returns:
        Seconds, 0 or more.

    Raises:
        ValueError: It is none of these.
    """
    folded = _short(_folded(text))
    if _WHOLE.fullmatch(folded):
        return int(folded)
    found = _DURATION.fullmatch(folded)
    if not folded or not found:
        raise ValueError("not a time")
    return sum(int(found[unit] or 0) * seconds for unit, seconds in _UNITS)


def parse_money(text: str) -> int:
    """Read dollars: `0.50`, `$2`, `2 USD`, with up to six decimals.

    Returns:
        Micro-dollars, 0 or more.

    Raises:
        ValueError: It is no such amount.
    """
    found = _MONEY.fullmatch(_short(_folded(text)))
    if not found:
        raise ValueError("not an amount of dollars")
    whole, _, decimals = found[1].partition(".")
    return int(whole or 0) * MICROS_PER_USD + int(decimals.ljust(6, "0"))


def parse_until(text: str, *, now: datetime, zone: str) -> datetime:
    """Read when something ends: `2h`, `3d`, `2026-11-30` or `2026-11-30 18:00`.

    Args:
        text: A time from now, or a date with or without a time of day. A date alone lasts to the
            end of that day.
        now: An aware instant.
        zone: The time zone that a date is meant in.

    Returns:
        An instant in UTC, after now and within ten years.

    Raises:
        ValueError: It cannot be read, is past, or is too far ahead.
    """
    typed = _short(text.strip())
    try:
        if _INSTANT.fullmatch(typed):
            until = _instant(typed, zone)
        else:
            until = now.astimezone(UTC) + timedelta(seconds=parse_duration(typed))
    except OverflowError as error:
        raise ValueError("too far ahead") from error
    if not timedelta() < until - now <= _MOST_AHEAD:
        raise ValueError("past, or too far ahead")
    return until


def _instant(typed: str, zone: str) -> datetime:
    day, _, clock = typed.upper().replace("T", " ").partition(" ")
    if not clock:
        return start_of(date.fromisoformat(day) + timedelta(days=1), zone)
    local = datetime.strptime(f"{day} {clock.strip()}", "%Y-%m-%d %H:%M")  # noqa: DTZ007 - below
    return local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def parse_value(limit: Limit, text: str) -> Value:
    """Read what somebody typed for a limit; `off` is no limit.

    Raises:
        ValueError: It is of another kind, or out of the limit's range.
    """
    spec, folded = SPECS[limit], _folded(text)
    if spec.kind is Kind.SWITCH:
        return _worded(folded, _SWITCH_WORDS)
    if spec.kind is Kind.RATING:
        rating = _worded(folded, _RATING_WORDS)
        return None if rating == RATINGS else rating
    if folded == OFF:
        return None
    if spec.kind is Kind.NAMES:
        return parse_names(limit, [] if folded == _NONE else _names(limit, text))
    number = 0 if folded == _NONE else _number(spec.kind, folded)
    if number > spec.high:
        raise ValueError("too much")
    return number


def _number(kind: Kind, folded: str) -> int:
    if kind is Kind.DURATION:
        return parse_duration(folded)
    if kind is Kind.MONEY:
        return parse_money(folded)
    if not _WHOLE.fullmatch(folded):
        raise ValueError("not a whole number")
    return int(folded)


def _names(limit: Limit, text: str) -> list[str]:
    """Split what was typed into names, of which there may be too many.

    Raises:
        ValueError: There are none, or it is longer than all of them can be.
    """
    if len(text) > SPECS[limit].high * (MOST_NAME_LENGTH + len(", ")):
        raise ValueError("longer than so many names")
    names = [_usual(limit, name.strip()) for name in text.split(",") if name.strip()]
    if not names:
        raise ValueError("no names")
    return names


def _usual(limit: Limit, name: str) -> str:
    """Write a name with the capitals that models and sizes have."""
    if limit is Limit.MODELS:
        return name.lower()
    return name.upper() if _SIZE.fullmatch(name) else name


def _worded(folded: str, words: Iterable[tuple[Value, tuple[str, ...]]]) -> Value:
    for value, known in words:
        if folded in known:
            return value
    raise ValueError("not one of the words")


def parse_names(limit: Limit, names: Iterable[str]) -> frozenset[str]:
    """Check names one by one.

    Raises:
        ValueError: They are too many, or one is empty, too long or not printable, has a comma in
            it, or is a word with a meaning of its own: `off`, `none`.
    """
    checked = frozenset(name.strip() for name in names)
    if len(checked) > SPECS[limit].high or not all(_is_name(name) for name in checked):
        raise ValueError("not names")
    return checked


def _is_name(name: str) -> bool:
    return (
        0 < len(name) <= MOST_NAME_LENGTH
        and name.isprintable()
        and "," not in name
        and name.casefold() not in {OFF, _NONE}
    )


def expected(limit: Limit) -> Expected:
    """Return what can be typed for a limit."""
    spec = SPECS[limit]
    match spec.kind:
        case Kind.DURATION:
            return Expected(f"a time up to {format_duration(spec.high)}, or off", "90s")
        case Kind.AMOUNT:
            return Expected(
                f"a whole number from 0 to {spec.high:,}, or off", f"{min(spec.high, 10)}"
            )
        case Kind.MONEY:
            most = spec.high // MICROS_PER_USD
            return Expected(f"dollars from 0 to {most:,}, or off", "0.50")
        case Kind.NAMES:
            words = f"up to {spec.high} names with commas between, none, or off"
            return Expected(words, spec.example)
        case Kind.SWITCH:
            return Expected("allowed or forbidden", "forbidden")
        case _:
            words = "anywhere, only (in age-restricted channels) or never (in those)"
            return Expected(words, "never")


def format_value(limit: Limit, value: Value) -> str:
    """Write a limit's value as people read it; `parse_value` reads it, too."""
    kind = SPECS[limit].kind
    if kind is Kind.SWITCH:
        return _SWITCH_WORDS[0 if value is None else 1][1][0]
    if kind is Kind.RATING:
        return next((words[0] for rating, words in _RATING_WORDS if rating == value), "anywhere")
    if value is None:
        return OFF
    if isinstance(value, frozenset):
        return ", ".join(sorted(value)) or _NONE
    return _format_number(kind, value)


def _format_number(kind: Kind, number: int) -> str:
    if kind is Kind.DURATION:
        return format_duration(number)
    if kind is Kind.MONEY:
        return format_money(number)
    return f"{number}" if number else _NONE


def format_money(micros: int) -> str:
    """Write micro-dollars with as many decimals as they have, at least two: `$0.50`."""
    if micros % 100 == 0:
        return format_usd(micros)
    whole, rest = divmod(micros, MICROS_PER_USD)
    return f"${whole}.{rest:06}".rstrip("0")


def format_duration(seconds: int) -> str:
    """Write seconds, 0 or more, as people read them: `1 min 30 s`, `2 h`, `30 days`."""
    parts: list[str] = []
    for unit, length in _UNITS:
        number, seconds = divmod(seconds, length)
        name = {"d": "day" if number == 1 else "days", "m": "min"}.get(unit, unit)
        if number:
            parts.append(f"{number} {name}")
    return " ".join(parts) or "0 s"


def _folded(text: str) -> str:
    return text.strip().casefold()


def _short(text: str) -> str:
    """Return a text that may be a time or an amount; none where it is longer than any of these."""
    return text if len(text) <= _MOST_LENGTH else ""
