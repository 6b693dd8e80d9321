"""Reads the cost of a request from OpenRouter's answers."""

from pydantic import ValidationError

from bot.openrouter.lenient import LenientModel, Loose, Number
from bot.policy.money import micros_from_usd

#: No answer costs more; larger numbers are errors.
_MAX_USD = 1_000_000


class _CostDetails(LenientModel):
    upstream_inference_cost: Loose[Number] = None


class Usage(LenientModel):
    """The `usage` object of an answer."""

    cost: Loose[Number] = None
    """OpenRouter's charge in dollars; only its fee when the operator's own provider key is used."""
    is_byok: Loose[bool] = None
    """Whether the operator's own provider key was used."""
    cost_details: Loose[_CostDetails] = None


class _Generation(LenientModel):
    total_cost: Loose[Number] = None
    is_byok: Loose[bool] = None
    upstream_inference_cost: Loose[Number] = None


class _GenerationBody(LenientModel):
    data: Loose[_Generation] = None


def cost_of(usage: Usage | None) -> int | None:
    """Return the operator's cost of an answer in micro-dollars, None if unknown."""
    if usage is None:
        return None
    details = usage.cost_details or _CostDetails()
    return _total_cost(usage.cost, details.upstream_inference_cost, is_own_key=usage.is_byok)


def read_charge(text: str) -> int | None:
    """Read the operator's cost of a generation from the answer of `GET /generation`.

    Returns:
        Micro-dollars; None if only the operator's own provider knows the cost.

    Raises:
        ValueError: The answer has no cost.
    """
    try:
        generation = _GenerationBody.model_validate_json(text).data
    except ValidationError as error:
        raise ValueError("no generation in the answer") from error
    if generation is None:
        raise ValueError("no generation in the answer")
    fee, upstream = generation.total_cost, generation.upstream_inference_cost
    cost = _total_cost(fee, upstream, is_own_key=generation.is_byok)
    if cost is None and not generation.is_byok:
        raise ValueError("no cost in the generation")
    return cost


def _total_cost(
    fee: float | None, upstream: float | None, *, is_own_key: bool | None
) -> int | None:
    """Add OpenRouter's charge and the provider's direct charge to the operator.

    The provider charges the operator only for the operator's own key. OpenRouter's fee is then 0 up
    to a monthly volume, so the cost is unknown without the provider's part.
    https://openrouter.ai/docs/faq, read 2026-11-30
    With OpenRouter's key, some answers still name a provider's part, equal to the charge.
    https://github.com/ORO-AI/oro/releases/tag/v3.0.4, read 2026-11-30

    Args:
        fee: OpenRouter's charge, in dollars.
        upstream: The provider's charge, in dollars.
        is_own_key: Whether the provider's key is the operator's own; None if unknown.
    """
    fee_micros, upstream_micros = _micros(fee), _micros(upstream)
    if is_own_key is None:
        # free at OpenRouter but not at the provider: the key was the operator's
        is_own_key = not fee_micros and bool(upstream_micros)
    if not is_own_key:
        return fee_micros
    return (fee_micros or 0) + upstream_micros if upstream_micros else None


def _micros(usd: float | None) -> int | None:
    """Convert dollars to micro-dollars; an implausible amount counts as missing."""
    return micros_from_usd(usd) if usd is not None and 0 <= usd <= _MAX_USD else None
