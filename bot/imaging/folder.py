"""Keeps the pictures that members attach, for some days after they were last used."""

import asyncio
import hashlib
import logging
import os
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from bot.errors import Charge, ReferenceFault, ReferenceRefused, SpoolFailed
from bot.imaging.decoder import Decoder
from bot.imaging.kept import HASH_DIGITS, PART, KeptFiles
from bot.imaging.plain import is_plain
from bot.imaging.process import Outcome
from bot.imaging.reference import check_reference
from bot.policy.picture import EXTENSIONS
from bot.policy.request import Reference
from bot.ports import Clock

log = logging.getLogger(__name__)

#: Files that are looked at in one go, some milliseconds of a thread.
_SWEPT_AT_ONCE = 200


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
    Jobs of others may go on with it, so its name tells nobody who the member is.
    """

    def __init__(
        self,
        folder: Path,
        *,
        max_bytes: int,
        max_pixels: int,
        clock: Clock,
        name_of: Callable[[int], str],
        decoder: Decoder | None = None,
    ) -> None:
        """Take the place.

        Args:
            folder: An absolute path; made when it is needed.
            max_bytes: The most bytes that one picture may have.
            max_pixels: The most pixels.
            clock: For the times of the files.
            name_of: Says under which name a user's pictures are kept: letters `a` to `z` and
                digits, 64 at most.
            decoder: Makes pictures still; one of its own unless given.
        """
        self._folder = folder
        self._max_bytes = max_bytes
        self._max_pixels = max_pixels
        self._name_of = name_of
        self._decoder = decoder or Decoder()
        self._files = KeptFiles(folder, clock)

    @property
    def max_bytes(self) -> int:
        """The most bytes that one picture may have."""
        return self._max_bytes

    async def keep(
        self,
        data: bytes,
        *,
        user_id: int,
        on_new: Callable[[Reference], None] | None = None,
    ) -> Reference:
        """Keep an attached picture once its bytes are known to be one; see `bot.ports`."""
        if len(data) > self._max_bytes:
            raise ReferenceRefused(ReferenceFault.TOO_LARGE, self._max_bytes)
        draft = await self._draft(data, user_id)
        if isinstance(draft, Reference):
            return draft
        try:
            reference, is_new = await self._finish(draft)
        except (OSError, SpoolFailed) as error:
            raise SpoolFailed("cannot keep a reference", charge=Charge.NONE) from error
        finally:
            with suppress(OSError):
                draft.part.unlink(missing_ok=True)
        if is_new and on_new is not None:
            on_new(reference)
        return reference

    async def drop(self, references: Sequence[Reference]) -> None:
        """Remove pictures that were new; what stays is swept some day."""
        await asyncio.to_thread(self._files.remove, [one.path for one in references])

    async def renew(self, references: Sequence[Reference]) -> tuple[Reference, ...] | None:
        """Keep pictures for 7 more days; None when one is gone.

        Only the last part of a path counts, so that DATA_DIR may have moved, and a path that was
        tampered with leads nowhere else.
        """
        return await asyncio.to_thread(self._renew, references)

    async def forget(self, user_id: int) -> None:
        """Remove all that a member attached; see `bot.ports`."""
        try:
            await asyncio.to_thread(self._files.forget, self._name_of(user_id))
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
            await asyncio.to_thread(self._files.sweep, names[start : start + _SWEPT_AT_ONCE])

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
        name = self._name_of(user_id)
        stem = f"{name}-{hashlib.sha256(data).hexdigest()[:HASH_DIGITS]}"
        known = self._known(stem)
        if known is not None:
            return known
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor, path = tempfile.mkstemp(prefix=f"{name}-", suffix=PART, dir=self._folder)
        except OSError as error:
            raise SpoolFailed("cannot keep a reference", charge=Charge.NONE) from error
        part = Path(path)
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
            path = self._files.renew(f"{stem}.{ending}")
            if path is not None:
                with suppress(ReferenceRefused, SpoolFailed):
                    return self._check(path)
        return None

    async def _finish(self, draft: _Draft) -> tuple[Reference, bool]:
        if draft.is_plain:
            return await asyncio.to_thread(self._name, draft.part, draft.stem, draft.reference)
        still = draft.part.with_name(f"{draft.part.stem}-still{PART}")
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

    def _name(self, part: Path, stem: str, checked: Reference) -> tuple[Reference, bool]:
        """Return a picture under its name, and whether it was not there before."""
        path, is_new = self._files.put(part, f"{stem}.{EXTENSIONS[checked.media_type]}")
        return replace(checked, path=path), is_new

    def _renew(self, references: Sequence[Reference]) -> tuple[Reference, ...] | None:
        paths = [self._files.renew(reference.path.name) for reference in references]
        found = [
            replace(reference, path=path)
            for reference, path in zip(references, paths, strict=True)
            if path is not None
        ]
        return tuple(found) if len(found) == len(references) else None

    def _check(self, path: Path) -> Reference:
        return check_reference(path, max_bytes=self._max_bytes, max_pixels=self._max_pixels)


def _remove(writing: "asyncio.Future[_Draft | Reference]") -> None:
    if writing.cancelled() or writing.exception() is not None:
        return
    draft = writing.result()
    if isinstance(draft, _Draft):
        draft.part.unlink(missing_ok=True)
