"""Reads untrusted JSON, as parsed by `json.loads`, and collects all of its problems."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeVar, cast

#: Most characters of a name that a problem quotes.
_SHOWN = 40

#: Discord's ids have 64 bits, and the highest one is never set.
MOST_ID = 2**63 - 1

T = TypeVar("T")


@dataclass
class JsonReader:
    """Continues after a problem; a value that cannot be read is empty or None."""

    problems: list[str] = field(default_factory=list[str])
    """Each begins with its position: `limits.server.cooldown: should be …`."""

    def read(
        self, where: str, parse: Callable[[object], T], data: object, *, wanted: str
    ) -> T | None:
        """Read one value.

        Args:
            where: Its position in the file.
            parse: The parser; raises ValueError or OverflowError for an invalid value.
            data: The value.
            wanted: The valid values in plain words.
        """
        try:
            return parse(data)
        except (ValueError, OverflowError):
            self.expect(where, wanted)
            return None

    def entries(
        self, where: str, data: object, *, known: frozenset[str] | None = None, most: int = 1000
    ) -> Mapping[str, object]:
        """Read an object; an unknown name is a problem.

        Args:
            where: Its position in the file.
            data: The object.
            known: The valid names; None for any.
            most: Most entries.
        """
        if not isinstance(data, dict):
            self.expect(where, "an object in { }")
            return {}
        entries = cast("dict[str, object]", data)
        if len(entries) > most:
            self.expect(where, f"at most {most} entries")
            return {}
        for name in entries:
            if known is not None and name not in known:
                self.problems.append(f"{where}: has the unknown entry {shown(name)}")
        return entries

    def items(self, where: str, data: object, *, most: int) -> list[object]:
        """Read a list of at most `most` items."""
        if not isinstance(data, list):
            self.expect(where, "a list in [ ]")
            return []
        items = cast("list[object]", data)
        if len(items) > most:
            self.expect(where, f"at most {most} entries")
            return []
        return items

    def ids(self, where: str, data: object, *, most: int) -> frozenset[int]:
        """Read a list of Discord's ids."""
        items = enumerate(self.items(where, data, most=most))
        read = [self.id(f"{where}.{index}", item) for index, item in items]
        return frozenset(id_ for id_ in read if id_)

    def id(self, where: str, data: object) -> int | None:
        """Read one of Discord's ids."""
        return self.read(where, parse_id, data, wanted='an id in quotes, such as "123"')

    def instant(self, where: str, data: object) -> datetime | None:
        """Read an instant, as UTC."""
        wanted = "a time such as 2026-11-30T18:00:00+00:00"
        return self.read(where, _parse_instant, data, wanted=wanted)

    def boolean(self, where: str, data: object) -> bool | None:
        """Read true or false; None with a problem otherwise."""
        return self.read(where, _parse_boolean, data, wanted="true or false")

    def expect(self, where: str, wanted: str) -> None:
        """Add a problem with the valid values of a position."""
        self.problems.append(f"{where}: should be {wanted}")


def shown(name: str) -> str:
    """Return a printable name from a file, cut to `_SHOWN` characters."""
    printable = name if name.isprintable() else ascii(name[:_SHOWN])
    return printable if len(printable) <= _SHOWN else f"{printable[: _SHOWN - 1]}…"


def parse_text(data: object) -> str:
    """Check that a value is text.

    Raises:
        ValueError: It is not.
    """
    if not isinstance(data, str):
        raise ValueError("not text")  # noqa: TRY004 - a mistake in a file, not in the code
    return data


def parse_id(data: object) -> int:
    """Read one of Discord's ids, a number or text.

    Raises:
        ValueError: It is not an id.
    """
    number = data
    if isinstance(data, str):
        number = int(data) if data.isascii() and data.isdigit() and len(data) < len("9" * 20) else 0
    if not isinstance(number, int) or isinstance(number, bool) or not 0 < number <= MOST_ID:
        raise ValueError("not an id")
    return number


def _parse_instant(data: object) -> datetime:
    instant = datetime.fromisoformat(parse_text(data))
    if instant.tzinfo is None:
        raise ValueError("in no time zone")
    return instant.astimezone(UTC)


def _parse_boolean(data: object) -> bool:
    if not isinstance(data, bool):
        raise ValueError("not a boolean")  # noqa: TRY004 - a mistake in a file, not in the code
    return data
