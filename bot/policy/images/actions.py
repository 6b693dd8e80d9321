"""What can be done with an image: one row per action, from which everything else follows."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Action(StrEnum):
    """What can be done with an image or with the job that creates it.

    The values are stored: in the custom ids of controls, in rulebooks and in jobs.
    """

    CANCEL = "cancel"
    AGAIN = "again"
    """Create the same once more."""
    EDIT = "edit"
    """Create one with another prompt or other options."""
    REMIX = "remix"
    """Have this image changed."""
    LARGER = "larger"
    """Create the same in a higher resolution."""
    ALT = "alt"
    """Change its text for people who cannot see it."""
    SPOILER = "spoiler"
    """Hide it until it is clicked, or show it."""
    DETAILS = "details"
    COPY = "copy"
    """Have it sent by DM."""
    SHARE = "share"
    """Show a private image in its channel."""
    DELETE = "delete"


class Control(StrEnum):
    """Where a card offers an action."""

    BUTTON = "button"
    MENU = "menu"
    """An entry of the select that is called "More"."""


class Offered(StrEnum):
    """When a card offers an action."""

    UNFINISHED = "unfinished"
    """While the job is under way."""
    ENDED = "ended"
    """Once it has ended, with or without an image."""
    IMAGE = "image"
    """With an image."""
    TAKES_REFERENCES = "takes_references"
    """With an image whose model accepts references."""
    HAS_LARGER_SIZE = "has_larger_size"
    """With an image that its model can create in a higher resolution."""
    PRIVATE = "private"
    """With an image that only its member sees."""


class Audience(StrEnum):
    """Who may use an action."""

    EVERYBODY = "everybody"
    MODERATORS = "moderators"
    """The author of the image, and moderators."""
    AUTHOR = "author"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """Everything about an action that does not need code."""

    control: Control
    offered: Offered
    audience: Audience | None = None
    """Who may use it unless moderators decide otherwise; None where they cannot decide."""
    is_origin: bool = False
    """Whether it creates another image, whose job keeps this action as its origin."""
    opens_form: bool = False
    """Whether a form can be its answer, so that nothing may answer the click before it."""


_EVERYBODY, _MODERATORS = Audience.EVERYBODY, Audience.MODERATORS

#: In the order in which cards and moderators see them. An action that creates an image is paid by
#: the allowance of the member who uses it, so everybody may by default.
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
}

#: Who may use an action unless a server's moderators decide otherwise: every action for which they
#: can decide.
DEFAULT_AUDIENCES: Mapping[Action, Audience] = {
    action: spec.audience for action, spec in ACTIONS.items() if spec.audience is not None
}

#: The actions that create another image.
ORIGINS = tuple(action for action, spec in ACTIONS.items() if spec.is_origin)


def actions_on(control: Control, offered: Collection[Offered]) -> tuple[Action, ...]:
    """Return the actions that a card offers.

    Args:
        control: As which control.
        offered: What holds for the card.
    """
    return tuple(
        action
        for action, spec in ACTIONS.items()
        if spec.control is control and spec.offered in offered
    )
