"""Whether the bot accepts requests now, and why not."""

from bot.errors import ClosedReason, IntakeClosed


class Intake:
    """The reasons for which requests are not accepted; open when there are none."""

    def __init__(self) -> None:
        self._reasons: set[ClosedReason] = set()

    def close(self, reason: ClosedReason) -> None:
        """Accept no requests until this reason is withdrawn."""
        self._reasons.add(reason)

    def open(self, reason: ClosedReason) -> bool:
        """Withdraw a reason; others may remain.

        Returns:
            Whether the intake was closed for this reason.
        """
        was_closed = reason in self._reasons
        self._reasons.discard(reason)
        return was_closed

    def closed(self) -> frozenset[ClosedReason]:
        """Return all reasons; empty when requests are accepted."""
        return frozenset(self._reasons)

    def check(self) -> None:
        """Pass if requests are accepted.

        Raises:
            IntakeClosed: With the first reason in the order of `ClosedReason`: stopping is first.
        """
        for reason in ClosedReason:
            if reason in self._reasons:
                raise IntakeClosed(reason)
