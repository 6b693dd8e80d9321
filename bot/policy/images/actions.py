"""The actions on images: one row per action, from which controls and audiences follow."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Action(StrEnum):
    """An action on an image, or on the job that creates it.

    The values are stored in the custom ids of controls, in rulebooks and in jobs.
    """

    CANCEL = "cancel"
    AGAIN = "again"
    """Create another image from the same request."""
    EDIT = "edit"
    """Create an image with another prompt or other options."""
    REMIX = "remix"
    """Create a changed version of the image."""
    LARGER = "larger"
    """Create the same image in a higher resolution."""
    ALT = "alt"
    """Change the alt text."""
    SPOILER = "spoiler"
    """Add or remove the spoiler."""
    DETAILS = "details"
    COPY = "copy"
    """Send the image by DM."""
    SHARE = "share"
    """Show a private image in its channel."""
    DELETE = "delete"
    REPORT = "report"
    """Report the image of another member to moderators."""


class Control(StrEnum):
    """The kind of control that offers an action."""

    BUTTON = "button"
    MENU = "menu"
    """An entry of the More menu."""


class Offered(StrEnum):
    """The condition on which a card offers an action."""

    UNFINISHED = "unfinished"
    """The job has not ended."""
    ENDED = "ended"
    """The job has ended, with or without an image."""
    IMAGE = "image"
    """The card has an image."""
    TAKES_REFERENCES = "takes_references"
    """The card has an image, and the image's model accepts references."""
    HAS_LARGER_SIZE = "has_larger_size"
    """The card has an image, and the image's model supports a larger size."""
    PRIVATE = "private"
    """The card has an image that only its member sees."""
    PUBLIC = "public"
    """The card has an image that others see."""


class Audience(StrEnum):
    """The members who may use an action."""

    EVERYONE = "everybody"
    MODERATORS = "moderators"
    """The author of the image, and moderators."""
    AUTHOR = "author"
    NO_ONE = "nobody"


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """The row of an action."""

    control: Control
    offered: Offered
    audience: Audience | None = None
    """The default audience, which moderators can change; None where they cannot."""
    is_origin: bool = False
    """Whether it creates another image, whose job stores this action as its origin."""
    opens_form: bool = False
    """Whether it may answer the click with a form, which has to be the first answer."""


_EVERYBODY, _MODERATORS = Audience.EVERYONE, Audience.MODERATORS

#: In the order of cards and panels. An action that creates an image counts toward the limits of the
#: member who uses it, so its default audience is everybody.
ACTIONS: Mapping[Action, ActionSpec] = {
    Action.CANCEL: ActionSpec(Control.BUTTON, Offered.UNFINISHED),
    Action.AGAIN: ActionSpec(Control.BUTTON, Offered.ENDED, _EVERYBODY, is_origin=True),
    Action.EDIT: ActionSpec(
        Control.BUTTON, Offered.ENDED, _MODERATORS, is_origin=True, opens_form=True
    ),
    Action.REMIX: ActionSpec(
        Control.BUTTON, Offered.TAKES_REFERENCES, _EVERYBODY, is_origin=True, opens_form=True
    ),
    Action.LARGER: ActionSpec(
        Control.BUTTON, Offered.HAS_LARGER_SIZE, _EVERYBODY, is_origin=True, opens_form=True
    ),
    Action.ALT: ActionSpec(Control.MENU, Offered.IMAGE, _MODERATORS, opens_form=True),
    Action.SPOILER: ActionSpec(Control.MENU, Offered.IMAGE, _MODERATORS),
    Action.DETAILS: ActionSpec(Control.MENU, Offered.IMAGE, _EVERYBODY),
    Action.COPY: ActionSpec(Control.MENU, Offered.IMAGE, _EVERYBODY),
    Action.SHARE: ActionSpec(Control.MENU, Offered.PRIVATE),
    Action.DELETE: ActionSpec(Control.MENU, Offered.IMAGE, _MODERATORS),
    # moderators cannot take it from members
    Action.REPORT: ActionSpec(Control.MENU, Offered.PUBLIC, opens_form=True),
}

#: The default audience of every action whose audience moderators can change.
DEFAULT_AUDIENCES: Mapping[Action, Audience] = {
    action: spec.audience for action, spec in ACTIONS.items() if spec.audience is not None
}

#: The actions that create another image.
ORIGINS = tuple(action for action, spec in ACTIONS.items() if spec.is_origin)


def actions_on(control: Control, offered: Collection[Offered]) -> tuple[Action, ...]:
    """Return the actions that a card offers.

    Args:
        control: The kind of control.
        offered: The conditions that the card meets.
    """
    return tuple(
        action
        for action, spec in ACTIONS.items()
        if spec.control is control and spec.offered in offered
    )
