"""Failed deliveries: the image was generated, but could not be shown on Discord."""

from dataclasses import dataclass
from typing import ClassVar

from bot.errors.generation import Charge
from bot.errors.root import ImagineError


class DeliveryFailed(ImagineError):
    """The image was generated and paid for, but could not be shown on Discord."""

    charge: ClassVar[Charge] = Charge.MADE


@dataclass(eq=False)
class TooLargeForDiscord(DeliveryFailed):
    """The image is larger than Discord's upload limit."""

    limit_bytes: int
    """The limit for the next attempt, in bytes."""


class DiscordUnavailable(DeliveryFailed):
    """Discord did not answer or had an outage; a retry may succeed."""


class DeliveryGivenUp(DeliveryFailed):
    """The process died in every attempt to show the image, so there are no more attempts."""

    word = "showing_given_up"


class NowhereToDeliver(DeliveryFailed):
    """The answer, the channel or the DM is gone or closed to the bot."""
