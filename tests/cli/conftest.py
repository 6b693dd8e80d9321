"""Fixtures: run commands in this process, from the arguments to the exit code."""

import asyncio
import logging
import sys
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.cli.app import main
from bot.sandbox.painter import Painter, ScriptedAnswer
from tests.openrouter.sdk_conformance import check_requests


@dataclass(frozen=True, slots=True)
class Ended:
    """The exit code and output of a command."""

    code: object
    out: str
    err: str


ImagineBot = Callable[..., Awaitable[Ended]]


@pytest.fixture
def _logging_as_before() -> Iterator[None]:
    """Undo a command's log setup."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture
def imagine_bot(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    _logging_as_before: None,
) -> ImagineBot:
    """Return a function that runs a command as a shell does, in its own folder.

    The command runs in its own thread, so that the test's servers can respond meanwhile.
    """
    monkeypatch.chdir(tmp_path)

    def run(arguments: tuple[str, ...]) -> object:
        monkeypatch.setattr(sys, "argv", ["imagine-bot", *arguments])
        try:
            main()
        except SystemExit as end:
            return end.code
        return 0

    async def imagine_bot(*arguments: str) -> Ended:
        code = await asyncio.to_thread(run, arguments)
        shown = capsys.readouterr()
        return Ended(code, shown.out, shown.err)

    return imagine_bot


@pytest.fixture
async def painter(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> AsyncGenerator[Painter]:
    """A painter whose key and URL are in the environment."""
    async with Painter() as painter:
        painter.default = ScriptedAnswer(sketch=True)
        monkeypatch.setenv("OPENROUTER_API_KEY", painter.key)
        monkeypatch.setenv("OPENROUTER_BASE_URL", painter.base_url)
        monkeypatch.setenv("DATA_DIR", str(tmp_path_factory.mktemp("data")))
        yield painter
        check_requests(painter.requests)
