"""The controls under an image's card; all that they know is in their custom ids."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import discord

from bot.errors import (
    ImagineError,
    LimitForbids,
    ModelGone,
    ModelUnknown,
    OptionRefused,
    PromptRejected,
    ProviderForbids,
    ReferenceRefused,
    RequestRejected,
    TooLargeForDiscord,
)
from bot.i18n import Say
from bot.policy.images.actions import Action, Control, Offered, actions_on
from bot.policy.images.image import Generation, ImageFile
from bot.policy.images.request import Order
from bot.policy.images.size import next_size

#: Every custom id of these controls. An action that this version does not know is told as such,
#: so any word is one.
TEMPLATE = r"job:(?P<action>[a-z]{1,20}):(?P<id>[0-9]{1,19})"

#: What the same wish would most likely meet again.
_LASTING = (
    ModelGone,
    ModelUnknown,
    ProviderForbids,
    LimitForbids,
    OptionRefused,
    PromptRejected,
    ReferenceRefused,
    RequestRejected,
    TooLargeForDiscord,
)


#: Does what an action is for, given the click, which is not answered yet, and the job's id.
ActionHandler = Callable[[discord.Interaction[Any], int], Awaitable[None]]

#: The word in the custom id of the select that holds the actions of `Control.MENU`.
MENU = "more"

#: The custom id of "Copy prompt".
PROMPT_TEMPLATE = r"prompt:(?P<id>[0-9]{1,19})"


def custom_id(action: str, job_id: int) -> str:
    """Return the id by which a control is known, at most 31 characters.

    Args:
        action: A button's `Action`, or `MENU`.
        job_id: Whose control it is.
    """
    return f"job:{action}:{job_id}"


def action_label(action: Action, say: Say) -> str:
    """Return what an action is called, on its control and wherever it is named."""
    return say(f"action-{action}")


def cancel_view(job_id: int, *, say: Say) -> discord.ui.View:
    """Return the buttons of a card whose job is under way."""
    return job_view(job_id, *actions_on(Control.BUTTON, {Offered.UNFINISHED}), say=say)


def failure_view(error: ImagineError, job_id: int, *, say: Say) -> discord.ui.View:
    """Return what can be done about a failure, the most helpful first.

    Args:
        error: Why there is no image.
        job_id: Whose request is repeated.
        say: The card's language.
    """
    actions = list(actions_on(Control.BUTTON, {Offered.ENDED}))
    if isinstance(error, _LASTING):
        actions.sort(key=lambda action: action is not Action.EDIT)
    return job_view(job_id, *actions, say=say, is_failure=True)


def ended_view(job_id: int, *, say: Say, is_failure: bool = False) -> discord.ui.View:
    """Return what can be done once a job has ended and its image is not there to be seen.

    Args:
        job_id: Whose request is repeated.
        say: The card's language.
        is_failure: Whether there never was an image.
    """
    actions = actions_on(Control.BUTTON, {Offered.ENDED})
    return job_view(job_id, *actions, say=say, is_failure=is_failure)


def image_view(
    generation: Generation, job_id: int, *, is_private: bool, say: Say
) -> discord.ui.View:
    """Return everything that can be done with finished images.

    Args:
        generation: Its model decides what is offered.
        job_id: Whose images they are.
        is_private: Whether only the member sees them, so that they can be shared.
        say: The card's language.
    """
    offered = _offered(generation, is_private=is_private)
    view = job_view(job_id, *actions_on(Control.BUTTON, offered), say=say)
    view.add_item(_menu(job_id, actions_on(Control.MENU, offered), say))
    return view


def prompt_view(job_id: int, *, say: Say) -> discord.ui.View:
    """Return the button that shows a job's prompt so that it can be copied."""
    view = discord.ui.View(timeout=None)
    button = discord.ui.Button[discord.ui.View](
        label=say("button-copy-prompt"), custom_id=f"prompt:{job_id}"
    )
    view.add_item(button)
    view.stop()
    return view


def larger_size(order: Order, image: ImageFile) -> str | None:
    """Return the size in which one of an order's images can be asked for again, if any.

    The image goes along as a reference, so the model has to take one. What Discord did not take
    as it was would only be made smaller again.
    """
    if image.refitted or not order.model.max_references:
        return None
    return next_size(order.model.sizes, image.width, image.height)


def job_view(job_id: int, *actions: Action, say: Say, is_failure: bool = False) -> discord.ui.View:
    """Return these buttons in a row.

    Args:
        job_id: Whose they are.
        actions: In their order; the first one stands out.
        say: The card's language.
        is_failure: Whether there is no image, so that `AGAIN` is called "Try again".
    """
    view = discord.ui.View(timeout=None)
    for action in actions:
        is_first = action is actions[0] and action is not Action.CANCEL
        is_retry = is_failure and action is Action.AGAIN
        button = discord.ui.Button[discord.ui.View](
            label=say("button-retry") if is_retry else action_label(action, say),
            style=discord.ButtonStyle.primary if is_first else discord.ButtonStyle.secondary,
            custom_id=custom_id(action, job_id),
        )
        view.add_item(button)
    # the controls are answered by their ids; discord.py would otherwise keep the view as well
    view.stop()
    return view


def _offered(generation: Generation, *, is_private: bool) -> set[Offered]:
    order, images = generation.order, generation.images
    holds = {
        Offered.ENDED: True,
        Offered.IMAGE: True,
        Offered.TAKES_REFERENCES: bool(order.model.max_references),
        Offered.HAS_LARGER_SIZE: any(larger_size(order, image) for image in images),
        Offered.PRIVATE: is_private,
    }
    return {offered for offered, is_true in holds.items() if is_true}


def _menu(job_id: int, actions: Sequence[Action], say: Say) -> discord.ui.Select[discord.ui.View]:
    return discord.ui.Select[discord.ui.View](
        custom_id=custom_id(MENU, job_id),
        placeholder=say("placeholder-more"),
        options=[
            discord.SelectOption(label=action_label(action, say), value=action)
            for action in actions
        ],
    )
