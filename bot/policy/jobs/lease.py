"""When a process may take another's silence for its death."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class OwnLease:
    """What a process knows of its own lease."""

    lasts: timedelta
    """Who has not renewed for this long is taken for dead."""
    renewed_at: datetime | None = None
    """None before the first time, when nobody's silence was one's own fault."""
    blind_at: datetime | None = None
    """When it could be renewed again after it had run out."""

    def renewed(self, now: datetime) -> "OwnLease":
        """Return what is known once it was renewed."""
        return OwnLease(self.lasts, now, now if self._has_run_out(now) else self.blind_at)

    def may_judge(self, now: datetime) -> bool:
        """Tell whether others' leases say anything now.

        Whoever could not renew its own cannot tell whether others could: most likely the database
        was away for all of them. So it waits until they had the time to renew theirs.
        """
        if self._has_run_out(now):
            return False
        return self.blind_at is None or not timedelta() <= now - self.blind_at < self.lasts

    def _has_run_out(self, now: datetime) -> bool:
        return self.renewed_at is not None and now - self.renewed_at > self.lasts
