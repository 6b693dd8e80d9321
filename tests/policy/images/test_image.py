"""An image's file name ending follows its bytes' type."""

from pathlib import Path

import pytest

from bot.policy.images.image import ImageFile


@pytest.mark.parametrize(
    ("media_type", "extension"),
    [("image/png", "png"), ("image/jpeg", "jpg"), ("image/webp", "webp"), ("image/gif", "gif")],
)
def test_the_ending_follows_the_type(media_type: str, extension: str) -> None:
    assert ImageFile(Path("spool"), media_type, 1, 1, 1).extension == extension
