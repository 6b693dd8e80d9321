"""Turns a request into an order for an available model."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from bot.errors import (
    AccountBlocked,
    Charge,
    GenerationFailed,
    ModelGone,
    ModelUnknown,
    OptionOutOfRange,
    OptionRefused,
    ProviderBusy,
    ProviderDown,
)
from bot.policy.images.cost import most_credible_micros
from bot.policy.images.estimate import estimate_micros
from bot.policy.images.model import Model
from bot.policy.images.request import MAX_PROMPT_LENGTH, Denied, ImageRequest, Order, fit_order
from bot.policy.images.request_bounds import violated_range
from bot.ports import Costs, Models


def never(_model_id: str) -> bool:
    """Return False: no model is on hold."""
    return False


def place_order(
    request: ImageRequest,
    models: Models,
    *,
    allowed: frozenset[str] | None = None,
    is_open: Callable[[str], bool] = never,
) -> Order:
    """Choose a model for a request, and return what that model is sent.

    Args:
        request: What the member wants.
        models: The known models.
        allowed: The only models that may be used; None for all.
        is_open: Whether a model is on hold. Its nearest successor that is not on hold and that
            takes the request is used instead; without one the order is for the model on hold.

    Raises:
        ModelUnknown: The requested model is gone, and so are its successors.
        OptionOutOfRange: The number of images or the seed is out of range.
        OptionRefused: The prompt is empty or too long, or the model does not accept a value.
    """
    if not 1 <= len(request.prompt) <= MAX_PROMPT_LENGTH:
        raise OptionRefused("prompt", given=f"{len(request.prompt)} characters")
    bound = violated_range(request)
    if bound is not None:
        raise OptionOutOfRange(bound)
    choice = models.choose(request.model, allowed=allowed)
    if choice is None:
        raise ModelUnknown(request.model)
    order = fit_order(request, choice.model, gone=choice.gone)
    if isinstance(order, Denied):
        raise OptionRefused(
            order.option, given=order.given, accepted=order.accepted, model=order.model
        )
    wanted = order.model.id
    if not is_open(wanted):
        return order
    successors = models.successors(wanted, allowed=allowed)
    successor = _first_usable(request, (each for each in successors if not is_open(each.id)))
    if successor is None:
        return order
    return replace(successor, gone=order.gone, failed_over=order.model.name)


def fail_over(  # noqa: PLR0913 - the caller knows these separately
    error: GenerationFailed,
    order: Order,
    request: ImageRequest,
    models: Models,
    *,
    allowed: frozenset[str] | None,
    tried: frozenset[str],
    is_open: Callable[[str], bool],
) -> Order | None:
    """Choose a successor after a failed attempt, if the failure allows one.

    That is an outage, a lack of capacity, a blocked account or a model that is gone, and only if
    OpenRouter says that nothing was charged.

    Args:
        error: Why the attempt failed.
        order: What was attempted.
        request: What the member wants.
        models: The known models.
        allowed: The only models that may be used; None for all.
        tried: Models that have failed for this request.
        is_open: Whether a model is on hold.

    Returns:
        The order for the nearest successor that takes the request as it is; None without one.
    """
    if error.charge is not Charge.NONE:
        return None
    if error.may_be_refusal:
        # no other model is sent a prompt that may have been rejected
        return None
    if not isinstance(error, ProviderDown | ProviderBusy | ModelGone | AccountBlocked):
        return None
    failed = order.model.id
    successors = models.successors(failed, allowed=allowed)
    successor = _first_usable(
        request, (each for each in successors if each.id not in tried and not is_open(each.id))
    )
    if successor is None:
        return None
    # the card names the model that the member would have got
    if isinstance(error, ModelGone):
        return replace(successor, gone=order.gone or failed, failed_over=order.failed_over)
    return replace(successor, gone=order.gone, failed_over=order.failed_over or order.model.name)


def _first_usable(request: ImageRequest, candidates: Iterable[Model]) -> Order | None:
    orders = (fit_order(request, model) for model in candidates)
    return next((order for order in orders if not isinstance(order, Denied)), None)


async def estimate_order(order: Order, costs: Costs, *, images: int, now: datetime) -> int:
    """Return an upper estimate of what an order costs in micro-dollars, at least 1.

    Raises:
        StorageFailed: Recent costs cannot be read.
    """
    model, size, references = order.model, order.size, len(order.references)
    most = most_credible_micros(model, size, references=references)
    return estimate_micros(
        model,
        size,
        images=images,
        highest_sample=await costs.highest(model.id, size, now=now, at_most=most),
        references=references,
    )
