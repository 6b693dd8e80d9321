"""Makes thumbnails for the moderation log, in separate processes."""

import asyncio
import logging
import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from typing_extensions import override

from bot.errors import SpoolFailed
from bot.imaging.decoder import Decoder
from bot.imaging.process import DELIVERIES, Outcome
from bot.policy.images.image import ImageFile
from bot.policy.images.provenance import Provenance, xmp_of
from bot.ports import Thumbnails

log = logging.getLogger(__name__)

#: Bytes; most take a tenth of it. The database keeps them until the entry is sent.
_MOST_BYTES = 100_000


class PillowThumbnails(Thumbnails):
    """Implements `bot.ports.Thumbnails` with Pillow."""

    def __init__(self, folder: Path, decoder: Decoder | None = None) -> None:
        """Create the adapter.

        Args:
            folder: For temporary files.
            decoder: Runs the processes. Default: a new one with one slot, so that thumbnails take
                at most one core and never wait in line before a delivery.
        """
        self._folder = folder
        self._decoder = decoder or Decoder(at_once=1)

    @override
    async def make(self, images: Sequence[ImageFile], *, provenance: Provenance) -> bytes | None:
        usable = [one.path for one in images if one.width * one.height <= DELIVERIES.pixels]
        if not usable:
            return None
        target = self._folder / f"{usable[0].name}-log-{secrets.token_hex(4)}"
        others = "".join(f"{os.fspath(path.absolute())}\n" for path in usable[1:])
        stdin = others.encode() + b"\n" + xmp_of(provenance)
        try:
            ended = await self._decoder.run(
                "bot.imaging.thumbnail", usable[0], target, _MOST_BYTES, xmp=stdin
            )
            if ended.outcome is Outcome.FITTED:
                return await asyncio.to_thread(target.read_bytes)
            log.warning("no thumbnail could be made: %s", ended.why)
        except (SpoolFailed, OSError) as error:
            log.warning("no thumbnail could be made: %s", error)
        finally:
            target.unlink(missing_ok=True)
        return None
