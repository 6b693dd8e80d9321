"""`imagine-bot health` as a process, against the real health server on loopback."""

import asyncio
import socket
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from bot.cli.exits import Exit
from bot.health.metrics import PrometheusSignals
from bot.health.server import open_health
from testkit.child_process import start
from tests.cli.conftest import Ended, ImagineBot
from tests.health.conftest import Condition

#: What the command must not import, and with it wait for.
HEAVY = {
    "aiohttp",
    "alembic",
    "discord",
    "PIL",
    "prometheus_client",
    "rich",
    "simcord",
    "sqlalchemy",
}

AskHealth = Callable[..., Awaitable[Ended]]


@pytest.fixture
def ask_health(tmp_path: Path) -> AskHealth:
    """Return a function that runs the command with these settings."""

    async def ask(**settings: object) -> Ended:
        environment = {name: str(value) for name, value in settings.items()}
        async with start("health", folder=tmp_path, environment=environment) as child:
            code = await child.ended()
        return Ended(code, "\n".join(child.out), "\n".join(child.err))

    return ask


@asynccontextmanager
async def _program(answer: bytes, *, drips: bool = False) -> AsyncGenerator[int]:
    """Listen on a free port, and send these bytes to everyone, once or without an end."""
    asked, ended = asyncio.Event(), asyncio.Event()
    responding: set[asyncio.Task[None] | None] = set()

    async def respond(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        responding.add(asyncio.current_task())
        asked.set()
        writer.write(answer)
        while drips and not ended.is_set():
            writer.write(answer)
            with suppress(TimeoutError):
                await asyncio.wait_for(ended.wait(), 0.05)
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()

    async with await asyncio.start_server(respond, "127.0.0.1", 0) as server:
        yield server.sockets[0].getsockname()[1]
        await asked.wait()
        ended.set()
        await asyncio.gather(*filter(None, responding))


@pytest.mark.parametrize("listens_on", ["127.0.0.1", "0.0.0.0", "localhost"])  # noqa: S104 - the subject of the test
async def test_a_bot_that_is_alive_is_found_wherever_it_listens(
    ask_health: AskHealth, listens_on: str
) -> None:
    vitals = Condition(database_fails=True).vitals()
    async with open_health(listens_on, 0, vitals=vitals, signals=PrometheusSignals()) as ports:
        # `localhost` may be two addresses, with a port each
        ended = await ask_health(HTTP_HOST=listens_on, HTTP_PORT=ports[0])
    assert ended == Ended(0, "The bot is alive.", "")


async def test_a_bot_with_a_silent_gateway_is_not_alive_and_the_line_says_why(
    ask_health: AskHealth,
) -> None:
    vitals = Condition(heartbeat_age_s=120.1).vitals()
    async with open_health("127.0.0.1", 0, vitals=vitals, signals=PrometheusSignals()) as ports:
        ended = await ask_health(HTTP_PORT=ports[0])
    assert (ended.code, ended.err) == (1, "")
    assert ended.out.startswith("The bot isn't alive: {")
    assert '"heartbeat_age_s": 120.1' in ended.out
    assert "\n" not in ended.out


async def test_mistakes_in_other_settings_and_unreadable_secrets_change_nothing(
    ask_health: AskHealth, tmp_path: Path
) -> None:
    vitals = Condition().vitals()
    async with open_health("127.0.0.1", 0, vitals=vitals, signals=PrometheusSignals()) as ports:
        (tmp_path / ".env").write_text(f"HTTP_PORT={ports[0]}\nLOG_LEVEL=LOUD\n")
        ended = await ask_health(DISCORD_TOKEN_FILE="/nowhere")
    assert ended == Ended(0, "The bot is alive.", "")


async def test_without_a_bot_the_line_says_where_it_was_looked_for(
    imagine_bot: ImagineBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
        monkeypatch.setenv("HTTP_PORT", str(port))
        ended = await imagine_bot("health")
    expected = f"The bot doesn't answer at http://127.0.0.1:{port}: Connection refused\n"
    assert ended == Ended(1, expected, "")


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK",
        b'HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n{"status": "\x1b"}',
        b"HTTP/1.1 200 OK\r\n\r\n" + b"[" * 100_000,
        b'HTTP/1.1 500 X\r\nContent-Length: 20\r\n\r\n{"unexpected": true}',
    ],
    ids=["nothing", "no HTTP", "no JSON", "other facts", "nested", "error"],
)
async def test_another_program_on_the_port_is_not_taken_for_the_bot(
    imagine_bot: ImagineBot, monkeypatch: pytest.MonkeyPatch, answer: bytes
) -> None:
    async with _program(answer) as port:
        monkeypatch.setenv("HTTP_PORT", str(port))
        ended = await imagine_bot("health")
    assert (ended.code, ended.err) == (1, "")
    assert len(ended.out.splitlines()) == 1
    assert "\x1b" not in ended.out
    assert "is alive" not in ended.out


@pytest.mark.parametrize("answer", [b"", b"HTTP"], ids=["silent", "without an end"])
async def test_a_program_that_never_finishes_its_response_is_left_at_the_deadline(
    imagine_bot: ImagineBot, monkeypatch: pytest.MonkeyPatch, answer: bytes
) -> None:
    monkeypatch.setattr("bot.cli.health._DEADLINE_S", 0.2)
    async with _program(answer, drips=True) as port, asyncio.timeout(10):
        monkeypatch.setenv("HTTP_PORT", str(port))
        ended = await imagine_bot("health")
    assert (ended.code, ended.err) == (1, "")
    assert ended.out.startswith(f"The bot doesn't answer at http://127.0.0.1:{port}")


@pytest.mark.parametrize(("port", "words"), [("off", "is off, "), ("0", "is 0, ")])
async def test_without_a_fixed_port_the_setting_is_at_fault(
    imagine_bot: ImagineBot, monkeypatch: pytest.MonkeyPatch, port: str, words: str
) -> None:
    monkeypatch.setenv("HTTP_PORT", port)
    ended = await imagine_bot("health")
    assert (ended.code, ended.out) == (Exit.CONFIG, "")
    assert f"HTTP_PORT {words}" in ended.err


async def test_help_has_an_example(imagine_bot: ImagineBot) -> None:
    ended = await imagine_bot("health", "--help")
    assert ended.code == 0
    assert "Example: imagine-bot health" in ended.out


async def test_it_imports_nothing_heavy(tmp_path: Path) -> None:
    (tmp_path / "ask.py").write_text(
        "import sys\n"
        "from bot.__main__ import main\n"
        "sys.argv = ['imagine-bot', 'health']\n"
        "try:\n"
        "    main()\n"
        "finally:\n"
        "    print(*sys.modules)\n"
    )
    async with start(folder=tmp_path, environment={"HTTP_PORT": "9"}, module="ask") as child:
        assert await child.ended() == 1
    loaded = set(child.out[-1].split())
    assert "bot.cli.health" in loaded
    assert not HEAVY & loaded
