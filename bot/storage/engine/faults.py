"""Maps errors of the drivers to `StorageFailed`."""

import sqlite3
from collections.abc import Iterator

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.errors import StorageFailed, StorageFault

#: The errors that every call to a database can raise.
DRIVER_ERRORS = (SQLAlchemyError, sqlite3.Error, OSError)

#: Primary result codes, https://www.sqlite.org/rescode.html, read 2026-11-22.
_SQLITE = {
    sqlite3.SQLITE_BUSY: StorageFault.BUSY,
    sqlite3.SQLITE_LOCKED: StorageFault.BUSY,
    sqlite3.SQLITE_INTERRUPT: StorageFault.BUSY,
    sqlite3.SQLITE_CORRUPT: StorageFault.DAMAGED,
    sqlite3.SQLITE_NOTADB: StorageFault.DAMAGED,
    sqlite3.SQLITE_READONLY: StorageFault.READ_ONLY,
    sqlite3.SQLITE_PERM: StorageFault.READ_ONLY,
    # the file, or its journal or write-ahead log, cannot be created
    sqlite3.SQLITE_CANTOPEN: StorageFault.READ_ONLY,
    sqlite3.SQLITE_FULL: StorageFault.FULL,
}

#: SQLSTATE codes; with two or three characters, prefixes of several codes.
#: https://www.postgresql.org/docs/current/errcodes-appendix.html, read 2026-11-22
_POSTGRES = {
    "08": StorageFault.UNREACHABLE,
    "28": StorageFault.UNREACHABLE,
    "3D000": StorageFault.UNREACHABLE,
    "57P": StorageFault.UNREACHABLE,
    "25006": StorageFault.READ_ONLY,
    "42501": StorageFault.READ_ONLY,
    "40": StorageFault.BUSY,
    "53300": StorageFault.BUSY,
    "55P03": StorageFault.BUSY,
    "57014": StorageFault.BUSY,
    "53100": StorageFault.FULL,
    "XX001": StorageFault.DAMAGED,
    "XX002": StorageFault.DAMAGED,
}

#: A deadlock, or a serialization failure. A retry of the transaction usually succeeds.
_TRANSIENT = ("40P01", "40001")


def storage_failure(error: Exception) -> StorageFailed:
    """Return our error for a driver's error."""
    causes = list(_causes(error))
    for cause in causes:
        fault = _fault_of(cause)
        if fault is not None:
            return StorageFailed(fault, f"{type(cause).__name__}: {_first_line(cause)}")
    # leave out unknown messages, which may contain values of members
    return StorageFailed(StorageFault.OTHER, " < ".join(_name(cause) for cause in causes))


def is_transient(error: Exception) -> bool:
    """Tell whether to retry the transaction at once."""
    return any(_sqlstate(cause) in _TRANSIENT for cause in _causes(error))


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Walk from SQLAlchemy's wrapper to the driver's error."""
    found: BaseException | None = error
    while found is not None:
        yield found
        found = found.orig if isinstance(found, DBAPIError) else found.__cause__


def _fault_of(error: BaseException) -> StorageFault | None:
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", None)
        return None if code is None else _SQLITE.get(code & 0xFF)
    sqlstate = _sqlstate(error)
    if sqlstate:
        known = (_POSTGRES.get(sqlstate[:length]) for length in (5, 3, 2))
        return next((fault for fault in known if fault), None)
    if isinstance(error, TimeoutError | PoolTimeoutError):
        return StorageFault.BUSY
    if isinstance(error, OSError) or _is_disconnected(error):
        return StorageFault.UNREACHABLE
    return None


def _sqlstate(error: BaseException) -> str | None:
    found = getattr(error, "sqlstate", None)
    return found if isinstance(found, str) else None


def _is_disconnected(error: BaseException) -> bool:
    return isinstance(error, DBAPIError) and error.connection_invalidated


def _first_line(error: BaseException) -> str:
    if isinstance(error, DBAPIError):
        return "connection lost"
    return next(iter(str(error).splitlines()), "")


def _name(error: BaseException) -> str:
    sqlstate = _sqlstate(error)
    return f"{type(error).__name__} {sqlstate}" if sqlstate else type(error).__name__
