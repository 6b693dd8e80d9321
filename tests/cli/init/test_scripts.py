"""`imagine-bot init` in scripts: what it writes and prints, and how it ends for each mistake."""

import asyncio
import stat
import time
from pathlib import Path

import pytest
from aiohttp import web

from bot.cli.exits import Exit
from bot.sandbox.painter.budgets import Budget
from testkit.discord_loopback.discord import TOKEN
from testkit.discord_loopback.messages import Refusal
from testkit.discord_loopback.payloads import APPLICATION_ID
from testkit.http_server import serve
from tests.cli.init.setup import Newcomer

#: No program listens on this port.
NOWHERE = "http://127.0.0.1:1/api/v10"

INVITE = (
    f"https://discord.com/oauth2/authorize?client_id={APPLICATION_ID}"
    f"&scope=bot+applications.commands&permissions={1 << 10 | 1 << 11 | 1 << 15 | 1 << 38}"
)


def _is_untouched(newcomer: Newcomer) -> bool:
    """Tell whether neither the folder nor the application was changed."""
    patched = any(call.method != "GET" for call in newcomer.discord.calls)
    return not newcomer.contents() and not patched


async def test_a_script_writes_all_values_and_gets_the_invite_link(newcomer: Newcomer) -> None:
    ended = await newcomer.init(*newcomer.options(), "--budget", "2.50")
    assert (ended.code, ended.err) == (0, "")
    assert newcomer.values == {
        "DISCORD_TOKEN": TOKEN,
        "OPENROUTER_API_KEY": newcomer.painter.key,
        "BUDGET_USD_PER_DAY": "2.50",
    }
    assert stat.S_IMODE(newcomer.env_file.stat().st_mode) == 0o600
    assert set(newcomer.contents()) == {".env"}
    lines = ended.out.splitlines()
    assert "✓ Discord accepts the token of imagine. Servers: 1." in lines
    assert "✓ OpenRouter accepts the key, which may still spend $20.00." in lines
    assert f"Invite imagine to a server: {INVITE}" in lines


async def test_names_are_shown_on_every_terminal_and_control_none(newcomer: Newcomer) -> None:
    newcomer.discord.application["name"] = "Bötchen\x1b[2J"
    ended = await newcomer.init(*newcomer.options(), PYTHONIOENCODING="ascii")
    assert (ended.code, ended.err) == (0, "")
    assert "Invite B?tchen [2J to a server" in ended.out
    assert "ok Discord accepts the token" in ended.out


async def test_an_answer_that_nobody_can_read_ends_with_a_sentence(newcomer: Newcomer) -> None:
    for odd in ("9" * 5000, "x", None):
        newcomer.discord.application["id"] = odd
        ended = await newcomer.init(*newcomer.options(), "--json")
        assert (ended.code, ended.bad) == (Exit.UNAVAILABLE, {"discord-unreachable"})
    newcomer.discord.fail("GET", "^/users/@me$", Refusal(200, 0, "", page="[" * 200_000))
    ended = await newcomer.init(*newcomer.options(), "--json")
    assert (ended.code, ended.bad) == (Exit.UNAVAILABLE, {"discord-fault"})
    assert _is_untouched(newcomer)


async def test_a_letter_in_place_of_a_secret_garbles_no_sentence(newcomer: Newcomer) -> None:
    path = newcomer.files / "token"
    path.write_text("o\n")
    ended = await newcomer.init("--yes", "--token-file", str(path))
    assert ended.code == Exit.REJECTED
    assert "Discord doesn't accept DISCORD_TOKEN." in ended.err


async def test_a_second_run_finds_everything_done(newcomer: Newcomer) -> None:
    await newcomer.init(*newcomer.options())
    before = newcomer.contents()
    ended = await newcomer.init("--yes", "--json")
    assert (ended.code, ended.bad, ended.json["written"]) == (0, set(), [])
    assert newcomer.contents() == before
    assert [call.method for call in newcomer.discord.calls].count("PATCH") == 1


async def test_the_result_as_json_is_one_object_without_secrets(newcomer: Newcomer) -> None:
    ended = await newcomer.init(*newcomer.options(), "--json")
    assert (ended.code, ended.err) == (0, "")
    result = ended.json
    assert result["written"] == ["DISCORD_TOKEN", "OPENROUTER_API_KEY", "BUDGET_USD_PER_DAY"]
    assert result["bot"] == {
        "id": APPLICATION_ID,
        "name": "imagine",
        "servers": 1,
        "public": True,
    }
    assert result["key"]["left_usd"] == 20.0
    assert (result["model"], result["invite"]) == ("google/gemini-2.5-flash-image", INVITE)
    assert result["application"]["changed"]
    assert not result["running"]
    assert [found["id"] for found in result["findings"]] == ["token-fine", "key-fine"]


async def test_comments_and_other_values_stay_and_the_old_file_is_copied(
    newcomer: Newcomer,
) -> None:
    old = f"# mine\nCOOLDOWN_SECONDS=30 # slow\nDISCORD_TOKEN={TOKEN}\n\nBUDGET_USD_PER_DAY=1\n"
    newcomer.env_file.write_text(old)
    newcomer.env_file.chmod(0o644)
    ended = await newcomer.init(*newcomer.options(), "--budget", "off", "--json")
    assert ended.code == 0
    new = old.replace("DAY=1", "DAY=off") + f"OPENROUTER_API_KEY={newcomer.painter.key}\n"
    backup = Path(ended.json["backup"])
    assert {name: data.decode() for name, data in newcomer.contents().items()} == {
        ".env": new,
        backup.name: old,
    }
    assert {stat.S_IMODE(path.stat().st_mode) for path in newcomer.folder.iterdir()} == {0o600}


@pytest.mark.parametrize(
    ("token", "expected", "code"),
    [
        ("s" * 32, "token-client-secret", Exit.CONFIG),
        ("0f" * 32, "token-public-key", Exit.CONFIG),
        ("197038439483310086", "token-application-id", Exit.CONFIG),
        ("sk-or-v1-0123456789abcdef", "token-is-key", Exit.CONFIG),
        ("two words", "secret-malformed", Exit.CONFIG),
    ],
)
async def test_what_is_no_token_is_named_and_not_sent(
    newcomer: Newcomer, token: str, expected: str, code: Exit
) -> None:
    ended = await newcomer.init(*newcomer.options(token=token), "--json")
    assert (ended.code, ended.bad, ended.json["ok"]) == (code, {expected}, False)
    assert _is_untouched(newcomer)
    assert not newcomer.discord.calls


async def test_what_ends_it_is_said_once(newcomer: Newcomer) -> None:
    ended = await newcomer.init(*newcomer.options(token="two words"))
    assert (ended.code, ended.out) == (Exit.CONFIG, "")
    assert ended.err == "DISCORD_TOKEN contains spaces or unusual characters; copy it again."
    ended = await newcomer.init("--yes", DISCORD_TOKEN="s" * 32)
    assert (ended.code, ended.out) == (
        Exit.CONFIG,
        "DISCORD_TOKEN in the environment is used; `.env` can't change it.",
    )
    assert ended.err.startswith("DISCORD_TOKEN looks like a client secret")


async def test_a_rejected_token_ends_with_77(newcomer: Newcomer) -> None:
    ended = await newcomer.init(*newcomer.options(token=TOKEN.replace("M", "N")), "--json")
    assert (ended.code, ended.bad) == (Exit.REJECTED, {"token-rejected"})
    assert _is_untouched(newcomer)


@pytest.mark.parametrize(
    ("key", "expected", "code"),
    [
        ("sk-or-v1-wrong-wrong-wrong", "key-rejected", Exit.REJECTED),
        (TOKEN.replace("M", "N"), "key-is-token", Exit.CONFIG),
    ],
)
async def test_a_wrong_key_is_named(
    newcomer: Newcomer, key: str, expected: str, code: Exit
) -> None:
    ended = await newcomer.init(*newcomer.options(key=key), "--json")
    assert (ended.code, ended.bad) == (code, {expected})
    assert _is_untouched(newcomer)


async def test_a_management_key_is_not_accepted(newcomer: Newcomer) -> None:
    newcomer.painter.key_manages = True
    ended = await newcomer.init(*newcomer.options(), "--json")
    assert (ended.code, ended.bad) == (Exit.REJECTED, {"key-management"})
    assert _is_untouched(newcomer)


async def test_a_key_with_nothing_left_ends_with_69(newcomer: Newcomer) -> None:
    newcomer.painter.limit_usd = 0.0
    ended = await newcomer.init(*newcomer.options(), "--json")
    assert (ended.code, ended.bad) == (Exit.UNAVAILABLE, {"key-spent"})
    newcomer.painter.limit_usd = None
    newcomer.painter.budgets = [Budget(scope="workspace", limit_usd=0.0)]
    ended = await newcomer.init(*newcomer.options(), "--json")
    assert (ended.code, ended.bad) == (Exit.UNAVAILABLE, {"key-spent"})
    assert _is_untouched(newcomer)


async def test_a_key_without_limits_or_with_regions_is_accepted_with_a_warning(
    newcomer: Newcomer,
) -> None:
    newcomer.painter.limit_usd = None
    newcomer.painter.data_regions = ("europe",)
    ended = await newcomer.init(*newcomer.options(), "--json")
    assert (ended.code, ended.bad) == (0, {"key-unlimited"})
    sentences = [found["sentence"] for found in ended.json["findings"]]
    assert "The key restricts data to these regions: europe." in sentences
    [unlimited] = [each for each in ended.json["findings"] if each["id"] == "key-unlimited"]
    assert "https://openrouter.ai/settings/keys" in unlimited["advice"]


async def test_a_budget_above_what_the_key_may_spend_is_a_warning(newcomer: Newcomer) -> None:
    ended = await newcomer.init(*newcomer.options(), "--budget", "21", "--json")
    assert (ended.code, ended.bad) == (0, {"key-below-budget"})


async def test_without_a_network_the_service_is_named(newcomer: Newcomer) -> None:
    ended = await newcomer.init(*newcomer.options(), "--json", LOOPBACK_DISCORD=NOWHERE)
    assert (ended.code, ended.bad) == (Exit.UNAVAILABLE, {"discord-unreachable"})
    ended = await newcomer.init(*newcomer.options(), "--json", OPENROUTER_BASE_URL=NOWHERE)
    assert (ended.code, ended.bad) == (Exit.UNAVAILABLE, {"openrouter-unreachable"})
    assert _is_untouched(newcomer)


async def test_services_that_never_answer_are_given_up(newcomer: Newcomer) -> None:
    async def hang(_: web.Request) -> web.Response:
        await asyncio.Event().wait()
        raise AssertionError

    async with serve(hang) as address:
        began = time.monotonic()
        ended = await newcomer.init(*newcomer.options(), "--json", LOOPBACK_DISCORD=address)
        assert (ended.code, ended.bad) == (Exit.UNAVAILABLE, {"discord-unreachable"})
        ended = await newcomer.init(*newcomer.options(), "--json", OPENROUTER_BASE_URL=address)
        assert (ended.code, ended.bad) == (Exit.UNAVAILABLE, {"openrouter-unreachable"})
        assert time.monotonic() - began < 40
    assert _is_untouched(newcomer)


async def test_an_unreadable_list_of_models_stops_nothing(newcomer: Newcomer) -> None:
    newcomer.painter.catalogue_status = 500
    ended = await newcomer.init(*newcomer.options(), "--json")
    assert (ended.code, ended.bad, ended.json["model"]) == (0, {"catalogue-unread"}, None)
    assert "MODELS" not in newcomer.values


async def test_a_list_of_models_that_never_comes_stops_nothing(newcomer: Newcomer) -> None:
    newcomer.painter.catalogue_hangs = True
    began = time.monotonic()
    ended = await newcomer.init(*newcomer.options(), "--json")
    assert time.monotonic() - began < 30
    assert (ended.code, ended.bad) == (0, {"catalogue-unread"})


async def test_models_that_are_all_gone_are_replaced_by_the_cheapest(newcomer: Newcomer) -> None:
    newcomer.env_file.write_text("MODELS=old/one\nMODEL_SUCCESSORS=a/b=c/d\n")
    ended = await newcomer.init(*newcomer.options(), "--json")
    assert (ended.code, ended.bad) == (0, {"models-gone"})
    assert newcomer.values["MODELS"] == "black-forest-labs/flux.2-pro,old/one"


async def test_a_fault_of_discord_is_no_fault_of_the_token(newcomer: Newcomer) -> None:
    newcomer.discord.fail("GET", "^/users/@me$", Refusal(502, 0, "", page="<h1>Bad gateway</h1>"))
    ended = await newcomer.init(*newcomer.options(), "--json")
    assert (ended.code, ended.bad) == (Exit.UNAVAILABLE, {"discord-fault"})
    assert _is_untouched(newcomer)


async def test_nothing_is_asked_where_no_one_can_answer(newcomer: Newcomer) -> None:
    ended = await newcomer.init()
    assert ended.code == Exit.USAGE
    assert "--token-file" in ended.err
    ended = await newcomer.init("--yes", "--json")
    assert ended.code == Exit.CONFIG
    assert ended.json["sentence"] == "DISCORD_TOKEN is not set: use --token-file."
    assert _is_untouched(newcomer)


@pytest.mark.parametrize("budget", ["much", "-1", "1000001", "nan", ""])
async def test_a_budget_that_is_none_is_refused(newcomer: Newcomer, budget: str) -> None:
    ended = await newcomer.init(*newcomer.options(), "--budget", budget)
    assert ended.code == Exit.USAGE
    assert "such as 5 or 2.50" in ended.err
    assert _is_untouched(newcomer)


async def test_a_file_of_a_secret_that_cannot_be_read_is_named_by_its_option(
    newcomer: Newcomer,
) -> None:
    ended = await newcomer.init("--yes", "--token-file", str(newcomer.folder / "missing"))
    assert ended.code == Exit.CONFIG
    assert ended.err.startswith("--token-file names a file that can't be read")
