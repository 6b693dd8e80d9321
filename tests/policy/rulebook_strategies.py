"""Rulebooks as moderators could have made them, for rules that hold for every one."""

import re
from contextlib import suppress
from datetime import UTC

from hypothesis import strategies as st

from bot.policy.images.actions import DEFAULT_AUDIENCES, Audience
from bot.policy.images.style import parse_style_name, parse_style_words
from bot.policy.languages import LANGUAGES
from bot.policy.limits.limit import RATINGS, SPECS, Kind, Limit, Value
from bot.policy.limits.rulebook import (
    SERVER,
    ChannelList,
    ChannelMode,
    Event,
    Pause,
    Rulebook,
    Scope,
    ScopeKind,
)
from bot.policy.limits.window import ZoneChange, time_zones
from tests.policy.moderation.strategies import MODERATION

INSTANTS = st.datetimes(timezones=st.just(UTC))
IDS = st.integers(1, 2**63 - 1)
SCOPES = st.one_of(
    st.just(SERVER),
    st.builds(
        Scope, st.sampled_from([kind for kind in ScopeKind if kind is not ScopeKind.SERVER]), IDS
    ),
)
_NAMES = st.from_regex(r"[a-z0-9~:./*_-]{1,12}", fullmatch=True).filter(
    # sizes are kept with a capital K
    lambda name: name not in {"off", "none"} and not re.fullmatch(r"[0-9.]+k", name)
)


def values(limit: Limit) -> st.SearchStrategy[Value]:
    """Return every value that can be set for a limit."""
    spec = SPECS[limit]
    match spec.kind:
        case Kind.NAMES:
            return st.none() | st.frozensets(_NAMES, max_size=spec.high)
        case Kind.SWITCH:
            return st.sampled_from((None, 0))
        case Kind.RATING:
            return st.none() | st.sampled_from([frozenset({name}) for name in sorted(RATINGS)])
        case _:
            return st.none() | st.integers(0, spec.high)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _style(name: str, adds: str) -> tuple[str, str] | None:
    with suppress(ValueError):
        return parse_style_name(name), parse_style_words(adds)
    return None


AUDIENCES = st.dictionaries(st.sampled_from(list(DEFAULT_AUDIENCES)), st.sampled_from(Audience))
STYLES = st.lists(
    st.builds(_style, st.text(min_size=1, max_size=12), st.text(min_size=1, max_size=12)),
    max_size=3,
).map(lambda styles: dict(style for style in styles if style))

OWN = st.sets(st.sampled_from(Limit), min_size=1, max_size=4).flatmap(
    lambda limits: st.fixed_dictionaries({limit: values(limit) for limit in sorted(limits)})
)

RULEBOOKS = st.builds(
    Rulebook,
    limits=st.dictionaries(SCOPES, OWN, max_size=4),
    exempt_roles=st.frozensets(IDS, max_size=3),
    channels=st.builds(ChannelList, st.sampled_from(ChannelMode), st.frozensets(IDS, max_size=3)),
    zones=st.lists(st.builds(ZoneChange, st.sampled_from(time_zones()), INSTANTS), max_size=3).map(
        tuple
    ),
    pause=st.none() | st.builds(Pause, st.none() | INSTANTS, st.text(max_size=20).map(_one_line)),
    event=st.none() | st.builds(Event, st.floats(1, 100, exclude_min=True), INSTANTS),
    notices_channel=st.none() | IDS,
    moderator_role=st.none() | IDS,
    audiences=AUDIENCES,
    remixes_others=st.booleans(),
    styles=STYLES,
    language=st.none() | st.sampled_from(LANGUAGES),
    moderation=MODERATION,
)
