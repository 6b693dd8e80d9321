"""Fitting images under an upload limit, in processes of their own."""

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
    """Re-encodes with Pillow; a `bot.ports.Fitter`."""

    def __init__(self, folder: Path | None = None, decoder: Decoder | None = None) -> None:
        """Take the place.

        Args:
            folder: Where re-encodings go, since the original may lie in a dead process's folder,
                which is cleared; beside it unless given.
            decoder: Does the work; one of its own unless given.
        """
        self._folder = folder
        self._decoder = decoder or Decoder()

    async def fit(self, image: ImageFile, *, limit_bytes: int, provenance: Provenance) -> ImageFile:
        """Return the image itself when it fits, else a re-encoding in a file of its own.

        A signature ends with the bytes that it is about, so a re-encoding carries a mark of its
        own: XMP that says which model made it. Cancelling ends the process and leaves no file.

        Raises:
            TooLargeForDiscord: Nothing recognisable fits under the limit, or the bytes cannot be
                decoded within the bounds of time and memory; the log says which.
            SpoolFailed: The disk did not take or give the bytes.
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
    log.warning("a picture could not be made smaller: %s", why)
    return TooLargeForDiscord(limit_bytes)
