"""The command line as a whole: help, settings, and exit codes of errors."""

from pathlib import Path

import pytest

from bot import errors
from bot.cli import app
from bot.cli.exits import Exit, exit_of
from bot.errors import ImagineError
from tests.cli.conftest import ImagineBot


@pytest.mark.parametrize("command", ["run", "sandbox", "paint"])
async def test_every_commands_help_has_an_example(imagine_bot: ImagineBot, command: str) -> None:
    ended = await imagine_bot(command, "--help")
    assert ended.code == 0
    assert f"Example: imagine-bot {command}" in ended.out


async def test_the_help_lists_the_commands_and_every_exit_code(imagine_bot: ImagineBot) -> None:
    ended = await imagine_bot("--help")
    for word in ("run", "sandbox", "paint", *(str(int(code)) for code in Exit)):
        assert word in ended.out


async def test_every_missing_setting_is_listed_at_once(
    imagine_bot: ImagineBot, tmp_path: Path
) -> None:
    ended = await imagine_bot("run")
    assert ended.code == 78
    assert ended.out == ""
    init = "`imagine-bot init` asks for what is missing, and writes it to .env."
    assert ended.err.splitlines() == [
        "Fix these settings in the environment or in .env:",
        "  DISCORD_TOKEN is not set",
        "  OPENROUTER_API_KEY is not set",
        f"There is no .env in {tmp_path}. {init}",
    ]
    (tmp_path / ".env").write_text("LOG_LEVEL=loud\n")
    ended = await imagine_bot("run")
    assert ended.err.splitlines()[-1] == init
    (tmp_path / ".env").write_text("DISCORD_TOKEN=x\nOPENROUTER_API_KEY=x\nLOG_LEVEL=loud\n")
    ended = await imagine_bot("run")
    assert "LOG_LEVEL" in ended.err.splitlines()[-1]


async def test_malformed_settings_are_told_with_the_missing_ones_but_no_secret_is(
    imagine_bot: ImagineBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", '"hush-hush"')
    monkeypatch.setenv("COOLDOWN_SECONDS", "soon")
    monkeypatch.setenv("MODELS", "flash")
    ended = await imagine_bot("run")
    assert ended.code == 78
    assert [line.split()[0] for line in ended.err.splitlines()[1:-1]] == [
        "COOLDOWN_SECONDS",
        "DISCORD_TOKEN",
        "MODELS",
        "OPENROUTER_API_KEY",
    ]
    assert "'soon'" in ended.err
    assert "hush" not in ended.err


async def test_what_nobody_foresaw_ends_as_a_sentence_with_a_reference(
    imagine_bot: ImagineBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr(app, "app", broken)
    ended = await imagine_bot("run")
    assert ended.code == Exit.UNEXPECTED
    assert ended.err.splitlines()[-1].startswith("Something went wrong (reference ")


async def test_ctrl_c_while_it_starts_is_quiet(
    imagine_bot: ImagineBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(app, "app", interrupted)
    ended = await imagine_bot("run")
    assert (ended.code, ended.out, ended.err) == (130, "", "")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.OptionRefused("ratio", "7:5"), 65),
        (errors.ModelUnknown(None), 65),
        (errors.PromptRejected(), 65),
        (errors.ProviderDown(), 69),
        (errors.OutOfCredit(), 69),
        (errors.BadAnswer(), 69),
        (errors.NoConnectionAtStart(), 69),
        (errors.StorageFailed(errors.StorageFault.DAMAGED), 69),
        (errors.SpoolFailed(), 73),
        (errors.KeyRejected(), 77),
        (errors.TokenRejected(), 77),
        (errors.ConfigError(()), 78),
        (errors.Unexpected("a1b2c3d4"), 1),
    ],
)
def test_every_kind_of_error_has_its_exit_code(error: ImagineError, code: int) -> None:
    assert exit_of(error) == code
