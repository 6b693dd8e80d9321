"""Values that init finds: in the environment, in files of their own, and in a broken `.env`."""

import pytest

from bot.cli.exits import Exit
from testkit.discord_loopback.discord import TOKEN
from tests.cli.init.setup import Newcomer


async def test_the_environment_is_used_and_not_written(newcomer: Newcomer) -> None:
    ended = await newcomer.init(
        *("--yes", "--key-file", newcomer.secret_file("key", newcomer.painter.key)),
        DISCORD_TOKEN=TOKEN,
        BUDGET_USD_PER_DAY="3",
    )
    assert ended.code == 0
    assert "DISCORD_TOKEN in the environment is used; `.env` can't change it." in ended.out
    assert set(newcomer.values) == {"OPENROUTER_API_KEY"}


async def test_a_value_that_the_environment_would_hide_is_not_written(newcomer: Newcomer) -> None:
    hidden = {"DISCORD_TOKEN": TOKEN.replace("M", "N"), "BUDGET_USD_PER_DAY": "3"}
    for name, option in (("DISCORD_TOKEN", "--token-file"), ("BUDGET_USD_PER_DAY", "--budget")):
        options = (*newcomer.options(), "--budget", "4")
        ended = await newcomer.init(*options, **{name: hidden[name]})
        assert ended.code == Exit.CONFIG
        assert f"{name} in the environment has another value than {option}" in ended.err
    assert not newcomer.contents()


@pytest.mark.parametrize("place", ["environment", "file"])
async def test_a_secret_in_a_file_of_its_own_stays_there(newcomer: Newcomer, place: str) -> None:
    path = newcomer.secret_file("its-own", TOKEN)
    changes = {"DISCORD_TOKEN_FILE": path} if place == "environment" else {}
    if place == "file":
        newcomer.env_file.write_text(f"DISCORD_TOKEN_FILE={path}\n")
    options = ("--yes", "--key-file", newcomer.secret_file("key", newcomer.painter.key))
    ended = await newcomer.init(*options, **changes)
    assert ended.code == 0, ended.err
    assert "DISCORD_TOKEN_FILE in" in ended.out
    assert "DISCORD_TOKEN" not in newcomer.values


async def test_settings_that_keep_the_bot_from_starting_come_first(newcomer: Newcomer) -> None:
    newcomer.env_file.write_text("OPENROUTER_BASE_URL=nowhere\nBUDGET_USD_PER_DAY=much\n")
    ended = await newcomer.init(*newcomer.options(), "--json", OPENROUTER_BASE_URL="")
    assert ended.code == Exit.CONFIG
    assert "OPENROUTER_BASE_URL isn't a URL" in ended.json["sentence"]
    assert "BUDGET_USD_PER_DAY" not in ended.json["sentence"]
    assert not newcomer.discord.calls


async def test_a_file_that_is_no_text_is_not_touched(newcomer: Newcomer) -> None:
    newcomer.env_file.write_bytes(b"MODELS=\xff\xfe")
    ended = await newcomer.init(*newcomer.options())
    assert ended.code == Exit.CONFIG
    assert "isn't UTF-8 text" in ended.err
    assert newcomer.contents() == {".env": b"MODELS=\xff\xfe"}


async def test_a_symbolic_link_ends_init_before_anything_is_sent(newcomer: Newcomer) -> None:
    newcomer.env_file.symlink_to("elsewhere")
    ended = await newcomer.init(*newcomer.options())
    assert ended.code == Exit.NO_OUTPUT
    assert "is a symbolic link to elsewhere" in ended.err
    assert not newcomer.discord.calls
