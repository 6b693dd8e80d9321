"""What every database promises."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from sqlalchemy import Connection

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class DatabaseTiming:
    """What a database may take, and how much goes at once; tests have shorter waits."""

    deadline_s: float = 2.0
    """Seconds for one call, with every wait in it; a click has to be answered within three.
    https://docs.discord.com/developers/interactions/receiving-and-responding, read 2026-11-22"""
    busy_ms: int = 1500
    """Milliseconds that a transaction of SQLite waits for another process; less than its
    deadline."""


PRODUCTION = DatabaseTiming()


class Database(Protocol):
    """A database; each call is one transaction.

    Work is a plain function over a connection. It may run in a thread, and again when two
    transactions stood in each other's way. When it raises, nothing of it stays. The same holds
    when its caller is cancelled or its time is over, unless the end had begun by then.
    """

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run work that may change something.

        Raises:
            StorageFailed: The database does not work, or not within its deadline.
        """
        ...

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run work that changes nothing.

        Raises:
            StorageFailed: The database does not work, or not within its deadline.
        """
        ...

    async def migrate(self, work: Callable[[Connection], T]) -> T:
        """Run work that no other process does at the same time, however long it takes.

        Raises:
            StorageFailed: The database does not work.
        """
        ...
