"""Whether the bot takes images now, and why not."""

from bot.errors import ClosedReason, IntakeClosed


class Intake:
    """A gate with one bolt per reason; it is open when no bolt is shut."""

    def __init__(self) -> None:
        self._reasons: set[ClosedReason] = set()

    def close(self, reason: ClosedReason) -> None:
        """Take no images while this reason stands."""
        self._reasons.add(reason)

    def open(self, reason: ClosedReason) -> bool:
        """Withdraw a reason; others may still stand.

        Returns:
            Whether the reason stood.
        """
        stood = reason in self._reasons
        self._reasons.discard(reason)
        return stood

    def closed(self) -> frozenset[ClosedReason]:
        """Return the reasons that stand; empty when images are taken."""
        return frozenset(self._reasons)

    def check(self) -> None:
        """Pass when images are taken.

        Raises:
            IntakeClosed: With the reason that stands; stopping goes before the others.
        """
        for reason in ClosedReason:
            if reason in self._reasons:
                raise IntakeClosed(reason)
