"""A refusal names the binding rule, its use, reset and origin, and says what to do."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import (
    ChangedMeanwhile,
    CooldownActive,
    ImagineError,
    ImportRefused,
    LimitForbids,
    LimitReached,
    Paused,
    SettingRefused,
    StorageFailed,
    StorageFault,
    WrongChannel,
)
from bot.i18n import ENGLISH, texts_for
from bot.policy.limits.access import Forbidden
from bot.policy.limits.claim import BindingRule, Violation
from bot.policy.limits.counters import JobSize, claim_for
from bot.policy.limits.effective import Rule, Spot, resolve
from bot.policy.limits.limit import NSFW_CHANNELS, OTHER_CHANNELS, SPECS, Cap, Limit, Measure, Value
from bot.policy.limits.rulebook import (
    SERVER,
    ChannelList,
    ChannelMode,
    Pause,
    Rulebook,
    Scope,
    ScopeKind,
)
from bot.ui.limits.limit_text import limit_name, scope_name, set_by
from bot.ui.sentences import explain
from bot.ui.text import MAX_CONTENT

_WHEN = datetime(2026, 11, 23, tzinfo=UTC)
_ROLE = Scope(ScopeKind.ROLE, 7)
_CHANNEL = Scope(ScopeKind.CHANNEL, 8)
_CATEGORY = Scope(ScopeKind.CATEGORY, 9)

#: The measure of each counted rule, as the policy defines it.
_COUNTERS = claim_for(
    JobSize(1, 2, Spot(3), 1, 1, "a"), Rulebook(), resolve(Rulebook(), Spot(3), {}), {}, now=_WHEN
).counters
_MEASURES = {counter.rule: counter.measure for counter in _COUNTERS if counter.rule}


def _reached(
    rule: Limit | Cap, used: int, cap: int, *, asked: int = 1, origin: Scope | None = SERVER
) -> str:
    measure = _MEASURES[rule]
    resets_at = None if measure is Measure.JOBS or asked > cap else _WHEN
    return explain(
        LimitReached(Violation(measure, BindingRule(rule, cap, origin), used, asked, resets_at))
    )


def _forbidden(limit: Limit, value: Value, given: str, origin: Scope | None = SERVER) -> str:
    return explain(LimitForbids(Forbidden(Rule(limit, value, origin), given)))


@pytest.mark.parametrize("rule", _MEASURES)
def test_every_rule_that_counts_is_named_with_use_reset_and_origin(rule: Limit | Cap) -> None:
    origin = SERVER if isinstance(rule, Limit) else None
    sentence = _reached(rule, 5_000_000, 5_000_000, origin=origin)
    # the name of a server's cap says already that it is the owner's
    is_named_so = rule in {Cap.CAP_SERVER_USD_PER_DAY, Cap.CAP_SERVER_USD_PER_MONTH}
    source = "" if is_named_so else f" ({set_by(origin)})"
    ends = "." if _MEASURES[rule] is Measure.JOBS else ";"
    assert f"Limit: {limit_name(ENGLISH, rule)}{source}{ends}" in sentence
    assert ("$5.00" if _MEASURES[rule] is Measure.MICROS else "5,000,000") in sentence
    assert ("<t:1795392000:R>" in sentence) == (_MEASURES[rule] is not Measure.JOBS)
    assert "charged" not in sentence


@given(
    st.sampled_from(list(_MEASURES)),
    st.integers(0, 10**11),
    st.integers(0, 10**11),
    st.integers(1, 10**11),
)
def test_every_full_count_has_a_whole_sentence(
    rule: Limit | Cap, used: int, cap: int, asked: int
) -> None:
    sentence = _reached(rule, used, cap, asked=asked)
    assert len(sentence) < MAX_CONTENT
    assert sentence.endswith(".")
    assert not re.search(r"\b1 (images|requests)\b", sentence.replace(",", ""))
    assert not re.search(r"  |\.\.|None| ;", sentence)


def test_the_places_where_a_limit_is_set_are_told_apart() -> None:
    assert set_by(None) == "set by the bot's owner"
    assert set_by(SERVER) == "set for this server"
    assert set_by(_CHANNEL) == "set for <#8>"
    assert set_by(_CATEGORY) == "set for the category <#9>"
    assert set_by(_ROLE) == "set for the role <@&7>"
    assert len({scope_name(place, ENGLISH) for place in (SERVER, _CHANNEL, _CATEGORY, _ROLE)}) == 4


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Limit.MEMBER_IMAGES_PER_DAY, "You have used 10 of your 10 images today."),
        (Limit.MEMBER_IMAGES_PER_MONTH, "You have used 10 of your 10 images this month."),
        (Limit.SERVER_IMAGES_PER_DAY, "This server has used 10 of its 10 images today."),
        (Limit.MEMBER_JOBS_AT_ONCE, "You already have 10 requests in progress; the maximum is 10."),
        (Limit.SERVER_JOBS_AT_ONCE, "This server already has 10 requests in progress; the max"),
        (
            Cap.CAP_USER_IMAGES_PER_DAY,
            "Across all servers, you have used 10 of your 10 images today.",
        ),
    ],
)
def test_whose_count_is_full_is_said(rule: Limit | Cap, words: str) -> None:
    assert words in _reached(rule, 10, 10)


def test_money_names_what_the_image_can_cost() -> None:
    sentence = _reached(Limit.SERVER_USD_PER_DAY, 980_000, 1_000_000, asked=39_000)
    assert "used $0.98 of its $1.00 today, and this can cost up to $0.039." in sentence
    assert "cheaper model" in sentence
    sentence = _reached(Cap.BUDGET_USD_PER_DAY, 5_000_000, 5_000_000, asked=39_000, origin=None)
    assert "The bot has used $5.00 of its $5.00 today." in sentence


def test_asking_for_more_than_there_ever_is_says_that_waiting_does_not_help() -> None:
    sentence = _reached(Limit.MEMBER_IMAGES_PER_DAY, 0, 3, asked=4)
    assert "You requested 4 images, but the limit is 3." in sentence
    assert "<t:" not in sentence
    sentence = _reached(Limit.SERVER_USD_PER_DAY, 0, 10_000, asked=39_000)
    assert "This can cost up to $0.039, but the limit is $0.01." in sentence


def test_asking_for_more_than_is_left_says_how_much() -> None:
    assert "used 9 of your 10 images today, and you requested 4 more." in _reached(
        Limit.MEMBER_IMAGES_PER_DAY, 9, 10, asked=4
    )


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Limit.MEMBER_IMAGES_PER_DAY, "You can't create images here."),
        (Limit.SERVER_IMAGES_PER_DAY, "No images can be created in this server."),
        (Limit.MEMBER_JOBS_AT_ONCE, "You can't request images here."),
        (Cap.BUDGET_USD_PER_DAY, "The bot has no image budget."),
    ],
)
def test_none_allowed_is_told_apart_from_used_up(rule: Limit | Cap, words: str) -> None:
    assert _reached(rule, 0, 0).startswith(words)
    assert "A moderator can change this." in _reached(rule, 0, 0)
    assert "Only the bot's owner can change this." in _reached(rule, 0, 0, origin=None)


def test_a_cooldown_names_its_length_and_origin() -> None:
    sentence = explain(CooldownActive(_WHEN, timedelta(seconds=90), _ROLE))
    assert "<t:1795392000:R>" in sentence
    assert "is 1 min 30 s (set for the role <@&7>)." in sentence
    assert "The cooldown is" not in explain(CooldownActive(_WHEN))


@pytest.mark.parametrize(
    ("limit", "value", "given", "words"),
    [
        (Limit.MODELS, frozenset({"a/b"}), "c/d", "c/d can't be used here. Allowed: a/b."),
        (Limit.MODELS, frozenset[str](), "c/d", "None are allowed."),
        (Limit.SIZES, frozenset({"1K", "2K"}), "4K", "Allowed: 1K, 2K."),
        (Limit.COUNT, 1, "4", "You requested 4 images; the maximum here is 1."),
        (Limit.COUNT, 0, "1", "You requested 1 image; the maximum here is 0."),
        (Limit.REFERENCES, 2, "3", "You attached 3 images; the maximum here is 2."),
        (Limit.REFERENCES, 0, "1", "Try again without attached images."),
        (Limit.PRIVATE, 0, "1", "Private images aren't allowed here."),
        (
            Limit.NSFW,
            frozenset({NSFW_CHANNELS}),
            OTHER_CHANNELS,
            "only be created in age-restricted channels.",
        ),
        (Limit.NSFW, frozenset({OTHER_CHANNELS}), NSFW_CHANNELS, "can't be created in age-restr"),
        (Limit.NSFW, frozenset[str](), OTHER_CHANNELS, "Images can't be created here."),
    ],
)
def test_what_is_not_allowed_here_says_what_is(
    limit: Limit, value: Value, given: str, words: str
) -> None:
    sentence = _forbidden(limit, value, given, _CHANNEL)
    assert words in sentence
    assert f"Limit: {limit_name(ENGLISH, limit)} (set for <#8>)." in sentence


def test_the_longest_and_most_hostile_names_fit_into_a_message() -> None:
    names = frozenset(f"{'_' * 95}{number}@everyone" for number in range(SPECS[Limit.MODELS].high))
    sentence = _forbidden(Limit.MODELS, names, "<@1>" * 100)
    assert len(sentence) < MAX_CONTENT
    assert "@everyone" not in sentence
    assert not re.search(r"(?<!\\)<@1", sentence)


def test_a_wrong_channel_links_to_five_others_at_most() -> None:
    only = WrongChannel(ChannelList(ChannelMode.ONLY, frozenset({1})), tuple(range(1, 9)))
    assert explain(only).count("<#") == 5
    assert "only be created in certain channels" in explain(only)
    blocked = WrongChannel(ChannelList(ChannelMode.EXCEPT, frozenset({1})))
    assert "Images are turned off in this channel" in explain(blocked)
    assert "Ask a moderator where you can" in explain(blocked)


def test_a_pause_tells_its_end_and_a_harmless_reason() -> None:
    sentence = explain(Paused(Pause(_WHEN, "**spam** <@1> https://evil.example " + "x" * 900)))
    assert "It resumes <t:1795392000:R>" in sentence
    assert "\\*\\*spam\\*\\* \\<@1\\>" in sentence
    assert "https://" not in sentence
    assert "Ask a moderator when it will resume" in explain(Paused(Pause(None)))
    assert "Reason" not in explain(Paused(Pause(None)))


@pytest.mark.parametrize(
    "error",
    [
        LimitReached(
            Violation(
                Measure.IMAGES, BindingRule(Limit.MEMBER_IMAGES_PER_DAY, 10, SERVER), 10, 1, _WHEN
            )
        ),
        LimitForbids(Forbidden(Rule(Limit.PRIVATE, 0, SERVER), "1")),
        Paused(Pause(_WHEN)),
        Paused(Pause(None)),
    ],
)
def test_japanese_sentences_follow_each_other_without_a_space(error: ImagineError) -> None:
    sentences = explain(error, texts_for("ja"))
    assert sentences.count("。") > 1
    assert "。 " not in sentences


def test_a_refused_setting_repeats_it_harmlessly_and_gives_an_example() -> None:
    sentence = explain(SettingRefused("cooldown", "`<@1>`" * 500, "a time up to 30 days", "90s"))
    assert len(sentence) < MAX_CONTENT
    assert "Enter a time up to 30 days, for example `90s`." in sentence
    assert "`until` is missing" in explain(SettingRefused("until", "", "a date", "3d"))


@pytest.mark.parametrize(("problems", "words"), [(1, "1 mistake"), (2, "2 mistakes")])
def test_the_mistakes_of_a_file_are_counted(problems: int, words: str) -> None:
    sentence = explain(ImportRefused(tuple(f"limits.{n}: should be so" for n in range(problems))))
    assert f"The file has {words} and" in sentence
    assert sentence.count("\n- ") == problems
    assert "more" not in sentence


@given(st.lists(st.text(max_size=3000), min_size=1, max_size=300))
def test_any_number_of_mistakes_fits_into_a_message(problems: list[str]) -> None:
    sentence = explain(ImportRefused(tuple(problems)))
    assert len(sentence) < MAX_CONTENT
    assert sentence.endswith(".")


def test_what_others_changed_is_shown_as_it_is_now() -> None:
    sentence = explain(ChangedMeanwhile("cooldown server", "10 min"))
    assert sentence.startswith("Cooldown for this server has been changed by another moderator")
    assert "It is now: 10 min." in sentence
    assert "It is now: not set." in explain(ChangedMeanwhile("cooldown server", ""))
    assert "Import the file again" in explain(ChangedMeanwhile("limits", "changed"))


def test_every_fault_of_the_database_has_its_words_and_no_detail() -> None:
    sentences = {explain(StorageFailed(fault, "disk I/O error")) for fault in StorageFault}
    assert len(sentences) == len(StorageFault)
    assert not any("I/O" in sentence for sentence in sentences)
