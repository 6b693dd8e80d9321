"""`imagine-bot run` as a process, on the loopback Discord over real sockets."""

import asyncio
import base64
import os
import signal
import socket
import sqlite3
from contextlib import closing
from pathlib import Path

import aiohttp
import pytest
from discord.http import Route

from bot.app import run_bot
from bot.sandbox.painter import Painter, RecordedRequest, ScriptedAnswer
from bot.service.timing import Timing
from bot.settings import load_settings
from bot.storage.token_encryption import TokenCipher
from cogs import EXTENSIONS
from testkit.child_process import start
from testkit.discord_loopback.discord import TOKEN, LoopbackDiscord
from testkit.discord_loopback.messages import Message
from testkit.discord_loopback.payloads import APPLICATION_ID
from tests.system.conftest import StartBot

pytestmark = pytest.mark.takes_long

#: View Channel, Send Messages, Attach Files, Send Messages in Threads.
INVITE = (
    f"https://discord.com/oauth2/authorize?client_id={APPLICATION_ID}"
    f"&scope=bot+applications.commands&permissions={1 << 10 | 1 << 11 | 1 << 15 | 1 << 38}"
)
OTHER_MEMBER = "1100000000000000200"
HEAVY = {"rich", "PIL", "simcord", "bot.sandbox"}


async def _generated_again(painter: Painter, request: RecordedRequest) -> bytes:
    """Send the same request again; the painter returns the same bytes."""
    headers = {"Authorization": f"Bearer {painter.key}"}
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.post(painter.base_url + request.path, json=request.body) as answer,
    ):
        [image] = (await answer.json())["data"]
    return base64.b64decode(image["b64_json"])


async def test_an_idle_bot_says_how_to_invite_it_and_stops_at_once(
    start_bot: StartBot, loopback: LoopbackDiscord, tmp_path: Path
) -> None:
    modules = tmp_path / "modules"
    async with start_bot(LOOPBACK_MODULES=str(modules)) as child:
        await loopback.wait_for_bot()
        child.signal(signal.SIGTERM)
        assert await child.ended(within_s=10) == 0
    assert child.out == [f"Logged in as imagine. Invite: {INVITE}"]
    assert not HEAVY & set(modules.read_text().split())
    names = {command["name"] for command in loopback.commands}
    menus = {"Remix image", "Image details", "Report image"}
    moderators = {"block", "case", "filter", "limits", "log", "manage-styles", "setup"}
    moderators |= {"unblock", "warn"}
    assert names == {"imagine", "my", "show", "styles"} | moderators | menus


async def test_the_secrets_can_be_in_files_and_health_asks_beside_the_bot(
    start_bot: StartBot, loopback: LoopbackDiscord, environment: dict[str, str], tmp_path: Path
) -> None:
    files: dict[str, str] = {}
    for name in ("DISCORD_TOKEN", "OPENROUTER_API_KEY"):
        file = tmp_path / name.lower()
        file.write_text(f"{environment.pop(name)}\n")
        files[f"{name}_FILE"] = str(file)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = {"HTTP_PORT": str(free.getsockname()[1])}
    async with start_bot(**files, **port) as child:
        await loopback.wait_for_bot()
        async with start("health", folder=tmp_path, environment=port) as asking:
            assert await asking.ended() == 0
        child.signal(signal.SIGTERM)
        assert await child.ended(within_s=10) == 0
    assert asking.out == ["The bot is alive."]
    assert TOKEN not in "\n".join([*child.out, *child.err])


async def test_sigterm_ends_a_bot_that_is_still_connecting(start_bot: StartBot) -> None:
    async with start_bot() as child:
        await child.line_with("Invite:")
        child.signal(signal.SIGTERM)
        assert await child.ended(within_s=10) == 0


async def test_sigterm_lets_an_image_be_finished_and_refuses_new_ones(
    start_bot: StartBot, loopback: LoopbackDiscord, painter: Painter
) -> None:
    painter.script(ScriptedAnswer(sketch=True, latency_s=1))
    async with start_bot(LOG_LEVEL="DEBUG") as child:
        first = await loopback.slash("imagine", prompt="a fox", ratio="16:9")
        request = await painter.wait_for_requests(1)
        child.signal(signal.SIGTERM)
        await child.line_with("waiting up to 30")
        second = await loopback.slash("imagine", prompt="a hare")
        answer = await loopback.wait_for_call("POST", second.callback)
        assert await child.ended() == 0
    assert "is restarting" in answer.body["data"]["content"]
    assert len(painter.requests) == 1
    delivered = await loopback.wait_for_call("PATCH", first.original)
    assert delivered.files == (await _generated_again(painter, request),)
    shown = "\n".join([*child.out, *child.err])
    for secret in (TOKEN, painter.key, first.token, second.token):
        assert secret not in shown


async def test_without_a_grace_period_the_card_says_that_the_bot_was_stopped(
    start_bot: StartBot, loopback: LoopbackDiscord, painter: Painter
) -> None:
    painter.script(ScriptedAnswer.hang())
    async with start_bot(SHUTDOWN_GRACE_SECONDS="0") as child:
        used = await loopback.slash("imagine", prompt="a fox")
        await painter.wait_for_requests(1)
        child.signal(signal.SIGTERM)
        assert await child.ended(within_s=10) == 0
    edit = await loopback.wait_for_call("PATCH", used.original)
    assert "The bot stopped before" in edit.body["content"]
    assert "cooldown was lifted" in edit.body["content"]


async def test_what_waits_at_sigterm_is_generated_by_the_next_bot_and_the_card_promises_it(
    start_bot: StartBot, loopback: LoopbackDiscord, painter: Painter
) -> None:
    painter.script(ScriptedAnswer.hang())
    async with start_bot(SHUTDOWN_GRACE_SECONDS="0", MAX_CONCURRENT_IMAGES="1") as child:
        await loopback.slash("imagine", prompt="a fox")
        await painter.wait_for_requests(1)
        waits = await loopback.slash("imagine", user_id=OTHER_MEMBER, prompt="a hare")
        await loopback.wait_for_call("POST", waits.callback)
        child.signal(signal.SIGTERM)
        assert await child.ended(within_s=10) == 0
    [card] = loopback.messages.of(waits.token)
    assert "The bot is restarting and will create your image afterwards" in card.content
    assert "> a hare" in card.content
    async with start_bot() as child:
        await loopback.wait_until(lambda: bool(card.files))
        child.signal(signal.SIGTERM)
        assert await child.ended(within_s=10) == 0
    assert loopback.messages.of(waits.token) == [card]
    assert "because the bot restarted" in card.content


async def test_what_waits_while_the_bots_token_changes_comes_as_a_message_of_its_own(
    start_bot: StartBot, loopback: LoopbackDiscord, painter: Painter, tmp_path: Path
) -> None:
    painter.script(ScriptedAnswer.hang())
    async with start_bot(SHUTDOWN_GRACE_SECONDS="0", MAX_CONCURRENT_IMAGES="1") as child:
        await loopback.slash("imagine", prompt="a fox")
        await painter.wait_for_requests(1)
        waits = await loopback.slash("imagine", user_id=OTHER_MEMBER, prompt="a hare")
        await loopback.wait_for_call("POST", waits.callback)
        child.signal(signal.SIGTERM)
        assert await child.ended(within_s=10) == 0

    def own() -> list[Message]:
        return [one for one in loopback.messages.all if one.nonce == waits.id and one.files]

    # the loopback Discord accepts one bot token only, so the encrypted value changes instead
    with closing(sqlite3.connect(tmp_path / "imagine.db")) as database, database:
        encrypted = TokenCipher("the token of before").encrypt(waits.token)
        database.execute("UPDATE jobs SET token = ? WHERE job_id = ?", (encrypted, int(waits.id)))
    async with start_bot() as child:
        await loopback.wait_until(lambda: bool(own()))
        child.signal(signal.SIGTERM)
        assert await child.ended(within_s=10) == 0
    [message] = own()
    assert "> a hare" in message.content


async def test_a_wrong_token_ends_the_program_with_one_sentence(start_bot: StartBot) -> None:
    async with start_bot(DISCORD_TOKEN="wrong-token", LOG_LEVEL="WARNING") as child:
        assert await child.ended() == 77
    assert child.out == []
    [sentence] = child.err
    assert sentence.startswith("Discord doesn't accept DISCORD_TOKEN.")


async def test_no_way_to_discord_ends_the_program_with_one_sentence(start_bot: StartBot) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        nowhere = f"http://127.0.0.1:{closed.getsockname()[1]}/api/v10"
        async with start_bot(LOOPBACK_DISCORD=nowhere, LOG_LEVEL="WARNING") as child:
            assert await child.ended() == 69
    [sentence] = child.err
    assert sentence.startswith("Discord can't be reached.")


async def test_with_a_wrong_key_it_runs_and_refuses_until_the_key_is_good(
    environment: dict[str, str],
    loopback: LoopbackDiscord,
    painter: Painter,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(Route, "BASE", environment.pop("LOOPBACK_DISCORD"))
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    painter.key_accepted = False
    announced: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    running = asyncio.create_task(
        run_bot(
            load_settings(env_file=None),
            EXTENSIONS,
            announce=lambda _, link: announced.set_result(link),
            timing=Timing(key_bad_s=0.02),
        )
    )
    assert await announced == INVITE
    used = await loopback.slash("imagine", prompt="a fox")
    answer = await loopback.wait_for_call("POST", used.callback)
    assert "OpenRouter doesn't accept the bot's key" in answer.body["data"]["content"]
    assert "OPENROUTER_API_KEY" in caplog.text
    painter.key_accepted = True
    while "key" in answer.body["data"]["content"]:
        used = await loopback.slash("imagine", prompt="a fox")
        answer = await loopback.wait_for_call("POST", used.callback)
    delivered = await loopback.wait_for_call("PATCH", used.original)
    assert len(delivered.files) == 1
    os.kill(os.getpid(), signal.SIGTERM)
    await running
