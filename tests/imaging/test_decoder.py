"""Decoder processes stay within their bounds, and their deaths are told from bad images."""

import io
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from bot.imaging.decoder import Decoder
from bot.imaging.process import ATTACHMENTS, DELIVERIES, Bounds, Outcome
from bot.imaging.references.reference import check_reference
from tests.imaging.test_metadata import png_chunk

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="bounds as Linux has them")

LIMIT_BYTES = 10 * 2**20


def side(bounds: Bounds) -> int:
    return int(bounds.pixels**0.5)


def flat_png(depth: int, colours: int, bounds: Bounds, *, interlaced: bool = False) -> bytes:
    """Return the largest PNG of one colour: some KB that decode to hundreds of MB."""
    edge, channels = side(bounds), {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colours]
    row = b"\0" + bytes(edge * channels * depth // 8)
    packer = zlib.compressobj(1)
    packed = b"".join(packer.compress(row) for _ in range(edge))
    # interlacing has up to twice as many rows, each with an extra byte
    packed += packer.compress(bytes(edge * 2)) + packer.flush()
    head = struct.pack(">IIBBBBB", edge, edge, depth, colours, 0, 0, interlaced)
    palette = png_chunk(b"PLTE", bytes(768)) + png_chunk(b"tRNS", bytes(256))
    chunks = png_chunk(b"IHDR", head) + (palette if colours == 3 else b"")
    return b"\x89PNG\r\n\x1a\n" + chunks + png_chunk(b"IDAT", packed) + png_chunk(b"IEND", b"")


def lossy_webp_with_alpha(bounds: Bounds, *, frames: int = 1) -> bytes:
    size = (side(bounds), side(bounds))
    images = [Image.new("RGBA", size, (number, 2, 3, 100)) for number in range(frames)]
    out = io.BytesIO()
    moving = {"save_all": True, "append_images": images[1:]} if frames > 1 else {}
    images[0].save(out, "WEBP", quality=50, method=0, **moving)
    return out.getvalue()


def progressive_cmyk_jpeg(bounds: Bounds) -> bytes:
    out = io.BytesIO()
    Image.new("CMYK", (side(bounds), side(bounds))).save(out, "JPEG", progressive=True)
    return out.getvalue()


WORST: dict[str, Callable[[Bounds], bytes]] = {
    "RGB": lambda bounds: flat_png(8, 2, bounds),
    "RGBA of 16 bits": lambda bounds: flat_png(16, 6, bounds),
    "RGBA in passes": lambda bounds: flat_png(8, 6, bounds, interlaced=True),
    "grey with alpha": lambda bounds: flat_png(8, 4, bounds),
    "grey of 16 bits": lambda bounds: flat_png(16, 0, bounds),
    "palette with alpha": lambda bounds: flat_png(8, 3, bounds),
    "WebP with loss and alpha": lossy_webp_with_alpha,
    "WebP that moves": lambda bounds: lossy_webp_with_alpha(bounds, frames=2),
    "CMYK": progressive_cmyk_jpeg,
}


async def ended_with(
    folder: Path, data: bytes, module: str, bounds: Bounds, *, limit_bytes: int = LIMIT_BYTES
) -> Outcome:
    source = folder / "source"
    source.write_bytes(data)
    decoder = Decoder(bounds=bounds)
    ended = await decoder.run(module, source, folder / "target", limit_bytes)
    return ended.outcome


@pytest.mark.parametrize("kind", WORST)
async def test_the_worst_attachments_are_decoded_within_their_memory(
    kind: str, tmp_path: Path
) -> None:
    data = WORST[kind](ATTACHMENTS)
    # small files, which no limit on bytes would catch
    assert len(data) < 1_000_000
    outcome = await ended_with(tmp_path, data, "bot.imaging.flatten", ATTACHMENTS)
    assert outcome is Outcome.FITTED
    assert check_reference(
        tmp_path / "target", max_bytes=LIMIT_BYTES, max_pixels=ATTACHMENTS.pixels
    )


@pytest.mark.parametrize("kind", ["RGBA of 16 bits", "WebP with loss and alpha"])
async def test_the_worst_deliveries_are_made_smaller_within_their_memory(
    kind: str, tmp_path: Path
) -> None:
    data = WORST[kind](DELIVERIES)
    outcome = await ended_with(tmp_path, data, "bot.imaging.shrink", DELIVERIES)
    assert outcome is Outcome.FITTED


@pytest.mark.parametrize("module", ["flatten", "shrink"])
def test_a_process_cannot_take_more_than_its_bound(module: str, tmp_path: Path) -> None:
    """Run a module with too little memory for its image."""
    source = tmp_path / "source"
    source.write_bytes(flat_png(8, 6, ATTACHMENTS))
    work = "make_still" if module == "flatten" else "partial(shrink, xmp=b'')"
    code = (
        "from functools import partial; from bot.imaging.pixels import run;"
        f"from bot.imaging.{module} import *; from bot.imaging.{module} import {work[:10]};"
        "from bot.imaging.process import Bounds;"
        f"run({work}, Bounds(1, 60 * 2**20, 1))"
    ).replace(" import partial(sh", " import shrink")
    command = [sys.executable, "-c", code, str(source), str(tmp_path / "target"), "1000000"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 -- our own words
    assert (done.returncode, done.stderr) == (Outcome.OUT_OF_MEMORY, "MemoryError: ")
    assert not (tmp_path / "target").exists()


def test_the_machine_ends_the_decoder_before_the_bot() -> None:
    code = (
        "from pathlib import Path; from bot.imaging.pixels import run;"
        "from bot.imaging.process import ATTACHMENTS;"
        "score = Path('/proc/self/oom_score_adj');"
        "run(lambda *_: int(score.read_text() != '1000\\n'), ATTACHMENTS)"
    )
    done = subprocess.run([sys.executable, "-c", code, "", "", "1"], check=False)  # noqa: S603 -- our own words
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("script", "outcome"),
    [
        ("kill -9 $$", Outcome.NOT_DONE),
        ("kill -11 $$", Outcome.NOT_DONE),
        ("exit 1", Outcome.NOT_DONE),
        ("exec sleep 60", Outcome.NOT_DONE),
        ("exit 10", Outcome.UNDECODABLE),
        ("exit 13", Outcome.OUT_OF_MEMORY),
    ],
)
async def test_only_a_decoder_that_looked_says_that_it_is_no_image(
    script: str, outcome: Outcome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "decoder"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(program))
    bounds = Bounds(1, 2**30, 2)
    assert await ended_with(tmp_path, b"", "bot.imaging.flatten", bounds) is outcome
