"""The controls under a card; their custom ids hold their whole state."""

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

#: The custom ids of these controls. Unknown actions match too, so that a click on a control of
#: another version gets an answer.
TEMPLATE = r"job:(?P<action>[a-z]{1,20}):(?P<id>[0-9]{1,19})"

#: Errors that the same request would most likely meet again.
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

#: Performs an action. Takes the click, not yet answered, and the job's id.
ActionHandler = Callable[[discord.Interaction[Any], int], Awaitable[None]]

#: Stands for an action in the custom id of the select with the actions of `Control.MENU`.
MENU = "more"

#: The custom id of "Copy prompt".
PROMPT_TEMPLATE = r"prompt:(?P<id>[0-9]{1,19})"


def custom_id(action: str, job_id: int) -> str:
    """Return a control's custom id, at most 31 characters.

    Args:
        action: A button's `Action`, or `MENU`.
        job_id: The control's job.
    """
    return f"job:{action}:{job_id}"


def action_label(action: Action, say: Say) -> str:
    """Return an action's label, on its control and in other texts."""
    return say(f"action-{action}")


def cancel_view(job_id: int, *, say: Say) -> discord.ui.View:
    """Return the buttons of a card whose job is in progress."""
    return job_view(job_id, *actions_on(Control.BUTTON, {Offered.UNFINISHED}), say=say)


def failure_view(error: ImagineError, job_id: int, *, say: Say) -> discord.ui.View:
    """Return the buttons of a failed card, the most helpful first.

    Args:
        error: Why there is no image.
        job_id: The failed job.
        say: The card's language.
    """
    actions = list(actions_on(Control.BUTTON, {Offered.ENDED}))
    if isinstance(error, _LASTING):
        actions.sort(key=lambda action: action is not Action.EDIT)
    return job_view(job_id, *actions, say=say, is_failure=True)


def ended_view(job_id: int, *, say: Say, is_failure: bool = False) -> discord.ui.View:
    """Return the buttons of a card without its image, after the end of the job.

    Args:
        job_id: The ended job.
        say: The card's language.
        is_failure: Whether there never was an image.
    """
    actions = actions_on(Control.BUTTON, {Offered.ENDED})
    return job_view(job_id, *actions, say=say, is_failure=is_failure)


def image_view(
    generation: Generation, job_id: int, *, is_private: bool, say: Say
) -> discord.ui.View:
    """Return the buttons and the menu under finished images.

    Args:
        generation: The images; their model decides which actions are offered.
        job_id: The images' job.
        is_private: Whether only the member sees them, so that they can be shared.
        say: The card's language.
    """
    offered = _offered(generation, is_private=is_private)
    view = job_view(job_id, *actions_on(Control.BUTTON, offered), say=say)
    view.add_item(_menu(job_id, actions_on(Control.MENU, offered), say))
    return view


def prompt_view(job_id: int, *, say: Say) -> discord.ui.View:
    """Return the button that shows a job's prompt for copying."""
    view = discord.ui.View(timeout=None)
    button = discord.ui.Button[discord.ui.View](
        label=say("button-copy-prompt"), custom_id=f"prompt:{job_id}"
    )
    view.add_item(button)
    view.stop()
    return view


def larger_size(order: Order, image: ImageFile) -> str | None:
    """Return the next larger size in which an image can be requested; None if there is none.

    The image is sent as a reference, so the model has to support references. An image that was
    already reduced for Discord would be reduced again, so it has no larger size.
    """
    if image.refitted or not order.model.max_references:
        return None
    return next_size(order.model.sizes, image.width, image.height)


def job_view(job_id: int, *actions: Action, say: Say, is_failure: bool = False) -> discord.ui.View:
    """Return a row of buttons.

    Args:
        job_id: The buttons' job.
        actions: In display order; the first one is highlighted, unless it is `CANCEL`.
        say: The card's language.
        is_failure: Whether there is no image, so that `AGAIN` is labelled "Try again".
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
    # clicks are dispatched by custom id; without this, discord.py would also keep the view
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
        Offered.PUBLIC: not is_private,
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
