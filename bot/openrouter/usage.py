"""What OpenRouter says that a request cost."""

from pydantic import ValidationError

from bot.openrouter.loose import Loose, LooseModel
from bot.policy.money import micros_from_usd

#: More than any answer costs; a larger number is a mistake.
_MOST_USD = 1_000_000


class Usage(LooseModel):
    """The account of one answer."""

    cost: Loose[float] = None


class _Generation(LooseModel):
    total_cost: Loose[float] = None


class _GenerationBody(LooseModel):
    data: Loose[_Generation] = None


def cost_of(usage: Usage | None) -> int | None:
    """Return the micro-dollars of an answer; None when it does not say."""
    return _micros(usage.cost if usage else None)


def read_charge(text: str) -> int | None:
    """Read the micro-dollars in the answer of `GET /generation`; None when there are none."""
    try:
        body = _GenerationBody.model_validate_json(text)
    except ValidationError:
        return None
    return None if body.data is None else _micros(body.data.total_cost)


def _micros(usd: float | None) -> int | None:
    """Return dollars as micro-dollars; what is no sane amount was not said."""
    return micros_from_usd(usd) if usd is not None and 0 <= usd <= _MOST_USD else None
