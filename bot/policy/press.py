"""Who may press which button under a picture."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Press(StrEnum):
    """What can be done with a finished picture, where a server decides who may."""

    AGAIN = "again"
    EDIT = "edit"
    REMIX = "remix"
    LARGER = "larger"
    ALT = "alt"
    SPOILER = "spoiler"
    DETAILS = "details"
    COPY = "copy"
    DELETE = "delete"


class Audience(StrEnum):
    """Who may."""

    EVERYBODY = "everybody"
    MODERATORS = "moderators"
    """The author of the picture, and moderators."""
    AUTHOR = "author"
    NOBODY = "nobody"


#: What holds until moderators set something else. Whoever asks for a picture asks on their own
#: allowance.
DEFAULT_AUDIENCES: Mapping[Press, Audience] = {
    Press.AGAIN: Audience.EVERYBODY,
    Press.EDIT: Audience.MODERATORS,
    Press.REMIX: Audience.EVERYBODY,
    Press.LARGER: Audience.EVERYBODY,
    Press.ALT: Audience.MODERATORS,
    Press.SPOILER: Audience.MODERATORS,
    Press.DETAILS: Audience.EVERYBODY,
    Press.COPY: Audience.EVERYBODY,
    Press.DELETE: Audience.MODERATORS,
}


@dataclass(frozen=True, slots=True)
class Presser:
    """Somebody who presses a button, as seen from the picture."""

    is_author: bool
    is_moderator: bool
    """Whether they may manage messages where the picture is, or moderate the server."""


def audience_of(press: Press, own: Mapping[Press, Audience]) -> Audience:
    """Return who may press a button, by a server's own settings or by default."""
    return own.get(press, DEFAULT_AUDIENCES[press])


def may_press(audience: Audience, presser: Presser) -> bool:
    """Tell whether somebody belongs to an audience."""
    may = {
        Audience.EVERYBODY: True,
        Audience.MODERATORS: presser.is_author or presser.is_moderator,
        Audience.AUTHOR: presser.is_author,
        Audience.NOBODY: False,
    }
    return may[audience]


def may_read(audience: Audience, presser: Presser, *, is_shown: bool) -> bool:
    """Tell whether somebody may read what a picture was made of, its prompt above all.

    Whoever asked for a picture always may: the words are theirs, and `/my data` writes them out.

    Args:
        audience: Who may press `Press.DETAILS`.
        presser: Who wants to read.
        is_shown: Whether they look at the picture where it was shown to everybody. Of any other one
            moderators alone may read, and only if they belong to the audience as well.
    """
    is_supervisor = presser.is_moderator and may_press(audience, presser)
    return presser.is_author or is_supervisor or (is_shown and may_press(audience, presser))
