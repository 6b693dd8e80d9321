"""Where use cases leave what the owner and the moderators shall hear of."""

import logging
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.errors import ClosedReason, StorageFailed
from bot.policy.images.cost import Doubt
from bot.policy.limits.limit import Cap, Limit
from bot.ports import Clock, Notices
from bot.service.jobs.runner import Runner

log = logging.getLogger(__name__)

#: Every process looks at the key once an hour at least, so that all of them know by then; trouble
#: that is over while none runs is forgotten after it.
_TROUBLE_RETENTION = timedelta(hours=2)

#: What may wait while Discord has an outage; each notice stands in the log as well.
_MOST_WAITING = 100


@dataclass(frozen=True, slots=True)
class BudgetCrossed:
    """Dollars run out."""

    rule: Limit | Cap
    """Whose cap it is."""
    level: int
    """Per cent, out of `bot.policy.limits.budget.WARN_AT`."""
    used: int
    """Micro-dollars, with what is reserved for images under way."""
    cap: int
    """Micro-dollars."""
    resets_at: datetime | None
    guild_id: int | None
    """The server in which it happened; None outside of servers."""
    channel_id: int | None
    """The server's channel for notices; None when it has none."""
    for_owner: bool
    """Whether the bot's owner hears of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _ForOwner:
    """Nothing that concerns a server."""

    guild_id: None = None
    channel_id: None = None
    for_owner: bool = True


@dataclass(frozen=True, slots=True)
class KeyTrouble(_ForOwner):
    """No images can be painted until the operator mends something at OpenRouter."""

    reason: ClosedReason


@dataclass(frozen=True, slots=True)
class KeyWorks(_ForOwner):
    """What `KeyTrouble` told of is over."""

    reason: ClosedReason


@dataclass(frozen=True, slots=True)
class CreditLow(_ForOwner):
    """Little is left under the key's own limit, or under a budget above it."""

    remaining_micros: int
    level_micros: int
    """The level that was crossed; both in micro-dollars."""


@dataclass(frozen=True, slots=True)
class ProviderBlocked(_ForOwner):
    """A provider behind OpenRouter has blocked the account, so its models cannot paint."""

    provider: str
    """As OpenRouter names it."""
    model_id: str
    """The model that was asked."""


@dataclass(frozen=True, slots=True)
class ChargeDoubted(_ForOwner):
    """OpenRouter said of an image that it cost more than is believed."""

    doubt: Doubt


@dataclass(frozen=True, slots=True)
class Undelivered:
    """What became of a member's image could not be shown to them anywhere."""

    job_id: int
    user_id: int
    guild_id: int | None
    channel_id: int | None
    """The server's channel for notices; None when it has none."""
    is_generated: bool
    """Whether there was an image, or only a failure to tell of."""
    for_owner: bool


#: Everything that is told; each kind has a sentence in `bot.ui.limits.notices`.
Notice = (
    BudgetCrossed
    | KeyTrouble
    | KeyWorks
    | CreditLow
    | ProviderBlocked
    | ChargeDoubted
    | Undelivered
)


class Notifications:
    """A bounded line of notices: who posts never waits, and one reader takes them in order."""

    def __init__(
        self,
        runner: Runner,
        notices: Notices | None = None,
        *,
        clock: Clock | None = None,
        most: int = _MOST_WAITING,
    ) -> None:
        """Take the tools.

        Args:
            runner: Owns the reader.
            notices: What other processes told already; None tells everything.
            clock: Since when that counts; needed with `notices`.
            most: How many may wait.
        """
        self._runner = runner
        self._notices = notices
        self._clock = clock
        self._most = most
        self._waiting: deque[Notice] = deque()
        self._deliver: Callable[[Notice], Awaitable[None]] | None = None
        self._is_reading = False

    def post(self, notice: Notice) -> None:
        """Leave a notice; it is dropped when too many wait already."""
        if len(self._waiting) >= self._most:
            log.warning("a notice was dropped, since %s wait: %s", len(self._waiting), notice)
            return
        self._waiting.append(notice)
        self._begin()

    def read_by(self, deliver: Callable[[Notice], Awaitable[None]] | None) -> None:
        """Give every notice to `deliver` from now on, those that wait first; None to nobody."""
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
        """Tell whether no other process told it; each finds out about the key by itself."""
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
            # to hear of it twice is better than not at all
            log.warning("it is not known whether others told a notice: %s", error.fault)
            return True
        return is_first
