"""Whether an image of this kind may be asked for here at all, however many there were."""

from dataclasses import dataclass
from datetime import datetime

from bot.policy.limits.effective import Rule, Rules, Spot
from bot.policy.limits.limit import NSFW_CHANNELS, OTHER_CHANNELS, Limit
from bot.policy.limits.rulebook import ChannelList, ChannelMode, Pause, Rulebook, ScopeKind


@dataclass(frozen=True, slots=True)
class ServerPaused:
    """A moderator has paused the server."""

    pause: Pause


@dataclass(frozen=True, slots=True)
class ForbiddenChannel:
    """Images are asked for in other channels."""

    channels: ChannelList


@dataclass(frozen=True, slots=True)
class UnknownChannel:
    """A rule looks at the channel's category or age-restriction, and that is not known now."""


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A limit does not allow what was asked for."""

    rule: Rule
    given: str


@dataclass(frozen=True, slots=True)
class RequestedOptions:
    """What access looks at in a request."""

    model_id: str
    size: str | None
    """None for the model's own, which every limit of sizes lets pass."""
    images: int
    references: int
    private: bool


#: What can speak against a place.
PlaceRefusal = ServerPaused | ForbiddenChannel | UnknownChannel | Forbidden


def check_channel(
    rulebook: Rulebook, rules: Rules, spot: Spot, *, now: datetime
) -> PlaceRefusal | None:
    """Decide whether images may be asked for here and now at all."""
    pause = rulebook.pause_at(now)
    if pause:
        return ServerPaused(pause)
    if _is_undecided(rulebook, rules, spot):
        return UnknownChannel()
    if not _is_listed(rulebook.channels, spot):
        return ForbiddenChannel(rulebook.channels)
    rating = NSFW_CHANNELS if spot.is_nsfw else OTHER_CHANNELS
    rated = rules[Limit.NSFW]
    if isinstance(rated.value, frozenset) and rating not in rated.value:
        return Forbidden(rated, rating)
    return None


def check_request(rules: Rules, asked: RequestedOptions) -> Forbidden | None:
    """Decide whether a request is of a kind that is allowed."""
    named = ((Limit.MODELS, asked.model_id), (Limit.SIZES, asked.size))
    for limit, name in named:
        allowed = rules[limit].value
        if name is not None and isinstance(allowed, frozenset) and name not in allowed:
            return Forbidden(rules[limit], name)
    counted = (
        (Limit.COUNT, asked.images),
        (Limit.REFERENCES, asked.references),
        (Limit.PRIVATE, int(asked.private)),
    )
    for limit, number in counted:
        most = rules[limit].value
        if isinstance(most, int) and number > most:
            return Forbidden(rules[limit], str(number))
    return None


def _is_undecided(rulebook: Rulebook, rules: Rules, spot: Spot) -> bool:
    """Tell whether a rule needs to know of the channel what is not known."""
    if not spot.is_category_known and _has_rule_for_categories(rulebook, spot):
        return True
    rated = rules[Limit.NSFW].value
    is_rated = isinstance(rated, frozenset) and not {NSFW_CHANNELS, OTHER_CHANNELS} <= rated
    return is_rated and not spot.is_rating_known


def _has_rule_for_categories(rulebook: Rulebook, spot: Spot) -> bool:
    channels = rulebook.channels
    # a list does not say which of its ids are categories; a channel that is on it decides alone
    is_listed = channels.mode is not ChannelMode.ANYWHERE and spot.channel_id not in channels.ids
    return is_listed or any(place.kind is ScopeKind.CATEGORY for place in rulebook.limits)


def _is_listed(channels: ChannelList, spot: Spot) -> bool:
    found = bool(channels.ids & {spot.channel_id, spot.category_id})
    if channels.mode is ChannelMode.ANYWHERE:
        return True
    return found if channels.mode is ChannelMode.ONLY else not found
