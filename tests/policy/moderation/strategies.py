"""Filters and settings as moderators could have made them, for rules that hold for every one."""

from datetime import timedelta

from hypothesis import strategies as st

from bot.policy.json_reader import MOST_ID
from bot.policy.moderation.filter import (
    MOST_BLOCK,
    MOST_KEYWORD_LENGTH,
    MOST_MESSAGE_LENGTH,
    MOST_PATTERN_LENGTH,
    MOST_RULE_NAME_LENGTH,
    MOST_RULES,
    MOST_STEPS,
    MOST_WINDOW,
    Effect,
    Filter,
    FilterRule,
    Step,
)
from bot.policy.moderation.log import LogSettings, ModerationSettings, Topic
from bot.policy.moderation.settings_json import MOST_WARNING_DAYS

_IDS = st.frozensets(st.integers(1, MOST_ID), max_size=3)


def _texts(most: int, *, least: int = 1) -> st.SearchStrategy[str]:
    return st.text(max_size=most).map(str.strip).filter(lambda text: least <= len(text))


_KEYWORDS = st.lists(_texts(MOST_KEYWORD_LENGTH), max_size=3).map(tuple)

_RULES = st.builds(
    FilterRule,
    name=_texts(MOST_RULE_NAME_LENGTH),
    keywords=_KEYWORDS,
    patterns=st.lists(
        st.text(max_size=MOST_PATTERN_LENGTH).filter(lambda text: bool(text.strip())), max_size=2
    ).map(tuple),
    presets=st.lists(_texts(MOST_RULE_NAME_LENGTH), max_size=2).map(tuple),
    allowed=_KEYWORDS,
    effect=st.sampled_from(Effect),
    message=_texts(MOST_MESSAGE_LENGTH, least=0),
    exempt_roles=_IDS,
    exempt_channels=_IDS,
    is_on=st.booleans(),
)


def _seconds(most: timedelta) -> st.SearchStrategy[timedelta]:
    return st.integers(1, int(most.total_seconds())).map(lambda s: timedelta(seconds=s))


STEPS = st.builds(
    Step, offenses=st.integers(1, 1_000), window=_seconds(MOST_WINDOW), block=_seconds(MOST_BLOCK)
)

FILTERS = st.builds(
    Filter,
    rules=st.lists(_RULES, max_size=MOST_RULES, unique_by=lambda rule: rule.name.casefold()).map(
        tuple
    ),
    allowed=_KEYWORDS,
    exempt_roles=_IDS,
    exempt_channels=_IDS,
    names_rules=st.booleans(),
    ladder=st.lists(STEPS, max_size=MOST_STEPS).map(
        lambda steps: tuple(sorted(steps, key=lambda step: step.block))
    ),
)

MODERATION = st.builds(
    ModerationSettings,
    log=st.builds(
        LogSettings,
        channel_id=st.none() | st.integers(1, MOST_ID),
        topics=st.frozensets(st.sampled_from(Topic)),
        shows_private=st.booleans(),
    ),
    warning_days=st.none() | st.integers(1, MOST_WARNING_DAYS),
)

#: The result of reading any file.
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3)
    ),
    max_leaves=8,
)
