"""Chooses the path by which an image is delivered next, from all attempts so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.policy.jobs.job import ReplyTarget, Requester, is_late

#: How long a generated file is kept for a member who cannot be reached, from its last byte on.
GENERATED_RETENTION = timedelta(hours=24)

#: Follow-ups that an interaction accepts where only the member has installed the app.
#: https://docs.discord.com/developers/topics/opcodes-and-status-codes (40094), read 2026-11-30
MOST_FOLLOW_UPS = 5

#: Consecutive outages after which a path is in backoff.
OUTAGES_IN_A_ROW = 2

#: Wait between an outage and the next attempt on the same path.
RETRY_AFTER = timedelta(seconds=2)

#: Waits before a path is tried again, one per backoff; the last one repeats.
BACKOFFS = tuple(timedelta(seconds=seconds) for seconds in (30, 60, 120, 240, 480, 900))

#: Timeout of one attempt: discord.py itself retries for up to 25 s, and uploads need their time.
_TRY_S = 40
_BYTES_PER_S = 1 << 20
_LONGEST_TRY_S = 300


class DeliveryPath(StrEnum):
    """A path by which something can be shown to a member."""

    EDIT = "edit"
    """An edit of the first answer."""
    CHANNEL = "channel"
    """The bot's own message in the channel."""
    FOLLOW_UP = "follow_up"
    """A public follow-up."""
    EPHEMERAL = "ephemeral"
    """A follow-up that only the member sees."""
    DM = "dm"
    """The bot's own message to the member."""


#: Paths that need a valid interaction token.
BY_TOKEN = frozenset({DeliveryPath.EDIT, DeliveryPath.FOLLOW_UP, DeliveryPath.EPHEMERAL})
FOLLOW_UPS = frozenset({DeliveryPath.FOLLOW_UP, DeliveryPath.EPHEMERAL})

#: Paths that lead to the channel of the command.
IN_CHANNEL = frozenset({DeliveryPath.EDIT, DeliveryPath.CHANNEL, DeliveryPath.FOLLOW_UP})


class Outcome(StrEnum):
    """The outcome of one attempt."""

    SHOWN = "shown"
    OUTAGE = "outage"
    """Discord had an outage or gave no answer; the attempt may have succeeded unnoticed."""
    REFUSED = "refused"
    """Discord rejected it, which a change of permissions, for example, may solve."""
    GONE = "gone"
    """The first answer was deleted, so nothing more is shown in its channel."""


@dataclass(frozen=True, slots=True)
class Tries:
    """The attempts on one path so far."""

    count: int = 0
    in_a_row: int = 0
    """Outages since the last backoff."""
    backoffs: int = 0
    """Number of backoffs so far, which determines the length of the next one."""
    due_at: datetime | None = None
    """When it may be tried again; None before the first attempt."""
    last: Outcome | None = None

    def after(self, outcome: Outcome, *, now: datetime) -> "Tries":
        """Return the attempts with one more that showed nothing."""
        in_a_row = self.in_a_row + 1
        if outcome is Outcome.OUTAGE and in_a_row < OUTAGES_IN_A_ROW:
            return Tries(self.count + 1, in_a_row, self.backoffs, now + RETRY_AFTER, outcome)
        backoff = BACKOFFS[min(self.backoffs, len(BACKOFFS) - 1)]
        return Tries(self.count + 1, 0, self.backoffs + 1, now + backoff, outcome)


_UNTRIED = Tries()


@dataclass(frozen=True, slots=True)
class Trail:
    """The attempts on all paths so far."""

    tries: Mapping[DeliveryPath, Tries] = field(default_factory=dict[DeliveryPath, Tries])
    is_card_gone: bool = False
    """Whether the first answer was deleted."""

    def of(self, path: DeliveryPath) -> Tries:
        """Return the attempts on one path."""
        return self.tries.get(path, _UNTRIED)

    def after(self, path: DeliveryPath, outcome: Outcome, *, now: datetime) -> "Trail":
        """Return the trail with one more attempt that showed nothing."""
        tries = {**self.tries, path: self.of(path).after(outcome, now=now)}
        return replace(self, tries=tries, is_card_gone=self.is_card_gone or outcome is Outcome.GONE)


def paths_of(
    requester: Requester, reply_target: ReplyTarget, trail: Trail, *, now: datetime
) -> tuple[DeliveryPath, ...]:
    """Return the open paths, the best first.

    An edit comes first, since it is idempotent. The bot's own message carries a nonce, by which
    Discord drops a repeat, so it precedes follow-ups wherever the bot is known to have write
    access.

    Args:
        requester: The member who created the image.
        reply_target: Where it is answered.
        trail: All attempts so far.
        now: The present.
    """
    closed = _closed_paths(requester, reply_target, trail, now)
    own, follow_up = DeliveryPath.CHANNEL, DeliveryPath.FOLLOW_UP
    between = (own, follow_up) if requester.can_be_late else (follow_up, own)
    order = (DeliveryPath.EDIT, *between, DeliveryPath.EPHEMERAL, DeliveryPath.DM)
    return tuple(path for path in order if path not in closed)


def _closed_paths(
    requester: Requester, reply_target: ReplyTarget, trail: Trail, now: datetime
) -> set[DeliveryPath]:
    followed_up = sum(trail.of(path).count for path in FOLLOW_UPS)
    # outside servers that have the bot, only the member may have installed the app
    is_bounded = requester.spot.guild_id is None
    closed: set[DeliveryPath] = set()
    if is_late(requester.requested_at, now) or not reply_target.token:
        closed |= BY_TOKEN
    if is_bounded and followed_up >= MOST_FOLLOW_UPS:
        closed |= FOLLOW_UPS
    if trail.is_card_gone:
        closed |= IN_CHANNEL
    if requester.private:
        closed |= {DeliveryPath.CHANNEL, DeliveryPath.FOLLOW_UP}
    if reply_target.channel_id is None:
        closed.add(DeliveryPath.CHANNEL)
    return closed


def next_path(
    paths: Sequence[DeliveryPath], trail: Trail, *, now: datetime
) -> DeliveryPath | datetime:
    """Return the path to try now, or the instant at which to call again.

    A path with one outage is retried before any other. Among the others that are not in
    backoff, the one with the fewest backoffs is next; of equal ones, the best.

    Args:
        paths: The open paths, at least one, the best first.
        trail: All attempts so far.
        now: The present.
    """
    for path in paths:
        tries = trail.of(path)
        if tries.in_a_row and tries.due_at is not None:
            return path if tries.due_at <= now else tries.due_at
    waiting = [due for path in paths if (due := trail.of(path).due_at) is not None and due > now]
    ready = [path for path in paths if (trail.of(path).due_at or now) <= now]
    if not ready:
        return min(waiting)
    return min(ready, key=lambda path: trail.of(path).backoffs)


def is_lost(
    paths: Sequence[DeliveryPath], trail: Trail, *, now: datetime, kept_until: datetime
) -> bool:
    """Tell whether to give an image up: its retention is over, and every open path was tried.

    Args:
        paths: The open paths.
        trail: All attempts since the start of the process.
        now: The present.
        kept_until: End of the file's retention.
    """
    return now >= kept_until and all(trail.of(path).count for path in paths)


def is_unreachable(paths: Sequence[DeliveryPath], trail: Trail, *, private: bool) -> bool:
    """Tell whether to notify a member in the channel that private delivery fails on every path.

    Not for public images: their own messages were rejected in that channel, or their card was
    deleted there.

    Args:
        paths: The open paths.
        trail: All attempts so far.
        private: Whether only the member may see the image.
    """
    return private and all(trail.of(path).last is Outcome.REFUSED for path in paths)


def had_outage(trail: Trail) -> bool:
    """Tell whether the last attempt on any path met an outage, so that waiting may have helped."""
    return any(tries.last is Outcome.OUTAGE for tries in trail.tries.values())


def seconds_for(tries: Tries, *, size_bytes: int) -> float:
    """Return the timeout of one attempt in seconds; it doubles with each backoff, for slow uplinks.

    Args:
        tries: The attempts on its path so far.
        size_bytes: Size of the upload.
    """
    usual = _TRY_S + size_bytes / _BYTES_PER_S
    return min(usual * 2**tries.backoffs, _LONGEST_TRY_S)
