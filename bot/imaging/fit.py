"""Re-encodes images that exceed an upload limit, in separate processes."""

import logging
import secrets
from dataclasses import replace
from pathlib import Path

from bot.errors import BadAnswer, TooLargeForDiscord
from bot.imaging.decoder import Decoder
from bot.imaging.process import DELIVERIES, Outcome
from bot.imaging.sniff import sniff
from bot.policy.images.image import ImageFile
from bot.policy.images.provenance import Provenance, xmp_of

log = logging.getLogger(__name__)


class PillowFitter:
    """Implements `bot.ports.Fitter` with Pillow."""

    def __init__(self, folder: Path | None = None, decoder: Decoder | None = None) -> None:
        """Create a fitter.

        Args:
            folder: Folder for re-encoded images. Default: the original's folder, which may be that
                of a dead process and be deleted.
            decoder: Runs the processes. Default: a new one.
        """
        self._folder = folder
        self._decoder = decoder or Decoder()

    async def fit(self, image: ImageFile, *, limit_bytes: int, provenance: Provenance) -> ImageFile:
        """Return the image if it fits, else a re-encoded copy in a new file.

        A signature doesn't survive re-encoding, so the copy gets XMP that names the model instead.
        Cancelling kills the process and leaves no file.

        Args:
            image: The image.
            limit_bytes: The largest size of the file in bytes.
            provenance: Data for the XMP.

        Raises:
            TooLargeForDiscord: No recognisable copy fits, or the image cannot be decoded within the
                bounds of time and memory. The log says which.
            SpoolFailed: The disk could not be read or written.
        """
        if image.size_bytes <= limit_bytes:
            return image
        if image.width * image.height > DELIVERIES.pixels:
            raise _not_fitted(limit_bytes, f"{image.width} x {image.height} pixels")
        folder = self._folder or image.path.parent
        target = folder / f"{image.path.name}-fit-{secrets.token_hex(4)}"
        try:
            await self._shrink(image.path, target, limit_bytes, xmp_of(provenance))
            small = sniff(target)
            return replace(small, refitted=True, seed=image.seed, signed_by=image.signed_by)
        except BadAnswer as error:
            target.unlink(missing_ok=True)
            raise _not_fitted(limit_bytes, str(error.detail)) from error
        except BaseException:
            target.unlink(missing_ok=True)
            raise

    async def _shrink(self, source: Path, target: Path, limit_bytes: int, xmp: bytes) -> None:
        ended = await self._decoder.run("bot.imaging.shrink", source, target, limit_bytes, xmp=xmp)
        if ended.outcome is Outcome.TOO_LARGE:
            raise TooLargeForDiscord(limit_bytes)
        if ended.outcome is not Outcome.FITTED:
            raise _not_fitted(limit_bytes, ended.why)


def _not_fitted(limit_bytes: int, why: str) -> TooLargeForDiscord:
    log.warning("an image could not be made smaller: %s", why)
    return TooLargeForDiscord(limit_bytes)
