"""Limits have display names in every language."""

from itertools import product

import pytest

from bot.i18n import LANGUAGES, Say
from bot.policy.limits.limit import CAPS, SPECS, Cap, Counted, Limit, Measure, Whose, counted_by
from bot.policy.limits.window import Period
from bot.ui.limits.limit_text import bar, counted_words, group_name, group_of, limit_name

_RULES = (*SPECS, *CAPS)


@pytest.mark.parametrize(
    ("rule", "name"),
    [
        (Limit.COOLDOWN, "Cooldown"),
        (Limit.MEMBER_IMAGES_PER_DAY, "Images per member per day"),
        (Limit.SERVER_IMAGES_PER_MONTH, "Images per server per month"),
        (Limit.MEMBER_USD_PER_DAY, "Dollars per member per day"),
        (Limit.MEMBER_JOBS_AT_ONCE, "Requests per member at once"),
        (Limit.COUNT, "Images per request"),
        (Limit.REFERENCES, "Attached images per request"),
        (Cap.BUDGET_USD_PER_MONTH, "Bot budget per month"),
        (Cap.CAP_SERVER_USD_PER_DAY, "Owner's cap on dollars per server per day"),
        (Cap.CAP_USER_IMAGES_PER_DAY, "Images per user in all servers per day"),
    ],
)
def test_a_limit_is_called_what_it_limits(rule: Limit | Cap, name: str) -> None:
    assert limit_name(Say("en"), rule) == name


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_limits_have_the_same_name(language: str) -> None:
    names = [limit_name(Say(language), rule) for rule in _RULES]
    assert len(names) == len(set(names))
    assert all(names)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_counted_limit_needs_no_text_of_its_own(language: str) -> None:
    say = Say(language)
    counts = [Counted(*parts) for parts in product(Measure, Whose, (*Period, None))]
    names = {say("limit-name-counted", **counted_words(counted)) for counted in counts}
    assert len(names) == len(counts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_counts_are_called_the_same_in_an_allowance(language: str) -> None:
    counts = [counted for counted in map(counted_by, _RULES) if counted]
    said = {Say(language)("allowance-what", **counted_words(counted)) for counted in counts}
    assert len(said) == len(counts)


@pytest.mark.parametrize(
    ("rule", "group"),
    [
        (Limit.COOLDOWN, "Time"),
        (Limit.SERVER_IMAGES_PER_DAY, "Images"),
        (Cap.CAP_USER_IMAGES_PER_DAY, "Images"),
        (Limit.MEMBER_USD_PER_DAY, "Money"),
        (Cap.BUDGET_USD_PER_DAY, "Money"),
        (Limit.MEMBER_JOBS_AT_ONCE, "At once"),
        (Limit.COUNT, "What may be used"),
        (Limit.NSFW, "What may be used"),
    ],
)
def test_a_limit_is_in_the_group_of_what_it_limits(rule: Limit | Cap, group: str) -> None:
    assert group_name(Say("en"), group_of(rule)) == group


@pytest.mark.parametrize(
    ("used", "cap", "drawn"),
    [
        (0, 10, "▱▱▱▱▱▱▱▱▱▱"),
        (3, 10, "▰▰▰▱▱▱▱▱▱▱"),
        (1, 1000, "▰▱▱▱▱▱▱▱▱▱"),
        (999, 1000, "▰▰▰▰▰▰▰▰▰▱"),
        (10, 10, "▰▰▰▰▰▰▰▰▰▰"),
        (12, 10, "▰▰▰▰▰▰▰▰▰▰"),
        (0, 0, "▰▰▰▰▰▰▰▰▰▰"),
        (5, 0, "▰▰▰▰▰▰▰▰▰▰"),
    ],
)
def test_a_bar_is_empty_when_nothing_is_used_and_full_when_nothing_is_left(
    used: int, cap: int, drawn: str
) -> None:
    assert bar(used, cap) == drawn
