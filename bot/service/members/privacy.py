"""What members do with all that is kept about them: have it, or have it deleted."""

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

#: Less than the smallest upload limit of Discord, 10 MiB.
MOST_BYTES = 8_000_000

#: What the file says of itself, and the names of its sections.
_FRAME_BYTES = 4_000

#: How many jobs are read at once; each has a prompt of up to some thousand characters.
_PAGE = 200

_ABOUT = (
    "Everything that imagine-bot keeps about you. Money is in millionths of a US dollar, times are "
    "in UTC. Pictures that you attached are kept for 7 days and are not in this file."
)


@dataclass(frozen=True, slots=True)
class Export:
    """All that is kept about a member, as a file."""

    data: bytes = field(repr=False)
    """JSON in UTF-8, at most `MOST_BYTES`."""
    left_out: int
    """How many entries did not fit, of which the file speaks, too."""


@dataclass(frozen=True, slots=True)
class Deleted:
    """What deleting came to."""

    images: int
    """How many were forgotten, whatever had become of them."""
    left: int
    """How many are not over, or may still be charged, and are kept."""
    are_files_left: bool
    """Whether what the member attached lately goes only after its 7 days."""
    is_whole: bool = True
    """False when the database failed on the way: what is left goes with another try."""


class Privacy:
    """Gives members all that is kept about them, and deletes it."""

    def __init__(
        self,
        stores: Stores,
        references: References,
        *,
        clock: Clock,
        most_bytes: int = MOST_BYTES,
    ) -> None:
        self.most_bytes = most_bytes
        """Of one export."""
        self._stores = stores
        self._references = references
        self._clock = clock
        # one takes megabytes, the other all of the database
        self._one_at_a_time = asyncio.Lock()

    def is_own(self, user_id: int, reference: Reference) -> bool:
        """Tell whether it was this member who attached a kept image.

        Who asks again for somebody else's image has that member's attached ones in their request.
        """
        # files are named by what `References` was given to name members by
        return reference.path.name.startswith(f"{self._stores.members.pseudonym(user_id)}-")

    async def export(self, user_id: int) -> Export:
        """Write down all that is kept about a member; the oldest is left out where it is too much.

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
        """Delete what is kept about a member, but for what limits need until it is of no more use.

        Attached images stay while something is left that may need them.

        Raises:
            StorageFailed: Nothing was deleted, as far as is known.
        """
        async with self._one_at_a_time:
            forgotten = await self._stores.personal.forget(user_id, now=self._clock.now())
        are_files_left = bool(forgotten.left) or not forgotten.is_whole
        if not are_files_left:
            try:
                await self._references.forget(user_id)
            except SpoolFailed as error:
                log.warning("attached pictures could not be removed: %s", error)
                are_files_left = True
        return Deleted(
            forgotten.images, forgotten.left, are_files_left, is_whole=forgotten.is_whole
        )


class _File:
    """A file that takes entries while there is room."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._lines: dict[str, list[bytes]] = {}
        self._expected: dict[str, int] = {}

    def expect(self, section: str, entries: int) -> None:
        """Say how many entries a section would have."""
        self._lines.setdefault(section, [])
        self._expected[section] = entries

    def add(self, section: str, entries: Sequence[Entry]) -> bool:
        """Put entries into a section; tell whether all of them fit."""
        lines = self._lines.setdefault(section, [])
        self._expected.setdefault(section, len(entries))
        for entry in entries:
            line = _dumped(entry)
            # a comma and the end of the line
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
    # lone surrogates, which UTF-8 cannot encode
    return json.dumps(entry, ensure_ascii=False).encode(errors="replace")
