"""Parses and formats values of limits, durations, dollars and dates; formatted ones parse again."""

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

#: Most characters of a duration, an amount or an instant, including spaces.
_MOST_LENGTH = 40

#: The furthest end of a pause, an event or a grant.
_MOST_AHEAD = timedelta(days=3660)

_UNITS = (("d", 86_400), ("h", 3600), ("m", 60), ("s", 1))

#: Possessive quantifiers, so that long runs of spaces cause no backtracking.
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

#: Accepted words for the allowed channels; the first one is shown.
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
    """The valid input, for a message about invalid input."""

    words: str
    """In plain words, such as `a time up to 30 days, or off`."""
    example: str


#: The valid input of `parse_until`.
EXPECTED_UNTIL = Expected("a time from now on, or a date that is to come", "3d")


def parse_duration(text: str) -> int:
    """Read `90s`, `10m`, `2h`, `1d`, `1h30m` or a plain number of seconds.

    Returns:
        Seconds, at least 0.

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
    """Read dollars with up to six decimals: `0.50`, `$2`, `2 USD`.

    Returns:
        Micro-dollars, at least 0.

    Raises:
        ValueError: It is not such an amount.
    """
    found = _MONEY.fullmatch(_short(_folded(text)))
    if not found:
        raise ValueError("not an amount of dollars")
    whole, _, decimals = found[1].partition(".")
    return int(whole or 0) * MICROS_PER_USD + int(decimals.ljust(6, "0"))


def parse_until(text: str, *, now: datetime, zone: str) -> datetime:
    """Read an end: `2h`, `3d`, `2026-11-30` or `2026-11-30 18:00`.

    Args:
        text: A duration from now, or a date with or without a time of day. A date alone means the
            end of that day.
        now: The present, aware.
        zone: The time zone of a date.

    Returns:
        An instant in UTC, after now and within ten years.

    Raises:
        ValueError: It is invalid, in the past, or too far ahead.
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
    """Read a limit's value as typed; `off` is no limit.

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
    """Split typed text into names; `parse_names` checks their number.

    Raises:
        ValueError: There are none, or the text is longer than the most names can be.
    """
    if len(text) > SPECS[limit].high * (MOST_NAME_LENGTH + len(", ")):
        raise ValueError("longer than the most names")
    names = [_with_usual_case(limit, name.strip()) for name in text.split(",") if name.strip()]
    if not names:
        raise ValueError("no names")
    return names


def _with_usual_case(limit: Limit, name: str) -> str:
    """Return a model's id in lower case, and a size in upper case."""
    if limit is Limit.MODELS:
        return name.lower()
    return name.upper() if _SIZE.fullmatch(name) else name


def _worded(folded: str, rows: Iterable[tuple[Value, tuple[str, ...]]]) -> Value:
    for value, words in rows:
        if folded in words:
            return value
    raise ValueError("not one of the words")


def parse_names(limit: Limit, names: Iterable[str]) -> frozenset[str]:
    """Check names.

    Raises:
        ValueError: There are too many, or one is empty, too long, not printable, contains a comma,
            or is a reserved word: `off`, `none`.
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
    """Return the valid input for a limit."""
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
    """Format a limit's value for people; `parse_value` accepts the result."""
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
    """Format micro-dollars exactly, with at least two decimals: `$0.50`."""
    if micros % 100 == 0:
        return format_usd(micros)
    whole, rest = divmod(micros, MICROS_PER_USD)
    return f"${whole}.{rest:06}".rstrip("0")


def format_duration(seconds: int) -> str:
    """Format seconds, at least 0, for people: `1 min 30 s`, `2 h`, `30 days`."""
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
    """Return the text, or an empty one when it is longer than any duration or amount."""
    return text if len(text) <= _MOST_LENGTH else ""
