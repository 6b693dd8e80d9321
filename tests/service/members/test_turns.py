"""No member has two turns at once, or all of them."""

import asyncio

import pytest

from bot.errors import StorageFailed, StorageFault
from bot.service.members.history import History
from bot.service.members.turns import Turns
from testkit.event_loop import at_rest

MIA, BEN = 1, 2


class Slow:
    """Searches until it is let go, and records the members."""

    def __init__(self) -> None:
        self.running: list[int] = []
        self.most = 0
        self.done: list[int] = []
        self.go_on = asyncio.Event()

    async def search(self, user_id: int, turns: Turns) -> None:
        async with turns.take(user_id):
            self.running.append(user_id)
            self.most = max(self.most, len(self.running))
            await self.go_on.wait()
            self.running.remove(user_id)
            self.done.append(user_id)


async def test_each_member_has_one_turn_and_the_queue_is_fair() -> None:
    turns, slow = Turns(at_once=1, within_s=5), Slow()
    async with asyncio.TaskGroup() as group:
        for user_id in (MIA, MIA, MIA, BEN):
            group.create_task(slow.search(user_id, turns))
        await at_rest()
        assert slow.running == [MIA]
        slow.go_on.set()
    assert slow.most == 1
    assert slow.done[:2] == [MIA, BEN], "a member's second turn is behind everybody's first"
    assert vars(turns)["_own"] == {}


async def test_members_have_turns_beside_each_other_as_far_as_there_are() -> None:
    turns, slow = Turns(at_once=2, within_s=5), Slow()
    async with asyncio.TaskGroup() as group:
        for user_id in (MIA, MIA, BEN):
            group.create_task(slow.search(user_id, turns))
        await at_rest()
        assert sorted(slow.running) == [MIA, BEN]
        slow.go_on.set()


@pytest.mark.parametrize("user_id", [MIA, BEN])
async def test_a_wait_that_times_out_is_reported_and_leaves_nothing(user_id: int) -> None:
    turns, slow = Turns(at_once=1, within_s=0.02), Slow()
    first = asyncio.create_task(slow.search(MIA, turns))
    await asyncio.sleep(0)
    with pytest.raises(StorageFailed) as late:
        await slow.search(user_id, turns)
    assert late.value.fault is StorageFault.BUSY
    slow.go_on.set()
    await first
    await slow.search(user_id, turns)
    assert vars(turns)["_own"] == {}


async def test_only_a_search_takes_a_turn() -> None:
    searched: list[str] = []
    go_on = asyncio.Event()

    class Store:
        async def page(self, user_id: int, *, words: str, **_: object) -> tuple[()]:
            searched.append(words)
            if words:
                await go_on.wait()
            return ()

    history = History(Store())  # pyright: ignore[reportArgumentType] - as much as is searched
    searching = [asyncio.create_task(history.page(MIA, search=c, limit=1)) for c in "abc"]
    await at_rest()
    await history.page(MIA, limit=1)
    assert searched == ["a", ""]
    go_on.set()
    await asyncio.gather(*searching)
    assert searched == ["a", "", "b", "c"]
