"""What `GET /key` says of the key."""

from pydantic import ValidationError

from bot.openrouter.loose import Loose, LooseModel, Number
from bot.policy.money import micros_from_usd
from bot.ports import KeyStatus

#: More than any key may spend; a larger number is a mistake.
_MOST_USD = 1_000_000


class _Key(LooseModel):
    limit_remaining: Loose[Number] = None


class _KeyBody(LooseModel):
    data: Loose[_Key] = None


def read_key(text: str) -> KeyStatus | None:
    """Read the answer of `GET /key` with HTTP 200; None when it is something else."""
    try:
        body = _KeyBody.model_validate_json(text)
    except ValidationError:
        return None
    if body.data is None:
        return None
    return KeyStatus(accepted=True, remaining_micros=_micros(body.data.limit_remaining))


def _micros(usd: float | None) -> int | None:
    return micros_from_usd(usd) if usd is not None and 0 <= usd <= _MOST_USD else None
