"""Which files of an answer become images; all others are removed."""

import asyncio
from pathlib import Path

import pytest

from bot.errors import BadAnswer, SpoolFailed
from bot.openrouter.answers.download import Downloader
from bot.openrouter.answers.images import ImageCollector
from bot.openrouter.answers.spool import Spool
from bot.policy.images.image import ImageFile


def sniff(path: Path) -> ImageFile:
    """Accept files that begin with P as images."""
    content = path.read_bytes()
    if content.startswith(b"disk"):
        raise SpoolFailed
    if not content.startswith(b"P"):
        raise BadAnswer(detail=content.decode())
    return ImageFile(path, "image/png", 1, 1, len(content))


class CollectorHarness:
    """A spool folder with files in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        spool = Spool(folder)
        self.collector = ImageCollector(sniff, Downloader(spool, max_bytes=10), max_images=4)

    def fill(self, **contents: str) -> dict[str, Path]:
        files = {marker: self.folder / f"{marker}.part" for marker in contents}
        for marker, content in contents.items():
            files[marker].write_text(content)
        return files

    def left(self) -> set[str]:
        return {path.stem for path in self.folder.iterdir()}


@pytest.fixture
def box(tmp_path: Path) -> CollectorHarness:
    return CollectorHarness(tmp_path)


async def test_good_ones_are_kept_once_and_in_order(box: CollectorHarness) -> None:
    files = box.fill(a="P1", b="bad", c="P2", d="P1", unused="P3")
    images = await box.collector.collect([["c", "b", "a", "d"]], files)
    assert [image.path.stem for image in images] == ["c", "a"]
    assert box.left() == {"a", "c"}


async def test_when_none_is_good_the_last_reason_is_told(box: CollectorHarness) -> None:
    files = box.fill(a="bad", b="worse", unused="P")
    with pytest.raises(BadAnswer) as caught:
        await box.collector.collect([["a", "b"]], files)
    assert caught.value.detail == "worse"
    assert box.left() == set()


async def test_without_a_source_nothing_is_kept(box: CollectorHarness) -> None:
    with pytest.raises(BadAnswer):
        await box.collector.collect([[]], box.fill(unused="P"))
    assert box.left() == set()


async def test_no_more_are_kept_than_allowed_and_the_same_one_counts_once(
    box: CollectorHarness,
) -> None:
    files = box.fill(a="P1", b="P1", c="P1", d="bad", e="P2", f="P3", g="P4", h="P5", i="P6")
    images = await box.collector.collect([list(files)], files)
    assert [image.path.stem for image in images] == ["a", "e", "f", "g"]
    assert box.left() == {"a", "e", "f", "g"}


async def test_a_place_is_looked_at_when_none_before_it_has_an_image(
    box: CollectorHarness,
) -> None:
    files = box.fill(a="bad", b="P1", c="P2")
    tiers = [["gone", "a"], ["b"], ["c"]]
    images = await box.collector.collect(tiers, files, {"gone": "too large"})
    assert [image.path.stem for image in images] == ["b"]
    assert box.left() == {"b"}


async def test_what_is_wrong_with_a_dropped_one_is_told(box: CollectorHarness) -> None:
    with pytest.raises(BadAnswer) as caught:
        await box.collector.collect([["gone"]], {}, {"gone": "too large"})
    assert caught.value.detail == "too large"


async def test_an_answer_makes_us_fetch_no_more_than_it_may_have_images(
    box: CollectorHarness,
) -> None:
    sources = [f"https://127.0.0.1:1/{number}" for number in range(6)]
    with pytest.raises(BadAnswer) as caught:
        await box.collector.collect([sources], {})
    assert caught.value.detail == "too many image URLs"


async def test_a_failing_disk_leaves_nothing_behind(box: CollectorHarness) -> None:
    with pytest.raises(SpoolFailed):
        await box.collector.collect([["a", "b"]], box.fill(a="P", b="disk"))
    assert box.left() == set()


async def test_cancelling_leaves_nothing_behind(tmp_path: Path) -> None:
    box = CollectorHarness(tmp_path)
    files = box.fill(a="P1", b="P2")
    looking = asyncio.Event()
    loop = asyncio.get_running_loop()

    def slow(path: Path) -> ImageFile:
        loop.call_soon_threadsafe(looking.set)
        return sniff(path)

    downloader = Downloader(Spool(tmp_path), max_bytes=10)
    collector = ImageCollector(slow, downloader, max_images=4)
    collecting = asyncio.create_task(collector.collect([["a", "b"]], files))
    await looking.wait()
    collecting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await collecting
    assert box.left() == set()
