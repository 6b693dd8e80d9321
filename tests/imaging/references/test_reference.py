"""Attached images are checked by their bytes."""

from pathlib import Path

import pytest

from bot.errors import ReferenceFault, ReferenceRefused, SpoolFailed
from bot.imaging.references.reference import check_reference
from bot.policy.images.request import Reference
from tests.imaging.samples import encode, noise


def saved(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "attachment.gif"
    path.write_bytes(data)
    return path


def test_an_image_within_the_limits_is_accepted(tmp_path: Path) -> None:
    data = encode(noise("RGB", 20, 10), "JPEG")
    path = saved(tmp_path, data)
    reference = check_reference(path, max_bytes=len(data), max_pixels=200)
    assert reference == Reference(path, "image/jpeg", len(data))


def test_one_byte_over_the_limit_is_too_large(tmp_path: Path) -> None:
    data = encode(noise("RGB", 20, 10), "PNG")
    with pytest.raises(ReferenceRefused) as caught:
        check_reference(saved(tmp_path, data), max_bytes=len(data) - 1, max_pixels=200)
    assert caught.value.fault is ReferenceFault.TOO_LARGE
    assert caught.value.limit == len(data) - 1


def test_a_download_that_stopped_at_the_limit_is_too_large_not_broken(tmp_path: Path) -> None:
    with pytest.raises(ReferenceRefused) as caught:
        check_reference(saved(tmp_path, bytes(101)), max_bytes=100, max_pixels=200)
    assert caught.value.fault is ReferenceFault.TOO_LARGE


def test_more_pixels_than_allowed_are_refused(tmp_path: Path) -> None:
    path = saved(tmp_path, encode(noise("L", 20, 10), "PNG"))
    with pytest.raises(ReferenceRefused) as caught:
        check_reference(path, max_bytes=10_000, max_pixels=199)
    assert caught.value.fault is ReferenceFault.TOO_MANY_PIXELS
    assert caught.value.limit == 199


def test_a_text_named_like_an_image_is_not_one(tmp_path: Path) -> None:
    with pytest.raises(ReferenceRefused) as caught:
        check_reference(saved(tmp_path, b"GIF of a cat"), max_bytes=10_000, max_pixels=200)
    assert caught.value.fault is ReferenceFault.NOT_AN_IMAGE
    assert caught.value.limit is None


def test_a_file_that_is_gone_is_the_disks_fault(tmp_path: Path) -> None:
    with pytest.raises(SpoolFailed):
        check_reference(tmp_path / "missing", max_bytes=1, max_pixels=1)
