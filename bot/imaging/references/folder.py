"""Stores the images that members attach, until 7 days after their last use."""

import asyncio
import hashlib
import logging
import os
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from weakref import WeakValueDictionary

from bot.errors import Charge, ReferenceFault, ReferenceRefused, SpoolFailed
from bot.imaging.decoder import Decoder
from bot.imaging.is_static import is_plain
from bot.imaging.metadata import strip_metadata
from bot.imaging.process import ATTACHMENTS, Outcome
from bot.imaging.references.reference import check_reference
from bot.imaging.references.reference_files import HASH_DIGITS, PART, KeptFiles
from bot.policy.images.image import EXTENSIONS
from bot.policy.images.request import Reference
from bot.ports import Received

log = logging.getLogger(__name__)

#: Part of the content hash: when the stored form of an image changes, so does its name. The first
#: version kept metadata.
_VERSION = b"2"

#: Seconds between two sweeps.
_SWEEP_EVERY_S = 3600


@dataclass(frozen=True, slots=True)
class FolderTiming:
    """Time limits and batch sizes of the folder."""

    decoded_within_s: float = 120
    """Seconds for one image to wait for a decoder and be decoded, while the member waits too."""
    swept_at_once: int = 200
    """Files per batch of a sweep, which occupies a thread for some milliseconds."""


_TIMING = FolderTiming()


class ReferenceFolder:
    """Implements `bot.ports.References` on one folder for all processes.

    A file's name consists of a pseudonym of its member and a hash of its bytes: a member's image
    is stored once, and a named file never changes. The pseudonym doesn't reveal the member, since
    other members' jobs may use the file. A file's modification time is the time of its last use.
    """

    def __init__(
        self,
        files: KeptFiles,
        *,
        max_bytes: int,
        max_pixels: int,
        name_of: Callable[[int], str],
        decoder: Decoder | None = None,
        timing: FolderTiming = _TIMING,
    ) -> None:
        """Manage a folder.

        Args:
            files: The folder's files.
            max_bytes: The largest size of one image in bytes.
            max_pixels: The largest number of pixels, width times height.
            name_of: Maps a user id to the user's part of file names: `a` to `z` and digits, 1 to
                64 characters.
            decoder: Decodes images that cannot be stored as they are. Default: a new one that
                decodes one image at a time.
            timing: Time limits and batch sizes.
        """
        self._files = files
        self._folder = files.folder
        self._max_bytes = max_bytes
        self._max_pixels = max_pixels
        self._timing = timing
        self._name_of = name_of
        self._decoder = decoder or Decoder(at_once=1, bounds=ATTACHMENTS)
        self._user_locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    @property
    def max_bytes(self) -> int:
        """The largest size of one image in bytes."""
        return self._max_bytes

    async def receive(self, data: bytes, *, user_id: int) -> Received:
        """Check an attached image and write it to disk; see `bot.ports`."""
        if len(data) > self._max_bytes:
            raise ReferenceRefused(ReferenceFault.TOO_LARGE, self._max_bytes)
        writing = asyncio.get_running_loop().run_in_executor(None, self._write, data, user_id)
        try:
            # a thread cannot be cancelled, so its file is removed when it is done
            return await asyncio.shield(writing)
        except asyncio.CancelledError:
            writing.add_done_callback(_remove)
            raise

    async def keep(
        self, received: Received, *, on_new: Callable[[Reference], None] | None = None
    ) -> Reference:
        """Store a received image under its final name; see `bot.ports`."""
        if not received.name:
            return received.reference
        try:
            reference, is_new = await self._finish(received)
        except (OSError, SpoolFailed) as error:
            raise SpoolFailed("cannot keep a reference", charge=Charge.NONE) from error
        finally:
            with suppress(OSError):
                received.reference.path.unlink(missing_ok=True)
        if is_new and on_new is not None:
            on_new(reference)
        return reference

    async def drop(self, references: Sequence[Reference]) -> None:
        """Delete new images; if that fails, a sweep deletes them once they expire."""
        await asyncio.to_thread(self._files.remove, [one.path for one in references])

    async def renew(self, references: Sequence[Reference]) -> tuple[Reference, ...] | None:
        """Keep images for 7 more days; None if one is missing or expired.

        Only the file name of a path is used: DATA_DIR may have moved, and a manipulated path must
        not lead out of the folder.
        """
        return await asyncio.to_thread(self._renew, references)

    async def forget(self, user_id: int) -> None:
        """Delete all of a user's images; see `bot.ports`."""
        try:
            await asyncio.to_thread(self._files.forget, self._name_of(user_id))
        except OSError as error:
            raise SpoolFailed("cannot remove references", charge=Charge.NONE) from error

    async def run(self) -> None:
        """Remove images past their use, every hour until cancelled."""
        while True:
            await self.sweep()
            await asyncio.sleep(_SWEEP_EVERY_S)

    async def sweep(self) -> None:
        """Delete expired images; failures are logged."""
        try:
            names = await asyncio.to_thread(os.listdir, self._folder)
        except FileNotFoundError:
            return
        except OSError as error:
            log.warning("attached images cannot be looked through: %s", error.strerror)
            return
        at_once = self._timing.swept_at_once
        for start in range(0, len(names), at_once):
            await asyncio.to_thread(self._files.sweep, names[start : start + at_once])

    def _write(self, data: bytes, user_id: int) -> Received:
        """Return the stored image if there is one, else write and check a partial file."""
        member = self._name_of(user_id)
        name = f"{member}-{hashlib.sha256(_VERSION + data).hexdigest()[:HASH_DIGITS]}"
        known = self._known(name)
        if known is not None:
            return Received(known, user_id)
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor, path = tempfile.mkstemp(prefix=f"{member}-", suffix=PART, dir=self._folder)
        except OSError as error:
            raise SpoolFailed("cannot keep a reference", charge=Charge.NONE) from error
        part = Path(path)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
            checked = self._check(part)
            stripped = _strip(data, checked.media_type)
            if stripped is not None:
                part.write_bytes(stripped)
                checked = self._check(part)
        except (OSError, SpoolFailed) as error:
            part.unlink(missing_ok=True)
            raise SpoolFailed("cannot keep a reference", charge=Charge.NONE) from error
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        return Received(checked, user_id, name, is_ready=stripped is not None)

    def _known(self, stem: str) -> Reference | None:
        for ending in EXTENSIONS.values():
            path = self._files.renew(f"{stem}.{ending}")
            if path is not None:
                with suppress(ReferenceRefused, SpoolFailed):
                    return self._check(path)
        return None

    async def _finish(self, received: Received) -> tuple[Reference, bool]:
        checked, part = received.reference, received.reference.path
        if received.is_ready:
            return await asyncio.to_thread(self._name, part, received.name, checked)
        still = part.with_name(f"{part.stem}-still{PART}")
        try:
            await self._decode_in_turn(received.user_id, part, still)
            checked = await asyncio.to_thread(self._check, still)
            return await asyncio.to_thread(self._name, still, received.name, checked)
        finally:
            with suppress(OSError):
                still.unlink(missing_ok=True)

    async def _decode_in_turn(self, user_id: int, source: Path, target: Path) -> None:
        # each member has one image in the decoder's queue, however many they attached
        user_lock = self._user_locks.setdefault(user_id, asyncio.Lock())
        try:
            async with asyncio.timeout(self._timing.decoded_within_s), user_lock:
                await self._decode(source, target)
        except TimeoutError:
            log.warning(
                "an attached image was not decoded within %s s", self._timing.decoded_within_s
            )
            raise ReferenceRefused(ReferenceFault.NOT_DECODED) from None

    async def _decode(self, source: Path, target: Path) -> None:
        ended = await self._decoder.run("bot.imaging.flatten", source, target, self._max_bytes)
        if ended.outcome is Outcome.FITTED:
            return
        if ended.outcome is Outcome.TOO_LARGE:
            raise ReferenceRefused(ReferenceFault.TOO_LARGE, self._max_bytes)
        log.warning("an attached image could not be decoded: %s", ended.why)
        if ended.outcome is Outcome.UNDECODABLE:
            raise ReferenceRefused(ReferenceFault.NOT_AN_IMAGE)
        raise ReferenceRefused(ReferenceFault.NOT_DECODED)

    def _name(self, part: Path, stem: str, checked: Reference) -> tuple[Reference, bool]:
        """Give an image its final name; return it, and whether the name is new."""
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


def _strip(data: bytes, media_type: str) -> bytes | None:
    """Return an image in its stored form; None if that requires decoding it."""
    return strip_metadata(data, media_type) if is_plain(data, media_type) else None


def _remove(writing: "asyncio.Future[Received]") -> None:
    if writing.cancelled() or writing.exception() is not None:
        return
    received = writing.result()
    if received.name:
        received.reference.path.unlink(missing_ok=True)
