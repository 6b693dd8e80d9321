"""A `KeyWatch` and a `ProviderHealth` that record notices to the operator."""

from collections.abc import Collection, Sequence
from datetime import datetime

from bot.errors import (
    GenerationFailed,
    ImagineError,
    IntakeClosed,
    ProviderOnHold,
    StorageFailed,
    StorageFault,
)
from bot.ports import KeyStatus
from bot.service.jobs.runner import Runner
from bot.service.notifications import Notice, Notifications
from bot.service.provider.health import ProviderHealth
from bot.service.provider.key_watch import KeyWatch
from bot.service.timing import PRODUCTION, Timing
from testkit.fakes import FakeClock, FakeKey

GOOD = KeyStatus(accepted=True, remaining_micros=9_500_000)
BAD = KeyStatus(accepted=False)
SPENT = KeyStatus(accepted=True, remaining_micros=0)
LEVELS = (5_000_000, 1_000_000)


class RecordedNotifications(Notifications):
    """Records posted notices."""

    def __init__(self) -> None:
        super().__init__(Runner())
        self.notices: list[Notice] = []

    def post(self, notice: Notice) -> None:
        self.notices.append(notice)

    def take(self) -> list[Notice]:
        """Return the notices since the last call."""
        taken, self.notices = self.notices, []
        return taken


class FakeNotices:
    """Notices in memory; fails while a test says that the database is broken."""

    def __init__(self) -> None:
        self.claimed: dict[str, datetime] = {}
        self.is_broken = False

    async def claim(self, key: str, *, kept_until: datetime, now: datetime | None = None) -> bool:
        if self.is_broken:
            raise StorageFailed(StorageFault.BUSY, "locked")
        is_first = key not in self.claimed or bool(now and self.claimed[key] < now)
        if is_first:
            self.claimed[key] = kept_until
        return is_first

    async def release(self, keys: Collection[str]) -> None:
        if self.is_broken:
            raise StorageFailed(StorageFault.BUSY, "locked")
        for key in keys:
            self.claimed.pop(key, None)

    async def purge(self, *, now: datetime) -> None:
        raise AssertionError


class ProviderHarness:
    """The provider's services of one process."""

    def __init__(
        self,
        *answers: KeyStatus | ImagineError,
        levels: Sequence[int] = LEVELS,
        claims: FakeNotices | None = None,
        clock: FakeClock | None = None,
        timing: Timing = PRODUCTION,
        **sizes: int,
    ) -> None:
        self.clock = clock or FakeClock()
        self.notifications = RecordedNotifications()
        self.notices = claims or FakeNotices()
        self.key = FakeKey(*answers or (GOOD,))
        self.watch = KeyWatch(
            self.key,
            self.notifications,
            self.notices,
            clock=self.clock,
            levels=levels,
            timing=timing,
        )
        self.caller: object = "somebody"
        self.provider = ProviderHealth(
            self.watch, clock=self.clock, caller=lambda: self.caller, **sizes
        )

    def another_process(self, *answers: KeyStatus | ImagineError) -> "ProviderHarness":
        """Return another process on the same database, at the same time."""
        return ProviderHarness(*answers, claims=self.notices, clock=self.clock)

    def restart(self, *answers: KeyStatus | ImagineError) -> "ProviderHarness":
        """Return the next process on the same database."""
        return ProviderHarness(*answers, claims=self.notices, clock=self.clock)


def send_request(
    harness: ProviderHarness,
    model_id: str,
    error: GenerationFailed | None = None,
    *,
    takes_s: int = 0,
    caller: object = None,
    member: object = None,
) -> None:
    """Send a request, of another job and another member each time unless these are given."""
    before, harness.caller = harness.caller, caller or object()
    harness.provider.begin(model_id, member=member or object())
    harness.clock.advance(seconds=takes_s)
    if error is None:
        harness.provider.succeeded(model_id)
    else:
        harness.provider.failed(model_id, error)
    harness.caller = before


def refusal(harness: ProviderHarness, model_id: str) -> ProviderOnHold | IntakeClosed | None:
    try:
        harness.provider.check(model_id)
    except (ProviderOnHold, IntakeClosed) as error:
        return error
    return None
