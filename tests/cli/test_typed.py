"""Commands in sentences can be typed as they are shown."""

from pathlib import Path

import pytest

from bot.cli.checks.typed import as_typed


@pytest.mark.parametrize(
    ("uv", "shown"),
    [
        ("", "Run `imagine-bot run`."),
        ("/usr/bin/uv", "Run `uv run --no-dev imagine-bot run`."),
        ("{folder}/.venv/bin/uv", "Run `.venv/bin/uv run --no-dev imagine-bot run`."),
    ],
)
def test_a_command_is_shown_as_it_was_started(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, uv: str, shown: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("UV", uv.format(folder=tmp_path))
    monkeypatch.setenv("UV_RUN_RECURSION_DEPTH", "1")
    assert as_typed("Run `imagine-bot run`.") == shown


def test_uv_alone_is_not_uv_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UV", "/usr/bin/uv")
    assert as_typed("Run `imagine-bot run`.") == "Run `imagine-bot run`."
