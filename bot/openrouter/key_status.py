"""What `GET /key` says of the key."""

import math
from collections.abc import Iterator

from bot.openrouter.catalogue.tolerant_json import read_tolerantly
from bot.openrouter.lenient import LenientModel, Loose, LooseList, Price
from bot.policy.money import micros_from_usd
from bot.ports import KeyStatus

#: More than any key may spend; a larger number is a mistake.
_MOST_USD = 1_000_000


class _Budget(LenientModel):
    """A limit above the key's own: of its guardrail, its member or its workspace."""

    remaining_usd: Loose[Price] = None
    limit_usd: Loose[Price] = None
    spend_usd: Loose[Price] = None

    def left_usd(self) -> float | None:
        """Return what is left of it in dollars, below 0 where it is overdrawn."""
        if self.remaining_usd is not None and not math.isnan(self.remaining_usd):
            return self.remaining_usd
        if self.limit_usd is None or self.spend_usd is None:
            return None
        return self.limit_usd - self.spend_usd


class _Key(LenientModel):
    """The fields that say how much the key may still spend.

    https://openrouter.ai/docs/api-reference/limits and the official SDK's `GetCurrentKeyData` and
    `KeyBudget` (openrouter 1.3.84), read 2026-11-30: every budget is enforced, and one with nothing
    left, or less than nothing, refuses all requests.
    """

    limit_remaining: Loose[Price] = None
    budgets: LooseList[_Budget] = ()
    effective_budget: Loose[_Budget] = None

    def left_usd(self) -> Iterator[float | None]:
        """Yield what each limit leaves in dollars; None where it does not say."""
        yield self.limit_remaining
        for budget in (*self.budgets, self.effective_budget):
            yield budget and budget.left_usd()


class _KeyBody(LenientModel):
    data: Loose[_Key] = None


def read_key(text: str) -> KeyStatus | None:
    """Read the answer of `GET /key` with HTTP 200; None when it is something else.

    What is left is the least of the key's own limit and all budgets above it. Less than nothing is
    nothing.
    """
    try:
        body = read_tolerantly(_KeyBody, text.encode(errors="replace"))
    except ValueError:
        return None
    if body.data is None:
        return None
    known = [micros for usd in body.data.left_usd() if (micros := _micros(usd)) is not None]
    return KeyStatus(accepted=True, remaining_micros=min(known, default=None))


def _micros(usd: float | None) -> int | None:
    if usd is None or not usd <= _MOST_USD:
        return None
    return micros_from_usd(max(usd, 0.0))
