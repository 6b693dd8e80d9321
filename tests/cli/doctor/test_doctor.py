"""`imagine-bot doctor` as a process, against the loopback Discord and the painter."""

import json
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.cli.checks.sentences import State
from bot.sandbox.painter.budgets import Budget
from bot.storage.engine.database import open_database
from testkit.discord_loopback.discord import TOKEN
from testkit.discord_loopback.messages import Refusal
from tests.cli.doctor.setup import ALIVE, Setup

#: No program listens on this port.
NOWHERE = "http://127.0.0.1:1/api/v10"


def _contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


async def test_a_healthy_setup_has_only_good_findings_and_is_left_as_it_was(setup: Setup) -> None:
    await setup.make_database()
    before = _contents(setup.folder)
    ended = await setup.doctor(HTTP_PORT="1")
    assert (ended.code, ended.err) == (0, "")
    lines = ended.out.splitlines()
    assert all(line.startswith("✓ ") for line in lines)
    assert "✓ discord     Discord accepts the token of imagine. Servers: 1." in lines
    assert "✓ openrouter  OpenRouter accepts the key, which may still spend $20.00." in lines
    assert f"✓ models      All models are available: {ALIVE} ($0." in ended.out
    assert len(lines) == 11
    assert _contents(setup.folder) == before


async def test_findings_as_json_have_ids_facts_and_advice(setup: Setup) -> None:
    ended = await setup.doctor("--json", DISCORD_TOKEN=TOKEN.replace("M", "N"))
    assert ended.code == State.ERROR
    rejected = ended.findings["token-rejected"]
    assert (rejected["check"], rejected["state"]) == ("discord", "error")
    assert "Reset the token" in rejected["advice"]
    assert json.loads(ended.out)["state"] == "error"


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ("s" * 32, "token-client-secret"),
        ("0f" * 32, "token-public-key"),
        ("197038439483310086", "token-application-id"),
    ],
)
async def test_other_values_of_the_portal_are_recognized_even_offline(
    setup: Setup, token: str, expected: str
) -> None:
    ended = await setup.doctor("--json", "--offline", DISCORD_TOKEN=token)
    assert (ended.code, ended.bad) == (2, {expected})
    assert not setup.discord.calls


async def test_a_client_secret_is_named_when_discord_rejects_it(setup: Setup) -> None:
    ended = await setup.doctor("--json", DISCORD_TOKEN="s" * 32)
    assert (ended.code, ended.bad) == (2, {"token-client-secret"})


async def test_a_block_of_the_address_is_not_provoked_further(setup: Setup) -> None:
    setup.discord.fail("GET", "^/users/@me$", Refusal(429, 0, "", page="<h1>Blocked</h1>"))
    ended = await setup.doctor("--json")
    assert (ended.code, ended.bad) == (2, {"discord-turned-away"})
    assert len(setup.discord.calls) == 1
    setup.discord.clear_failures()
    setup.discord.fail("GET", "^/users/@me$", Refusal(502, 0, "", page="<h1>Bad gateway</h1>"))
    ended = await setup.doctor("--json")
    assert (ended.code, ended.bad) == (2, {"discord-fault"})


async def test_an_interactions_endpoint_keeps_commands_from_the_bot(setup: Setup) -> None:
    setup.discord.application["interactions_endpoint_url"] = "https://example.com/"
    assert (await setup.doctor("--json")).bad == {"endpoint-set"}


async def test_a_rejected_key_is_an_error(setup: Setup) -> None:
    ended = await setup.doctor("--json", OPENROUTER_API_KEY="sk-or-v1-wrong-wrong-wrong")
    assert (ended.code, ended.bad) == (2, {"key-rejected"})


async def test_a_key_is_judged_by_what_it_may_still_spend(setup: Setup) -> None:
    account = setup.painter
    account.limit_usd = None
    ended = await setup.doctor("--json")
    assert (ended.code, ended.bad) == (1, {"key-unlimited"})
    account.budgets = [Budget(scope="workspace", limit_usd=4.0)]
    ended = await setup.doctor("--json")
    assert (ended.code, ended.bad) == (1, {"key-below-budget"})
    assert ended.findings["key-below-budget"]["facts"] == {"left": "$4.00", "budget": "$5.00"}
    account.limit_usd = 0.0
    ended = await setup.doctor("--json")
    assert (ended.code, ended.bad) == (2, {"key-spent"})


async def test_without_a_network_each_service_is_named_within_ten_seconds(setup: Setup) -> None:
    began = time.monotonic()
    ended = await setup.doctor("--json", LOOPBACK_DISCORD=NOWHERE, OPENROUTER_BASE_URL=NOWHERE)
    assert time.monotonic() - began < 10
    assert ended.code == 2
    assert ended.bad == {
        "host-unreachable",
        "discord-unreachable",
        "openrouter-unreachable",
        "catalogue-unread",
    }


async def test_a_service_that_never_answers_ends_its_check_alone(setup: Setup) -> None:
    setup.painter.catalogue_hangs = True
    began = time.monotonic()
    ended = await setup.doctor("--json")
    assert time.monotonic() - began < 10
    assert (ended.code, ended.bad) == (1, {"check-timed-out"})
    assert ended.findings["check-timed-out"]["check"] == "models"


async def test_models_that_are_gone_are_named_with_their_successors(setup: Setup) -> None:
    changes = {"MODELS": f"old/one,{ALIVE},old/two", "MODEL_SUCCESSORS": f"old/one={ALIVE}"}
    ended = await setup.doctor("--json", **changes)
    assert (ended.code, ended.bad) == (1, {"model-gone", "model-gone-for-good"})
    assert ended.findings["model-gone"]["facts"] == {"model": "old/one", "successor": ALIVE}
    ended = await setup.doctor("--json", MODELS="old/two", MODEL_SUCCESSORS="")
    assert (ended.code, ended.bad) == (2, {"models-gone"})


async def test_missing_secrets_are_named_with_the_command_that_asks_for_them(setup: Setup) -> None:
    ended = await setup.doctor("--offline", DISCORD_TOKEN="", OPENROUTER_API_KEY="")
    assert ended.code == State.ERROR
    for name in ("DISCORD_TOKEN", "OPENROUTER_API_KEY"):
        assert f"{name} is not set. Run `imagine-bot init`" in ended.out


async def test_lines_of_the_file_that_set_nothing_are_named_by_number(setup: Setup) -> None:
    (setup.folder / ".env").write_text(
        "\n# mine\nCOOLDOWN SECONDS=5\n\nMODELS=x/y\nBUDGET_USD_PER_DAY\nsk-or-v1-mine=1\n"
        "LOG_LEVEL=INFO\nPOSTGRES_URL=\n'open\n"
    )
    ended = await setup.doctor("--json", "--offline")
    assert ended.findings["setting-unreadable"]["facts"]["lines"] == "3, 6, 7, 10"
    assert "mine" not in ended.out
    (setup.folder / ".env").write_text("# A B\nMODELS=\nLOG_LEVEL=INFO # mine\n")
    assert (await setup.doctor("--json", "--offline")).bad == set()


async def test_all_mistakes_in_settings_are_reported_beside_the_other_checks(setup: Setup) -> None:
    (setup.folder / ".env").write_text(
        "BUDGET_USD_PER_DAY=much\nCOOLDOWN_SECOND=5\nPOSTGRES_USER=me\nMODELS=other/model\n"
        "MAX_PICTURE_MB=3\nHTTP_PORT=\n"
    )
    ended = await setup.doctor("--json", "--offline", MODELZ=ALIVE)
    assert ended.code == 2
    found = json.loads(ended.out)["findings"]
    names = {
        (each["id"], each["facts"]["name"], each["facts"].get("nearest"))
        for each in found
        if each["check"] == "settings"
    }
    assert names == {
        ("setting-wrong", "BUDGET_USD_PER_DAY", None),
        ("setting-misspelled", "COOLDOWN_SECOND", "COOLDOWN_SECONDS"),
        ("setting-misspelled", "MODELZ", "MODELS"),
        ("setting-unknown", "POSTGRES_USER", None),
        ("setting-renamed", "MAX_PICTURE_MB", "MAX_IMAGE_MB"),
        ("setting-hidden", "MODELS", None),
    }
    assert "database-absent" in ended.findings


async def test_commands_are_shown_as_they_can_be_typed(setup: Setup) -> None:
    ended = await setup.doctor("--offline", UV="/usr/bin/uv", UV_RUN_RECURSION_DEPTH="1")
    assert "`uv run --no-dev imagine-bot run` creates it" in ended.out


async def test_a_malformed_setting_is_not_replaced_by_its_default(setup: Setup) -> None:
    await setup.make_database()
    wrong = {"OPENROUTER_BASE_URL": "nowhere", "DATABASE_URL": "mysql://me", "MODELS": ","}
    ended = await setup.doctor("--json", **wrong)
    assert (ended.code, ended.bad) == (2, {"setting-wrong"})
    assert set(ended.findings) == {
        "setting-wrong",
        "data-dir-fine",
        "token-fine",
        "intents-fine",
        "commands-absent",
        "clock-fine",
    }


async def test_settings_that_nothing_can_be_read_from_are_one_error(setup: Setup) -> None:
    (setup.folder / ".env").write_bytes(b"MODELS=\xff\xfe")
    ended = await setup.doctor("--json")
    assert (ended.code, ended.bad) == (2, {"setting-wrong"})


async def test_a_secret_under_a_wrong_name_is_masked(setup: Setup) -> None:
    ended = await setup.doctor("--offline", MODELS="sk-or-v1-0123456789abcdef")
    assert ended.code == 2
    assert "MODELS contains '***'" in ended.out


async def test_a_database_of_a_newer_version_is_an_error(setup: Setup) -> None:
    await setup.make_database()
    setup.execute("UPDATE alembic_version SET version_num = :version", {"version": "9999"})
    ended = await setup.doctor("--json", "--offline")
    assert (ended.code, ended.bad) == (2, {"database-newer"})
    setup.execute("UPDATE alembic_version SET version_num = :version", {"version": "0001"})
    ended = await setup.doctor("--json", "--offline")
    assert (ended.code, ended.bad) == (1, {"database-older"})


async def test_a_damaged_database_is_an_error(setup: Setup) -> None:
    await setup.make_database()
    with setup.file.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xaa" * 8192)
    ended = await setup.doctor("--json", "--offline")
    assert (ended.code, ended.bad) == (2, {"database-broken"})
    assert "is damaged" in ended.findings["database-broken"]["sentence"]


async def test_a_database_server_that_is_down_is_an_error(setup: Setup) -> None:
    url = "postgresql://me:very-secret@127.0.0.1:1/bot"
    ended = await setup.doctor("--json", "--offline", DATABASE_URL=url)
    assert (ended.code, ended.bad) == (2, {"database-broken"})
    assert "very-secret" not in ended.out


async def test_processes_are_counted_and_only_the_files_of_others_are_leftovers(
    setup: Setup,
) -> None:
    await setup.make_database()
    async with open_database(f"sqlite:///{setup.file}"):
        for owner in ("alive", "second"):
            folder = setup.data / "processes" / owner
            folder.mkdir(parents=True)
            (folder / "image.part").write_bytes(b"x")
        lease = {"owner": "alive", "now": datetime.now(UTC).replace(tzinfo=None).isoformat(" ")}
        insert = "INSERT INTO leases (owner, seen_at) VALUES (:owner, :now)"
        setup.execute(insert, lease)
        ended = await setup.doctor("--json", "--offline")
        assert (ended.code, ended.bad) == (1, {"leftovers"})
        assert ended.findings["leftovers"]["facts"]["folders"] == 1
        assert ended.findings["processes"]["facts"]["count"] == 1
        setup.execute(insert, lease | {"owner": "second"})
        ended = await setup.doctor("--json", "--offline")
        assert (ended.code, ended.bad) == (1, {"processes-on-sqlite"})


async def test_a_data_dir_that_cannot_be_used_is_an_error(setup: Setup) -> None:
    file = setup.folder / "file"
    file.write_text("")
    ended = await setup.doctor("--json", "--offline", DATA_DIR=str(file / "data"))
    assert ended.code == 2
    assert "data-dir-not-writable" in ended.bad
    ended = await setup.doctor("--json", "--offline", DATA_DIR=str(file))
    assert "data-dir-no-folder" in ended.bad


async def test_files_that_others_can_read_are_warned_of(setup: Setup) -> None:
    await setup.make_database()
    setup.data.chmod(0o755)
    setup.file.chmod(0o644)
    ended = await setup.doctor("--json", "--offline")
    assert (ended.code, ended.bad) == (1, {"data-dir-readable", "database-readable"})


async def test_a_port_of_another_program_is_an_error(setup: Setup) -> None:
    port = setup.discord.base_url.split(":")[2].split("/")[0]
    ended = await setup.doctor("--json", "--offline", HTTP_PORT=port)
    assert (ended.code, ended.bad) == (2, {"port-taken"})
