"""Decides when a process may treat another one's expired lease as its death."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class OwnLease:
    """A process's own lease, as far as the process knows it."""

    lasts: timedelta
    """A process that has not renewed its lease for this long counts as dead."""
    renewed_at: datetime | None = None
    """Time of the last renewal; None before the first one."""
    late_renewal_at: datetime | None = None
    """Time of the last renewal that came after the lease had expired."""

    def renewed(self, now: datetime) -> "OwnLease":
        """Return the lease after a renewal."""
        return OwnLease(self.lasts, now, now if self._has_expired(now) else self.late_renewal_at)

    def can_declare_others_dead(self, now: datetime) -> bool:
        """Tell whether this process may declare others dead when their leases have expired.

        A process that could not renew its own lease cannot tell: most likely the database was
        unavailable to all of them. It waits one lease's time, in which the others can renew theirs.
        """
        if self._has_expired(now):
            return False
        return (
            self.late_renewal_at is None
            or not timedelta() <= now - self.late_renewal_at < self.lasts
        )

    def _has_expired(self, now: datetime) -> bool:
        return self.renewed_at is not None and now - self.renewed_at > self.lasts
