"""What a member asks for becomes an order for a living model."""

from bot.errors import ModelUnknown, OptionRefused
from bot.policy.estimate import estimate_micros
from bot.policy.request import MAX_PROMPT_LENGTH, Denied, ImageRequest, Order, fit_order
from bot.ports import Costs, Models


def place_order(
    request: ImageRequest, models: Models, *, allowed: frozenset[str] | None = None
) -> Order:
    """Choose who paints a request and what that model is sent.

    Args:
        request: What is asked for.
        models: Who could paint.
        allowed: The only models that may; None for all.

    Raises:
        ModelUnknown: The wanted model is gone and so are its successors.
        OptionRefused: The prompt is empty or too long, or the model does not accept a value.
    """
    if not 1 <= len(request.prompt) <= MAX_PROMPT_LENGTH:
        raise OptionRefused("prompt", given=f"{len(request.prompt)} characters")
    choice = models.choose(request.model, allowed=allowed)
    if choice is None:
        raise ModelUnknown(request.model)
    order = fit_order(request, choice.model, gone=choice.gone)
    if isinstance(order, Denied):
        raise OptionRefused(
            order.option, given=order.given, accepted=order.accepted, model=order.model
        )
    return order


async def estimate_order(order: Order, costs: Costs, *, pictures: int) -> int:
    """Return an upper estimate of what an order costs in micro-dollars, at least 1.

    Raises:
        StorageFailed: What such pictures cost lately cannot be read.
    """
    return estimate_micros(
        order.model,
        order.size,
        pictures=pictures,
        highest_sample=await costs.highest(order.model.id, order.size),
        references=len(order.references),
    )
