"""Whether a picture of this kind may be asked for here at all, however many there were."""

from dataclasses import dataclass
from datetime import datetime

from bot.policy.limits import NSFW_CHANNELS, OTHER_CHANNELS, Limit
from bot.policy.resolve import Rule, Rules, Spot
from bot.policy.rulebook import ChannelList, ChannelMode, Pause, Rulebook


@dataclass(frozen=True, slots=True)
class Closed:
    """A moderator has paused the server."""

    pause: Pause


@dataclass(frozen=True, slots=True)
class WrongPlace:
    """Pictures are asked for in other channels."""

    channels: ChannelList


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A limit does not allow what was asked for."""

    rule: Rule
    given: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What access looks at in a request."""

    model_id: str
    size: str | None
    """None for the model's own, which every limit of sizes lets pass."""
    pictures: int
    references: int
    private: bool


def check_place(
    rulebook: Rulebook, rules: Rules, spot: Spot, *, now: datetime
) -> Closed | WrongPlace | Forbidden | None:
    """Decide whether pictures may be asked for here and now at all."""
    pause = rulebook.pause_at(now)
    if pause:
        return Closed(pause)
    if not _is_listed(rulebook.channels, spot):
        return WrongPlace(rulebook.channels)
    rating = NSFW_CHANNELS if spot.is_nsfw else OTHER_CHANNELS
    rated = rules[Limit.NSFW]
    if isinstance(rated.value, frozenset) and rating not in rated.value:
        return Forbidden(rated, rating)
    return None


def check_request(rules: Rules, asked: Asked) -> Forbidden | None:
    """Decide whether a request is of a kind that is allowed."""
    named = ((Limit.MODELS, asked.model_id), (Limit.SIZES, asked.size))
    for limit, name in named:
        allowed = rules[limit].value
        if name is not None and isinstance(allowed, frozenset) and name not in allowed:
            return Forbidden(rules[limit], name)
    counted = (
        (Limit.COUNT, asked.pictures),
        (Limit.REFERENCES, asked.references),
        (Limit.PRIVATE, int(asked.private)),
    )
    for limit, number in counted:
        most = rules[limit].value
        if isinstance(most, int) and number > most:
            return Forbidden(rules[limit], str(number))
    return None


def _is_listed(channels: ChannelList, spot: Spot) -> bool:
    found = bool(channels.ids & {spot.channel_id, spot.category_id})
    if channels.mode is ChannelMode.ANYWHERE:
        return True
    return found if channels.mode is ChannelMode.ONLY else not found
