"""Exports and deletes everything that is stored about a member."""

import asyncio
import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.errors import SpoolFailed
from bot.policy.images.request import Reference
from bot.ports import Clock, Entry, References, Stores

log = logging.getLogger(__name__)

#: Of one export; less than Discord's smallest upload limit, 10 MiB.
MOST_BYTES = 8_000_000

#: Reserved for the file's header and the names of its sections.
_FRAME_BYTES = 4_000

#: Jobs that are read at once; each has a prompt of up to some thousand characters.
_PAGE = 200

_ABOUT = (
    "Everything that imagine-bot keeps about you. Money is in millionths of a US dollar, times are "
    "in UTC. Images that you attached are kept for 7 days and are not in this file."
)


@dataclass(frozen=True, slots=True)
class Export:
    """Everything that is stored about a member, as a file."""

    data: bytes = field(repr=False)
    """JSON in UTF-8, at most `MOST_BYTES`."""
    left_out: int
    """How many entries did not fit; the file states it, too."""


@dataclass(frozen=True, slots=True)
class Deleted:
    """The result of a deletion."""

    images: int
    """How many jobs were deleted, with or without an image."""
    left: int
    """How many jobs are kept, since they run or may still be charged."""
    are_files_left: bool
    """Whether attached images are kept until their 7 days are over."""
    cases: int = 0
    """How many blocks and warnings are kept, since they are in force."""
    is_whole: bool = True
    """False when the database failed in between: another try deletes the rest."""


class Privacy:
    """Exports and deletes members' data."""

    def __init__(
        self,
        stores: Stores,
        references: References,
        *,
        clock: Clock,
        most_bytes: int = MOST_BYTES,
    ) -> None:
        self.most_bytes = most_bytes
        """Size limit of one export, in bytes."""
        self._stores = stores
        self._references = references
        self._clock = clock
        # an export takes megabytes of memory, and a deletion the whole database
        self._one_at_a_time = asyncio.Lock()

    def is_own(self, user_id: int, reference: Reference) -> bool:
        """Return whether this member attached a stored reference.

        A request that repeats another member's image has that member's references.
        """
        # `References` begins the names of files with the member's pseudonym
        return reference.path.name.startswith(f"{self._stores.members.pseudonym(user_id)}-")

    async def export(self, user_id: int) -> Export:
        """Write everything that is stored about a member; the oldest jobs are left out if need be.

        Raises:
            StorageFailed: It cannot be read.
        """
        async with self._one_at_a_time:
            record = await self._stores.personal.record(user_id)
            file = _File(self.most_bytes - _FRAME_BYTES)
            for name, entries in record.sections.items():
                await asyncio.to_thread(file.add, name, entries)
            file.expect("pictures", record.images)
            before = None
            while page := await self._stores.personal.images(user_id, before=before, limit=_PAGE):
                before = page[-1][0]
                entries = [entry for _, entry in page]
                if not await asyncio.to_thread(file.add, "pictures", entries):
                    break
            data = await asyncio.to_thread(file.close, user_id, self._clock.now())
            return Export(data, sum(file.left_out().values()))

    async def delete(self, user_id: int) -> Deleted:
        """Delete everything that is stored about a member, except what limits still need.

        Attached images are kept while remaining jobs may need them.

        Raises:
            StorageFailed: Most likely nothing was deleted.
        """
        async with self._one_at_a_time:
            forgotten = await self._stores.personal.forget(user_id, now=self._clock.now())
        are_files_left = bool(forgotten.left) or not forgotten.is_whole
        if not are_files_left:
            try:
                await self._references.forget(user_id)
            except SpoolFailed as error:
                log.warning("attached images could not be removed: %s", error)
                are_files_left = True
        return Deleted(
            forgotten.images,
            forgotten.left,
            are_files_left,
            forgotten.cases,
            is_whole=forgotten.is_whole,
        )


class _File:
    """A file in the making, limited in size."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._lines: dict[str, list[bytes]] = {}
        self._expected: dict[str, int] = {}

    def expect(self, section: str, entries: int) -> None:
        """Set how many entries a section has in all."""
        self._lines.setdefault(section, [])
        self._expected[section] = entries

    def add(self, section: str, entries: Sequence[Entry]) -> bool:
        """Add entries to a section; return whether all of them fit."""
        lines = self._lines.setdefault(section, [])
        self._expected.setdefault(section, len(entries))
        for entry in entries:
            line = _dumped(entry)
            # two more for the comma and the newline
            if len(line) + 2 > self._room:
                self._room = 0
                return False
            self._room -= len(line) + 2
            lines.append(line)
        return True

    def left_out(self) -> dict[str, int]:
        """Return how many entries did not fit, by section."""
        missing = {name: number - len(self._lines[name]) for name, number in self._expected.items()}
        return {name: number for name, number in missing.items() if number > 0}

    def close(self, user_id: int, now: datetime) -> bytes:
        """Return the bytes of the file."""
        about: dict[str, object] = {
            "about": _ABOUT,
            "user_id": str(user_id),
            "exported_at": now.isoformat(),
        }
        if missing := self.left_out():
            about["left_out_since_the_file_would_be_too_large_for_discord"] = missing
        parts = [b'"file": ' + _dumped(about)]
        parts += [
            b'"%s": [\n%s\n]' % (name.encode(), b",\n".join(lines))
            for name, lines in self._lines.items()
        ]
        return b"{\n" + b",\n".join(parts) + b"\n}\n"


def _dumped(entry: Entry) -> bytes:
    # UTF-8 cannot encode lone surrogates
    return json.dumps(entry, ensure_ascii=False).encode(errors="replace")
