"""Members' history and defaults."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.images.model import Model
from bot.policy.images.request import ImageRequest
from bot.policy.members.defaults import MemberDefaults
from bot.ports import StoredJob
from bot.service.members.defaults import Defaults
from bot.service.members.history import MOST_SEARCH_LENGTH, History, HistoryPage
from testkit.fakes import FLASH, MINI, FakeCard
from tests.service.service_harness import ServiceHarness

PAGE = 3


def ids(page: HistoryPage) -> list[int]:
    return [job.draft.requester.job_id for job in page.jobs]


async def generate(harness: ServiceHarness, images: int, prompt: str = "a red fox") -> History:
    harness.open(defaults={})
    for _ in range(images):
        card = await harness.create(FakeCard(), ImageRequest(prompt))
        assert card.delivered
    return History(harness.stores.history)


async def test_pages_say_whether_there_are_more_in_either_direction(
    harness: ServiceHarness,
) -> None:
    history = await generate(harness, 7)
    first = await history.page(1, limit=PAGE)
    assert (ids(first), first.has_newer, first.has_older) == ([7, 6, 5], False, True)
    second = await history.page(1, before=5, limit=PAGE)
    assert (ids(second), second.has_newer, second.has_older) == ([4, 3, 2], True, True)
    last = await history.page(1, before=2, limit=PAGE)
    assert (ids(last), last.has_newer, last.has_older) == ([1], True, False)
    back = await history.page(1, after=1, limit=PAGE)
    assert (ids(back), back.has_newer, back.has_older) == ([4, 3, 2], True, True)
    newest = await history.page(1, after=4, limit=PAGE)
    assert (ids(newest), newest.has_newer, newest.has_older) == ([7, 6, 5], False, True)


async def test_ids_that_are_none_end_the_pages(harness: ServiceHarness) -> None:
    history = await generate(harness, 1)
    assert ids(await history.page(1, before=10**19 - 1, limit=PAGE)) == [1]
    assert ids(await history.page(1, after=10**19 - 1, limit=PAGE)) == []
    await history.note_deleted(10**19 - 1)


async def test_a_search_is_clipped_and_understood_in_any_case(harness: ServiceHarness) -> None:
    history = await generate(harness, 1, "a fox in the Straße")
    found = await history.page(1, search="  FOX\nin\u200b the STRASSE ", limit=PAGE)
    assert ids(found) == [1]
    assert found.search == "FOX in the STRASSE"
    assert ids(await history.page(1, search="wolf", limit=PAGE)) == []


class _EmptyStore:
    """An empty store that records the search."""

    def __init__(self) -> None:
        self.words = ""

    async def page(
        self,
        user_id: int,
        *,
        limit: int,
        words: str = "",
        before: int | None = None,
        after: int | None = None,
        guild_id: int | None = None,
    ) -> tuple[StoredJob, ...]:
        self.words = words
        return ()

    async def by_message(self, message_id: int) -> StoredJob | None:
        return None

    async def note_shared(self, job_id: int, message_id: int) -> None: ...

    async def note_deleted(self, job_id: int) -> None: ...


@given(st.text(max_size=200))
async def test_a_search_that_was_understood_is_understood_the_same_again(search: str) -> None:
    store = _EmptyStore()
    history = History(store)
    first = await history.page(1, search=search, limit=PAGE)
    assert len(first.search) <= MOST_SEARCH_LENGTH
    words = store.words
    again = await history.page(1, search=first.search, limit=PAGE)
    assert (again.search, store.words) == (first.search, words)


async def test_a_message_leads_to_its_job(harness: ServiceHarness) -> None:
    history = await generate(harness, 1)
    [job] = (await history.page(1, limit=PAGE)).jobs
    message_id = job.draft.reply_target.message_id
    assert message_id is not None
    assert await history.by_message(message_id) == job
    await history.note_shared(1, 77)
    shared = await history.by_message(77)
    assert shared is not None
    assert shared.draft.requester == job.draft.requester
    await history.note_deleted(1)
    assert await history.by_message(77) is None


async def test_defaults_change_only_where_they_are_given(harness: ServiceHarness) -> None:
    defaults = Defaults(harness.stores.defaults)
    assert await defaults.read(1) == MemberDefaults()
    first = MemberDefaults(FLASH.id, "16:9", "2K", "ink", private=True)
    assert await defaults.set(1, first) == first
    assert await defaults.set(1, MemberDefaults()) == first
    second = MemberDefaults(FLASH.id, "16:9", "1K", "ink", private=False)
    assert await defaults.set(1, MemberDefaults(size="1K", private=False)) == second
    assert await defaults.set(1, MemberDefaults("x", "auto", style="neon")) == MemberDefaults(
        "x", "auto", "1K", "neon", private=False
    )
    await defaults.clear(1)
    assert await defaults.read(1) == MemberDefaults()


@pytest.mark.parametrize(
    ("ratio", "size", "model", "fitted"),
    [
        ("16:9", "2K", FLASH, ("16:9", "2K")),
        ("21:9", "8K", FLASH, (None, None)),
        ("auto", "1K", MINI, ("auto", None)),
        (None, None, MINI, (None, None)),
    ],
)
def test_a_default_that_a_model_does_not_accept_is_left_out(
    ratio: str | None, size: str | None, model: Model, fitted: tuple[str | None, str | None]
) -> None:
    defaults = MemberDefaults("x/y", ratio, size, "ink", private=True)
    assert defaults.fitted(model) == MemberDefaults("x/y", *fitted, "ink", private=True)
