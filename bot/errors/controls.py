"""Refusals of commands, buttons, menus and forms: nothing is sent to OpenRouter."""

from dataclasses import dataclass
from enum import StrEnum

from bot.errors.refused import Refused
from bot.policy.images.actions import Audience


class CancelFault(StrEnum):
    """Why a job cannot be cancelled."""

    DELIVERING = "delivering"
    """Its image is generated and paid for, and is being delivered."""
    ENDED = "ended"
    """It has ended already."""
    ELSEWHERE = "elsewhere"
    """Another process of the bot runs it."""


@dataclass(eq=False)
class CancelRefused(Refused):
    """A job cannot be cancelled."""

    fault: CancelFault


@dataclass(eq=False)
class NotOwner(Refused):
    """The member is not in the control's audience."""

    word = "not_yours"

    audience: Audience = Audience.AUTHOR
    """The members who may use the control here."""


class ImageGone(Refused):
    """The message of a control or menu has no image."""

    word = "picture_gone"


class OthersForbidden(Refused):
    """The server does not allow remixes of images that the bot did not create."""


class NothingLarger(Refused):
    """The model has no size that is larger than the image."""


class CopyRefused(Refused):
    """The member accepts no direct messages from the bot."""


class ChangeRefused(Refused):
    """Discord did not accept an edit of a message."""


class ServersOnly(Refused):
    """The command or control works only in servers that have the bot."""


class JobForgotten(Refused):
    """The job of a control is no longer stored."""


class AnswerLost(Refused):
    """Discord did not accept the first answer to a command or click."""


class MissingPermission(Refused):
    """The member fails a permission check of the command or control."""

    word = "not_permitted"


class Outdated(Refused):
    """This version of the bot does not have the command, button or form."""
