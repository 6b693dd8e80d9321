"""`imagine-bot block`, `unblock` and `cases`, from the arguments to the exit code."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.policy.moderation.case import OPERATOR, Case, CaseKind
from bot.storage.engine.database import open_database
from bot.storage.engine.schema import HEAD
from bot.storage.stores import open_stores
from testkit.migrated_database import write_migrated
from tests.cli.conftest import ImagineBot

USER, SERVER = "80351110224678912", "197038439483310086"


@pytest.fixture(autouse=True)
async def file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    await write_migrated(tmp_path / "imagine.db")
    return tmp_path / "imagine.db"


async def _stored(file: Path, guild_id: int = OPERATOR) -> list[Case]:
    async with open_database(f"sqlite:///{file}", migrated=False) as database:
        return list(await open_stores(database).cases.page(guild_id, limit=9))


@pytest.mark.parametrize("command", ["block", "unblock", "cases"])
async def test_every_commands_help_has_an_example(imagine_bot: ImagineBot, command: str) -> None:
    ended = await imagine_bot(command, "--help")
    assert ended.code == 0
    assert f"Example: imagine-bot {command} " in ended.out


async def test_a_user_is_blocked_listed_and_unblocked(imagine_bot: ImagineBot, file: Path) -> None:
    ended = await imagine_bot("block", "user", USER, "--for", "7d", "--reason", "spam\n\x1b[31m")
    assert ended.code == 0
    assert ended.out.startswith(f"Blocked user {USER} until ")
    assert ended.out.endswith(" (case 1).\n")
    [case] = await _stored(file)
    assert (case.subject_id, case.is_server, case.reason) == (int(USER), False, "spam \x1b[31m")
    assert case.until is not None
    week = datetime.now(UTC) + timedelta(days=7)
    assert abs(case.until - week) < timedelta(minutes=5)
    ended = await imagine_bot("cases")
    head, line = ended.out.splitlines()
    assert head.split()[0] == "CASE"
    assert f"block  user {USER}  -" in line
    assert "\x1b" not in line
    ended = await imagine_bot("unblock", "user", USER)
    assert (ended.code, ended.out) == (0, f"Unblocked user {USER} (case 2).\n")
    ended = await imagine_bot("cases", "--user", USER)
    assert "lifted" in ended.out
    assert len(ended.out.splitlines()) == 3


async def test_a_server_is_blocked_without_an_end(imagine_bot: ImagineBot, file: Path) -> None:
    ended = await imagine_bot("block", "server", SERVER)
    assert ended.out == f"Blocked server {SERVER} without an end (case 1).\n"
    assert (await _stored(file))[0].is_server
    assert "no end" in (await imagine_bot("cases")).out
    ended = await imagine_bot("block", "server", SERVER)
    assert (ended.code, ended.out) == (65, "")
    assert "already blocked (case 1)" in ended.err
    ended = await imagine_bot("unblock", "user", SERVER)
    assert ended.code == 65
    assert "nothing to lift" in ended.err


async def test_a_server_s_own_cases_are_listed(imagine_bot: ImagineBot, file: Path) -> None:
    now = datetime.now(UTC)
    async with open_database(f"sqlite:///{file}", migrated=False) as database:
        store = open_stores(database).cases
        for until in (None, now - timedelta(hours=1)):
            block = Case(int(SERVER), 0, CaseKind.BLOCK, int(USER), 5, now, "x", until)
            await store.add(block)
    assert (await imagine_bot("cases")).out == "There are no cases.\n"
    ended = await imagine_bot("cases", "--server", SERVER, "--user", USER)
    newest, oldest = ended.out.splitlines()[1:]
    assert "ended" in newest
    assert "no end" in oldest
    assert " 5 " in oldest


@pytest.mark.parametrize(
    "arguments",
    [
        ("block", "channel", USER),
        ("block", "user", "mia"),
        ("block", "user", "0"),
        ("block", "user", str(2**63)),
        ("block", "user", USER, "--for", "soon"),
        ("block", "user", USER, "--for", "2020-01-01"),
        ("block", "user", USER, "--reason", "x" * 401),
        ("cases", "--server", "mine"),
    ],
)
async def test_wrong_arguments_are_named_and_change_nothing(
    imagine_bot: ImagineBot, file: Path, arguments: tuple[str, ...]
) -> None:
    ended = await imagine_bot(*arguments)
    assert ended.code == 2
    assert ended.err.strip()
    assert await _stored(file) == []


async def test_tables_of_another_version_are_left_alone(
    imagine_bot: ImagineBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "empty.db").touch()
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'empty.db'}")
    ended = await imagine_bot("block", "user", USER)
    assert ended.code == 78
    assert f"has no tables yet; this program needs {HEAD}" in ended.err
    assert "imagine-bot db upgrade" in ended.err


async def test_a_server_that_is_not_there_ends_as_a_sentence(
    imagine_bot: ImagineBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://someone:hush@127.0.0.1:1/bot")
    ended = await imagine_bot("cases")
    assert ended.code == 69
    assert "hush" not in ended.err


@pytest.mark.parametrize("command", ["block user 1", "unblock user 1", "cases"])
async def test_a_missing_database_is_named_and_not_created(
    imagine_bot: ImagineBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: str
) -> None:
    folder = tmp_path / "elsewhere"
    monkeypatch.setenv("DATA_DIR", str(folder))
    ended = await imagine_bot(*command.split())
    assert ended.code == 78
    assert f"leads to no database at {folder / 'imagine.db'}: correct it" in ended.err
    assert not folder.exists()


@pytest.mark.parametrize("typed", ["mia", "0", "+1", "1_0", "\u0663", str(2**63), "9" * 5000, ""])
async def test_what_is_no_id_gets_a_sentence_that_says_where_ids_are(
    imagine_bot: ImagineBot, typed: str
) -> None:
    for arguments in (("block", "user", typed), ("cases", "--server", typed)):
        ended = await imagine_bot(*arguments)
        assert (ended.code, ended.out) == (2, "")
        assert "isn't an id" in ended.err
        assert "Developer Mode" in ended.err
        assert "Usage" not in ended.err


async def test_secrets_that_cannot_be_read_do_not_stop_maintenance(
    imagine_bot: ImagineBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("DISCORD_TOKEN", "OPENROUTER_API_KEY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv(f"{name}_FILE", "/run/secrets/of-another-user")
    monkeypatch.setenv("BUDGET_USD_PER_DAY", "much")
    for arguments in (
        ("block", "user", USER),
        ("cases",),
        ("unblock", "user", USER),
        ("db", "current"),
        ("db", "upgrade"),
        ("db", "backup", str(tmp_path / "copy.db")),
    ):
        ended = await imagine_bot(*arguments)
        assert (ended.code, ended.err) == (0, ""), arguments
