"""The limits of a rulebook as JSON, by scope."""

from collections.abc import Mapping
from typing import cast

from bot.policy.json_reader import JsonReader, parse_id, parse_text, shown
from bot.policy.limits.limit import SPECS, Kind, Limit, Value
from bot.policy.limits.rulebook import MOST_SCOPES, SERVER, Scope, ScopeKind
from bot.policy.limits.values import expected, format_value, parse_names, parse_value
from bot.policy.old_names import LIMITS

#: The accepted ids of limits, including old ones. Only present ones are written.
_KNOWN = frozenset({*(limit.value for limit in Limit), *LIMITS})


def dump_limits(limits: Mapping[Scope, Mapping[Limit, Value]]) -> dict[str, object]:
    """Return limits as plain values for `json.dumps`, in a deterministic order."""
    return {
        str(scope): {limit.value: _dump_value(limit, own[limit]) for limit in Limit if limit in own}
        for scope, own in sorted(limits.items())
    }


def _dump_value(limit: Limit, value: Value) -> object:
    kind = SPECS[limit].kind
    if isinstance(value, frozenset) and kind is Kind.NAMES:
        return sorted(value)
    if isinstance(value, int) and kind in {Kind.DURATION, Kind.AMOUNT}:
        return value
    return format_value(limit, value).removeprefix("$")


def parse_limits(reader: JsonReader, data: object) -> Mapping[Scope, Mapping[Limit, Value]]:
    """Read the output of `dump_limits`, and limits under their old ids.

    The reader collects the problems.
    """
    limits: dict[Scope, Mapping[Limit, Value]] = {}
    for name, values in reader.entries("limits", data, most=MOST_SCOPES).items():
        where = f"limits.{shown(name)}"
        wanted = "named as a place, such as server, channel:123 or role:123"
        scope = reader.read(where, parse_scope, name, wanted=wanted)
        own = _own(reader, where, values)
        if scope and own:
            # merged, since a file can write the same id in two ways, such as with leading zeros
            limits[scope] = {**limits.get(scope, {}), **own}
    return limits


def _own(reader: JsonReader, where: str, data: object) -> Mapping[Limit, Value]:
    own: dict[Limit, Value] = {}
    entries = reader.entries(where, data, known=_KNOWN)
    # present ids last, so that they win over old ones in the same file
    for name in sorted(entries, key=lambda name: name not in LIMITS):
        if name not in _KNOWN:
            continue
        limit, value = Limit(name), entries[name]
        try:
            own[limit] = _value(limit, value)
        except ValueError:
            valid = expected(limit)
            reader.expect(f"{where}.{name}", f"{valid.words}, such as {valid.example}")
    return own


def _value(limit: Limit, data: object) -> Value:
    if SPECS[limit].kind is Kind.NAMES and isinstance(data, list):
        return parse_names(limit, [parse_text(name) for name in cast("list[object]", data)])
    return _single_value(limit, data)


def _single_value(limit: Limit, data: object) -> Value:
    if isinstance(data, float):
        # not `str`, which writes small numbers with an exponent
        return parse_value(limit, f"{data:.6f}".rstrip("0").removesuffix("."))
    if isinstance(data, int) and not isinstance(data, bool):
        return parse_value(limit, str(data))
    return parse_value(limit, parse_text(data))


def parse_scope(name: object) -> Scope:
    """Read the output of `str(scope)`: `server`, `category:123`, `channel:123`, `role:123`.

    Raises:
        ValueError: It is not a scope.
    """
    text = parse_text(name)
    if text == str(SERVER):
        return SERVER
    kind, _, id_ = text.partition(":")
    scope = Scope(ScopeKind(kind), parse_id(id_))
    if scope.kind is ScopeKind.SERVER:
        raise ValueError("the server has no id")
    return scope
