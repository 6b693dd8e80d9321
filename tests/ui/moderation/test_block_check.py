"""The check for blocks is bounded in time: nothing waits for a slow database."""

import asyncio
from typing import Any

import discord
import pytest

from bot.errors import StorageFailed
from bot.ui.interactions.facts import note_facts
from bot.ui.moderation.cases import block_check
from bot.ui.moderation.cases.block_check import BlockCheck

KINDS = discord.InteractionType


class Slow:
    """Cases that are never read."""

    async def check(self, *_: object, **_places: object) -> None:
        await asyncio.Event().wait()


def _interaction(kind: KINDS, **data: str) -> Any:  # noqa: ANN401 - as discord.py's
    class Interaction:
        type = kind
        user = discord.Object(1)
        guild_id = None

    payload: dict[str, Any] = {"data": data}
    note_facts(payload)
    found: Any = Interaction()
    found.data = payload["data"]
    return found


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(block_check, "_CHECK_S", 0.01)


async def test_a_slow_database_does_not_keep_a_command_from_its_first_answer() -> None:
    check = BlockCheck(Slow())  # pyright: ignore[reportArgumentType] - has all that is used
    await check(_interaction(KINDS.application_command, name="imagine"))


@pytest.mark.parametrize(
    "interaction",
    [
        _interaction(KINDS.component, custom_id="job:edit:5"),
        _interaction(KINDS.component, custom_id="prompt:5"),
        _interaction(KINDS.modal_submit, custom_id="form"),
        # no later check would refuse these
        _interaction(KINDS.application_command, name="show"),
        _interaction(KINDS.application_command, name="Image details"),
        _interaction(KINDS.application_command, name="Report image"),
    ],
)
async def test_what_is_checked_once_is_refused_while_the_database_is_slow(interaction: Any) -> None:  # noqa: ANN401 - as above
    check = BlockCheck(Slow())  # pyright: ignore[reportArgumentType] - as above
    with pytest.raises(StorageFailed):
        await check(interaction)


@pytest.mark.parametrize(
    "interaction",
    [
        _interaction(KINDS.application_command, name="my"),
        _interaction(KINDS.application_command, name="case"),
        _interaction(KINDS.autocomplete, name="imagine"),
        _interaction(KINDS.component, custom_id="case:appeal:5:3"),
        _interaction(KINDS.component, custom_id="limits:history:newest:0"),
    ],
)
async def test_what_no_block_covers_reads_nothing(interaction: Any) -> None:  # noqa: ANN401 - as above
    check = BlockCheck(Slow())  # pyright: ignore[reportArgumentType] - as above
    await asyncio.wait_for(check(interaction), 5)
