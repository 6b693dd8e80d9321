"""Images above a limit are re-encoded in processes, which can be cancelled and may die."""

import asyncio
import io
import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from bot.errors import SpoolFailed, TooLargeForDiscord
from bot.imaging.decoder import Decoder
from bot.imaging.fit import PillowFitter
from bot.imaging.process import DELIVERIES
from bot.imaging.sniff import sniff
from bot.policy.images.image import ImageFile
from bot.policy.images.provenance import GENERATED, Provenance
from tests.imaging.samples import encode, noise

MADE = Provenance("google/gemini-2.5-flash-image", datetime(2026, 11, 22, 12, tzinfo=UTC))

needs_pipes = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes")

needs_shell = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no /bin/sh")


def decode_with(monkeypatch: pytest.MonkeyPatch, folder: Path, script: str) -> None:
    """Replace the decoder by a shell script; `$3` is the source and `$4` the target."""
    path = folder / "decoder"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(path))


def generated(folder: Path, *, side: int = 200) -> ImageFile:
    path = folder / "picture"
    path.write_bytes(encode(noise("RGB", side, side), "PNG"))
    return sniff(path)


def files_in(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def piped(folder: Path, name: str = "pipe") -> ImageFile:
    """Return an image in a pipe: its reader blocks until the test writes."""
    path = folder / name
    os.mkfifo(path)
    return ImageFile(path, "image/png", 20, 20, 1_000_000)


async def open_once_read(image: ImageFile) -> int:
    """Open a pipe for writing as soon as the other process reads it."""
    return await asyncio.to_thread(os.open, image.path, os.O_WRONLY)


async def test_an_image_that_fits_is_returned_itself(tmp_path: Path) -> None:
    image = generated(tmp_path)
    assert await PillowFitter().fit(image, limit_bytes=image.size_bytes, provenance=MADE) is image
    assert files_in(tmp_path) == [image.path]


async def test_a_reencoding_says_what_made_it_and_keeps_what_is_known(tmp_path: Path) -> None:
    image = replace(generated(tmp_path), seed=7, signed_by="Example Pictures Ltd")
    fitted = await PillowFitter().fit(image, limit_bytes=20_000, provenance=MADE)
    assert (fitted.seed, fitted.signed_by) == (7, "Example Pictures Ltd")
    xmp = Image.open(io.BytesIO(fitted.path.read_bytes())).info["xmp"]
    assert f'DigitalSourceType="{GENERATED}"'.encode() in xmp
    assert b'"google/gemini-2.5-flash-image"' in xmp
    assert b'"2026-11-22T12:00:00Z"' in xmp


async def test_what_is_refitted_lies_where_it_is_told(tmp_path: Path) -> None:
    image, folder = generated(tmp_path), tmp_path / "own"
    folder.mkdir()
    fitted = await PillowFitter(folder).fit(
        image, limit_bytes=image.size_bytes - 1, provenance=MADE
    )
    assert fitted.path.parent == folder


async def test_one_byte_too_many_is_refitted_into_a_file_beside_it(tmp_path: Path) -> None:
    image = generated(tmp_path)
    original = image.path.read_bytes()
    fitted = await PillowFitter().fit(image, limit_bytes=image.size_bytes - 1, provenance=MADE)
    assert fitted.refitted
    assert fitted.size_bytes < image.size_bytes
    assert (fitted.width, fitted.height) == (200, 200)
    assert fitted.path.parent == tmp_path
    assert fitted.path != image.path
    assert image.path.read_bytes() == original


async def test_what_fits_nowhere_says_the_limit_and_leaves_no_file(tmp_path: Path) -> None:
    image = generated(tmp_path)
    with pytest.raises(TooLargeForDiscord) as caught:
        await PillowFitter().fit(image, limit_bytes=10, provenance=MADE)
    assert caught.value.limit_bytes == 10
    assert files_in(tmp_path) == [image.path]


async def test_bytes_that_cannot_be_decoded_cannot_be_made_to_fit(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    image = generated(tmp_path)
    damaged = bytearray(image.path.read_bytes())
    damaged[50:90] = bytes(40)
    image.path.write_bytes(damaged)
    with pytest.raises(TooLargeForDiscord):
        await PillowFitter().fit(image, limit_bytes=1000, provenance=MADE)
    assert "Error" in caplog.text
    assert files_in(tmp_path) == [image.path]


async def test_a_bomb_is_refused_unread(tmp_path: Path) -> None:
    bomb = ImageFile(tmp_path / "missing", "image/png", 10_000, 5_001, 1_000_000)
    with pytest.raises(TooLargeForDiscord):
        await PillowFitter().fit(bomb, limit_bytes=1000, provenance=MADE)


async def test_a_file_that_is_gone_is_the_disks_fault(tmp_path: Path) -> None:
    gone = ImageFile(tmp_path / "missing", "image/png", 20, 20, 1_000_000)
    with pytest.raises(SpoolFailed):
        await PillowFitter().fit(gone, limit_bytes=1000, provenance=MADE)


async def test_a_process_that_cannot_be_started_is_our_machines_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no-python"))
    with pytest.raises(SpoolFailed):
        await PillowFitter().fit(generated(tmp_path), limit_bytes=1000, provenance=MADE)


@needs_shell
async def test_the_decoder_never_sees_our_secrets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    decode_with(monkeypatch, tmp_path, "env >&2; exit 1")
    monkeypatch.setenv("OPENROUTER_API_KEY", "sk-or-secret")
    with pytest.raises(TooLargeForDiscord):
        await PillowFitter().fit(generated(tmp_path), limit_bytes=1000, provenance=MADE)
    assert "PATH=" in caplog.text
    assert "secret" not in caplog.text


@needs_shell
@pytest.mark.parametrize("code", [0, 1, 11, 12])
async def test_a_file_that_the_decoder_leaves_half_written_is_removed(
    code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decode_with(monkeypatch, tmp_path, f'printf half > "$4"; exit {code}')
    image = generated(tmp_path)
    before = files_in(tmp_path)
    with pytest.raises((TooLargeForDiscord, SpoolFailed)):
        await PillowFitter().fit(image, limit_bytes=1000, provenance=MADE)
    assert files_in(tmp_path) == before


@needs_pipes
async def test_cancelling_ends_the_process_and_leaves_no_file(tmp_path: Path) -> None:
    image = piped(tmp_path)
    task = asyncio.create_task(PillowFitter().fit(image, limit_bytes=1000, provenance=MADE))
    pipe = await open_once_read(image)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    with pytest.raises(BrokenPipeError):
        os.write(pipe, b"nobody reads this")
    os.close(pipe)
    assert files_in(tmp_path) == [image.path]


@needs_pipes
async def test_a_decoder_that_never_ends_is_ended(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    impatient = Decoder(bounds=replace(DELIVERIES, timeout_s=0.2))
    image = piped(tmp_path)
    with pytest.raises(TooLargeForDiscord):
        await PillowFitter(decoder=impatient).fit(image, limit_bytes=1000, provenance=MADE)
    assert "0.2 s" in caplog.text


@needs_pipes
async def test_no_more_than_two_are_in_work_at_once(tmp_path: Path) -> None:
    fitter = PillowFitter()
    images = [piped(tmp_path, name) for name in ("first", "second", "third")]
    tasks = [
        asyncio.create_task(fitter.fit(each, limit_bytes=1000, provenance=MADE)) for each in images
    ]
    pipes = [await open_once_read(each) for each in images[:2]]
    with pytest.raises(OSError, match="No such device or address"):
        os.open(images[2].path, os.O_WRONLY | os.O_NONBLOCK)
    tasks[0].cancel()
    pipes.append(await open_once_read(images[2]))
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    for pipe in pipes:
        os.close(pipe)


@needs_pipes
async def test_signals_to_the_whole_group_do_not_lose_an_image(tmp_path: Path) -> None:
    source, target = piped(tmp_path), tmp_path / "target"
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.imaging.shrink", str(source.path), str(target), "10000")
    )
    pipe = await open_once_read(source)
    process.send_signal(signal.SIGINT)
    process.send_signal(signal.SIGTERM)
    os.write(pipe, encode(noise("RGB", 20, 20), "PNG"))
    os.close(pipe)
    assert await process.wait() == 0
    assert sniff(target).width == 20


def test_pillow_is_not_loaded_into_the_bot() -> None:
    code = (
        "import bot.imaging.fit, bot.imaging.references.folder, sys; sys.exit('PIL' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603 -- our own words
