"""The types of columns: instants, ids, and text from people."""

from datetime import UTC, datetime
from typing import Any, Protocol

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    DateTime,
    Dialect,
    Integer,
    Table,
    Text,
    TypeDecorator,
    type_coerce,
)

from bot.errors import StorageFailed, StorageFault


class _Reader(Protocol):
    """Converts a driver's value to Python's."""

    # `Any`: a damaged row can contain anything
    def __call__(self, value: Any) -> datetime | None: ...  # noqa: ANN401


class Instant(TypeDecorator[datetime]):
    """A time: aware in Python, in UTC in the database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Convert to UTC without a time zone for SQLite, which stores none."""
        if value is None or dialect.name != "sqlite":
            return value
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the instant in UTC."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)

    def result_processor(self, dialect: Dialect, coltype: object) -> _Reader | None:
        """Return a reader that checks the value; SQLite stores any type in any column."""
        read = super().result_processor(dialect, coltype)
        if read is None:
            return None

        def read_or_fail(value: Any) -> datetime | None:  # noqa: ANN401 - as above
            try:
                return read(value)
            except (ValueError, TypeError, AttributeError) as error:
                return self.damaged(error)

        return read_or_fail

    def damaged(self, error: Exception) -> datetime | None:
        """Handle a stored value that is not an instant.

        Raises:
            StorageFailed: Always.
        """
        raise StorageFailed(StorageFault.DAMAGED, "a stored instant cannot be read") from error


class LenientInstant(Instant):
    """An instant that is read as None if it is damaged, for rows that can be skipped."""

    cache_ok = True

    def damaged(self, error: Exception) -> datetime | None:
        """Return None instead."""
        del error
        return None


def lenient_columns(table: Table) -> tuple[ColumnElement[Any], ...]:
    """Return a table's columns, with damaged instants as None."""
    return tuple(
        type_coerce(column, LenientInstant).label(column.key)
        if isinstance(column.type, Instant)
        else column
        for column in table.c
    )


class SafeText(TypeDecorator[str]):
    """Text from people, without characters that a database rejects."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Remove NUL, which PostgreSQL rejects, and replace lone surrogates."""
        del dialect
        if value is None:
            return None
        return value.replace("\0", "").encode(errors="replace").decode()


#: In SQLite, an INTEGER primary key is the rowid, which has 64 bits as well.
Id = BigInteger().with_variant(Integer(), "sqlite")
