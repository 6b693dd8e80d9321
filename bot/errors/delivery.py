"""The image was painted, but Discord did not take it."""

from dataclasses import dataclass
from typing import ClassVar

from bot.errors.generation import Charge
from bot.errors.root import ImagineError


class DeliveryFailed(ImagineError):
    """The image was painted and paid, but Discord did not take it."""

    charge: ClassVar[Charge] = Charge.MADE


@dataclass(eq=False)
class TooLargeForDiscord(DeliveryFailed):
    """The image has more bytes than Discord takes."""

    limit_bytes: int
    """What to stay under at the next try."""


class DiscordUnavailable(DeliveryFailed):
    """Discord did not answer or had an outage; trying again may help."""


class DeliveryGivenUp(DeliveryFailed):
    """The process died each time that it was to show the image, so nobody tries any more."""

    word = "showing_given_up"


class NowhereToDeliver(DeliveryFailed):
    """The answer, the channel or the DM is gone or closed to the bot."""
