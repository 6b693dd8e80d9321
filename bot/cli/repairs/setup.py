"""What a repair knows of the setup, and how it ends."""

from dataclasses import dataclass

from bot.cli.checks.database_check import look_at
from bot.cli.checks.finding import Check, Finding
from bot.cli.checks.seen import Seen
from bot.cli.repairs.sentences import Repaired
from bot.ports import LEASE, Clock
from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class BrokenSetup:
    """A setup that has been checked."""

    settings: Settings
    seen: Seen
    clock: Clock

    async def look_again(self) -> None:
        """See which processes use the database now, unless it couldn't be looked at before.

        Raises:
            ImagineError: It doesn't work.
        """
        if self.seen.database is None and not self.seen.has_no_database:
            return
        self.seen.database = await look_at(self.settings, self.clock.now(), within_s=0.0)
        self.seen.has_no_database = self.seen.database is None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a repair."""

    findings: list[Finding]
    is_repaired: bool = False
    """Whether the findings that it was for are no longer true."""


def done(check: Check, found: Repaired, **facts: object) -> Outcome:
    """Return the outcome of a repair that worked."""
    return Outcome([Finding(check, found, facts)], is_repaired=True)


def not_done(found: Repaired, what: str, **facts: object) -> Outcome:
    """Return the outcome of a repair that didn't; `what` names the object of the repair."""
    facts = {"what": what, "seconds": int(LEASE.total_seconds()), **facts}
    return Outcome([Finding(Check.REPAIRS, found, facts)])
