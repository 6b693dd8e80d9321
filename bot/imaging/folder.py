"""Keeps the pictures that members attach, for some days after they were last used."""

import asyncio
import hashlib
import logging
import os
import re
import stat
import tempfile
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bot.errors import Charge, ReferenceFault, ReferenceRefused, SpoolFailed
from bot.imaging.decoder import Decoder
from bot.imaging.plain import is_plain
from bot.imaging.process import Outcome
from bot.imaging.reference import check_reference
from bot.policy.picture import EXTENSIONS
from bot.policy.request import Reference
from bot.ports import Clock

log = logging.getLogger(__name__)

KEPT_FOR = timedelta(days=7)

#: What is out of date is gone at once, but its file only after this. In between a process may
#: still write it anew, whose clock runs a little late.
_SPARE = timedelta(hours=1)

#: Files that are looked at in one go, some milliseconds of a thread.
_SWEPT_AT_ONCE = 200

#: Of the hash of what was attached; enough that no two pictures of a member share a name.
_DIGITS = 32
_NAME = re.compile(rf"[0-9]{{1,20}}-[0-9a-f]{{{_DIGITS}}}\.(?:{'|'.join(EXTENSIONS.values())})")
_PART = ".part"


@dataclass(frozen=True, slots=True)
class _Draft:
    """A picture that was checked, under a name that nobody knows yet."""

    part: Path
    stem: str
    """Its name to be, without the ending."""
    reference: Reference
    is_plain: bool


class ReferenceFolder:
    """Implements `bot.ports.References` on one folder for all processes.

    A file is named after its member and its bytes, so the same picture lies there once, and is
    never changed once it has its name. The time of its last change says when it was last used.
    """

    def __init__(
        self,
        folder: Path,
        *,
        max_bytes: int,
        max_pixels: int,
        clock: Clock,
        decoder: Decoder | None = None,
    ) -> None:
        """Take the place.

        Args:
            folder: An absolute path; made when it is needed.
            max_bytes: The most bytes that one picture may have.
            max_pixels: The most pixels.
            clock: For the times of the files.
            decoder: Makes pictures still; one of its own unless given.
        """
        self._folder = folder
        self._max_bytes = max_bytes
        self._max_pixels = max_pixels
        self._clock = clock
        self._decoder = decoder or Decoder()
        # nothing is renewed between the look at its time and its removal
        self._renewing = threading.Lock()

    @property
    def max_bytes(self) -> int:
        """The most bytes that one picture may have."""
        return self._max_bytes

    async def keep(self, data: bytes, *, user_id: int) -> Reference:
        """Keep an attached picture once its bytes are known to be one; see `bot.ports`."""
        if len(data) > self._max_bytes:
            raise ReferenceRefused(ReferenceFault.TOO_LARGE, self._max_bytes)
        draft = await self._draft(data, user_id)
        if isinstance(draft, Reference):
            return draft
        try:
            return await self._finish(draft)
        except (OSError, SpoolFailed) as error:
            raise SpoolFailed("cannot keep a reference", charge=Charge.NONE) from error
        finally:
            with suppress(OSError):
                draft.part.unlink(missing_ok=True)

    async def renew(self, references: Sequence[Reference]) -> bool:
        """Keep pictures for 7 more days; False when one is gone, or no file of this folder."""
        paths = [reference.path for reference in references]
        return await asyncio.to_thread(lambda: all(map(self._renew, paths)))

    async def forget(self, user_id: int) -> None:
        """Remove all that a member attached; see `bot.ports`."""
        try:
            await asyncio.to_thread(self._forget, user_id)
        except OSError as error:
            raise SpoolFailed("cannot remove references", charge=Charge.NONE) from error

    async def sweep(self) -> None:
        """Remove what was not used for 7 days; what cannot be removed is logged."""
        try:
            names = await asyncio.to_thread(os.listdir, self._folder)
        except FileNotFoundError:
            return
        except OSError as error:
            log.warning("attached pictures cannot be looked through: %s", error.strerror)
            return
        for start in range(0, len(names), _SWEPT_AT_ONCE):
            await asyncio.to_thread(self._sweep, names[start : start + _SWEPT_AT_ONCE])

    async def _draft(self, data: bytes, user_id: int) -> _Draft | Reference:
        writing = asyncio.get_running_loop().run_in_executor(None, self._write, data, user_id)
        try:
            # a thread cannot be stopped, so what it makes has to be waited for and removed
            return await asyncio.shield(writing)
        except asyncio.CancelledError:
            writing.add_done_callback(_remove)
            raise

    def _write(self, data: bytes, user_id: int) -> _Draft | Reference:
        """Return the same picture if it is here already, else a checked draft of it."""
        stem = f"{user_id}-{hashlib.sha256(data).hexdigest()[:_DIGITS]}"
        known = self._known(stem)
        if known is not None:
            return known
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(
                prefix=f"{user_id}-", suffix=_PART, dir=self._folder
            )
        except OSError as error:
            raise SpoolFailed("cannot keep a reference", charge=Charge.NONE) from error
        part = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
            reference = self._check(part)
            return _Draft(part, stem, reference, is_plain(data, reference.media_type))
        except (OSError, SpoolFailed) as error:
            part.unlink(missing_ok=True)
            raise SpoolFailed("cannot keep a reference", charge=Charge.NONE) from error
        except BaseException:
            part.unlink(missing_ok=True)
            raise

    def _known(self, stem: str) -> Reference | None:
        for ending in EXTENSIONS.values():
            path = self._folder / f"{stem}.{ending}"
            if self._renew(path):
                with suppress(ReferenceRefused, SpoolFailed):
                    return self._check(path)
        return None

    async def _finish(self, draft: _Draft) -> Reference:
        if draft.is_plain:
            return await asyncio.to_thread(self._name, draft.part, draft.stem, draft.reference)
        still = draft.part.with_name(f"{draft.part.stem}-still{_PART}")
        try:
            ended = await self._decoder.run("bot.imaging.still", draft.part, still, self._max_bytes)
            if ended.outcome is Outcome.TOO_LARGE:
                raise ReferenceRefused(ReferenceFault.TOO_LARGE, self._max_bytes)
            if ended.outcome is not Outcome.FITTED:
                log.warning("an attached picture could not be read: %s", ended.why)
                raise ReferenceRefused(ReferenceFault.NOT_A_PICTURE)
            reference = await asyncio.to_thread(self._check, still)
            return await asyncio.to_thread(self._name, still, draft.stem, reference)
        finally:
            with suppress(OSError):
                still.unlink(missing_ok=True)

    def _name(self, part: Path, stem: str, checked: Reference) -> Reference:
        """Give a picture its name, in one step, so that nobody ever sees half of it."""
        path = self._folder / f"{stem}.{EXTENSIONS[checked.media_type]}"
        with part.open("rb") as file:
            # a power cut must not leave the name without the bytes
            os.fsync(file.fileno())
        self._touch(part)
        with self._renewing:
            part.replace(path)
        return Reference(path, checked.media_type, checked.size_bytes)

    def _renew(self, path: Path) -> bool:
        # a path out of the database could name any file of this machine
        if path.parent != self._folder or not _NAME.fullmatch(path.name):
            return False
        try:
            with self._renewing:
                if not stat.S_ISREG(path.lstat().st_mode) or self._age(path) >= KEPT_FOR:
                    return False
                self._touch(path)
        except FileNotFoundError:
            return False
        except OSError as error:
            log.warning("an attached picture cannot be renewed: %s", error.strerror)
            return False
        return True

    def _forget(self, user_id: int) -> None:
        for path in self._folder.glob(f"{user_id}-*"):
            path.unlink(missing_ok=True)

    def _sweep(self, names: Sequence[str]) -> None:
        for name in names:
            path = self._folder / name
            if not (_NAME.fullmatch(name) or name.endswith(_PART)):
                continue
            kept_for = timedelta() if name.endswith(_PART) else KEPT_FOR
            try:
                with self._renewing:
                    if self._age(path) >= kept_for + _SPARE:
                        path.unlink(missing_ok=True)
            except OSError as error:
                log.warning("an attached picture stays on the disk: %s", error.strerror)

    def _age(self, path: Path) -> timedelta:
        """Return the time since a file was last used; none at all for one that is not there."""
        with suppress(FileNotFoundError):
            changed = path.lstat().st_mtime
            return timedelta(seconds=self._clock.now().timestamp() - changed)
        return timedelta()

    def _touch(self, path: Path) -> None:
        now = self._clock.now().timestamp()
        os.utime(path, (now, now))

    def _check(self, path: Path) -> Reference:
        return check_reference(path, max_bytes=self._max_bytes, max_pixels=self._max_pixels)


def _remove(writing: "asyncio.Future[_Draft | Reference]") -> None:
    if writing.cancelled() or writing.exception() is not None:
        return
    draft = writing.result()
    if isinstance(draft, _Draft):
        draft.part.unlink(missing_ok=True)
