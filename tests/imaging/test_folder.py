"""Attached pictures are kept while their job lasts, and nothing else is."""

from pathlib import Path

import pytest

from bot.errors import ReferenceFault, ReferenceRefused, SpoolFailed
from bot.imaging.folder import ReferenceFolder


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
    def full(_path: Path, _data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(SpoolFailed):
        await folder_in(tmp_path).keep(png)
    assert list(tmp_path.iterdir()) == []
