"""What OpenRouter says that a request cost."""

from pydantic import ValidationError

from bot.openrouter.lenient import LenientModel, Loose, Number
from bot.policy.money import micros_from_usd

#: More than any answer costs; a larger number is a mistake.
_MOST_USD = 1_000_000


class _CostDetails(LenientModel):
    upstream_inference_cost: Loose[Number] = None


class Usage(LenientModel):
    """The account of one answer."""

    cost: Loose[Number] = None
    """What OpenRouter charges in dollars; with a provider key of the operator's own its fee."""
    is_byok: Loose[bool] = None
    """Whether a provider key of the operator's own was used."""
    cost_details: Loose[_CostDetails] = None


class _Generation(LenientModel):
    total_cost: Loose[Number] = None
    is_byok: Loose[bool] = None
    upstream_inference_cost: Loose[Number] = None


class _GenerationBody(LenientModel):
    data: Loose[_Generation] = None


def cost_of(usage: Usage | None) -> int | None:
    """Return the micro-dollars that an answer costs the operator; None when it does not say."""
    if usage is None:
        return None
    details = usage.cost_details or _CostDetails()
    return _whole_cost(usage.cost, details.upstream_inference_cost, is_own_key=usage.is_byok)


def read_charge(text: str) -> int | None:
    """Read the micro-dollars in the answer of `GET /generation`.

    Returns:
        What the generation costs the operator; None when only their provider knows.

    Raises:
        ValueError: The answer tells no cost at all.
    """
    try:
        generation = _GenerationBody.model_validate_json(text).data
    except ValidationError as error:
        raise ValueError("no account of a generation") from error
    if generation is None:
        raise ValueError("no account of a generation")
    fee, upstream = generation.total_cost, generation.upstream_inference_cost
    cost = _whole_cost(fee, upstream, is_own_key=generation.is_byok)
    if cost is None and not generation.is_byok:
        raise ValueError("no cost of a generation")
    return cost


def _whole_cost(
    fee: float | None, upstream: float | None, *, is_own_key: bool | None
) -> int | None:
    """Add what OpenRouter charges and what the provider charges the operator directly.

    The provider charges only where its key is the operator's own. OpenRouter's fee is 0 there up to
    a monthly volume, so without the provider's part nothing is known of the cost.
    https://openrouter.ai/docs/faq, read 2026-11-30
    Where it is not, some answers name a provider's part all the same, equal to the charge.
    https://github.com/ORO-AI/oro/releases/tag/v3.0.4, read 2026-11-30

    Args:
        fee: What OpenRouter charges, in dollars.
        upstream: What the provider charges, in dollars.
        is_own_key: Whether the provider's key is the operator's own; None when that was not said.
    """
    fee_micros, upstream_micros = _micros(fee), _micros(upstream)
    if is_own_key is None:
        # an answer that costs nothing, but its provider something, was not for free
        is_own_key = not fee_micros and bool(upstream_micros)
    if not is_own_key:
        return fee_micros
    return (fee_micros or 0) + upstream_micros if upstream_micros else None


def _micros(usd: float | None) -> int | None:
    """Return dollars as micro-dollars; what is no sane amount was not said."""
    return micros_from_usd(usd) if usd is not None and 0 <= usd <= _MOST_USD else None
