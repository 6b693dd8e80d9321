"""`imagine-bot sandbox` prints a line with a working URL, and ends quietly."""

import signal
import socket
from pathlib import Path

import aiohttp

from bot.cli.sandbox import OFFLINE_NOTE
from testkit.child_process import start
from tests.cli.conftest import ImagineBot


async def _fetch(url: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        return answer.status, await answer.text()


async def test_the_page_is_at_the_end_of_the_line_and_ctrl_c_ends_it(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    arguments = ("sandbox", "--no-browser", "--channel", "general", "--port", str(port))
    environment = {"TMPDIR": str(tmp_path)}
    async with start(*arguments, folder=tmp_path, environment=environment) as child:
        line = await child.line_with("Sandbox:")
        assert line.startswith("Sandbox:")
        url = line.split()[-1]
        assert f":{port}" in url
        status, page = await _fetch(url)
        child.signal(signal.SIGINT)
        assert await child.ended() == 0
    assert status == 200
    assert "<html" in page
    assert child.out == [line]
    assert child.err == [OFFLINE_NOTE]
    assert list(tmp_path.iterdir()) == []


async def test_a_port_in_use_is_told_in_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        arguments = ("sandbox", "--no-browser", "--port", port)
        async with start(*arguments, folder=tmp_path, environment={}) as child:
            assert await child.ended() == 2
    told = "\n".join(child.err)
    assert port in told
    assert "can't be used" in told
    assert "Traceback" not in told
    assert child.out == []


async def test_generation_for_real_needs_the_key(imagine_bot: ImagineBot) -> None:
    ended = await imagine_bot("sandbox", "--live", "--no-browser")
    assert ended.code == 78
    assert "OPENROUTER_API_KEY is not set" in ended.err


async def test_a_channel_that_is_not_there_is_told_with_those_that_are(
    imagine_bot: ImagineBot,
) -> None:
    ended = await imagine_bot("sandbox", "--channel", "kitchen", "--no-browser")
    assert ended.code == 2
    assert "art" in ended.err
    assert "general" in ended.err
