"""The texts of notices to the operator and to moderators."""

from datetime import timedelta

import pytest

from bot.errors import ClosedReason
from bot.i18n import ENGLISH
from bot.policy.images.cost import DoubtedCharge
from bot.policy.limits.budget import WARN_AT, readings
from bot.policy.limits.counters import JobSize, claim_for
from bot.policy.limits.effective import Rule, Spot
from bot.policy.limits.limit import Cap, Limit
from bot.policy.limits.rulebook import Rulebook
from bot.service.notifications import (
    BudgetCrossed,
    ChargeDoubted,
    CreditLow,
    KeyTrouble,
    KeyWorks,
    Notice,
    ProviderBlocked,
    Undelivered,
)
from bot.ui.limits.notices import notice_text
from bot.ui.text import MAX_CONTENT
from testkit.fakes import START

TONIGHT = START + timedelta(hours=12)


def notice(rule: Limit | Cap = Cap.BUDGET_USD_PER_DAY, level: int = 80) -> BudgetCrossed:
    return BudgetCrossed(
        rule,
        level,
        used=4_020_000,
        cap=5_000_000,
        resets_at=TONIGHT,
        guild_id=1,
        channel_id=2,
        for_owner=True,
    )


def test_a_level_says_whose_dollars_how_many_and_until_when() -> None:
    assert notice_text(notice(), ENGLISH) == (
        "**80 % used:** Bot budget per day, $4.02 of $5.00. "
        f"Resets <t:{TONIGHT.timestamp():.0f}:R>."
    )


def test_the_last_level_says_what_follows() -> None:
    text = notice_text(notice(Limit.SERVER_USD_PER_MONTH, 100), ENGLISH)
    assert text.startswith("**Used up:** Dollars per server per month, $4.02 of $5.00. Resets ")
    assert text.endswith("Until then, images that cost more than the rest can't be created.")


@pytest.mark.parametrize("level", WARN_AT)
def test_every_watched_cap_has_its_words(level: int) -> None:
    limits = {limit: Rule(limit, 10**9, None) for limit in Limit}
    wish = JobSize(1, 2, Spot(guild_id=3), images=1, micros=1, pseudonym="anybody")
    # differs from the server's own amount; with equal amounts, one would suffice
    claim = claim_for(wish, Rulebook(), limits, dict.fromkeys(Cap, 10**8), now=START)
    watched = [reading.bound.rule for reading in readings(claim, {}, is_taken=True)]
    texts = {notice_text(notice(rule, level), ENGLISH) for rule in watched}
    assert len(texts) == len(watched) == 6
    assert all(len(text) < MAX_CONTENT for text in texts)


REJECTED, EMPTY = ClosedReason.KEY_REJECTED, ClosedReason.OUT_OF_CREDIT
BLOCKED = ClosedReason.ACCOUNT_BLOCKED
DOUBTED = ChargeDoubted(DoubtedCharge("a/b_c", 12_000_000, 780_000))
GENERATED = Undelivered(31, 7, 1, 2, is_generated=True, for_owner=False)
UNPAINTED = Undelivered(31, 7, 1, 2, is_generated=False, for_owner=False)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (
            KeyTrouble(REJECTED),
            ("**Image creation stopped:**", "OPENROUTER_API_KEY", "every minute"),
        ),
        (KeyTrouble(EMPTY), ("**Image creation stopped:**", "settings/credits", "by itself")),
        (KeyTrouble(BLOCKED), ("**Image creation stopped:**", "blocked or suspended", "by itself")),
        (KeyWorks(BLOCKED), ("**Image creation resumed:**", "account")),
        (
            ProviderBlocked("Azure_*", "a/b"),
            ("**a/b is unavailable:**", r"Azure\_\*", "contact the"),
        ),
        (KeyWorks(REJECTED), ("**Image creation resumed:**", "accepts the bot's API key")),
        (KeyWorks(EMPTY), ("**Image creation resumed:**", "credit")),
        (CreditLow(4_950_000, 5_000_000), ("**$5.00 or less left:**", "$4.95", "settings/keys")),
        (
            DOUBTED,
            ("**Unusual charge of $12.00:**", r"by a/b\_c.", "$0.78", "openrouter.ai/activity"),
        ),
        (GENERATED, ("the image for <@7> was generated", "Reference: 31", "try again")),
        (UNPAINTED, ("for <@7> couldn't be created", "Reference: 31", "try again")),
    ],
)
def test_every_other_notice_says_what_happened_and_what_to_do(
    told: Notice, words: tuple[str, ...]
) -> None:
    text = notice_text(told, ENGLISH)
    assert all(word in text for word in words), text
    assert len(text) < MAX_CONTENT
