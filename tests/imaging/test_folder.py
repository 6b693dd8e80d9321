"""Attached pictures are kept while their job lasts, and nothing else is."""

import asyncio
import os
import tempfile
import threading
from pathlib import Path

import pytest

from bot.errors import Charge, ReferenceFault, ReferenceRefused, SpoolFailed
from bot.imaging.folder import ReferenceFolder
from bot.imaging.reference import check_reference
from bot.policy.request import Reference


def folder_in(path: Path, *, max_bytes: int = 100_000) -> ReferenceFolder:
    return ReferenceFolder(path, max_bytes=max_bytes, max_pixels=10_000)


async def test_a_picture_is_kept_under_a_name_of_its_own(tmp_path: Path, png: bytes) -> None:
    folder = folder_in(tmp_path)
    first, second = await folder.keep(png), await folder.keep(png)
    assert first.path != second.path
    assert first.path.read_bytes() == png
    assert (first.media_type, first.size_bytes) == ("image/png", len(png))


async def test_what_is_no_picture_is_not_kept(tmp_path: Path) -> None:
    with pytest.raises(ReferenceRefused) as refusal:
        await folder_in(tmp_path).keep(b"text")
    assert refusal.value.fault is ReferenceFault.NOT_A_PICTURE
    assert list(tmp_path.iterdir()) == []


async def test_too_many_bytes_are_refused_before_they_are_written(
    tmp_path: Path, png: bytes
) -> None:
    folder = folder_in(tmp_path, max_bytes=len(png) - 1)
    with pytest.raises(ReferenceRefused) as refusal:
        await folder.keep(png)
    assert refusal.value.limit == folder.max_bytes
    assert list(tmp_path.iterdir()) == []


async def test_a_folder_that_takes_nothing_is_a_spool_failure(tmp_path: Path, png: bytes) -> None:
    with pytest.raises(SpoolFailed):
        await folder_in(tmp_path / "missing").keep(png)


async def test_a_disk_that_takes_no_bytes_leaves_no_file(
    tmp_path: Path, png: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = tempfile.mkstemp

    def full(**place: str) -> tuple[int, str]:
        """Return a name in the folder and a descriptor of a full disk."""
        descriptor, name = real(prefix=place["prefix"], dir=place["dir"])
        os.close(descriptor)
        return os.open("/dev/full", os.O_WRONLY), name

    monkeypatch.setattr(tempfile, "mkstemp", full)
    with pytest.raises(SpoolFailed) as failure:
        await folder_in(tmp_path).keep(png)
    assert failure.value.charge is Charge.NONE
    assert list(tmp_path.iterdir()) == []


async def test_a_picture_that_cannot_be_read_again_costs_nothing(
    tmp_path: Path, png: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_path: Path, **_: int) -> Reference:
        raise SpoolFailed

    monkeypatch.setattr("bot.imaging.folder.check_reference", broken)
    with pytest.raises(SpoolFailed) as failure:
        await folder_in(tmp_path).keep(png)
    assert failure.value.charge is Charge.NONE
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("data", [b"text", None])
async def test_giving_up_while_it_is_written_leaves_no_file(
    tmp_path: Path, png: bytes, monkeypatch: pytest.MonkeyPatch, data: bytes | None
) -> None:
    begun, free = threading.Event(), threading.Event()

    def slow(path: Path, **limits: int) -> Reference:
        begun.set()
        free.wait()
        return check_reference(path, **limits)

    monkeypatch.setattr("bot.imaging.folder.check_reference", slow)
    keeping = asyncio.create_task(folder_in(tmp_path).keep(data or png))
    await asyncio.to_thread(begun.wait)
    keeping.cancel()
    with pytest.raises(asyncio.CancelledError):
        await keeping
    assert len(list(tmp_path.iterdir())) == 1
    free.set()
    while list(tmp_path.iterdir()):
        await asyncio.sleep(0)
