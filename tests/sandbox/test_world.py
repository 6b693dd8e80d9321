"""The sandbox's server: its members, its welcome message, its clock and its shutdown."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest
from yarl import URL

from bot.sandbox.page import open_page
from bot.sandbox.painter import Painter
from bot.sandbox.world import World, show_world
from testkit.simulated import answer_of
from tests.sandbox.open_sandbox import open_sandbox


def _welcome(world: World, channel: str) -> str:
    [message] = world.channels[channel].history()
    return message.content


@pytest.mark.parametrize("channel", ["art", "general"])
async def test_every_channel_begins_with_what_to_type(
    painter: Painter, tmp_path: Path, channel: str
) -> None:
    async with open_sandbox(painter, tmp_path, command="paint") as world:
        assert "Type `/paint` in the box below" in _welcome(world, channel)


async def test_the_moderators_panels_are_named(painter: Painter, tmp_path: Path) -> None:
    async with open_sandbox(painter, tmp_path) as world:
        for command in ("/limits panel", "/filter panel", "/log panel"):
            assert f"`{command}`" in _welcome(world, "art")


@pytest.mark.parametrize("offline", [True, False])
async def test_words_for_trouble_are_told_where_the_painter_knows_them(
    painter: Painter, tmp_path: Path, *, offline: bool
) -> None:
    async with open_sandbox(painter, tmp_path, offline=offline) as world:
        assert ("forbidden" in _welcome(world, "art")) == offline


async def test_each_of_the_three_may_ask_and_is_answered_under_the_bots_name(
    painter: Painter, tmp_path: Path
) -> None:
    async with open_sandbox(painter, tmp_path) as world:
        for person in (world.member, world.booster, world.moderator):
            result = await person.slash(world.channels["art"], "imagine", prompt="a fox")
            assert answer_of(result).attachments
        message = world.channels["art"].last_message
        assert message is not None
        assert message.author.name == "imagine-bot"


async def test_a_refusal_is_no_error_of_the_page_and_does_not_spoil_the_end(
    painter: Painter, tmp_path: Path
) -> None:
    async with open_sandbox(painter, tmp_path) as world:
        wish = {"prompt": "a fox", "model": "nobody/knows"}
        refused = await world.member.slash(world.channels["art"], "imagine", **wish)
        assert refused.ephemeral
        assert "no model nobody/knows" in answer_of(refused).content
        assert world.env.errors == []


async def test_a_refused_form_is_no_error_of_the_page(painter: Painter, tmp_path: Path) -> None:
    async with open_sandbox(painter, tmp_path) as world:
        asked = await world.moderator.slash(world.channels["art"], "filter import")
        assert asked.modal is not None
        refused = await world.moderator.submit_modal(asked, {"words": "{}"})
        assert "Nothing was changed" in answer_of(refused).content
        assert world.env.errors == []


async def test_a_request_can_wait_for_a_moderator(painter: Painter, tmp_path: Path) -> None:
    async with open_sandbox(painter, tmp_path) as world:
        art, log = world.channels["art"], world.channels["mod-log"]
        await world.moderator.slash(art, "log channel", channel=log)
        await world.moderator.slash(art, "filter add", words="badger")
        await world.moderator.slash(art, "filter action", rule="words", effect="hold")
        held = await world.member.slash(art, "imagine", prompt="a badger")
        assert "A moderator must allow this request first" in answer_of(held).content


@pytest.mark.parametrize("channel", ["art", "general", "mod-log"])
async def test_every_channel_can_be_opened(painter: Painter, tmp_path: Path, channel: str) -> None:
    async with (
        open_sandbox(painter, tmp_path) as world,
        show_world(world, channel=channel, port=None) as url,
        aiohttp.ClientSession() as web,
        web.get(url) as page,
    ):
        assert page.status == 200


async def test_the_clock_goes_on_while_the_page_is_shown(painter: Painter, tmp_path: Path) -> None:
    async with open_sandbox(painter, tmp_path) as world:
        began = world.env.now()
        assert abs(datetime.now(UTC) - began) < timedelta(seconds=5)
        async with (
            show_world(world, channel="general", port=None, clock_every_s=0.01) as url,
            aiohttp.ClientSession() as web,
        ):
            while world.env.now() == began:
                async with web.get(url) as page:
                    assert page.status == 200


async def test_the_clock_turns_nothing_away_that_the_page_asks_for(
    painter: Painter, tmp_path: Path
) -> None:
    async with (
        open_sandbox(painter, tmp_path) as world,
        show_world(world, channel="general", port=None, clock_every_s=0) as url,
    ):
        address = URL(url)
        headers = {"X-Simcord-Capability": address.fragment}
        async with aiohttp.ClientSession(address.origin(), headers=headers) as web:
            async with web.post("/api/pages", json={}) as opened:
                page = await opened.json()
            context = page["context"]
            web.headers["X-Simcord-Context"] = context["id"]
            for sequence in range(1, 11):
                refresh = {
                    "kind": "refresh",
                    "protocol_version": page["protocolVersion"],
                    "sequence": sequence,
                    "request_id": f"refresh {sequence}",
                    "generation": context["generation"],
                    "bot_generation": page["botGeneration"],
                }
                async with web.post("/api/action", json=refresh) as answer:
                    assert answer.status == 200
                    assert (await answer.json())["settlement"] == "settled"


@pytest.mark.parametrize(
    "headers",
    [{"Host": "rebound.example"}, {"Origin": "https://other.example"}, {"Origin": "null"}],
)
async def test_other_sites_cannot_reach_the_page(
    painter: Painter, tmp_path: Path, headers: dict[str, str]
) -> None:
    async with (
        open_sandbox(painter, tmp_path) as world,
        show_world(world, channel="general", port=None) as url,
        aiohttp.ClientSession(URL(url).origin()) as web,
    ):
        capability = {"X-Simcord-Capability": URL(url).fragment}
        async with web.post("/api/pages", json={}, headers=capability) as answer:
            assert answer.status == 200
        async with web.post("/api/pages", json={}, headers=capability | headers) as answer:
            assert answer.status == 403


async def test_the_page_needs_the_capability_of_its_url(painter: Painter, tmp_path: Path) -> None:
    async with (
        open_sandbox(painter, tmp_path) as world,
        show_world(world, channel="general", port=None) as url,
        aiohttp.ClientSession(URL(url).origin()) as web,
        web.post("/api/pages", json={}) as answer,
    ):
        assert answer.status == 401


async def test_a_page_whose_session_has_ended_is_told_so_without_a_traceback(
    caplog: pytest.LogCaptureFixture,
) -> None:
    preview = "http://127.0.0.1:1/#capability"  # nothing listens there
    async with (
        open_page(preview, port=None) as url,
        aiohttp.ClientSession() as web,
        web.get(url) as answer,
    ):
        assert answer.status == 502
    assert not caplog.records
