"""A message's attachments are loaded to be sent again, within limits."""

import asyncio
from collections.abc import Sequence
from typing import Any

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import ChangeRefused, ImageGone
from bot.ui.jobs.message_edits import (
    AttachmentEditor,
    Look,
    look_of,
    refusing_change,
    same_controls,
)

MEBIBYTE = 1 << 20
MIA = 7


class Cdn:
    """Discord's file server, which responds once the gate is open."""

    def __init__(self) -> None:
        self.http = self
        self.gate = asyncio.Event()
        self.gate.set()
        self.reading = 0
        self.most_reading = 0

    async def get_from_cdn(self, url: str) -> bytes:
        self.reading += 1
        self.most_reading = max(self.most_reading, self.reading)
        await self.gate.wait()
        self.reading -= 1
        return url.encode()


def _attachment(cdn: Cdn, name: str = "fox.png", size: int = 3, **more: Any) -> discord.Attachment:  # noqa: ANN401 - any fact
    data: Any = {"id": "1", "size": size, "filename": name, "url": name, "proxy_url": "", **more}
    state: Any = cdn
    return discord.Attachment(data=data, state=state)


async def test_images_are_loaded_with_their_names_and_looks() -> None:
    cdn = Cdn()
    hidden = _attachment(cdn, "SPOILER_fox.png", description="a fox")
    plain = _attachment(cdn, "cat.png")
    looks = [Look("a red fox", is_hidden=False), Look("", is_hidden=True)]
    async with AttachmentEditor().loaded([hidden, plain], looks, user_id=MIA) as files:
        assert [one.filename for one in files] == ["fox.png", "SPOILER_cat.png"]
        assert [one.description for one in files] == ["a red fox", None]
        assert [one.fp.read() for one in files] == [b"SPOILER_fox.png", b"cat.png"]


async def test_nothing_attached_is_told() -> None:
    with pytest.raises(ImageGone):
        async with AttachmentEditor().loaded([], [], user_id=MIA):
            pass


async def test_more_than_memory_should_hold_is_not_loaded() -> None:
    cdn = Cdn()
    large = [_attachment(cdn, size=32 * MEBIBYTE), _attachment(cdn, size=32 * MEBIBYTE + 1)]
    looks = [look_of(one) for one in large]
    with pytest.raises(ChangeRefused):
        async with AttachmentEditor().loaded(large, looks, user_id=MIA):
            pass
    assert cdn.most_reading == 0


@pytest.mark.parametrize(("members", "at_once"), [(range(5), 3), ([MIA] * 5, 1)])
async def test_few_messages_images_are_in_memory_and_one_of_each_member(
    members: Sequence[int], at_once: int
) -> None:
    cdn, editor = Cdn(), AttachmentEditor()
    cdn.gate.clear()

    async def load(user_id: int) -> None:
        one = _attachment(cdn)
        async with editor.loaded([one], [look_of(one)], user_id=user_id):
            pass

    async with asyncio.TaskGroup() as group:
        for user_id in members:
            group.create_task(load(user_id))
        while cdn.reading < at_once:
            await asyncio.sleep(0)
        cdn.gate.set()
    assert cdn.most_reading == at_once


async def test_whoever_waits_has_all_of_the_time_afterwards() -> None:
    cdn, editor = Cdn(), AttachmentEditor(change_s=0.05)
    one = _attachment(cdn)

    async def upload(user_id: int, *, hangs: bool) -> None:
        async with editor.loaded([one], [look_of(one)], user_id=user_id):
            if hangs:
                await asyncio.Event().wait()

    # each concurrent load uses its whole deadline, and the others wait for twice that
    slow = [asyncio.create_task(upload(user_id, hangs=True)) for user_id in range(6)]
    await asyncio.sleep(0)
    await upload(7, hangs=False)
    outcomes = await asyncio.gather(*slow, return_exceptions=True)
    assert all(isinstance(outcome, ChangeRefused) for outcome in outcomes)


@pytest.mark.parametrize(
    ("name", "flags", "is_hidden"),
    [("fox.png", 0, False), ("SPOILER_fox.png", 0, True), ("fox.png", 8, True)],
)
def test_a_spoiler_is_known_by_its_name_or_its_flag(
    name: str,
    flags: int,
    is_hidden: bool,  # noqa: FBT001 - a parameter
) -> None:
    assert look_of(_attachment(Cdn(), name, flags=flags)) == Look("", is_hidden)


async def test_what_discord_does_not_take_in_time_is_refused() -> None:
    with pytest.raises(ChangeRefused):
        async with refusing_change():
            raise TimeoutError


@given(st.sets(st.sampled_from("abcde"), min_size=2), st.data())
def test_a_select_is_sent_as_it_was_or_without_one_option(
    values: set[str], data: st.DataObject
) -> None:
    view = discord.ui.View(timeout=None)
    options = [discord.SelectOption(label=value, value=value) for value in sorted(values)]
    view.add_item(discord.ui.Select(custom_id="job:more:1", options=options))
    view.add_item(discord.ui.Button(label="Again", custom_id="job:again:1"))
    dropped = data.draw(st.one_of(st.none(), st.sampled_from(sorted(values))))
    again = same_controls(_message(view), without=dropped)
    [select, button] = again.walk_children()
    assert isinstance(select, discord.ui.Select)
    assert isinstance(button, discord.ui.Button)
    assert {option.value for option in select.options} == values - {dropped}
    assert not any(option.default for option in select.options)
    assert (select.custom_id, button.custom_id) == ("job:more:1", "job:again:1")


async def test_discord_py_keeps_no_view_that_is_sent_again() -> None:
    view = discord.ui.View(timeout=None)
    view.add_item(discord.ui.Button(label="Again", custom_id="job:again:1"))
    assert same_controls(_message(view)).is_finished()


class _Message:
    """The part of a message that its controls need."""

    flags = discord.MessageFlags()

    def __init__(self, view: discord.ui.View) -> None:
        raw: Any = view.to_components()
        self.components = [discord.components.ActionRow(row) for row in raw]


def _message(view: discord.ui.View) -> Any:  # noqa: ANN401 - stands for a message
    return _Message(view)
