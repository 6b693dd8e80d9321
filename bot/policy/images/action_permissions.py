"""Who may use an action on an image."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.policy.images.actions import DEFAULT_AUDIENCES, Action, Audience


@dataclass(frozen=True, slots=True)
class Actor:
    """A member who wants to use an action, as seen from the image."""

    is_author: bool
    is_moderator: bool
    """Whether they may manage messages where the image is, or moderate the server."""


def audience_of(action: Action, own: Mapping[Action, Audience]) -> Audience:
    """Return who may use an action, by a server's own settings or by default.

    Args:
        action: One of `DEFAULT_AUDIENCES`.
        own: The server's settings.
    """
    return own.get(action, DEFAULT_AUDIENCES[action])


def may_use(audience: Audience, actor: Actor) -> bool:
    """Tell whether a member belongs to an audience."""
    may = {
        Audience.EVERYBODY: True,
        Audience.MODERATORS: actor.is_author or actor.is_moderator,
        Audience.AUTHOR: actor.is_author,
        Audience.NOBODY: False,
    }
    return may[audience]


def may_read(audience: Audience, actor: Actor, *, is_shown: bool) -> bool:
    """Tell whether a member may read what an image was made of, its prompt above all.

    Its author always may: the words are theirs, and `/my data` writes them out.

    Args:
        audience: Who may use `Action.DETAILS`.
        actor: Who wants to read.
        is_shown: Whether they look at the image where everybody sees it. Of any other one only
            moderators may read, and only if they belong to the audience as well.
    """
    is_supervisor = actor.is_moderator and may_use(audience, actor)
    return actor.is_author or is_supervisor or (is_shown and may_use(audience, actor))
