"""Notices of use cases to the operator and to moderators, and the queue in which they wait."""

import logging
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.errors import ClosedReason, StorageFailed
from bot.policy.images.cost import DoubtedCharge
from bot.policy.limits.limit import Cap, Limit
from bot.ports import Clock, Notices
from bot.service.jobs.runner import Runner

log = logging.getLogger(__name__)

#: Dedupe keys of key trouble expire after this. Every process checks the key once an hour at least,
#: so all know of the trouble by then; if it ends while none runs, later trouble is news again.
_TROUBLE_RETENTION = timedelta(hours=2)

#: Notices that may wait during an outage of Discord; each is in the log as well.
_MOST_WAITING = 100


@dataclass(frozen=True, slots=True)
class BudgetCrossed:
    """A limit or cap in dollars has reached a level."""

    rule: Limit | Cap
    """The limit or cap."""
    level: int
    """Per cent, out of `bot.policy.limits.budget.WARN_AT`."""
    used: int
    """Micro-dollars, including what running jobs have reserved."""
    cap: int
    """Micro-dollars."""
    resets_at: datetime | None
    guild_id: int | None
    """The server in which it happened; None outside of servers."""
    channel_id: int | None
    """The server's channel for notices; None when it has none."""
    for_owner: bool
    """Whether the operator is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _ForOwner:
    """A notice to the operator alone."""

    guild_id: None = None
    channel_id: None = None
    for_owner: bool = True


@dataclass(frozen=True, slots=True)
class KeyTrouble(_ForOwner):
    """No image can be generated until the operator fixes a problem at OpenRouter."""

    reason: ClosedReason


@dataclass(frozen=True, slots=True)
class KeyWorks(_ForOwner):
    """The problem of an earlier `KeyTrouble` is over."""

    reason: ClosedReason


@dataclass(frozen=True, slots=True)
class CreditLow(_ForOwner):
    """Little is left under the key's own limit, or under a budget above it."""

    remaining_micros: int
    level_micros: int
    """The level that was crossed; both in micro-dollars."""


@dataclass(frozen=True, slots=True)
class ProviderBlocked(_ForOwner):
    """A provider behind OpenRouter has blocked the account, so its models cannot be used."""

    provider: str
    """As OpenRouter names it."""
    model_id: str
    """The model of the request that failed."""


@dataclass(frozen=True, slots=True)
class ChargeDoubted(_ForOwner):
    """OpenRouter reported a charge for an image that is not credible."""

    doubt: DoubtedCharge


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A member could not be shown how their job ended."""

    job_id: int
    user_id: int
    guild_id: int | None
    channel_id: int | None
    """The server's channel for notices; None when it has none."""
    is_generated: bool
    """Whether there was an image, or only a failure."""
    for_owner: bool
    language: str | None = None
    """The one that the server chose for public messages."""


@dataclass(frozen=True, slots=True)
class ImageReported:
    """A member has reported an image, in a server whose log takes no reports."""

    job_id: int
    guild_id: int
    channel_id: int
    """The server's channel for notices."""
    user_id: int
    """The author of the image."""
    reporter_id: int
    image_channel_id: int | None
    message_id: int | None
    """Where the image is; None where that is unknown."""
    reason: str
    for_owner: bool = False


@dataclass(frozen=True, slots=True)
class AppealMade:
    """A member has appealed a case, and the server's moderation log takes no appeals."""

    guild_id: int
    channel_id: int | None
    """The server's channel for notices."""
    user_id: int
    number: int
    """The case's."""
    text: str
    for_owner: bool = False


@dataclass(frozen=True, slots=True)
class LogUnreachable:
    """A server's moderation log cannot be written; its entries wait for a while."""

    guild_id: int
    channel_id: int | None
    """The server's channel for notices; None when it has none."""
    log_channel_id: int
    is_gone: bool
    """Whether the log's channel was deleted; otherwise the bot lacks a permission."""
    for_owner: bool = False


#: All kinds of notices; each has a sentence in `bot.ui.limits.notices`.
Notice = (
    BudgetCrossed
    | KeyTrouble
    | KeyWorks
    | CreditLow
    | ProviderBlocked
    | ChargeDoubted
    | Undelivered
    | ImageReported
    | AppealMade
    | LogUnreachable
)


class Notifications:
    """A bounded queue of notices: posting never waits, and one reader takes them in order."""

    def __init__(
        self,
        runner: Runner,
        notices: Notices | None = None,
        *,
        clock: Clock | None = None,
        most: int = _MOST_WAITING,
    ) -> None:
        """Store the dependencies.

        Args:
            runner: Owns the reader's task.
            notices: Dedupe keys shared with other processes; None posts every notice.
            clock: For the expiry of those keys; needed with `notices`.
            most: How many notices may wait.
        """
        self._runner = runner
        self._notices = notices
        self._clock = clock
        self._most = most
        self._waiting: deque[Notice] = deque()
        self._deliver: Callable[[Notice], Awaitable[None]] | None = None
        self._is_reading = False

    def post(self, notice: Notice) -> None:
        """Add a notice; it is dropped when too many wait already."""
        if len(self._waiting) >= self._most:
            log.warning("a notice was dropped, since %s wait: %s", len(self._waiting), notice)
            return
        self._waiting.append(notice)
        self._begin()

    def read_by(self, deliver: Callable[[Notice], Awaitable[None]] | None) -> None:
        """Pass every notice to `deliver` from now on, waiting ones first; None lets them wait."""
        self._deliver = deliver
        self._begin()

    def _begin(self) -> None:
        if self._waiting and self._deliver and not self._is_reading:
            self._is_reading = True
            self._runner.start("notices", self._read())

    async def _read(self) -> None:
        try:
            while self._waiting and self._deliver:
                notice = self._waiting.popleft()
                if await self._is_news(notice):
                    await self._deliver(notice)
        finally:
            self._is_reading = False

    async def _is_news(self, notice: Notice) -> bool:
        """Return whether no other process posted it: each finds out about the key on its own."""
        if self._notices is None or self._clock is None:
            return True
        if not isinstance(notice, KeyTrouble | KeyWorks):
            return True
        keys = f"key-trouble:{notice.reason}", f"key-works:{notice.reason}"
        key, opposite = keys if isinstance(notice, KeyTrouble) else reversed(keys)
        now = self._clock.now()
        try:
            is_first = await self._notices.claim(key, kept_until=now + _TROUBLE_RETENTION, now=now)
            if is_first:
                await self._notices.release([opposite])
        except StorageFailed as error:
            # a second notice is better than none
            log.warning("it is not known whether others told a notice: %s", error.fault)
            return True
        return is_first
