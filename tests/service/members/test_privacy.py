"""Exporting everything that is stored about a member, and deleting it."""

import asyncio
import json
from collections.abc import AsyncGenerator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Charge, LimitReached, SpoolFailed, StorageFailed, StorageFault
from bot.policy.images.request import ImageRequest, Reference
from bot.policy.limits.limit import Limit
from bot.policy.members.defaults import MemberDefaults
from bot.policy.moderation.case import Case, CaseKind
from bot.ports import Forgotten, Received, Record
from bot.service.members.privacy import MOST_BYTES, Deleted, Privacy
from testkit.fakes import START, FakeCard, FakeClock
from tests.service.service_harness import REQUEST, ServiceHarness, open_service

MIA, BEN = 1, 2


class FakeReferences:
    """Records members whose references were deleted."""

    max_bytes = 100

    def __init__(self) -> None:
        self.forgotten: list[int] = []
        self.fault: SpoolFailed | None = None

    async def receive(self, data: bytes, *, user_id: int) -> Received:
        raise NotImplementedError

    async def keep(self, received: Received, *, on_new: object = None) -> Reference:
        raise NotImplementedError

    async def drop(self, references: object) -> None:
        raise NotImplementedError

    async def renew(self, references: object) -> None:
        raise NotImplementedError

    async def forget(self, user_id: int) -> None:
        if self.fault:
            raise self.fault
        self.forgotten.append(user_id)


@pytest.fixture
async def harness(tmp_path: Path) -> AsyncGenerator[ServiceHarness]:
    async with open_service(tmp_path) as harness:
        yield harness


@pytest.fixture
def references() -> FakeReferences:
    return FakeReferences()


@pytest.fixture
def privacy(harness: ServiceHarness, references: FakeReferences) -> Privacy:
    return Privacy(harness.stores, references, clock=harness.clock)


async def _generate(harness: ServiceHarness, prompt: str, user_id: int = MIA) -> None:
    harness.clock.advance(seconds=60)
    await harness.create(FakeCard(), ImageRequest(prompt), user_id=user_id)


class TestExport:
    async def test_the_file_has_every_section_and_its_members_id(
        self, harness: ServiceHarness, privacy: Privacy
    ) -> None:
        await _generate(harness, "a red fox")
        await _generate(harness, "not mine", BEN)
        await harness.stores.defaults.set(MIA, MemberDefaults(style="noir"))
        export = await privacy.export(MIA)
        exported: Any = json.loads(export.data)
        assert export.left_out == 0
        assert exported["file"]["user_id"] == str(MIA)
        assert exported["file"]["exported_at"] == harness.clock.now().isoformat()
        assert "left_out" not in str(exported["file"])
        assert exported["defaults"] == [{"document": {"style": "noir"}}]
        [image] = exported["pictures"]
        assert image["draft"]["request"]["prompt"] == "a red fox"
        assert b"not mine" not in export.data

    async def test_an_unknown_member_gets_a_file_that_says_so(self, privacy: Privacy) -> None:
        exported: Any = json.loads((await privacy.export(MIA)).data)
        del exported["file"]
        assert not any(exported.values())

    async def test_the_oldest_images_are_left_out_of_what_would_be_too_large(
        self, harness: ServiceHarness, privacy: Privacy
    ) -> None:
        harness.open(defaults={})
        for number in range(6):
            await _generate(harness, f"{number} {'x' * 1000}")
        whole = await privacy.export(MIA)
        most = len(whole.data) - 1000
        privacy.most_bytes = most
        cut = await privacy.export(MIA)
        exported: Any = json.loads(cut.data)
        prompts = [one["draft"]["request"]["prompt"][0] for one in exported["pictures"]]
        assert len(cut.data) <= most
        assert 0 < cut.left_out < 6
        assert prompts == ["5", "4", "3", "2", "1", "0"][: 6 - cut.left_out]
        assert {"pictures": cut.left_out} in exported["file"].values()

    @given(
        st.dictionaries(
            st.sampled_from(["counts", "grants", "defaults"]),
            st.lists(st.dictionaries(st.text(max_size=5), st.text() | st.integers()), max_size=5),
        ),
        st.lists(st.text(), max_size=5),
        st.integers(0, 400),
    )
    def test_it_is_json_within_its_size_whatever_was_written(
        self, sections: dict[str, list[dict[str, object]]], prompts: list[str], room: int
    ) -> None:
        export = asyncio.run(_exported(sections, prompts, room))
        exported: Any = json.loads(export.data)
        assert len(export.data) <= 4_000 + room
        entries = sum(len(found) for name, found in exported.items() if name != "file")
        wanted = sum(map(len, sections.values())) + len(prompts)
        assert entries + export.left_out == wanted

    def test_it_fits_under_the_smallest_upload_limit(self) -> None:
        assert MOST_BYTES < 10 * 2**20


class _Kept:
    """One member's data in memory."""

    def __init__(self, sections: dict[str, list[dict[str, object]]], prompts: list[str]) -> None:
        self._record = Record(sections, len(prompts))
        self._images = [(-n, {"prompt": prompt}) for n, prompt in enumerate(prompts)]

    async def record(self, user_id: int) -> Record:
        del user_id
        return self._record

    async def images(
        self, user_id: int, *, before: int | None, limit: int
    ) -> tuple[tuple[int, dict[str, str]], ...]:
        del user_id
        after = [one for one in self._images if before is None or one[0] < before]
        return tuple(after[: min(limit, 2)])

    async def forget(self, user_id: int, *, now: object) -> Forgotten:
        raise NotImplementedError


async def _exported(
    sections: dict[str, list[dict[str, object]]], prompts: list[str], room: int
) -> Any:  # noqa: ANN401 - as `Privacy.export` has it
    stores: Any = type("Kept", (), {"personal": _Kept(sections, prompts)})
    privacy = Privacy(stores, FakeReferences(), clock=FakeClock())
    privacy.most_bytes = 4_000 + room
    return await privacy.export(MIA)


def test_a_kept_image_is_its_members_alone(harness: ServiceHarness, privacy: Privacy) -> None:
    name = harness.stores.members.pseudonym(MIA)
    kept = Reference(Path("/references") / f"{name}-00ff.png", "image/png", 9)
    assert privacy.is_own(MIA, kept)
    assert not privacy.is_own(BEN, kept)
    assert not privacy.is_own(MIA, replace(kept, path=Path(f"/references/{name}")))


class TestDelete:
    async def test_it_resets_no_limit(self, harness: ServiceHarness, privacy: Privacy) -> None:
        harness.open(defaults={Limit.COOLDOWN: 60, Limit.MEMBER_IMAGES_PER_DAY: 2})
        admitted = await harness.admit(MIA)
        harness.imagine.start(admitted, FakeCard())
        await harness.finish()
        used = await harness.used(admitted)
        assert await privacy.delete(MIA) == Deleted(1, 0, are_files_left=False)
        assert await harness.used(admitted) == used
        harness.clock.advance(seconds=60)
        await harness.create(FakeCard(), user_id=MIA)
        harness.clock.advance(seconds=60)
        await privacy.delete(MIA)
        with pytest.raises(LimitReached):
            await harness.admit(MIA)

    async def test_it_says_how_many_cases_stay_in_force(
        self, harness: ServiceHarness, privacy: Privacy
    ) -> None:
        for until in (None, harness.clock.now()):
            case = Case(1, 0, CaseKind.BLOCK, MIA, 9, harness.clock.now(), until=until)
            await harness.stores.cases.add(case)
        assert await privacy.delete(MIA) == Deleted(0, 0, are_files_left=False, cases=1)

    async def test_attached_images_are_removed_once_nothing_needs_them(
        self, harness: ServiceHarness, privacy: Privacy, references: FakeReferences
    ) -> None:
        harness.source.gate.clear()
        card = FakeCard()
        harness.imagine.start(await harness.admit(MIA, REQUEST), card)
        assert await privacy.delete(MIA) == Deleted(0, 1, are_files_left=True)
        assert references.forgotten == []
        harness.source.gate.set()
        await harness.finish()
        assert len(card.delivered) == 1
        assert await privacy.delete(MIA) == Deleted(1, 0, are_files_left=False)
        assert references.forgotten == [MIA]

    async def test_references_that_cannot_be_removed_are_reported_and_removed_later(
        self, privacy: Privacy, references: FakeReferences
    ) -> None:
        references.fault = SpoolFailed("read-only", charge=Charge.NONE)
        assert await privacy.delete(MIA) == Deleted(0, 0, are_files_left=True)

    async def test_what_is_deleted_in_part_keeps_the_attached_images_for_another_try(
        self, harness: ServiceHarness, references: FakeReferences
    ) -> None:
        class Failing(_Kept):
            async def forget(self, user_id: int, *, now: object) -> Forgotten:
                return Forgotten(3, 0, is_whole=False)

        failing: Any = Failing({}, [])
        stores = replace(harness.stores, personal=failing)
        deleted = await Privacy(stores, references, clock=FakeClock(START)).delete(MIA)
        assert deleted == Deleted(3, 0, are_files_left=True, is_whole=False)
        assert references.forgotten == []

    async def test_where_the_database_fails_nothing_is_removed(
        self, harness: ServiceHarness, references: FakeReferences
    ) -> None:
        class Broken(_Kept):
            async def forget(self, user_id: int, *, now: object) -> Forgotten:
                raise StorageFailed(StorageFault.FULL)

        broken: Any = Broken({}, [])
        stores = replace(harness.stores, personal=broken)
        with pytest.raises(StorageFailed):
            await Privacy(stores, references, clock=FakeClock(START)).delete(MIA)
        assert references.forgotten == []
