"""Whether an image may be asked for at all, before anything is counted."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.policy.limits.access import (
    ChannelRefusal,
    Forbidden,
    ForbiddenChannel,
    RequestedOptions,
    ServerPaused,
    UnknownChannel,
    check_channel,
    check_request,
)
from bot.policy.limits.effective import Spot, resolve
from bot.policy.limits.limit import NSFW_CHANNELS, OTHER_CHANNELS, Limit, Value
from bot.policy.limits.rulebook import (
    SERVER,
    ChannelList,
    ChannelMode,
    Pause,
    Rulebook,
    Scope,
    ScopeKind,
)
from testkit.fakes import START

SPOT = Spot(guild_id=1, channel_id=3, category_id=2)
ASKED = RequestedOptions(model_id="a/one", size="1K", images=1, references=0, private=False)


def _place(rulebook: Rulebook, spot: Spot = SPOT) -> ChannelRefusal | None:
    return check_channel(rulebook, resolve(rulebook, spot, {}), spot, now=START)


def _forbidden(limit: Limit, value: Value, asked: RequestedOptions) -> Forbidden | None:
    rulebook = Rulebook().with_limit(SERVER, limit, value)
    return check_request(resolve(rulebook, SPOT, {}), asked)


class TestPlace:
    def test_without_rules_every_place_will_do(self) -> None:
        assert _place(Rulebook()) is None

    def test_a_pause_closes_every_place(self) -> None:
        pause = Pause(START + timedelta(minutes=1), "maintenance")
        only = ChannelList(ChannelMode.ONLY)
        assert _place(Rulebook(pause=pause, channels=only)) == ServerPaused(pause)

    def test_a_pause_that_is_over_closes_nothing(self) -> None:
        assert _place(Rulebook(pause=Pause(START))) is None

    @pytest.mark.parametrize(
        ("mode", "ids", "passes"),
        [
            (ChannelMode.ANYWHERE, {3}, True),
            (ChannelMode.ANYWHERE, set[int](), True),
            (ChannelMode.ONLY, {3}, True),
            (ChannelMode.ONLY, {2}, True),
            (ChannelMode.ONLY, {4}, False),
            (ChannelMode.ONLY, set[int](), False),
            (ChannelMode.EXCEPT, {3}, False),
            (ChannelMode.EXCEPT, {2}, False),
            (ChannelMode.EXCEPT, {4}, True),
        ],
    )
    def test_a_list_of_channels_lets_pass_or_blocks_a_category_stands_for_its_channels(
        self,
        mode: ChannelMode,
        ids: set[int],
        passes: bool,  # noqa: FBT001 - a case
    ) -> None:
        channels = ChannelList(mode, frozenset(ids))
        assert _place(Rulebook(channels=channels)) == (
            None if passes else ForbiddenChannel(channels)
        )

    @pytest.mark.parametrize(
        ("allowed", "is_nsfw", "passes"),
        [
            (None, True, True),
            (frozenset({"nsfw"}), True, True),
            (frozenset({"nsfw"}), False, False),
            (frozenset({"other"}), True, False),
            (frozenset({"other"}), False, True),
        ],
    )
    def test_a_rating_allows_age_restricted_channels_only_or_never(
        self,
        allowed: Value,
        is_nsfw: bool,  # noqa: FBT001 - a case
        passes: bool,  # noqa: FBT001 - a case
    ) -> None:
        rulebook = Rulebook().with_limit(SERVER, Limit.NSFW, allowed)
        found = _place(rulebook, replace(SPOT, is_nsfw=is_nsfw))
        assert (found is None) == passes
        if isinstance(found, Forbidden):
            assert (found.rule.origin, found.given) == (SERVER, "nsfw" if is_nsfw else "other")


class TestRequest:
    def test_without_rules_every_kind_is_allowed(self) -> None:
        asked = RequestedOptions("a/one", "4K", images=10, references=16, private=True)
        assert check_request(resolve(Rulebook(), SPOT, {}), asked) is None

    @pytest.mark.parametrize(
        ("limit", "value", "asked", "given"),
        [
            (Limit.MODELS, frozenset({"a/two"}), ASKED, "a/one"),
            (Limit.MODELS, frozenset[str](), ASKED, "a/one"),
            (Limit.SIZES, frozenset({"2K"}), ASKED, "1K"),
            (Limit.COUNT, 2, replace(ASKED, images=3), "3"),
            (Limit.COUNT, 0, ASKED, "1"),
            (Limit.REFERENCES, 0, replace(ASKED, references=1), "1"),
            (Limit.PRIVATE, 0, replace(ASKED, private=True), "1"),
        ],
    )
    def test_a_kind_that_is_not_allowed_is_named_with_its_rule(
        self, limit: Limit, value: Value, asked: RequestedOptions, given: str
    ) -> None:
        found = _forbidden(limit, value, asked)
        assert found is not None
        assert (found.rule.limit, found.rule.origin, found.given) == (limit, SERVER, given)

    @pytest.mark.parametrize(
        ("limit", "value", "asked"),
        [
            (Limit.MODELS, frozenset({"a/one", "a/two"}), ASKED),
            (Limit.SIZES, frozenset({"2K"}), replace(ASKED, size=None)),
            (Limit.SIZES, frozenset({"1K"}), ASKED),
            (Limit.COUNT, 3, replace(ASKED, images=3)),
            (Limit.REFERENCES, 1, replace(ASKED, references=1)),
            (Limit.PRIVATE, 0, ASKED),
            (Limit.PRIVATE, None, replace(ASKED, private=True)),
        ],
    )
    def test_what_is_within_a_limit_passes(
        self, limit: Limit, value: Value, asked: RequestedOptions
    ) -> None:
        assert _forbidden(limit, value, asked) is None


class TestWhatIsNotKnown:
    """Of a channel that Discord tells the bot nothing of, or too little."""

    BLIND = Spot(1, channel_id=3, is_category_known=False, is_rating_known=False)
    CATEGORY = Scope(ScopeKind.CATEGORY, 2)

    def test_matters_not_where_no_rule_asks_for_it(self) -> None:
        rulebook = Rulebook().with_limit(SERVER, Limit.COUNT, 1)
        rulebook = rulebook.with_limit(Scope(ScopeKind.CHANNEL, 3), Limit.COUNT, 2)
        assert _place(rulebook, self.BLIND) is None
        both = frozenset({NSFW_CHANNELS, OTHER_CHANNELS})
        assert _place(Rulebook().with_limit(SERVER, Limit.NSFW, both), self.BLIND) is None

    def test_is_no_way_around_a_rule_for_a_category(self) -> None:
        rulebook = Rulebook().with_limit(self.CATEGORY, Limit.COUNT, 1)
        assert _place(rulebook, self.BLIND) == UnknownChannel()
        assert _place(rulebook, replace(self.BLIND, is_category_known=True)) is None

    @pytest.mark.parametrize("rating", [NSFW_CHANNELS, OTHER_CHANNELS])
    def test_is_no_way_around_a_rule_for_age_restriction(self, rating: str) -> None:
        rulebook = Rulebook().with_limit(SERVER, Limit.NSFW, frozenset({rating}))
        assert _place(rulebook, self.BLIND) == UnknownChannel()
        known = replace(self.BLIND, is_rating_known=True, is_nsfw=rating == NSFW_CHANNELS)
        assert _place(rulebook, known) is None

    @pytest.mark.parametrize("mode", [ChannelMode.ONLY, ChannelMode.EXCEPT])
    def test_is_no_way_around_a_list_which_decides_where_it_names_the_channel(
        self, mode: ChannelMode
    ) -> None:
        elsewhere = ChannelList(mode, frozenset({2}))
        assert _place(Rulebook(channels=elsewhere), self.BLIND) == UnknownChannel()
        named = ChannelList(mode, frozenset({3}))
        passes = mode is ChannelMode.ONLY
        expected = None if passes else ForbiddenChannel(named)
        assert _place(Rulebook(channels=named), self.BLIND) == expected

    def test_a_pause_is_told_first(self) -> None:
        rulebook = Rulebook(pause=Pause(None)).with_limit(self.CATEGORY, Limit.COUNT, 1)
        assert _place(rulebook, self.BLIND) == ServerPaused(Pause(None))
