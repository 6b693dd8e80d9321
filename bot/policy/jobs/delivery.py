"""Which way an image takes to its member next, given what happened to each way so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.policy.jobs.job import ReplyTarget, Requester, is_late

#: How long a painted file is kept for a member who cannot be reached, counted from its last byte.
GENERATED_RETENTION = timedelta(hours=24)

#: What an interaction takes where only the member has the app.
#: https://docs.discord.com/developers/topics/opcodes-and-status-codes (40094), read 2026-11-30
MOST_FOLLOW_UPS = 5

#: After so many outages one after another the next way has its turn.
OUTAGES_IN_A_ROW = 2

#: Between an outage and the next try of the same way.
RETRY_AFTER = timedelta(seconds=2)

#: How long a way rests, each time longer, and then always as long as the last.
RESTS = tuple(timedelta(seconds=seconds) for seconds in (30, 60, 120, 240, 480, 900))

#: What one try may take: discord.py itself tries for up to 25 s, and uploads have their time.
_TRY_S = 40
_BYTES_PER_S = 1 << 20
_LONGEST_TRY_S = 300


class DeliveryPath(StrEnum):
    """A way to show something to a member."""

    EDIT = "edit"
    """In place of the first answer."""
    CHANNEL = "channel"
    """A message of the bot's own in the channel."""
    FOLLOW_UP = "follow_up"
    """A further answer, which everybody sees."""
    EPHEMERAL = "ephemeral"
    """A further answer, which the member alone sees."""
    DM = "dm"
    """A message of the bot's own to the member."""


#: Open for as long as the interaction's token lives.
BY_TOKEN = frozenset({DeliveryPath.EDIT, DeliveryPath.FOLLOW_UP, DeliveryPath.EPHEMERAL})
FOLLOW_UPS = frozenset({DeliveryPath.FOLLOW_UP, DeliveryPath.EPHEMERAL})

#: What everybody in the channel sees.
IN_CHANNEL = frozenset({DeliveryPath.EDIT, DeliveryPath.CHANNEL, DeliveryPath.FOLLOW_UP})


class Outcome(StrEnum):
    """What came of one try."""

    SHOWN = "shown"
    OUTAGE = "outage"
    """It may work a moment later, and may have worked although nobody said so."""
    REFUSED = "refused"
    """Discord refused it, which may change when somebody changes something."""
    GONE = "gone"
    """Somebody deleted the first answer, so nothing is said in its channel any more."""


@dataclass(frozen=True, slots=True)
class Tries:
    """What happened to one way so far."""

    count: int = 0
    in_a_row: int = 0
    """Outages since it last rested."""
    rests: int = 0
    due_at: datetime | None = None
    """When it may be tried again; None before the first try."""
    last: Outcome | None = None

    def after(self, outcome: Outcome, *, now: datetime) -> "Tries":
        """Return what it is after one more try that showed nothing."""
        in_a_row = self.in_a_row + 1
        if outcome is Outcome.OUTAGE and in_a_row < OUTAGES_IN_A_ROW:
            return Tries(self.count + 1, in_a_row, self.rests, now + RETRY_AFTER, outcome)
        rest = RESTS[min(self.rests, len(RESTS) - 1)]
        return Tries(self.count + 1, 0, self.rests + 1, now + rest, outcome)


_UNTRIED = Tries()


@dataclass(frozen=True, slots=True)
class Trail:
    """What happened to all ways so far."""

    tries: Mapping[DeliveryPath, Tries] = field(default_factory=dict[DeliveryPath, Tries])
    is_card_gone: bool = False
    """Whether somebody deleted the first answer."""

    def of(self, way: DeliveryPath) -> Tries:
        """Return what happened to one way."""
        return self.tries.get(way, _UNTRIED)

    def after(self, way: DeliveryPath, outcome: Outcome, *, now: datetime) -> "Trail":
        """Return what it is after one more try that showed nothing."""
        tries = {**self.tries, way: self.of(way).after(outcome, now=now)}
        return replace(self, tries=tries, is_card_gone=self.is_card_gone or outcome is Outcome.GONE)


def paths_of(
    requester: Requester, address: ReplyTarget, trail: Trail, *, now: datetime
) -> tuple[DeliveryPath, ...]:
    """Return the ways that there are now, the best first.

    An edit comes first, since it can be repeated. A message of the bot's own carries a nonce, by
    which Discord drops a repeat, so it comes before follow-ups wherever the bot may surely write.

    Args:
        requester: Whose image it is.
        address: Where it is answered.
        trail: What happened so far.
        now: The present.
    """
    followed_up = sum(trail.of(way).count for way in FOLLOW_UPS)
    # outside of servers that the bot is in, a member may have brought the app alone
    is_bounded = requester.spot.guild_id is None
    closed: set[DeliveryPath] = set()
    if is_late(requester.requested_at, now) or not address.token:
        closed |= BY_TOKEN
    if is_bounded and followed_up >= MOST_FOLLOW_UPS:
        closed |= FOLLOW_UPS
    if trail.is_card_gone:
        closed |= IN_CHANNEL
    if requester.private:
        closed |= {DeliveryPath.CHANNEL, DeliveryPath.FOLLOW_UP}
    if address.channel_id is None:
        closed.add(DeliveryPath.CHANNEL)
    own, answer = DeliveryPath.CHANNEL, DeliveryPath.FOLLOW_UP
    between = (own, answer) if requester.can_be_late else (answer, own)
    order = (DeliveryPath.EDIT, *between, DeliveryPath.EPHEMERAL, DeliveryPath.DM)
    return tuple(way for way in order if way not in closed)


def next_path(
    ways: Sequence[DeliveryPath], trail: Trail, *, now: datetime
) -> DeliveryPath | datetime:
    """Return the way to try now, or when to ask again.

    A way that met one outage is tried once more before another has its turn. Of the others that
    do not rest, the one that rested least is next, and among those the best one.

    Args:
        ways: Those that there are now, at least one, the best first.
        trail: What happened so far.
        now: The present.
    """
    for way in ways:
        tries = trail.of(way)
        if tries.in_a_row and tries.due_at is not None:
            return way if tries.due_at <= now else tries.due_at
    waiting = [due for way in ways if (due := trail.of(way).due_at) is not None and due > now]
    ready = [way for way in ways if (trail.of(way).due_at or now) <= now]
    if not ready:
        return min(waiting)
    return min(ready, key=lambda way: trail.of(way).rests)


def is_lost(
    ways: Sequence[DeliveryPath], trail: Trail, *, now: datetime, kept_until: datetime
) -> bool:
    """Tell whether an image is given up: kept for long enough, and each way was tried.

    Args:
        ways: Those that there are now.
        trail: What happened since the start of the process.
        now: The present.
        kept_until: Until when the file is kept.
    """
    return now >= kept_until and all(trail.of(way).count for way in ways)


def is_unreachable(ways: Sequence[DeliveryPath], trail: Trail, *, private: bool) -> bool:
    """Tell whether a member is to be told in the channel that nothing reaches them.

    What is public was refused there, too, or its card was deleted, and nothing follows that.

    Args:
        ways: Those that there are now.
        trail: What happened so far.
        private: Whether only the member may see it.
    """
    return private and all(trail.of(way).last is Outcome.REFUSED for way in ways)


def had_outage(trail: Trail) -> bool:
    """Tell whether a way met an outage at its last try, so that waiting might have helped."""
    return any(tries.last is Outcome.OUTAGE for tries in trail.tries.values())


def seconds_for(tries: Tries, *, size_bytes: int) -> float:
    """Return how long one try may take in seconds, more after each rest: a line may be slow.

    Args:
        tries: What happened to its way so far.
        size_bytes: What is uploaded.
    """
    usual = _TRY_S + size_bytes / _BYTES_PER_S
    return min(usual * 2**tries.rests, _LONGEST_TRY_S)
