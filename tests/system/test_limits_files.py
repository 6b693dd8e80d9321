"""/limits export, import and history: an import shows its changes before it applies them."""

import asyncio
import json
import time
from datetime import timedelta
from typing import Any

import pytest

from bot.policy.limits.limit import Limit
from bot.policy.limits.rulebook import SERVER, Rulebook
from bot.sandbox.painter import ScriptedAnswer
from testkit.simulated import answer_of
from tests.system.conftest import BotHarness
from tests.system.moderated_server import ModeratedServer, answer, open_moderated_server

_PAUSED: dict[str, Any] = {"file": ("limits.json", b'{"version": 1, "pause": {"until": null}}')}


@pytest.fixture
def server(harness: BotHarness) -> ModeratedServer:
    return open_moderated_server(harness)


async def _exported(server: ModeratedServer) -> bytes:
    result = await server.ask("export")
    answer(result)
    [file] = answer_of(result).attachments
    assert file.filename == f"limits-{server.manager.guild.id}.json"
    return await file.read()


async def test_an_export_can_be_imported_after_the_difference_was_shown(
    server: ModeratedServer,
) -> None:
    await server.limits("set", limit="cooldown", value="5m", channel=server.gallery)
    data = await _exported(server)
    assert json.loads(data)["version"] == 1
    await server.limits("set", limit="cooldown", value="1h", channel=server.gallery)
    await server.limits("set", limit="count", value="2")
    before = await server.rulebook()
    shown = await server.ask("import", file=("limits.json", data))
    text = answer(shown)
    assert "The file makes 2 changes" in text
    assert f"Cooldown for <#{server.gallery.id}>: 1 h → **5 min**" in text
    assert "Images per request for this server: 2 → **not set**" in text
    assert await server.rulebook() == before
    done = await server.manager.click(answer_of(shown), label="Replace all limits")
    assert done.acknowledged
    [changed] = [
        message
        for message in server.lounge.history(viewer=server.manager)
        if message.id == answer_of(shown).id
    ]
    assert "This applies from the next request on" in changed.content
    assert not changed.components
    assert await _exported(server) == data
    assert "Nothing changed" in await server.limits("import", file=("limits.json", data))


_HOSTILE = ["1d" + " " * 1990 + "x", "$" + " " * 1990 + "x", "1h" + " 1m" * 600, "," * 2000]


@pytest.mark.parametrize("value", _HOSTILE)
async def test_hostile_limits_are_refused_within_a_second_while_others_generate(
    server: ModeratedServer, value: str
) -> None:
    harness = server.harness
    harness.painter.default = ScriptedAnswer(sketch=True, latency_s=0.1)
    scopes = {f"channel:{number}": {"cooldown": value, "sizes": value} for number in range(1, 200)}
    data = json.dumps({"version": 1, "limits": scopes}).encode()
    tasks = (
        lambda: server.limits("set", limit="cooldown", value=value),
        lambda: server.limits("set", limit="member-usd-per-day", value=value),
        lambda: server.limits("import", file=("limits.json", data)),
    )
    for ask in tasks:
        harness.dispatch(harness.ben, "imagine", prompt="a fox")
        began = time.perf_counter()
        async with asyncio.timeout(10):
            text = await ask()
        # includes a generation of 0.1 s
        assert time.perf_counter() - began < 1
        assert "0.50" in text or "90s" in text or "cooldown: should be" in text or "entries" in text
        harness.clock.advance(minutes=2)


async def test_an_import_can_be_cancelled(server: ModeratedServer) -> None:
    shown = await server.ask("import", **_PAUSED)
    await server.manager.click(answer_of(shown), label="Cancel")
    assert await server.rulebook() == Rulebook()


async def test_an_import_is_refused_when_others_changed_something_meanwhile(
    server: ModeratedServer,
) -> None:
    shown = await server.ask("import", **_PAUSED)
    await server.limits("set", limit="cooldown", value="5m", by=server.admin)
    server.harness.expected_errors = 1
    late = await server.manager.click(answer_of(shown), label="Replace all limits")
    [text] = late.followups
    assert "Another moderator has changed the limits" in text.content
    rulebook = await server.rulebook()
    assert rulebook.own(SERVER) == {Limit.COOLDOWN: 300}
    assert rulebook.pause is None


async def test_who_is_moderator_no_longer_cannot_confirm(server: ModeratedServer) -> None:
    await server.limits("moderators", by=server.admin, role=server.helpers)
    shown = await server.ask("import", by=server.helper, **_PAUSED)
    await server.limits("moderators", by=server.admin)
    server.harness.expected_errors = 1
    late = await server.helper.click(answer_of(shown), label="Replace all limits")
    [text] = late.followups
    assert "don't have permission" in text.content
    assert (await server.rulebook()).pause is None


async def test_the_moderator_role_is_not_imported(server: ModeratedServer) -> None:
    data = {
        "version": 1,
        "moderator-role": str(server.boosters.id),
        "exempt-roles": ["123456789012345678"],
    }
    shown = await server.ask("import", file=("limits.json", json.dumps(data).encode()))
    text = answer(shown)
    assert "The moderator role doesn't change" in text
    assert "1 channel or role in it isn't in this server" in text
    await server.manager.click(answer_of(shown), label="Replace all limits")
    rulebook = await server.rulebook()
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
    server: ModeratedServer, data: bytes, words: str
) -> None:
    text = await server.limits("import", file=("limits.json", data))
    assert "wasn't imported" in text
    assert words in text
    assert "<@1>" not in text
    assert await server.rulebook() == Rulebook()


async def test_a_long_difference_comes_as_a_file_too(server: ModeratedServer) -> None:
    limits = {f"channel:{100000000000000000 + n}": {"cooldown": 5, "count": 2} for n in range(60)}
    data = json.dumps({"version": 1, "limits": limits}).encode()
    shown = await server.ask("import", file=("limits.json", data))
    assert "… and " in answer(shown)
    assert "60 channels or roles in it aren't in this server" in answer(shown)
    [file] = answer_of(shown).attachments
    assert file.filename == "difference.txt"
    assert (await file.read()).count(b"\n") == 120


async def test_history_shows_who_changed_what_page_by_page(server: ModeratedServer) -> None:
    assert "Nothing has been changed yet" in await server.limits("history")
    for number in range(1, 13):
        await server.limits("set", limit="count", value=str(number % 10 + 1))
        server.harness.clock.advance(minutes=1)
    shown = await server.ask("history")
    text = answer(shown)
    assert text.count(f"<@{server.manager.id}> Images per request for this server:") == 8
    assert text.splitlines()[0].endswith("2 → **3**")
    older = await server.manager.click(answer_of(shown), label="Older")
    assert older.acknowledged
    [page] = [
        m for m in server.lounge.history(viewer=server.manager) if m.id == answer_of(shown).id
    ]
    assert page.content.count("Images per request for this server:") == 4
    assert page.content.splitlines()[-1].endswith("not set → **2**")
    await server.manager.click(page, label="Newest")
    [page] = [
        m for m in server.lounge.history(viewer=server.manager) if m.id == answer_of(shown).id
    ]
    assert page.content == text


async def test_grants_and_resets_are_in_the_history(server: ModeratedServer) -> None:
    await server.limits("grant", member=server.booster, images=5, until="1d")
    await server.limits("reset", member=server.booster)
    text = await server.limits("history")
    assert f"`grant` for <@{server.booster.id}>: not set → **5 images until" in text
    assert text.splitlines()[0].endswith(f"`reset` for <@{server.booster.id}>")


async def test_an_open_question_ends_by_itself(server: ModeratedServer) -> None:
    shown = await server.ask("import", **_PAUSED)
    await server.harness.env.advance_time(timedelta(minutes=11).total_seconds())
    [message] = [
        m for m in server.lounge.history(viewer=server.manager) if m.id == answer_of(shown).id
    ]
    assert "Timed out" in message.content
    assert not message.components


async def test_who_is_moderator_no_longer_cannot_turn_the_pages(server: ModeratedServer) -> None:
    for number in range(10):
        await server.limits("set", limit="count", value=str(number))
    await server.limits("moderators", by=server.admin, role=server.helpers)
    shown = await server.ask("history", by=server.helper)
    await server.limits("moderators", by=server.admin)
    late = await server.helper.click(answer_of(shown), label="Older")
    assert "don't have permission" in answer(late)
