"""Describes the budgets above a key's own limit as OpenRouter does."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Literal

Scope = Literal[
    "workspace_default_member",
    "workspace_default_key",
    "member",
    "api_key",
    "workspace",
    "key_limit",
]

#: Scopes of budgets that belong to a guardrail.
_GUARDRAILS: Final = frozenset(
    {"workspace_default_member", "workspace_default_key", "member", "api_key"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """One budget, as in OpenRouter's SDK (openrouter 1.3.84 `KeyBudget`, 2026-11-30)."""

    scope: Scope
    limit_usd: float
    spend_usd: float = 0.0
    """Dollars that others have spent; the painter's charges are added."""
    reset_interval: Literal["daily", "weekly", "monthly"] | None = "daily"

    def remaining_usd(self, charged_usd: float) -> float:
        """Return the remaining dollars; negative once an image cost more than that."""
        return self.limit_usd - self.spend_usd - charged_usd

    def describe(self, charged_usd: float) -> dict[str, object]:
        """Return its item of `budgets`."""
        return {
            "scope": self.scope,
            "limit_usd": self.limit_usd,
            "spend_usd": self.spend_usd + charged_usd,
            "remaining_usd": self.remaining_usd(charged_usd),
            "reset_interval": self.reset_interval,
            "resets_at": None if self.reset_interval is None else _tomorrow(),
            "include_byok": False,
            "guardrail_id": "grd-sandbox" if self.scope in _GUARDRAILS else None,
            "budget_id": "bud-sandbox" if self.scope == "workspace" else None,
        }


def effective(budgets: list[Budget], charged_usd: float) -> Budget | None:
    """Return the binding budget: the first spent one, else the one with the least remaining."""
    spent = (budget for budget in budgets if budget.remaining_usd(charged_usd) <= 0)
    least = min(budgets, key=lambda budget: budget.remaining_usd(charged_usd), default=None)
    return next(spent, least)


def _tomorrow() -> str:
    midnight = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return (midnight + timedelta(days=1)).isoformat().replace("+00:00", "Z")
