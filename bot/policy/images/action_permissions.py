"""Decides whether a member may use an action on an image."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.policy.images.actions import DEFAULT_AUDIENCES, Action, Audience


@dataclass(frozen=True, slots=True)
class Actor:
    """A member who uses an action, in relation to the image."""

    is_author: bool
    is_moderator: bool
    """Whether the member may manage messages in the image's channel, or moderate the server."""


def audience_of(action: Action, own: Mapping[Action, Audience]) -> Audience:
    """Return the audience of an action: the server's setting, or the default.

    Args:
        action: One of `DEFAULT_AUDIENCES`.
        own: The server's settings.
    """
    return own.get(action, DEFAULT_AUDIENCES[action])


def may_use(audience: Audience, actor: Actor) -> bool:
    """Tell whether a member belongs to an audience."""
    may = {
        Audience.EVERYONE: True,
        Audience.MODERATORS: actor.is_author or actor.is_moderator,
        Audience.AUTHOR: actor.is_author,
        Audience.NO_ONE: False,
    }
    return may[audience]


def may_read(audience: Audience, actor: Actor, *, is_shown: bool) -> bool:
    """Tell whether a member may read an image's prompt and options.

    The author always may: the words are the author's own, and `/my data` exports them.

    Args:
        audience: The audience of `Action.DETAILS`.
        actor: The member.
        is_shown: Whether the member uses the image's public message. For any other image, only
            moderators may read, and only if they belong to the audience as well.
    """
    is_supervisor = actor.is_moderator and may_use(audience, actor)
    return actor.is_author or is_supervisor or (is_shown and may_use(audience, actor))
