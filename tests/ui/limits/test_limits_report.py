"""Reports on limits are complete, escaped, and fit into Discord's messages."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import ENGLISH
from bot.policy.limits.access import Forbidden, ForbiddenChannel, ServerPaused, UnknownChannel
from bot.policy.limits.claim import BindingRule, CooldownClaim
from bot.policy.limits.counters import JobSize, claim_for
from bot.policy.limits.effective import Rule, Spot, resolve
from bot.policy.limits.limit import (
    NSFW_CHANNELS,
    OTHER_CHANNELS,
    SPECS,
    Cap,
    Kind,
    Limit,
    Measure,
    Value,
    counted_by,
)
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
from bot.policy.limits.rulebook_diff import Difference, differences
from bot.policy.limits.window import ZoneChange
from bot.policy.moderation.case import Case, CaseKind
from bot.ports import AuditEntry, Grant, LastRefusal
from bot.service.limits.allowance import AllowanceReport, AllowanceRow
from bot.ui.limits.allowance import allowance_lines
from bot.ui.limits.changes import change_line, change_lines, history_page, pages, plain_lines
from bot.ui.limits.explanation import explain_lines
from bot.ui.limits.limit_text import limit_name
from bot.ui.limits.limits_report import (
    channel_list,
    effect,
    role_list,
    show_lines,
)
from bot.ui.text import MAX_CONTENT
from tests.ui.conftest import Keys

_NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
_LATER = _NOW + timedelta(hours=2)
_ROLE = Scope(ScopeKind.ROLE, 7)
_CHANNEL = Scope(ScopeKind.CHANNEL, 8)
_CATEGORY = Scope(ScopeKind.CATEGORY, 9)
_SPOT = Spot(1, channel_id=8, category_id=9, role_ids=frozenset({7}))


def _standing(rulebook: Rulebook | None = None, /, **facts: object) -> AllowanceReport:
    book = rulebook or Rulebook()
    plain = AllowanceReport(
        rules=resolve(book, _SPOT, {}),
        rows=(),
        free_at=None,
        cooldown=None,
        grant=None,
        last_refusal=None,
        refused_until=None,
        pause=None,
        event=None,
        is_exempt=False,
        rulebook=book,
        refusal=None,
    )
    return replace(plain, **facts)


def _explained(standing: AllowanceReport, *, is_member: bool = True) -> str:
    return "\n".join(explain_lines(standing, _SPOT, ENGLISH, is_member=is_member))


def _allowed(standing: AllowanceReport) -> str:
    return "\n".join(allowance_lines(standing, model="Flash", cost_micros=39_000, say=ENGLISH))


def _largest(limit: Limit) -> Value:
    spec = SPECS[limit]
    if spec.kind is Kind.NAMES:
        return frozenset(f"{'_' * 95}{number:05}" for number in range(spec.high))
    if spec.kind is Kind.RATING:
        return frozenset({NSFW_CHANNELS})
    return 0 if spec.kind is Kind.SWITCH else spec.high


def _full_rulebook() -> Rulebook:
    rulebook = Rulebook(
        exempt_roles=frozenset(range(10**18, 10**18 + 50)),
        channels=ChannelList(ChannelMode.EXCEPT, frozenset(range(10**18, 10**18 + 100))),
        zones=(ZoneChange("America/Argentina/ComodRivadavia", _NOW - timedelta(days=9)),),
        pause=Pause(_LATER, "*" * 200),
        event=Event(99.5, _LATER),
        notices_channel=10**18,
        moderator_role=10**18,
    )
    for place in (SERVER, _CATEGORY, _CHANNEL, _ROLE):
        for limit in Limit:
            rulebook = rulebook.with_limit(place, limit, _largest(limit))
    return rulebook


def test_the_fullest_rulebook_is_shown_whole_in_messages_that_fit() -> None:
    rulebook = _full_rulebook()
    lines = show_lines(
        rulebook, resolve(rulebook, _SPOT, {}), ENGLISH, caps=dict.fromkeys(Cap, 5), now=_NOW
    )
    found = pages(lines)
    assert all(len(page) <= MAX_CONTENT for page in found)
    assert all(limit_name(ENGLISH, name) in "\n".join(found) for name in [*Limit, *Cap])


def test_the_fullest_explanation_comes_whole_in_messages_that_fit() -> None:
    rulebook = _full_rulebook()
    rules = resolve(rulebook, _SPOT, {})
    lines = tuple(
        AllowanceRow(BindingRule(name, 10**9, _ROLE), Measure.MICROS, name, 10**9, _LATER)
        for name in [*Limit, *Cap]
    )
    refusal = LastRefusal(_NOW, "x\n" * 1000)
    standing = _standing(rulebook, rules=rules, rows=lines, last_refusal=refusal)
    found = pages(explain_lines(standing, _SPOT, ENGLISH, is_member=True))
    assert all(len(page) <= MAX_CONTENT for page in found)
    assert "Last refused" in found[-1]


@given(st.lists(st.text(max_size=3000), max_size=30))
def test_pages_keep_every_line_in_order(lines: list[str]) -> None:
    found = pages(lines)
    assert all(len(page) <= MAX_CONTENT for page in found)
    if all(len(line) <= MAX_CONTENT for line in lines):
        assert "\n".join(found) == "\n".join(lines)


def test_what_nobody_limits_is_listed_as_such() -> None:
    rulebook = Rulebook().with_limit(_CHANNEL, Limit.COUNT, None)
    shown = "\n".join(
        show_lines(rulebook, resolve(rulebook, _SPOT, {}), ENGLISH, caps={}, now=_NOW)
    )
    assert "Images per request: **no limit** (set for <#8>)" in shown
    assert "No limit: Cooldown, " in shown
    assert "\n-# Allowed: Private images, Age-restricted channels\n" in shown
    assert "Images per request" not in shown.partition("No limit")[2]
    assert "Private images" not in shown.partition("No limit")[2].splitlines()[0]
    assert "owner" not in shown


def test_the_chain_names_every_place_that_sets_a_limit_the_farthest_first() -> None:
    rulebook = Rulebook()
    for place, seconds in ((SERVER, 10), (_CATEGORY, 20), (_CHANNEL, 30), (_ROLE, 40)):
        rulebook = rulebook.with_limit(place, Limit.COOLDOWN, seconds)
    assert (
        "Cooldown: **40 s** (set for the role <@&7>): this server 10 s → the category <#9> 20 s "
        "→ <#8> 30 s → the role <@&7> 40 s"
    ) in _explained(_standing(rulebook))
    alone = _standing(Rulebook().with_limit(_CHANNEL, Limit.COOLDOWN, 30))
    assert "Cooldown: **30 s** (set for <#8>)\n" in _explained(alone)


def test_without_any_limit_the_explanation_says_so() -> None:
    explained = _explained(_standing())
    assert "come from**\nNone.\nNo refusals on record." in explained
    assert "**Used**\nNothing.\n" in explained


def test_usage_is_shown_with_cap_origin_and_reset_or_without_a_limit() -> None:
    capped = Limit.MEMBER_IMAGES_PER_DAY
    lines = (
        AllowanceRow(BindingRule(capped, 10, _ROLE), Measure.IMAGES, capped, 3, _LATER),
        AllowanceRow(None, Measure.MICROS, Limit.MEMBER_USD_PER_DAY, 39_000, _LATER),
        AllowanceRow(None, Measure.IMAGES, Limit.SERVER_IMAGES_PER_DAY, 0, _LATER),
        AllowanceRow(None, Measure.IMAGES, Cap.CAP_USER_IMAGES_PER_DAY, 3, _LATER),
    )
    said = _explained(_standing(rows=lines))
    assert (
        "Images per member per day: ▰▰▰▱▱▱▱▱▱▱ 3 of 10 (set for the role <@&7>); resets <t:" in said
    )
    assert "Without a limit: Dollars per member per day $0.039\n" in said
    assert "in all servers" not in said
    left = _allowed(_standing(rows=lines))
    assert "▰▰▰▱▱▱▱▱▱▱ Your images today: **7** of 10 left, resets <t:" in left
    assert "member-usd-per-day" not in left


def test_what_is_left_is_never_less_than_nothing() -> None:
    bound = BindingRule(Limit.MEMBER_IMAGES_PER_DAY, 1, SERVER)
    line = AllowanceRow(bound, Measure.IMAGES, Limit.MEMBER_IMAGES_PER_DAY, 5, _LATER)
    assert "▰▰▰▰▰▰▰▰▰▰ Your images today: **0** of 1 left" in _allowed(_standing(rows=(line,)))
    grant = Grant(2, 2, _LATER)
    assert "**0** of 2 left" in _allowed(_standing(grant=grant))


def test_everything_in_the_way_is_said() -> None:
    claim = CooldownClaim("member:1:2", timedelta(seconds=60), SERVER)
    for facts, words in (
        (
            {"refusal": ServerPaused(Pause(None, "*x*"))},
            "until a moderator turns it back on: \\*x\\*",
        ),
        ({"refusal": ServerPaused(Pause(_LATER))}, "paused until <t:"),
        (
            {"refusal": ForbiddenChannel(ChannelList())},
            "Images can't be created in this channel (server setting)",
        ),
        ({"refusal": UnknownChannel()}, "Discord doesn't tell the bot"),
        (
            {"refusal": Forbidden(Rule(Limit.NSFW, frozenset[str](), SERVER), "other")},
            "Age-restricted",
        ),
        ({"refused_until": _LATER}, "Too many re"),
        ({"free_at": _LATER, "cooldown": claim}, "Cooldown over: <t:"),
        ({"cooldown": claim}, "No cooldown is running"),
        ({"is_exempt": True}, "Exempt role"),
        ({"event": Event(1.5, _LATER)}, "multiplied by 1.5"),
        ({"grant": Grant(5, 2, _LATER)}, "**3** of 5 left"),
    ):
        assert words in _explained(_standing(**facts))
        assert words in _allowed(_standing(**facts))


def test_the_next_image_has_its_model_and_price() -> None:
    assert "with **Flash** costs up to $0.039." in _allowed(_standing())
    said = "\n".join(allowance_lines(_standing(), model=None, cost_micros=0, say=ENGLISH))
    assert "No model is available right now." in said
    hostile = allowance_lines(_standing(), model="**<@1>**", cost_micros=1, say=ENGLISH)
    assert "\\*\\*\\<@1\\>\\*\\*" in hostile[-1]


def test_an_effect_names_nearer_places_and_models_that_nobody_knows() -> None:
    rulebook = Rulebook()
    for number in range(10):
        place = Scope(ScopeKind.CHANNEL, 100 + number)
        rulebook = rulebook.with_limit(place, Limit.MODELS, frozenset({"a/b"}))
    rulebook = rulebook.with_limit(SERVER, Limit.MODELS, frozenset({"a/b", "<@1>"}))
    rule = resolve(rulebook, Spot(1), {})[Limit.MODELS]
    said = effect(rule, SERVER, rulebook, ENGLISH, known=frozenset({"a/b"}))
    assert "<#100>, " in said
    assert " and 2 more." in said
    assert "No such model is available: \\<@1\\>." in said
    nearest = effect(rule, _ROLE, rulebook, ENGLISH, known=frozenset({"a/b", "<@1>"}))
    assert "More specific" not in nearest
    assert "No such model" not in nearest


def test_the_lists_of_channels_and_roles_are_shown_as_far_as_they_fit() -> None:
    ids = frozenset(range(10**18, 10**18 + 25))
    assert channel_list(ChannelList(ChannelMode.ONLY, ids), ENGLISH).endswith(" and 5 more.")
    assert "everywhere except in <#5>." in channel_list(
        ChannelList(ChannelMode.EXCEPT, frozenset({5})), ENGLISH
    )
    assert "every channel" in channel_list(ChannelList(), ENGLISH)
    assert "<@&5>." in role_list(frozenset({5}), ENGLISH)
    assert "No role" in role_list(frozenset(), ENGLISH)


def test_a_change_names_its_place_and_both_values() -> None:
    said = change_line(Difference("cooldown server", "", "5 min"), ENGLISH)
    assert said == "Cooldown for this server: not set → **5 min**"
    assert "Images per request for <#5>: 2 →" in change_line(
        Difference("count category:5", "2", "3"), ENGLISH
    )
    assert "Images per request for <@&5>: 2 →" in change_line(
        Difference("count role:5", "2", "3"), ENGLISH
    )
    assert change_line(Difference("reset user:5", "", ""), ENGLISH) == "`reset` for <@5>"
    assert change_line(Difference("pause", "", "*x*"), ENGLISH) == "`pause`: not set → **\\*x\\***"


def test_ids_in_values_become_mentions_where_they_are_ids() -> None:
    channel = "123456789012345678"
    said = change_line(Difference("channels", "", f"only {channel}"), ENGLISH)
    assert f"**only <#{channel}>**" in said
    assert f"<@&{channel}>" in change_line(Difference("exempt roles", channel, ""), ENGLISH)
    assert "<" not in change_line(Difference("pause", "", f"until {channel}"), ENGLISH)


def test_every_difference_of_a_full_rulebook_is_a_line_that_fits() -> None:
    changes = differences(Rulebook(), _full_rulebook())
    shown = change_lines(changes, 1500, ENGLISH)
    assert len(shown) < 1600
    assert shown.endswith(f"… and {len(changes) - shown.count(chr(10))} more")
    assert plain_lines(changes, ENGLISH).count("\n") == len(changes)
    assert "more" not in change_lines(changes[:2], 1500, ENGLISH)


def test_a_page_of_history_shows_every_entry_even_with_the_longest_values() -> None:
    what = f"member-images-per-month channel:{10**19}"
    entry = AuditEntry(_NOW, 10**19, what, "*" * 5000, "*" * 5000)
    page = history_page([entry] * 8, ENGLISH)
    assert len(page) <= MAX_CONTENT
    assert page.count("→") == 8
    assert history_page([entry], ENGLISH).count("\\*") > 200
    assert history_page([], ENGLISH) == "Nothing has been changed yet."


def test_a_members_limits_come_in_groups_and_a_group_without_any_is_left_out() -> None:
    rulebook = (
        Rulebook()
        .with_limit(SERVER, Limit.MODELS, frozenset({"a/b"}))
        .with_limit(SERVER, Limit.COOLDOWN, 60)
    )
    lines = tuple(
        AllowanceRow(BindingRule(limit, 10, None), measure, limit, 1, None)
        for limit, measure in (
            (Limit.MEMBER_JOBS_AT_ONCE, Measure.JOBS),
            (Limit.MEMBER_IMAGES_PER_DAY, Measure.IMAGES),
        )
    )
    grant = Grant(5, 2, _LATER)
    said = _allowed(_standing(rulebook, rows=lines, grant=grant)).splitlines()
    assert [line.split(":")[0].split("▱ ")[-1] for line in said[:-1]] == [
        "**Time**",
        "Cooldown",
        "**Images**",
        "Your images today",
        "🎁 Bonus images",
        "**At once**",
        "Your requests in progress",
        "**What may be used**",
        "Models",
    ]


def test_without_any_limit_a_member_is_told_so() -> None:
    assert _allowed(_standing()).splitlines()[0] == "You have no limits here."


def test_everything_that_is_counted_has_words_for_members() -> None:
    spot = Spot(guild_id=1, channel_id=2)
    wish = JobSize(1, 5, spot, images=1, micros=1, pseudonym="anybody")
    rules = resolve(Rulebook(), spot, {})
    claim = claim_for(wish, Rulebook(), rules, {}, now=_LATER)
    for counter in claim.counters:
        assert counter.rule is not None
        bound = BindingRule(counter.rule, 1, None)
        line = AllowanceRow(bound, counter.measure, counter.rule, 0, None)
        assert counter.rule not in _allowed(_standing(rows=(line,)))


def test_every_word_for_members_is_in_their_language() -> None:
    lines = tuple(
        AllowanceRow(BindingRule(name, 10, None), Measure.IMAGES, name, used, _LATER)
        for name in [*Limit, *Cap]
        for used in (0, 3, 10)
        if counted_by(name)
    )
    facts: dict[str, Any] = {
        "rows": lines,
        "grant": Grant(5, 2, _LATER),
        "event": Event(1.5, _LATER),
        "is_exempt": True,
        "is_outside": True,
        "refused_until": _LATER,
        "free_at": _LATER,
    }
    rulebook = _full_rulebook()
    standing = _standing(rulebook, rules=resolve(rulebook, _SPOT, {}), **facts)
    nsfw = Forbidden(Rule(Limit.NSFW, frozenset({NSFW_CHANNELS}), None), "other")
    for place in (
        ServerPaused(Pause(None, "")),
        ServerPaused(Pause(_LATER, "")),
        ForbiddenChannel(ChannelList()),
        nsfw,
    ):
        there = replace(standing, refusal=place)
        for model in ("M", None):
            said = allowance_lines(there, model=model, cost_micros=1, say=Keys("de"))
            keys = re.compile(r"<de:allowance-[a-z-]+>|\*\*<de:limit-group-[a-z-]+>\*\*")
            assert all(keys.fullmatch(line) for line in said), said


@pytest.mark.parametrize(
    ("limit", "value", "words"),
    [
        (Limit.COOLDOWN, 90, "Cooldown: 1 min 30 s"),
        (Limit.MODELS, frozenset({"b/b", "a/a"}), "Models: a/a, b/b"),
        (Limit.SIZES, frozenset[str](), "Sizes: none allowed"),
        (Limit.COUNT, 3, "Images per request: at most 3"),
        (Limit.COUNT, 0, "Images per request: none allowed"),
        (Limit.COUNT, None, "Images per request: no limit"),
        (Limit.PRIVATE, 0, "Private images: not allowed"),
        (Limit.PRIVATE, None, "Private images: allowed"),
        (Limit.NSFW, frozenset({NSFW_CHANNELS}), "Age-restricted channels: images only there"),
        (Limit.NSFW, frozenset({OTHER_CHANNELS}), "Age-restricted channels: no images there"),
        (Limit.NSFW, None, "Age-restricted channels: allowed"),
    ],
)
def test_what_a_limit_is_set_to_is_told_in_words(limit: Limit, value: Value, words: str) -> None:
    rulebook = Rulebook().with_limit(SERVER, limit, value)
    assert f"{words} (set for this server)" in _allowed(_standing(rulebook))


#: Counts of a user in all servers together.
_EVERYWHERE = [cap for cap in Cap if cap.startswith("CAP_USER_")]


@pytest.mark.parametrize("cap", _EVERYWHERE)
@pytest.mark.parametrize("used", [6, 7])
def test_no_number_is_told_of_what_a_member_does_elsewhere(cap: Cap, used: int) -> None:
    line = AllowanceRow(BindingRule(cap, 7, None), Measure.IMAGES, cap, used, _LATER)
    said = _explained(_standing(rows=(line,), refused_until=_LATER))
    state = "used up" if used == 7 else "not used up"
    assert f"{limit_name(ENGLISH, cap)}: {state} (set by the bot's owner)\n" in said
    assert "Too many rejected prompts" in said
    assert not {"6", "7"} & set(re.findall(r"\d+", re.sub(r"<[^>]*>", "", said)))
    assert (
        f"<t:{int(_LATER.timestamp())}"
        not in said.partition("Too many rejected prompts")[2].partition("\n")[0]
    )


def test_nothing_from_elsewhere_is_told_of_a_user_who_is_not_in_the_server() -> None:
    lines = tuple(
        AllowanceRow(BindingRule(cap, 7, None), Measure.IMAGES, cap, 7, _LATER)
        for cap in _EVERYWHERE
    )
    facts = {"rows": lines, "refused_until": _LATER, "last_refusal": LastRefusal(_NOW, "x")}
    stranger = _explained(_standing(**facts), is_member=False)
    assert stranger == _explained(_standing(), is_member=False)
    assert "in all servers" not in stranger
    assert "refused" not in stranger


def test_a_block_comes_first_for_the_member_and_the_moderator() -> None:
    block = Case(1, 3, CaseKind.BLOCK, 5, 6, _NOW)
    assert _allowed(_standing(block=block)).startswith("🚫 Blocked from creating images (case 3)\n")
    ending = _standing(block=replace(block, until=_LATER))
    assert _explained(ending).startswith("🚫 Blocked from creating images until <t:")
