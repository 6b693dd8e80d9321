"""/limits export, import and history: an import changes nothing before it is confirmed."""

import asyncio
import json
import time
from datetime import timedelta
from typing import Any

import pytest

from bot.policy.limits.limit import Limit
from bot.policy.limits.rulebook import SERVER, Rulebook
from bot.sandbox.painter import Say
from testkit.simulated import answer_of
from tests.system.conftest import BotHarness
from tests.system.moderated_server import ModeratedServer, answer, open_moderated_server

_PAUSED: dict[str, Any] = {"file": ("limits.json", b'{"version": 1, "pause": {"until": null}}')}


@pytest.fixture
def floor(harness: BotHarness) -> ModeratedServer:
    return open_moderated_server(harness)


async def _exported(floor: ModeratedServer) -> bytes:
    result = await floor.ask("export")
    answer(result)
    [file] = answer_of(result).attachments
    assert file.filename == f"limits-{floor.manager.guild.id}.json"
    return await file.read()


async def test_an_export_can_be_imported_after_the_difference_was_shown(
    floor: ModeratedServer,
) -> None:
    await floor.limits("set", limit="cooldown", value="5m", channel=floor.gallery)
    data = await _exported(floor)
    assert json.loads(data)["version"] == 1
    await floor.limits("set", limit="cooldown", value="1h", channel=floor.gallery)
    await floor.limits("set", limit="count", value="2")
    before = await floor.rulebook()
    shown = await floor.ask("import", file=("limits.json", data))
    said = answer(shown)
    assert "The file makes 2 changes" in said
    assert f"Cooldown for <#{floor.gallery.id}>: 1 h → **5 min**" in said
    assert "Images per request for this server: 2 → **not set**" in said
    assert await floor.rulebook() == before
    done = await floor.manager.click(answer_of(shown), label="Replace all limits")
    assert done.acknowledged
    [changed] = [
        message
        for message in floor.lounge.history(viewer=floor.manager)
        if message.id == answer_of(shown).id
    ]
    assert "This applies from the next request on" in changed.content
    assert not changed.components
    assert await _exported(floor) == data
    assert "Nothing changed" in await floor.limits("import", file=("limits.json", data))


_HOSTILE = ["1d" + " " * 1990 + "x", "$" + " " * 1990 + "x", "1h" + " 1m" * 600, "," * 2000]


@pytest.mark.parametrize("value", _HOSTILE)
async def test_hostile_limits_are_refused_within_a_second_while_others_generate(
    floor: ModeratedServer, value: str
) -> None:
    harness = floor.harness
    harness.painter.default = Say(sketch=True, latency_s=0.1)
    places = {f"channel:{number}": {"cooldown": value, "sizes": value} for number in range(1, 200)}
    data = json.dumps({"version": 1, "limits": places}).encode()
    tasks = (
        lambda: floor.limits("set", limit="cooldown", value=value),
        lambda: floor.limits("set", limit="member-usd-per-day", value=value),
        lambda: floor.limits("import", file=("limits.json", data)),
    )
    for ask in tasks:
        harness.dispatch(harness.ben, "imagine", prompt="a fox")
        began = time.perf_counter()
        async with asyncio.timeout(10):
            said = await ask()
        # generating the image, which this waits for as well, takes a tenth of that
        assert time.perf_counter() - began < 1
        assert "0.50" in said or "90s" in said or "cooldown: should be" in said or "entries" in said
        harness.clock.advance(minutes=2)


async def test_an_import_can_be_cancelled(floor: ModeratedServer) -> None:
    shown = await floor.ask("import", **_PAUSED)
    await floor.manager.click(answer_of(shown), label="Cancel")
    assert await floor.rulebook() == Rulebook()


async def test_an_import_is_refused_when_others_changed_something_meanwhile(
    floor: ModeratedServer,
) -> None:
    shown = await floor.ask("import", **_PAUSED)
    await floor.limits("set", limit="cooldown", value="5m", by=floor.admin)
    floor.harness.expected_errors = 1
    late = await floor.manager.click(answer_of(shown), label="Replace all limits")
    [said] = late.followups
    assert "Another moderator has changed the limits" in said.content
    rulebook = await floor.rulebook()
    assert rulebook.own(SERVER) == {Limit.COOLDOWN: 300}
    assert rulebook.pause is None


async def test_who_is_moderator_no_longer_cannot_confirm(floor: ModeratedServer) -> None:
    await floor.limits("moderators", by=floor.admin, role=floor.helpers)
    shown = await floor.ask("import", by=floor.helper, **_PAUSED)
    await floor.limits("moderators", by=floor.admin)
    floor.harness.expected_errors = 1
    late = await floor.helper.click(answer_of(shown), label="Replace all limits")
    [said] = late.followups
    assert "don't have permission" in said.content
    assert (await floor.rulebook()).pause is None


async def test_the_moderator_role_is_not_imported(floor: ModeratedServer) -> None:
    data = {
        "version": 1,
        "moderator-role": str(floor.boosters.id),
        "exempt-roles": ["123456789012345678"],
    }
    shown = await floor.ask("import", file=("limits.json", json.dumps(data).encode()))
    said = answer(shown)
    assert "The moderator role doesn't change" in said
    assert "1 channel or role in it isn't in this server" in said
    await floor.manager.click(answer_of(shown), label="Replace all limits")
    rulebook = await floor.rulebook()
    assert rulebook.moderator_role is None
    assert rulebook.exempt_roles == {123456789012345678}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "not valid JSON"),
        (b"\xff\xfe", "isn't UTF-8"),
        (b"[" * 30_000, "nested too deeply"),
        (b'{"version": 1, "version": 2}', "occurs twice"),
        (b'{"version": NaN}', "NaN isn't a number"),
        (b'{"version": ' + b"9" * 9000 + b"}", "mistake"),
        (b"x" * 6_000_001, "larger than 6,000,000 bytes"),
        (b'{"version": 1, "limits": {"server": {"cooldown": "soon", "count": 99}}}', "2 mistakes"),
        (b'{"version": 1, "surprise": "<@1> **x**"}', "1 mistake"),
        (
            json.dumps({"version": 1, "limits": {f"role:{n}": 5 for n in range(150)}}).encode(),
            "more mistakes",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_a_file_with_mistakes_changes_nothing(
    floor: ModeratedServer, data: bytes, words: str
) -> None:
    said = await floor.limits("import", file=("limits.json", data))
    assert "wasn't imported" in said
    assert words in said
    assert "<@1>" not in said
    assert await floor.rulebook() == Rulebook()


async def test_a_long_difference_comes_as_a_file_too(floor: ModeratedServer) -> None:
    limits = {f"channel:{100000000000000000 + n}": {"cooldown": 5, "count": 2} for n in range(60)}
    data = json.dumps({"version": 1, "limits": limits}).encode()
    shown = await floor.ask("import", file=("limits.json", data))
    assert "… and " in answer(shown)
    assert "60 channels or roles in it aren't in this server" in answer(shown)
    [file] = answer_of(shown).attachments
    assert file.filename == "difference.txt"
    assert (await file.read()).count(b"\n") == 120


async def test_history_shows_who_changed_what_page_by_page(floor: ModeratedServer) -> None:
    assert "Nothing has been changed yet" in await floor.limits("history")
    for number in range(1, 13):
        await floor.limits("set", limit="count", value=str(number % 10 + 1))
        floor.harness.clock.advance(minutes=1)
    shown = await floor.ask("history")
    said = answer(shown)
    assert said.count(f"<@{floor.manager.id}> Images per request for this server:") == 8
    assert said.splitlines()[0].endswith("2 → **3**")
    older = await floor.manager.click(answer_of(shown), label="Older")
    assert older.acknowledged
    [page] = [m for m in floor.lounge.history(viewer=floor.manager) if m.id == answer_of(shown).id]
    assert page.content.count("Images per request for this server:") == 4
    assert page.content.splitlines()[-1].endswith("not set → **2**")
    await floor.manager.click(page, label="Newest")
    [page] = [m for m in floor.lounge.history(viewer=floor.manager) if m.id == answer_of(shown).id]
    assert page.content == said


async def test_grants_and_resets_are_in_the_history(floor: ModeratedServer) -> None:
    await floor.limits("grant", member=floor.booster, images=5, until="1d")
    await floor.limits("reset", member=floor.booster)
    said = await floor.limits("history")
    assert f"`grant` for <@{floor.booster.id}>: not set → **5 pictures until" in said
    assert said.splitlines()[0].endswith(f"`reset` for <@{floor.booster.id}>")


async def test_an_open_question_ends_by_itself(floor: ModeratedServer) -> None:
    shown = await floor.ask("import", **_PAUSED)
    await floor.harness.env.advance_time(timedelta(minutes=11).total_seconds())
    [message] = [
        m for m in floor.lounge.history(viewer=floor.manager) if m.id == answer_of(shown).id
    ]
    assert "Timed out" in message.content
    assert not message.components


async def test_who_is_moderator_no_longer_cannot_turn_the_pages(floor: ModeratedServer) -> None:
    for number in range(10):
        await floor.limits("set", limit="count", value=str(number))
    await floor.limits("moderators", by=floor.admin, role=floor.helpers)
    shown = await floor.ask("history", by=floor.helper)
    await floor.limits("moderators", by=floor.admin)
    late = await floor.helper.click(answer_of(shown), label="Older")
    assert "don't have permission" in answer(late)
