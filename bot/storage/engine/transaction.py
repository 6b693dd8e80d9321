"""The protocol that every database implements."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from sqlalchemy import Connection

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class DatabaseTiming:
    """Timeouts of a database; tests use others."""

    deadline_s: float = 2.0
    """Seconds for one call, including all waits; Discord allows three for the first response.
    https://docs.discord.com/developers/interactions/receiving-and-responding, read 2026-11-22"""
    busy_ms: int = 1500
    """Milliseconds that a transaction waits for a lock of another one; must be less than the
    deadline."""
    statement_ms: int = 1800
    """Milliseconds after which PostgreSQL ends a statement; must be less than the deadline."""


PRODUCTION = DatabaseTiming()


class Database(Protocol):
    """A database. Each call is one transaction.

    Work is a plain function of a connection. It may run in a thread, and is retried after a
    deadlock. If it raises, the transaction is rolled back; also if the caller is cancelled or the
    deadline passes, unless the commit has already begun.
    """

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run work that may change data.

        Raises:
            StorageFailed: The database does not work, or not within the deadline.
        """
        ...

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run work that only reads.

        Raises:
            StorageFailed: The database does not work, or not within the deadline.
        """
        ...

    async def migrate(self, work: Callable[[Connection], T]) -> T:
        """Run work under an exclusive lock of all processes, without a deadline.

        Raises:
            StorageFailed: The database does not work.
        """
        ...
