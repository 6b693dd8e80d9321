"""What a member asks for becomes an order for a living model."""

from bot.errors import ModelUnknown, OptionRefused
from bot.policy.request import MAX_PROMPT_LENGTH, Denied, ImageRequest, Order, fit_order
from bot.ports import Models


def place_order(request: ImageRequest, models: Models) -> Order:
    """Choose who paints a request and what that model is sent.

    Raises:
        ModelUnknown: The wanted model is gone and so are its successors.
        OptionRefused: The prompt is empty or too long, or the model does not accept a value.
    """
    if not 1 <= len(request.prompt) <= MAX_PROMPT_LENGTH:
        raise OptionRefused("prompt", given=f"{len(request.prompt)} characters")
    choice = models.choose(request.model)
    if choice is None:
        raise ModelUnknown(request.model)
    order = fit_order(request, choice.model, gone=choice.gone)
    if isinstance(order, Denied):
        raise OptionRefused(
            order.option, given=order.given, accepted=order.accepted, model=order.model
        )
    return order
