"""What hits lead to for a member in a channel, and how offenses lead up the ladder."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.moderation.filter import Effect, Filter, FilterRule, Hit, Step, Variant
from bot.policy.moderation.verdict import Verdict, judge, longest_window, next_block
from testkit.fakes import START
from tests.policy.moderation.strategies import STEPS

MINUTE = timedelta(minutes=1)
RULES = tuple(FilterRule(effect.value, effect=effect) for effect in Effect)
FILTER = Filter(RULES, names_rules=True)
ROLE, CHANNEL = 5, 6


def hit(rule: str | None) -> Hit:
    """Return a hit of a rule."""
    return Hit(rule, "fox", Variant.PLAIN, 0, 3)


def _judge(
    filter_: Filter, *rules: str | None, roles: tuple[int, ...] = (), channels: tuple[int, ...] = ()
) -> Verdict | None:
    hits = [hit(rule) for rule in rules]
    return judge(filter_, hits, role_ids=frozenset(roles), channel_ids=frozenset(channels))


class TestJudging:
    def test_a_text_without_hits_is_accepted(self) -> None:
        assert _judge(FILTER) is None

    @pytest.mark.parametrize(
        ("rules", "effect"),
        [
            (("log", "hold", "refuse", "alert"), Effect.ALERT),
            (("log", "hold", "refuse"), Effect.REFUSE),
            (("log", "hold"), Effect.HOLD),
            (("log",), Effect.LOG),
        ],
    )
    def test_the_strongest_effect_wins(self, rules: tuple[str, ...], effect: Effect) -> None:
        for order in (rules, rules[::-1]):
            verdict = _judge(FILTER, *order)
            assert verdict is not None
            assert verdict == Verdict(effect, hit(effect.value), FILTER.rule(effect.value), True)

    def test_the_first_of_several_hits_with_the_same_effect_is_named(self) -> None:
        twice = Filter((FilterRule("a"), FilterRule("b")))
        verdict = _judge(twice, "b", "a")
        assert verdict is not None
        assert verdict.hit == hit("b")

    def test_a_rule_that_was_removed_meanwhile_leads_to_nothing(self) -> None:
        assert _judge(FILTER, "gone") is None

    @pytest.mark.parametrize("is_for_all", [True, False])
    def test_one_exempt_role_or_channel_suffices(self, *, is_for_all: bool) -> None:
        roles, channels = frozenset({ROLE}), frozenset({CHANNEL})
        rule = FilterRule("foxes", exempt_roles=roles, exempt_channels=channels)
        filter_ = Filter((rule,))
        if is_for_all:
            rule = FilterRule("foxes")
            filter_ = Filter((rule,), exempt_roles=roles, exempt_channels=channels)
        assert _judge(filter_, "foxes", roles=(1, ROLE)) is None
        assert _judge(filter_, "foxes", channels=(CHANNEL, 1)) is None
        assert _judge(filter_, "foxes", roles=(CHANNEL,), channels=(ROLE,)) is not None

    def test_an_exemption_from_one_rule_leaves_the_others(self) -> None:
        own = replace(RULES[0], exempt_roles=frozenset({ROLE}))
        verdict = _judge(Filter((own, *RULES[1:])), "refuse", "log", roles=(ROLE,))
        assert verdict is not None
        assert verdict.effect is Effect.LOG

    def test_the_operators_rule_knows_no_exemption_and_is_never_named(self) -> None:
        exempt = Filter(exempt_roles=frozenset({ROLE}), names_rules=True)
        assert _judge(exempt, "gone", None, roles=(ROLE,)) == Verdict(
            Effect.ALERT, hit(None), None, names_rules=False
        )


class TestLadder:
    LADDER = (
        Step(3, 10 * MINUTE, timedelta(hours=1)),
        Step(6, timedelta(days=1), timedelta(days=1)),
    )

    def test_enough_offenses_within_the_window_lead_to_its_block(self) -> None:
        offenses = [START - 5 * MINUTE, START - MINUTE, START]
        assert next_block(self.LADDER, offenses, now=START) == self.LADDER[0]
        assert next_block(self.LADDER, offenses[1:], now=START) is None
        assert next_block((), offenses, now=START) is None

    def test_an_offense_as_old_as_the_window_no_longer_counts(self) -> None:
        offenses = [START - 10 * MINUTE, START - MINUTE, START]
        assert next_block(self.LADDER, offenses, now=START) is None

    def test_the_longest_block_wins(self) -> None:
        assert next_block(self.LADDER, [START] * 6, now=START) == self.LADDER[1]

    @given(st.lists(STEPS, max_size=5), st.lists(st.integers(0, 3_000_000), max_size=9))
    def test_a_further_offense_never_leads_to_a_shorter_block(
        self, ladder: list[Step], ages_s: list[int]
    ) -> None:
        offenses = [START - timedelta(seconds=age) for age in ages_s]
        before = next_block(ladder, offenses, now=START)
        after = next_block(ladder, [*offenses, START], now=START)
        if before is not None:
            assert after is not None
            assert after.block >= before.block

    def test_offenses_matter_as_long_as_the_longest_window(self) -> None:
        assert longest_window(self.LADDER) == timedelta(days=1)
        assert longest_window(()) == timedelta()


def test_a_rule_is_found_whatever_the_case_of_its_name() -> None:
    rule = FilterRule("Große Füchse")
    assert Filter((rule,)).rule("GROSSE FÜCHSE") is rule
    assert Filter((rule,)).rule("Füchse") is None
