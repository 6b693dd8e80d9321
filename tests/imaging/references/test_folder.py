"""Attached images are stored until 7 days after their last use, and nothing else is stored."""

import asyncio
import io
import os
import tempfile
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image

from bot.errors import Charge, ReferenceFault, ReferenceRefused, SpoolFailed
from bot.imaging.decoder import Decoder
from bot.imaging.is_static import is_plain
from bot.imaging.process import Ended, Outcome
from bot.imaging.references import folder as module
from bot.imaging.references.folder import FolderTiming, ReferenceFolder
from bot.imaging.references.reference import check_reference
from bot.imaging.references.reference_files import MAX_PER_MEMBER, KeptFiles
from bot.policy.images.request import Reference
from testkit.fakes import FakeClock
from tests.imaging.samples import encode, noise
from tests.imaging.test_metadata import SECRET, pixels, with_jpeg_metadata

MIA, BEN = 7, 70
NAMES = {MIA: "mmmm", BEN: "mmmmm"}


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "references"


def folder_in(
    path: Path,
    clock: FakeClock | None = None,
    *,
    max_bytes: int = 100_000,
    max_total_bytes: int | None = None,
    decoder: Decoder | None = None,
    timing: FolderTiming | None = None,
) -> ReferenceFolder:
    return ReferenceFolder(
        KeptFiles(path, clock or FakeClock(), max_bytes=max_total_bytes),
        max_bytes=max_bytes,
        max_pixels=10_000,
        name_of=NAMES.__getitem__,
        decoder=decoder,
        timing=timing or FolderTiming(),
    )


async def attach(
    folder: ReferenceFolder,
    data: bytes,
    *,
    user_id: int,
    on_new: Callable[[Reference], None] | None = None,
) -> Reference:
    return await folder.keep(await folder.receive(data, user_id=user_id), on_new=on_new)


def numbered(number: int) -> bytes:
    """Return a small image that is different for each number."""
    return encode(Image.new("RGB", (3, 2), (number // 256, number % 256, 0)), "PNG")


def animation() -> bytes:
    frames = [Image.new("RGB", (30, 20), colour) for colour in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    return out.getvalue()


async def test_an_image_is_kept_as_it_is_under_its_members_name(place: Path, png: bytes) -> None:
    kept = await attach(folder_in(place), png, user_id=MIA)
    assert kept.path.read_bytes() == png
    assert kept.path.parent == place
    assert kept.path.name.startswith(f"{NAMES[MIA]}-")
    assert str(MIA) not in kept.path.name.partition("-")[0]
    assert (kept.media_type, kept.size_bytes) == ("image/png", len(png))
    assert kept.path.stat().st_mode & 0o077 == 0
    assert place.stat().st_mode & 0o077 == 0


async def test_the_same_image_of_one_member_is_kept_once(place: Path, png: bytes) -> None:
    folder = folder_in(place)
    first, second, others = [
        await attach(folder, png, user_id=user_id) for user_id in (MIA, MIA, BEN)
    ]
    assert first == second
    assert first.path != others.path
    assert len(list(place.iterdir())) == 2


async def test_many_who_keep_the_same_at_once_all_have_it(place: Path, png: bytes) -> None:
    folders = [folder_in(place) for _ in range(8)]
    kept = await asyncio.gather(*(attach(folder, png, user_id=MIA) for folder in folders))
    assert set(kept) == {kept[0]}
    assert [path.read_bytes() for path in place.iterdir()] == [png]


def _copy_first_frame(source: Path, target: Path) -> Ended:
    with Image.open(source) as image:
        image.convert("RGB").save(target, "PNG")
    return Ended(Outcome.FITTED, "")


class TestStill:
    @pytest.mark.parametrize(
        "data", [animation(), encode(noise("RGBA", 30, 20), "PNG")], ids=["moves", "see-through"]
    )
    async def test_what_not_every_model_takes_is_kept_still(self, place: Path, data: bytes) -> None:
        folder = folder_in(place)
        kept = await attach(folder, data, user_id=MIA)
        stored = kept.path.read_bytes()
        assert is_plain(stored, kept.media_type)
        assert (kept.media_type, kept.size_bytes) == ("image/png", len(stored))
        assert list(place.iterdir()) == [kept.path]
        assert await attach(folder, data, user_id=MIA) == kept

    async def test_what_cannot_be_decoded_is_no_image(self, place: Path) -> None:
        data = bytearray(encode(noise("RGBA", 30, 20), "PNG"))
        data[45:120] = bytes(75)
        with pytest.raises(ReferenceRefused) as refusal:
            await attach(folder_in(place), bytes(data), user_id=MIA)
        assert refusal.value.fault is ReferenceFault.NOT_AN_IMAGE
        assert list(place.iterdir()) == []

    async def test_what_becomes_too_large_is_refused(self, place: Path) -> None:
        class Full(Decoder):
            async def run(
                self, module: str, source: Path, target: Path, limit_bytes: int, *, xmp: bytes = b""
            ) -> Ended:
                assert (module, limit_bytes) == ("bot.imaging.flatten", 100_000)
                assert source.exists()
                target.write_bytes(b"half")
                return Ended(Outcome.TOO_LARGE, "")

        with pytest.raises(ReferenceRefused) as refusal:
            await attach(folder_in(place, decoder=Full()), animation(), user_id=MIA)
        assert (refusal.value.fault, refusal.value.limit) == (ReferenceFault.TOO_LARGE, 100_000)
        assert list(place.iterdir()) == []

    @pytest.mark.parametrize("outcome", [Outcome.OUT_OF_MEMORY, Outcome.NOT_DONE])
    async def test_a_decoder_that_dies_says_nothing_about_the_image(
        self, place: Path, outcome: Outcome
    ) -> None:
        class Dying(Decoder):
            async def run(
                self, module: str, source: Path, target: Path, limit_bytes: int, *, xmp: bytes = b""
            ) -> Ended:
                return Ended(outcome, "it was killed")

        with pytest.raises(ReferenceRefused) as refusal:
            await attach(folder_in(place, decoder=Dying()), animation(), user_id=MIA)
        assert refusal.value.fault is ReferenceFault.NOT_DECODED
        assert list(place.iterdir()) == []

    async def test_nobody_waits_for_a_turn_forever(self, place: Path) -> None:
        class Never(Decoder):
            async def run(
                self, module: str, source: Path, target: Path, limit_bytes: int, *, xmp: bytes = b""
            ) -> Ended:
                await asyncio.Event().wait()
                raise AssertionError

        folder = folder_in(place, decoder=Never(), timing=FolderTiming(decoded_within_s=0.05))
        with pytest.raises(ReferenceRefused) as refusal:
            await attach(folder, animation(), user_id=MIA)
        assert refusal.value.fault is ReferenceFault.NOT_DECODED
        assert list(place.iterdir()) == []

    async def test_members_take_turns_however_many_images_each_has(self, place: Path) -> None:
        turns: list[str] = []

        class Fair(Decoder):
            async def run(
                self, module: str, source: Path, target: Path, limit_bytes: int, *, xmp: bytes = b""
            ) -> Ended:
                async with self._slots:
                    turns.append(source.name.partition("-")[0])
                    return await asyncio.to_thread(_copy_first_frame, source, target)

        folder = folder_in(place, decoder=Fair(at_once=1))
        received = [
            await folder.receive(encode(noise("RGBA", 9, 9, seed=seed), "PNG"), user_id=member)
            for seed, member in enumerate((MIA, MIA, MIA, BEN))
        ]
        await asyncio.gather(*(folder.keep(one) for one in received))
        assert turns == [NAMES[MIA], NAMES[BEN], NAMES[MIA], NAMES[MIA]]

    async def test_a_photograph_is_kept_without_where_it_was_taken(self, place: Path) -> None:
        photograph = encode(noise("RGB", 60, 40), "JPEG")
        kept = await attach(folder_in(place), with_jpeg_metadata(photograph), user_id=MIA)
        stored = kept.path.read_bytes()
        assert SECRET not in stored
        assert pixels(stored) == pixels(photograph)
        assert kept.size_bytes == len(stored)

    async def test_a_turned_photograph_is_kept_turned(self, place: Path) -> None:
        data = with_jpeg_metadata(encode(noise("RGB", 60, 40), "JPEG"), 6)
        kept = await attach(folder_in(place), data, user_id=MIA)
        stored = kept.path.read_bytes()
        assert SECRET not in stored
        assert (kept.media_type, Image.open(io.BytesIO(stored)).size) == ("image/jpeg", (40, 60))

    async def test_giving_up_meanwhile_leaves_no_file(self, place: Path) -> None:
        begun = asyncio.Event()

        class Slow(Decoder):
            async def run(
                self, module: str, source: Path, target: Path, limit_bytes: int, *, xmp: bytes = b""
            ) -> Ended:
                target.write_bytes(b"half")
                begun.set()
                await asyncio.Event().wait()
                raise AssertionError((module, source, limit_bytes))

        keeping = asyncio.create_task(
            attach(folder_in(place, decoder=Slow()), animation(), user_id=MIA)
        )
        await begun.wait()
        assert len(list(place.iterdir())) == 2
        keeping.cancel()
        with pytest.raises(asyncio.CancelledError):
            await keeping
        assert list(place.iterdir()) == []


class TestRefusing:
    async def test_what_is_no_image_is_not_kept(self, place: Path) -> None:
        with pytest.raises(ReferenceRefused) as refusal:
            await attach(folder_in(place), b"text", user_id=MIA)
        assert refusal.value.fault is ReferenceFault.NOT_AN_IMAGE
        assert list(place.iterdir()) == []

    async def test_too_many_bytes_are_refused_before_they_are_written(
        self, place: Path, png: bytes
    ) -> None:
        folder = folder_in(place, max_bytes=len(png) - 1)
        with pytest.raises(ReferenceRefused) as refusal:
            await attach(folder, png, user_id=MIA)
        assert refusal.value.limit == folder.max_bytes
        assert not place.exists()

    async def test_a_folder_that_cannot_be_made_is_a_spool_failure(
        self, tmp_path: Path, png: bytes
    ) -> None:
        (tmp_path / "file").write_bytes(b"")
        with pytest.raises(SpoolFailed) as failure:
            await attach(folder_in(tmp_path / "file" / "folder"), png, user_id=MIA)
        assert failure.value.charge is Charge.NONE

    async def test_a_disk_that_takes_no_bytes_leaves_no_file(
        self, place: Path, png: bytes, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        real = tempfile.mkstemp

        def full(**given: str) -> tuple[int, str]:
            """Return a file name in the folder with a descriptor of a full disk."""
            descriptor, name = real(prefix=given["prefix"], dir=given["dir"])
            os.close(descriptor)
            return os.open("/dev/full", os.O_WRONLY), name

        monkeypatch.setattr(tempfile, "mkstemp", full)
        with pytest.raises(SpoolFailed) as failure:
            await attach(folder_in(place), png, user_id=MIA)
        assert failure.value.charge is Charge.NONE
        assert list(place.iterdir()) == []

    async def test_a_disk_that_fails_at_the_end_leaves_no_file(
        self, place: Path, png: bytes, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(_descriptor: int) -> None:
            raise OSError(5, "Input/output error")

        monkeypatch.setattr(os, "fsync", broken)
        with pytest.raises(SpoolFailed) as failure:
            await attach(folder_in(place), png, user_id=MIA)
        assert failure.value.charge is Charge.NONE
        assert list(place.iterdir()) == []

    @pytest.mark.parametrize("data", [b"text", None])
    async def test_giving_up_while_it_is_written_leaves_no_file(
        self, place: Path, png: bytes, monkeypatch: pytest.MonkeyPatch, data: bytes | None
    ) -> None:
        begun, free = threading.Event(), threading.Event()

        def slow(path: Path, **limits: int) -> Reference:
            begun.set()
            free.wait()
            return check_reference(path, **limits)

        monkeypatch.setattr(module, "check_reference", slow)
        keeping = asyncio.create_task(attach(folder_in(place), data or png, user_id=MIA))
        await asyncio.to_thread(begun.wait)
        keeping.cancel()
        with pytest.raises(asyncio.CancelledError):
            await keeping
        assert len(list(place.iterdir())) == 1
        free.set()
        while list(place.iterdir()):
            await asyncio.sleep(0)


class TestTime:
    async def test_an_image_can_be_used_again_for_seven_days_after_each_use(
        self, place: Path, clock: FakeClock, png: bytes
    ) -> None:
        folder = folder_in(place, clock)
        kept = await attach(folder, png, user_id=MIA)
        for _ in range(3):
            clock.advance(days=7, seconds=-1)
            await folder.sweep()
            assert await folder.renew([kept])
        clock.advance(days=7)
        assert not await folder.renew([kept])
        # once expired, it must be attached again
        assert await attach(folder, png, user_id=MIA) == kept
        assert await folder.renew([kept])

    async def test_attaching_it_again_is_a_use(
        self, place: Path, clock: FakeClock, png: bytes
    ) -> None:
        folder = folder_in(place, clock)
        kept = await attach(folder, png, user_id=MIA)
        clock.advance(days=6)
        await attach(folder, png, user_id=MIA)
        clock.advance(days=6)
        assert await folder.renew([kept])

    async def test_one_that_is_gone_is_enough_to_say_so(self, place: Path, png: bytes) -> None:
        folder = folder_in(place)
        first = await attach(folder, png, user_id=MIA)
        second = await attach(folder, encode(noise("RGB", 9, 9), "PNG"), user_id=MIA)
        assert await folder.renew([first, second]) == (first, second)
        assert await folder.renew([]) == ()
        second.path.unlink()
        assert await folder.renew([first, second]) is None

    async def test_only_what_is_out_of_date_is_swept(
        self, place: Path, clock: FakeClock, png: bytes
    ) -> None:
        folder = folder_in(place, clock, timing=FolderTiming(swept_at_once=2))
        old = [
            await attach(folder, encode(noise("RGB", 9, 9, seed=seed), "PNG"), user_id=MIA)
            for seed in range(5)
        ]
        (place / "7-half.part").write_bytes(b"half")
        (place / "notes.txt").write_text("somebody else's")
        then = clock.now().timestamp()
        for name in ("7-half.part", "notes.txt"):
            os.utime(place / name, (then, then))
        clock.advance(days=7)
        new = await attach(folder, png, user_id=MIA)
        await folder.sweep()
        # a process with a slow clock may still renew them
        assert all(one.path.exists() for one in old)
        assert not (place / "7-half.part").exists()
        clock.advance(hours=1)
        await folder.sweep()
        assert sorted(path.name for path in place.iterdir()) == sorted([new.path.name, "notes.txt"])

    async def test_what_is_being_written_is_not_swept(self, place: Path, clock: FakeClock) -> None:
        place.mkdir()
        part = place / "7-half.part"
        part.write_bytes(b"half")
        then = (clock.now() - timedelta(minutes=59)).timestamp()
        os.utime(part, (then, then))
        await folder_in(place, clock).sweep()
        assert part.exists()

    async def test_a_folder_that_nobody_made_needs_no_sweeping(self, place: Path) -> None:
        await folder_in(place).sweep()
        assert not place.exists()

    async def test_what_cannot_be_swept_is_logged(
        self, tmp_path: Path, clock: FakeClock, png: bytes, caplog: pytest.LogCaptureFixture
    ) -> None:
        folder = folder_in(tmp_path, clock)
        stuck = (await attach(folder, png, user_id=MIA)).path
        other = await attach(folder, encode(noise("RGB", 9, 9), "PNG"), user_id=MIA)
        stuck.unlink()
        stuck.mkdir()
        clock.advance(days=30)
        then = (clock.now() - timedelta(days=20)).timestamp()
        os.utime(stuck, (then, then))
        await folder.sweep()
        assert "stays on the disk" in caplog.text
        assert not other.path.exists()
        (tmp_path / "file").write_bytes(b"")
        await folder_in(tmp_path / "file").sweep()
        assert "cannot be looked through" in caplog.text


async def test_nothing_outside_of_the_folder_is_ever_taken_for_a_reference(
    place: Path, tmp_path: Path, clock: FakeClock, png: bytes
) -> None:
    folder = folder_in(place, clock)
    kept = await attach(folder, png, user_id=MIA)
    secret = tmp_path / kept.path.name
    secret.write_bytes(b"secret")
    link = place / f"8{kept.path.name}"
    link.symlink_to(secret)
    own = place / "notes.png"
    own.write_bytes(png)
    deep = place / ".." / "references" / kept.path.name
    for path in (link, own, Path(), Path("a\0b"), place, place / ("1" * 300)):
        assert await folder.renew([Reference(path, "image/png", 1)]) is None
    assert await folder.renew([Reference(place / f"9{kept.path.name}", "image/png", 1)]) is None
    # only the file name of a path is used
    for path in (secret, deep):
        found = await folder.renew([Reference(path, "image/png", 1)])
        assert found == (Reference(kept.path, "image/png", 1),)


async def test_images_are_found_where_the_folder_was_moved_to(
    place: Path, tmp_path: Path, png: bytes
) -> None:
    kept = await attach(folder_in(place), png, user_id=MIA)
    place.rename(tmp_path / "moved")
    moved = folder_in(tmp_path / "moved")
    found = await moved.renew([kept])
    assert found is not None
    assert found[0].path == tmp_path / "moved" / kept.path.name
    assert found[0].path.read_bytes() == png


async def test_what_may_not_be_renewed_is_gone(
    place: Path, png: bytes, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    folder = folder_in(place)
    kept = await attach(folder, png, user_id=MIA)
    monkeypatch.setattr(os, "utime", refuse)
    assert not await folder.renew([kept])
    assert "cannot be renewed: Permission denied" in caplog.text


async def test_a_file_that_somebody_spoiled_is_written_anew(place: Path, png: bytes) -> None:
    folder = folder_in(place)
    kept = await attach(folder, png, user_id=MIA)
    kept.path.write_bytes(b"spoiled")
    assert await attach(folder, png, user_id=MIA) == kept
    assert kept.path.read_bytes() == png


class TestRoom:
    """Members can't fill the disk by attaching images."""

    async def test_the_oldest_images_of_all_go_where_all_have_too_much(
        self, place: Path, clock: FakeClock
    ) -> None:
        size = len(numbered(1))
        folder = folder_in(place, clock, max_total_bytes=3 * size)
        first = await attach(folder, numbered(1), user_id=BEN)
        clock.advance(minutes=30)
        second = await attach(folder, numbered(2), user_id=MIA)
        clock.advance(minutes=30)
        third = await attach(folder, numbered(3), user_id=MIA)
        await attach(folder, numbered(4), user_id=MIA)
        assert [one.path.exists() for one in (first, second, third)] == [False, True, True]
        # jobs may still need all remaining images
        with pytest.raises(ReferenceRefused) as refusal:
            await attach(folder, numbered(5), user_id=MIA)
        assert refusal.value.fault is ReferenceFault.NO_ROOM
        assert len(list(place.iterdir())) == 3
        # an image that is already stored takes no more room
        assert await attach(folder, numbered(3), user_id=MIA) == third

    async def test_what_is_larger_than_all_may_be_removes_nothing(
        self, place: Path, clock: FakeClock
    ) -> None:
        folder = folder_in(place, clock, max_total_bytes=2 * len(numbered(0)))
        kept = await attach(folder, numbered(0), user_id=MIA)
        clock.advance(days=1)
        with pytest.raises(ReferenceRefused) as refusal:
            await attach(folder, encode(noise("RGB", 50, 50), "PNG"), user_id=BEN)
        assert refusal.value.fault is ReferenceFault.NO_ROOM
        assert kept.path.exists()

    async def test_the_oldest_images_of_a_member_go_for_new_ones(
        self, place: Path, clock: FakeClock, png: bytes
    ) -> None:
        folder = folder_in(place, clock)
        others = await attach(folder, png, user_id=BEN)
        kept: list[Reference] = []
        for number in range(MAX_PER_MEMBER):
            kept.append(await attach(folder, numbered(number), user_id=MIA))
            clock.advance(minutes=2)
        # the last use counts, not the upload
        assert await folder.renew(kept[:1])
        clock.advance(hours=1)
        new = [await attach(folder, numbered(1_000 + number), user_id=MIA) for number in range(2)]
        left = {others.path, *(one.path for one in (*kept[:1], *kept[3:], *new))}
        assert set(place.iterdir()) == left

    async def test_what_a_job_may_need_stays_and_no_more_is_kept(
        self, place: Path, clock: FakeClock, png: bytes
    ) -> None:
        folder = folder_in(place, clock)
        kept = [
            await attach(folder, numbered(number), user_id=MIA) for number in range(MAX_PER_MEMBER)
        ]
        clock.advance(minutes=59)
        with pytest.raises(ReferenceRefused) as refusal:
            await attach(folder, png, user_id=MIA)
        assert (refusal.value.fault, refusal.value.limit) == (
            ReferenceFault.TOO_MANY,
            MAX_PER_MEMBER,
        )
        assert set(place.iterdir()) == {one.path for one in kept}
        # stored images can be attached again, and other members are not affected
        assert await attach(folder, numbered(0), user_id=MIA) == kept[0]
        await attach(folder, png, user_id=BEN)
        clock.advance(minutes=1)
        await attach(folder, png, user_id=MIA)

    async def test_many_at_once_are_no_way_around_it(self, place: Path) -> None:
        folder = folder_in(place)
        keeping = [
            attach(folder, numbered(number), user_id=MIA) for number in range(MAX_PER_MEMBER + 10)
        ]
        outcomes = await asyncio.gather(*keeping, return_exceptions=True)
        assert sum(isinstance(one, ReferenceRefused) for one in outcomes) == 10
        assert len(list(place.iterdir())) == MAX_PER_MEMBER


class TestNew:
    async def test_only_what_was_not_there_before_is_new(self, place: Path, png: bytes) -> None:
        folder = folder_in(place)
        new: list[Reference] = []
        kept = [
            await attach(folder, data, user_id=MIA, on_new=new.append)
            for data in (png, png, numbered(1))
        ]
        assert new == [kept[0], kept[2]]

    async def test_what_was_new_can_be_dropped(self, place: Path, png: bytes) -> None:
        folder = folder_in(place)
        first = await attach(folder, png, user_id=MIA)
        second = await attach(folder, numbered(1), user_id=MIA)
        for _ in range(2):
            await folder.drop([first])
            assert list(place.iterdir()) == [second.path]

    async def test_what_cannot_be_dropped_is_logged(
        self, place: Path, png: bytes, caplog: pytest.LogCaptureFixture
    ) -> None:
        folder = folder_in(place)
        kept = await attach(folder, png, user_id=MIA)
        kept.path.unlink()
        kept.path.mkdir()
        await folder.drop([kept])
        assert "stays on the disk" in caplog.text


class TestForgetting:
    async def test_all_of_one_members_images_go_and_no_others(
        self, place: Path, png: bytes
    ) -> None:
        folder = folder_in(place)
        await attach(folder, png, user_id=MIA)
        await attach(folder, animation(), user_id=MIA)
        others = await attach(folder, png, user_id=BEN)
        await folder.forget(MIA)
        assert list(place.iterdir()) == [others.path]

    async def test_a_member_without_images_is_forgotten_as_well(self, place: Path) -> None:
        await folder_in(place).forget(MIA)

    async def test_what_stays_is_told(
        self, place: Path, png: bytes, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*_: object, **__: object) -> None:
            raise PermissionError(13, "Permission denied")

        folder = folder_in(place)
        await attach(folder, png, user_id=MIA)
        monkeypatch.setattr(Path, "unlink", refuse)
        with pytest.raises(SpoolFailed):
            await folder.forget(MIA)
