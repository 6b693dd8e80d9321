"""What the operator allows, whoever asks."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.policy.limits import Cap, Limit, Value


@dataclass(frozen=True, slots=True)
class Terms:
    """What the operator allows, whoever asks."""

    defaults: Mapping[Limit, Value]
    """The limits that hold where no moderator sets any."""
    caps: Mapping[Cap, int]
    refusals_per_hour: int | None = None
    fallback_model: str | None = None
    allow_dms: bool = True
