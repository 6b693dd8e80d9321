"""An image is saved with the right extension, and a paid one is never lost."""

import errno
import shutil
from pathlib import Path

import pytest

from bot.cli.output import save
from bot.errors import OutputRefused
from bot.policy.images.image import ImageFile


@pytest.fixture
def jpeg(tmp_path: Path) -> ImageFile:
    path = tmp_path / "spooled.part"
    path.write_bytes(b"pixels")
    return ImageFile(path, "image/jpeg", 1, 1, 6)


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("fox.png", "fox.jpg"),
        ("fox.jpeg", "fox.jpeg"),
        ("fox.JPG", "fox.JPG"),
        ("fox", "fox.jpg"),
        ("fox-v1.5", "fox-v1.5.jpg"),
    ],
)
def test_the_ending_says_what_the_bytes_are(
    tmp_path: Path, jpeg: ImageFile, asked: str, given: str
) -> None:
    assert save(jpeg, tmp_path / asked, force=False).path == tmp_path / given
    assert (tmp_path / given).read_bytes() == b"pixels"


def test_a_disk_that_does_not_take_it_does_not_lose_it(
    tmp_path: Path, jpeg: ImageFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    move = shutil.move

    def full(source: Path, target: Path) -> None:
        if target.parent == tmp_path / "out":
            raise OSError(errno.ENOSPC, "No space left on device")
        move(source, target)

    monkeypatch.setattr(shutil, "move", full)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(OutputRefused) as refusal:
        save(jpeg, tmp_path / "out" / "fox.jpg", force=False)
    kept = Path(refusal.value.reason.rpartition(" saved as ")[2])
    assert kept.read_bytes() == b"pixels"


def test_a_disk_that_takes_nothing_at_all_is_told(
    tmp_path: Path, jpeg: ImageFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_source: Path, _target: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(shutil, "move", full)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(OutputRefused) as refusal:
        save(jpeg, tmp_path / "fox.jpg", force=False)
    assert refusal.value.reason == "the image couldn't be written to disk"
