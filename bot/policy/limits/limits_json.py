"""The limits of a rulebook as JSON, place by place."""

from collections.abc import Mapping
from typing import cast

from bot.policy.limits.json_reader import JsonReader, parse_id, parse_text, shown
from bot.policy.limits.limit import SPECS, Kind, Limit, Value
from bot.policy.limits.rulebook import MOST_SCOPES, SERVER, Scope, ScopeKind
from bot.policy.limits.values import expected, format_value, parse_names, parse_value
from bot.policy.old_names import LIMITS

#: The ids of limits that are read; only the present ones are written.
_KNOWN = frozenset({*(limit.value for limit in Limit), *LIMITS})


def dump_limits(limits: Mapping[Scope, Mapping[Limit, Value]]) -> dict[str, object]:
    """Return limits as `json.dumps` takes them, the same ones always in the same order."""
    return {
        str(place): {limit.value: _dump_value(limit, own[limit]) for limit in Limit if limit in own}
        for place, own in sorted(limits.items())
    }


def _dump_value(limit: Limit, value: Value) -> object:
    kind = SPECS[limit].kind
    if isinstance(value, frozenset) and kind is Kind.NAMES:
        return sorted(value)
    if isinstance(value, int) and kind in {Kind.DURATION, Kind.AMOUNT}:
        return value
    return format_value(limit, value).removeprefix("$")


def parse_limits(reader: JsonReader, data: object) -> Mapping[Scope, Mapping[Limit, Value]]:
    """Read what `dump_limits` writes; limits can have their old ids.

    Mistakes are noted in the reader.
    """
    limits: dict[Scope, Mapping[Limit, Value]] = {}
    for name, values in reader.entries("limits", data, most=MOST_SCOPES).items():
        where = f"limits.{shown(name)}"
        wanted = "named as a place, such as server, channel:123 or role:123"
        place = reader.read(where, parse_place, name, wanted=wanted)
        own = _own(reader, where, values)
        if place and own:
            # the same id can be written in two ways
            limits[place] = {**limits.get(place, {}), **own}
    return limits


def _own(reader: JsonReader, where: str, data: object) -> Mapping[Limit, Value]:
    own: dict[Limit, Value] = {}
    entries = reader.entries(where, data, known=_KNOWN)
    # the new ids last, so that they win where a file has both
    for name in sorted(entries, key=lambda name: name not in LIMITS):
        if name not in _KNOWN:
            continue
        limit, value = Limit(name), entries[name]
        try:
            own[limit] = _value(limit, value)
        except ValueError:
            would_do = expected(limit)
            reader.expect(f"{where}.{name}", f"{would_do.words}, such as {would_do.example}")
    return own


def _value(limit: Limit, data: object) -> Value:
    if SPECS[limit].kind is Kind.NAMES and isinstance(data, list):
        return parse_names(limit, [parse_text(name) for name in cast("list[object]", data)])
    return _single_value(limit, data)


def _single_value(limit: Limit, data: object) -> Value:
    if isinstance(data, float):
        # the shortest form of a small one has an exponent
        return parse_value(limit, f"{data:.6f}".rstrip("0").removesuffix("."))
    if isinstance(data, int) and not isinstance(data, bool):
        return parse_value(limit, str(data))
    return parse_value(limit, parse_text(data))


def parse_place(name: object) -> Scope:
    """Read what `str(place)` writes: `server`, `category:123`, `channel:123`, `role:123`.

    Raises:
        ValueError: It is no place.
    """
    text = parse_text(name)
    if text == str(SERVER):
        return SERVER
    kind, _, id_ = text.partition(":")
    place = Scope(ScopeKind(kind), parse_id(id_))
    if place.kind is ScopeKind.SERVER:
        raise ValueError("the server has no id")
    return place
