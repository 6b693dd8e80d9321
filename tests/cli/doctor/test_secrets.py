"""No secret is ever printed, wherever an operator typed it."""

import json
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.settings.fields import SECRET_FIELDS
from tests.cli.doctor.setup import Setup

#: Values that are no secret's usual shape, so that nothing recognizes them by it.
TOKEN = 'odd"tök\\en-of-a-bot'
PASSWORD = "pass%20wörd"
URL = f"postgresql://me:{PASSWORD}@127.0.0.1:1/bot"
KEY = "sk-or-v1-0123456789abcdef0123456789abcdef"

SECRETS = {"DISCORD_TOKEN": TOKEN, "OPENROUTER_API_KEY": KEY, "DATABASE_URL": URL}
OTHERS = [name.upper() for name in Settings.model_fields if name not in SECRET_FIELDS]


def _check(shown: str) -> None:
    text = json.dumps(json.loads(shown), ensure_ascii=False) if shown.startswith("{") else shown
    for secret in (*SECRETS.values(), PASSWORD):
        for form in (secret, secret[:-3], json.dumps(secret)[1:-1], repr(secret)[1:-1]):
            assert form not in text
            assert form not in shown


async def test_swapped_secrets_reach_no_service_that_they_are_not_for(setup: Setup) -> None:
    token, key = setup.environment["DISCORD_TOKEN"], setup.environment["OPENROUTER_API_KEY"]
    swapped = {"DISCORD_TOKEN": key, "OPENROUTER_API_KEY": token}
    ended = await setup.doctor("--json", "--paint", **swapped)
    assert (ended.code, ended.bad) == (2, {"token-is-key", "key-is-token"})
    assert not setup.discord.calls


def test_every_secret_setting_is_tried() -> None:
    assert {name.lower() for name in SECRETS} == SECRET_FIELDS


@pytest.mark.parametrize("output", ["--json", "--offline"])
async def test_secrets_in_their_own_settings_are_not_printed(setup: Setup, output: str) -> None:
    ended = await setup.run("doctor", output, **SECRETS)
    assert ended.code == 2
    _check(ended.out)
    _check(ended.err)


@pytest.mark.parametrize("secret", SECRETS)
async def test_secrets_in_all_other_settings_are_not_printed(setup: Setup, secret: str) -> None:
    places = dict.fromkeys(OTHERS, SECRETS[secret])
    places |= {"COMMAND_NAMES": SECRETS[secret], "DISCORD_TOKENS": SECRETS[secret]}
    ended = await setup.run("doctor", "--json", "--offline", **places, **SECRETS)
    assert ended.code == 2
    _check(ended.out)
    _check(ended.err)


@pytest.mark.parametrize(
    "line",
    [
        "{secret}",
        "{secret}=",
        "{secret}=1",
        "export {secret}",
        "UNKNOWN={secret}",
        "DISCORD_TOKEN_FILE={secret}",
        "DATABASE_URL_FILE={secret}",
        "MODELS={secret}",
        "MODELS='{secret}",
    ],
)
async def test_secrets_in_any_place_of_the_file_are_not_printed(setup: Setup, line: str) -> None:
    lines = [line.format(secret=secret) for secret in SECRETS.values()]
    (setup.folder / ".env").write_text("\n".join(lines), encoding="utf-8")
    unset = dict.fromkeys(SECRETS, "")
    for changes in (unset, SECRETS):
        ended = await setup.run("doctor", "--json", "--offline", **changes)
        assert ended.code == 2
        _check(ended.out)
        _check(ended.err)


async def test_secrets_in_files_are_not_printed(setup: Setup, tmp_path: Path) -> None:
    files: dict[str, str] = {}
    for name, secret in SECRETS.items():
        file = tmp_path / name.lower()
        file.write_text(f"{secret}\n", encoding="utf-8")
        files[f"{name}_FILE"] = str(file)
    unset = dict.fromkeys(SECRETS, "")
    ended = await setup.run("doctor", "--json", "--offline", **unset, **files)
    _check(ended.out)
    both = await setup.run("doctor", "--json", "--offline", **SECRETS, **files)
    assert "setting-wrong" in both.bad
    assert "is set as well as DISCORD_TOKEN; remove one of them" in both.out
    _check(both.out)
