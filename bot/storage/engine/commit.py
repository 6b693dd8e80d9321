"""Runs transactions of SQLite, alone or in groups that share one commit.

A commit waits for the disk, and SQLite has one writer. So all calls that wait when the writer is
free share the next commit. Within it, each call has a savepoint of its own.
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
    """An engine, and how its transactions begin."""

    engine: Engine
    begin: str
    """The statement that begins a transaction."""
    busy_ms: int
    """Milliseconds that a transaction waits for a lock of another process."""

    @contextmanager
    def transaction(self, busy_ms: int | None = None) -> Generator[Connection]:
        """Run a transaction; `busy_ms` overrides the usual wait for other processes."""
        with self.engine.connect() as connection:
            _set_busy_timeout(connection, self.busy_ms if busy_ms is None else busy_ms)
            with connection.begin():
                # directly on the driver: SQLAlchemy's `begin` event would slow down every statement
                driver_of(connection).execute(self.begin)
                yield connection


class _Abandoned(Exception):
    """Rolls back a call whose caller no longer waits."""


@dataclass(eq=False)
class Call(Generic[T]):
    """One transaction, whose caller waits for it in another thread."""

    work: Callable[[Connection], T]
    busy_ms: int | None = None
    """Overrides the wait for a lock of another process, in milliseconds."""
    future: Future[T] = field(default_factory=Future[T])
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _is_abandoned: bool = False
    _running: sqlite3.Connection | None = None

    def abandon(self) -> None:
        """Interrupt the work and roll it back, unless it has already finished."""
        with self._lock:
            self._is_abandoned = True
            if self._running is not None:
                # free the thread and the connection for other calls
                self._running.interrupt()

    def run(self, connection: Connection) -> T:
        """Run the work in a transaction that the caller ends."""
        self._set_running(driver_of(connection))
        try:
            result = self.work(connection)
        finally:
            with self._lock:
                self._running = None
        self._set_running(None)
        return result

    def _set_running(self, running: sqlite3.Connection | None) -> None:
        with self._lock:
            if self._is_abandoned:
                raise _Abandoned
            self._running = running


def run_alone(connections: Connections, call: Call[Any]) -> None:
    """Run one call in its own transaction, and resolve its future."""
    try:
        with connections.transaction(call.busy_ms) as connection:
            result = call.run(connection)
    except DRIVER_ERRORS as error:
        failure = storage_failure(error)
        failure.__cause__ = error
        call.future.set_exception(failure)
    except Exception as error:  # noqa: BLE001 - passed on to the caller
        call.future.set_exception(error)
    else:
        call.future.set_result(result)


def run_together(connections: Connections, calls: Sequence[Call[Any]]) -> None:
    """Run calls one after another with one commit, and resolve their futures.

    If the database fails in any of them, all are rolled back, and each runs once more alone.
    """
    if len(calls) == 1:
        run_alone(connections, calls[0])
        return
    try:
        with connections.transaction() as connection:
            resolvers = [_run_in_savepoint(connection, call) for call in calls]
    except DRIVER_ERRORS:
        for call in calls:
            run_alone(connections, call)
        return
    for call, resolve in zip(calls, resolvers, strict=True):
        resolve(call.future)


def _run_in_savepoint(connection: Connection, call: Call[T]) -> Callable[[Future[T]], None]:
    """Run a call in a savepoint; return a function that resolves its future after the commit."""
    driver = driver_of(connection)
    # directly on the driver: SQLAlchemy's own savepoints cost more than many statements
    driver.execute("SAVEPOINT call")
    try:
        result = call.run(connection)
    except DRIVER_ERRORS:
        raise
    except Exception as error:  # noqa: BLE001 - as above
        failure = error
        driver.execute("ROLLBACK TO call")
        return lambda future: future.set_exception(failure)
    driver.execute("RELEASE call")
    return lambda future: future.set_result(result)


def _set_busy_timeout(connection: Connection, busy_ms: int) -> None:
    """Set the wait for locks of other processes, before a transaction begins."""
    if connection.info.get("busy_ms") == busy_ms:
        return
    driver_of(connection).execute(f"PRAGMA busy_timeout = {busy_ms:d}")
    connection.info["busy_ms"] = busy_ms


def driver_of(connection: Connection) -> sqlite3.Connection:
    """Return the driver's connection."""
    return cast("sqlite3.Connection", connection.connection.driver_connection)
