"""The controls under a picture's card; all that they know is in their custom ids."""

from enum import StrEnum

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
from bot.policy.picture import Painting, Picture
from bot.policy.request import Order
from bot.policy.size import next_size
from bot.speech import Say

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


class JobAction(StrEnum):
    """What a control does."""

    CANCEL = "cancel"
    AGAIN = "again"
    """Ask for the same once more."""
    EDIT = "edit"
    """Ask with another prompt or other options."""
    REMIX = "remix"
    """Have this picture changed."""
    LARGER = "larger"
    """Ask for the same in a higher resolution."""
    MORE = "more"
    """Choose one of `MoreChoice`; a select, all others are buttons."""


class MoreChoice(StrEnum):
    """What else can be done with a picture."""

    ALT = "alt"
    """Write another text for people who cannot see it."""
    SPOILER = "spoiler"
    """Hide it until it is clicked, or show it."""
    DETAILS = "details"
    COPY = "copy"
    """Have it sent by DM."""
    SHARE = "share"
    """Show a private picture in its channel."""
    DELETE = "delete"


def custom_id(action: JobAction, job_id: int) -> str:
    """Return the id by which a control is known, at most 31 characters."""
    return f"job:{action}:{job_id}"


def cancel_view(job_id: int, *, say: Say) -> discord.ui.View:
    """Return the button of a card whose picture is not painted yet."""
    return job_view(job_id, JobAction.CANCEL, say=say)


def failure_view(error: ImagineError, job_id: int, *, say: Say) -> discord.ui.View:
    """Return what can be done about a failure, the most helpful first.

    Args:
        error: Why there is no picture.
        job_id: Whose request is asked for again.
        say: The card's language.
    """
    actions = [JobAction.AGAIN, JobAction.EDIT]
    if isinstance(error, _LASTING):
        actions.reverse()
    return job_view(job_id, *actions, say=say, is_failure=True)


def picture_view(painting: Painting, job_id: int, *, is_private: bool, say: Say) -> discord.ui.View:
    """Return everything that can be done with finished pictures.

    Args:
        painting: Its model decides what is offered.
        job_id: Whose pictures they are.
        is_private: Whether only the member sees them, so that they can be shared.
        say: The card's language.
    """
    actions = [JobAction.AGAIN, JobAction.EDIT]
    if painting.order.model.max_references:
        actions.append(JobAction.REMIX)
    if any(larger_size(painting.order, picture) for picture in painting.pictures):
        actions.append(JobAction.LARGER)
    view = job_view(job_id, *actions, say=say)
    view.add_item(_more(job_id, is_private=is_private, say=say))
    return view


def larger_size(order: Order, picture: Picture) -> str | None:
    """Return the size in which one of an order's pictures can be asked for again, if any.

    The picture goes along as a reference, so the model has to take one. What Discord did not take
    as it was would only be made smaller again.
    """
    if picture.refitted or not order.model.max_references:
        return None
    return next_size(order.model.sizes, picture.width, picture.height)


def job_view(
    job_id: int, *actions: JobAction, say: Say, is_failure: bool = False
) -> discord.ui.View:
    """Return these buttons in a row.

    Args:
        job_id: Whose they are.
        actions: Any but `MORE`.
        say: The card's language.
        is_failure: Whether there is no picture, so that `AGAIN` is called "Try again".
    """
    view = discord.ui.View(timeout=None)
    for action in actions:
        is_first = action is actions[0] and action is not JobAction.CANCEL
        style = discord.ButtonStyle.primary if is_first else discord.ButtonStyle.secondary
        is_retry = is_failure and action is JobAction.AGAIN
        button = discord.ui.Button[discord.ui.View](
            label=say("button-retry" if is_retry else f"button-{action}"),
            style=style,
            custom_id=custom_id(action, job_id),
        )
        view.add_item(button)
    # the controls are answered by their ids; discord.py would otherwise keep the view as well
    view.stop()
    return view


def _more(job_id: int, *, is_private: bool, say: Say) -> discord.ui.Select[discord.ui.View]:
    options = [
        discord.SelectOption(label=say(f"option-{choice}"), value=choice)
        for choice in MoreChoice
        if is_private or choice is not MoreChoice.SHARE
    ]
    return discord.ui.Select[discord.ui.View](
        custom_id=custom_id(JobAction.MORE, job_id),
        placeholder=say("placeholder-more"),
        options=options,
    )
