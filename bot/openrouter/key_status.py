"""Reads from `GET /key` how much credit the key has left."""

import math
from collections.abc import Iterator

from bot.openrouter.catalogue.tolerant_json import read_tolerantly
from bot.openrouter.lenient import LenientModel, Loose, LooseList, Price, plain_name
from bot.policy.money import micros_from_usd
from bot.ports import KeyStatus

#: No key's limit is higher; larger numbers are errors.
_MAX_USD = 1_000_000


class _Budget(LenientModel):
    """A limit above the key's own: that of its guardrail, workspace member or workspace."""

    remaining_usd: Loose[Price] = None
    limit_usd: Loose[Price] = None
    spend_usd: Loose[Price] = None

    def available_usd(self) -> float | None:
        """Return the remaining dollars: negative when overdrawn, None when unknown."""
        if self.remaining_usd is not None and not math.isnan(self.remaining_usd):
            return self.remaining_usd
        if self.limit_usd is None or self.spend_usd is None:
            return None
        return self.limit_usd - self.spend_usd


class _Key(LenientModel):
    """The fields that limit the key's further spending.

    https://openrouter.ai/docs/api-reference/limits and the official SDK's `GetCurrentKeyData` and
    `KeyBudget` (openrouter 1.3.84), read 2026-11-30: every budget is enforced, and one at or below
    zero rejects all requests.
    """

    label: Loose[str] = None
    limit: Loose[Price] = None
    is_management_key: Loose[bool] = None
    is_provisioning_key: Loose[bool] = None
    allowed_data_regions: LooseList[str] = ()
    limit_remaining: Loose[Price] = None
    budgets: LooseList[_Budget] = ()
    effective_budget: Loose[_Budget] = None

    def available_usd(self) -> Iterator[float | None]:
        """Yield the remaining dollars of each limit, None where unknown."""
        yield self.limit_remaining
        for budget in (*self.budgets, self.effective_budget):
            yield budget and budget.available_usd()


class _KeyBody(LenientModel):
    data: Loose[_Key] = None


def read_key(text: str) -> KeyStatus | None:
    """Read an HTTP 200 answer of `GET /key`; return None for anything else.

    The remaining credit is the minimum of the key's own limit and all budgets above it, at least 0.
    """
    try:
        body = read_tolerantly(_KeyBody, text.encode(errors="replace"))
    except ValueError:
        return None
    if body.data is None:
        return None
    key = body.data
    known = [micros for usd in key.available_usd() if (micros := _micros(usd)) is not None]
    return KeyStatus(
        accepted=True,
        remaining_micros=min(known, default=None),
        label=plain_name(key.label) or "",
        limit_micros=_micros(key.limit),
        is_management=bool(key.is_management_key or key.is_provisioning_key),
        data_regions=tuple(
            name for region in key.allowed_data_regions if (name := plain_name(region))
        ),
    )


def _micros(usd: float | None) -> int | None:
    if usd is None or not usd <= _MAX_USD:
        return None
    return micros_from_usd(max(usd, 0.0))
