"""Checks whether a channel and a request are allowed at all, regardless of any counts."""

from dataclasses import dataclass
from datetime import datetime

from bot.policy.limits.effective import Rule, Rules, Spot
from bot.policy.limits.limit import NSFW_CHANNELS, OTHER_CHANNELS, Limit
from bot.policy.limits.rulebook import ChannelList, ChannelMode, Pause, Rulebook, ScopeKind


@dataclass(frozen=True, slots=True)
class ServerPaused:
    """A moderator has paused image creation in the server."""

    pause: Pause


@dataclass(frozen=True, slots=True)
class ForbiddenChannel:
    """The server's channel list does not allow images in this channel."""

    channels: ChannelList


@dataclass(frozen=True, slots=True)
class UnknownChannel:
    """A rule depends on the channel's category or age restriction, which is unknown now."""


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A limit does not allow the channel or the request."""

    rule: Rule
    given: str
    """The value that is not allowed."""


@dataclass(frozen=True, slots=True)
class RequestedOptions:
    """The options of a request that limits restrict."""

    model_id: str
    size: str | None
    """None for the model's own, which no limit of sizes forbids."""
    images: int
    references: int
    private: bool


#: Why a channel is refused.
ChannelRefusal = ServerPaused | ForbiddenChannel | UnknownChannel | Forbidden


def check_channel(
    rulebook: Rulebook, rules: Rules, spot: Spot, *, now: datetime
) -> ChannelRefusal | None:
    """Return why images cannot be created here now; None when they can."""
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


def check_request(rules: Rules, options: RequestedOptions) -> Forbidden | None:
    """Return the first limit that forbids an option of a request; None when all are allowed."""
    named = ((Limit.MODELS, options.model_id), (Limit.SIZES, options.size))
    for limit, name in named:
        allowed = rules[limit].value
        if name is not None and isinstance(allowed, frozenset) and name not in allowed:
            return Forbidden(rules[limit], name)
    numbers = (
        (Limit.COUNT, options.images),
        (Limit.REFERENCES, options.references),
        (Limit.PRIVATE, int(options.private)),
    )
    for limit, number in numbers:
        most = rules[limit].value
        if isinstance(most, int) and number > most:
            return Forbidden(rules[limit], str(number))
    return None


def _is_undecided(rulebook: Rulebook, rules: Rules, spot: Spot) -> bool:
    """Tell whether a rule depends on an unknown fact about the channel."""
    if not spot.is_category_known and _has_rule_for_categories(rulebook, spot):
        return True
    rated = rules[Limit.NSFW].value
    is_rated = isinstance(rated, frozenset) and not {NSFW_CHANNELS, OTHER_CHANNELS} <= rated
    return is_rated and not spot.is_rating_known


def _has_rule_for_categories(rulebook: Rulebook, spot: Spot) -> bool:
    channels = rulebook.channels
    # any id of the list may be a category's, unless the channel itself is on the list
    is_listed = channels.mode is not ChannelMode.ANYWHERE and spot.channel_id not in channels.ids
    return is_listed or any(scope.kind is ScopeKind.CATEGORY for scope in rulebook.limits)


def _is_listed(channels: ChannelList, spot: Spot) -> bool:
    found = bool(channels.ids & {spot.channel_id, spot.category_id})
    if channels.mode is ChannelMode.ANYWHERE:
        return True
    return found if channels.mode is ChannelMode.ONLY else not found
