"""How transactions of SQLite end: alone, or several with one commit.

A commit waits for the disk, and SQLite has one writer. So whatever is waiting when the writer is
free shares the next commit. Each keeps a transaction of its own inside of that, a savepoint.
"""

import sqlite3
import threading
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar, cast

from sqlalchemy import Connection, Engine

from bot.storage.engine.faults import DRIVER_ERRORS, storage_failure

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Connections:
    """Where transactions get their connection from, and the statement that begins them."""

    engine: Engine
    begin: str
    busy_ms: int
    """Milliseconds that a transaction waits for another process."""

    @contextmanager
    def transaction(self, busy_ms: int | None = None) -> Generator[Connection]:
        """Begin a transaction that waits so long for other processes, else as always; end it."""
        with self.engine.connect() as connection:
            _set_patience(connection, self.busy_ms if busy_ms is None else busy_ms)
            with connection.begin():
                # past SQLAlchemy, whose event for it would slow down every statement
                driver_of(connection).execute(self.begin)
                yield connection


class _GivenUp(Exception):
    """Undoes what nobody waits for any more."""


@dataclass(eq=False)
class Call(Generic[T]):
    """One transaction that somebody waits for, from another thread."""

    work: Callable[[Connection], T]
    busy_ms: int | None = None
    """Milliseconds that it waits for another process, where not as long as always."""
    future: Future[T] = field(default_factory=Future[T])
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _is_given_up: bool = False
    _running: sqlite3.Connection | None = None

    def give_up(self) -> None:
        """Say that nobody waits any more; it is stopped and undone unless its end had begun."""
        with self._lock:
            self._is_given_up = True
            if self._running is not None:
                # its thread and its connection are others' turn now
                self._running.interrupt()

    def perform(self, connection: Connection) -> T:
        """Do the work in a transaction that the caller ends."""
        self._go_on(driver_of(connection))
        try:
            result = self.work(connection)
        finally:
            with self._lock:
                self._running = None
        self._go_on(None)
        return result

    def _go_on(self, running: sqlite3.Connection | None) -> None:
        with self._lock:
            if self._is_given_up:
                raise _GivenUp
            self._running = running


def run_alone(connections: Connections, call: Call[Any]) -> None:
    """Run one call in a transaction, and hand its outcome over."""
    try:
        with connections.transaction(call.busy_ms) as connection:
            result = call.perform(connection)
    except DRIVER_ERRORS as error:
        failure = storage_failure(error)
        failure.__cause__ = error
        call.future.set_exception(failure)
    except Exception as error:  # noqa: BLE001 - whoever waits for it gets it
        call.future.set_exception(error)
    else:
        call.future.set_result(result)


def run_together(connections: Connections, calls: Sequence[Call[Any]]) -> None:
    """Run calls one after another with one commit, and hand their outcomes over.

    Should the database fail in any of them, nothing of all is kept, and each runs once more alone.
    """
    if len(calls) == 1:
        run_alone(connections, calls[0])
        return
    try:
        with connections.transaction() as connection:
            outcomes = [_inside(connection, call) for call in calls]
    except DRIVER_ERRORS:
        for call in calls:
            run_alone(connections, call)
        return
    for call, outcome in zip(calls, outcomes, strict=True):
        outcome(call.future)


def _inside(connection: Connection, call: Call[T]) -> Callable[[Future[T]], None]:
    """Run a call within a transaction of many, and return how to hand its outcome over."""
    driver = driver_of(connection)
    # past SQLAlchemy, which would take longer for it than for many a statement
    driver.execute("SAVEPOINT call")
    try:
        result = call.perform(connection)
    except DRIVER_ERRORS:
        raise
    except Exception as error:  # noqa: BLE001 - as above
        failure = error
        driver.execute("ROLLBACK TO call")
        return lambda future: future.set_exception(failure)
    driver.execute("RELEASE call")
    return lambda future: future.set_result(result)


def _set_patience(connection: Connection, busy_ms: int) -> None:
    """Set how long to wait for other processes, before a transaction begins."""
    if connection.info.get("busy_ms") == busy_ms:
        return
    driver_of(connection).execute(f"PRAGMA busy_timeout = {busy_ms:d}")
    connection.info["busy_ms"] = busy_ms


def driver_of(connection: Connection) -> sqlite3.Connection:
    """Return the connection below SQLAlchemy's."""
    return cast("sqlite3.Connection", connection.connection.driver_connection)
