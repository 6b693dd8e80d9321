"""The custom ids of /setup keep all facts about the chosen channel."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.policy.limits.rulebook import ChannelList, ChannelMode
from bot.ui.interactions.facts import ChannelFacts, is_thread_type
from bot.ui.interactions.panels import PanelName
from bot.ui.setup.state import (
    TEMPLATE,
    ChosenChannel,
    Click,
    SetupAction,
    custom_id,
    fingerprint,
    read_click,
)

#: https://docs.discord.com/developers/components/reference, read 2026-11-30
MAX_CUSTOM_ID = 100

IDS = st.integers(1, 2**64 - 1)


def _facts(id_: int, type_: int | None, parent: int | None, nsfw: bool | None) -> ChannelFacts:  # noqa: FBT001 - facts
    return ChannelFacts(id_, is_thread_type(type_), parent or None, parent is not None, nsfw, type_)


FACTS = st.builds(
    _facts,
    IDS,
    st.none() | st.integers(0, 999),
    st.none() | st.just(0) | IDS,
    st.none() | st.booleans(),
)
CHANNELS = st.builds(
    ChosenChannel,
    FACTS,
    st.none() | st.integers(0, 2**64 - 1),
    st.integers(1, 4_000_000_000).map(lambda at: datetime.fromtimestamp(at, UTC)),
)
LISTS = st.builds(ChannelList, st.sampled_from(ChannelMode), st.frozensets(IDS, max_size=5))
TAILS = st.sampled_from(["", *PanelName]) | LISTS.map(lambda one: fingerprint(one, one.ids))


@given(st.sampled_from(SetupAction), CHANNELS, TAILS)
def test_every_custom_id_is_short_enough_and_comes_back_as_it_was(
    action: SetupAction, channel: ChosenChannel, tail: str
) -> None:
    written = custom_id(action, channel, tail)
    assert len(written) <= MAX_CUSTOM_ID
    match = TEMPLATE.fullmatch(written)
    assert match is not None
    assert read_click(match) == Click(action, channel, tail)


@given(LISTS, LISTS)
def test_another_list_has_another_fingerprint(one: ChannelList, other: ChannelList) -> None:
    same = one == other
    assert (fingerprint(one, one.ids) == fingerprint(other, other.ids)) is same


def test_a_menu_that_shows_less_of_a_list_has_another_fingerprint() -> None:
    channels = ChannelList(ChannelMode.ONLY, frozenset({1, 2}))
    assert fingerprint(channels, {1, 2}) != fingerprint(channels, {1})
