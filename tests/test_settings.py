"""The environment overrides `.env`, which overrides defaults; errors name their variable."""

from pathlib import Path

import pytest
from dotenv import dotenv_values
from pydantic import SecretStr

from bot.errors import ConfigError
from bot.policy.limits.limit import Cap, Limit
from bot.policy.old_names import SETTINGS
from bot.settings import Settings, load_settings, warn_of_old_names
from bot.settings.fields import SECRET_FIELDS

EXAMPLE = Path(__file__).parents[1] / ".env.example"
WITHOUT_DEFAULT = {
    "DISCORD_TOKEN",
    "OPENROUTER_API_KEY",
    "DATABASE_URL",
    "BUDGET_FALLBACK_MODEL",
    "FILTER_FILE",
}
NAMES = [name.upper() for name in Settings.model_fields]


def _load(folder: Path, text: str = "", *, required: tuple[str, ...] = ()) -> Settings:
    file = folder / ".env"
    file.write_text(text)
    return load_settings(required=required, env_file=file)


def _problems(folder: Path, text: str, *, required: tuple[str, ...] = ()) -> dict[str, str]:
    with pytest.raises(ConfigError) as caught:
        _load(folder, text, required=required)
    return dict(caught.value.problems)


def test_the_example_has_every_setting_with_its_default() -> None:
    shown = dotenv_values(EXAMPLE)
    assert sorted(shown) == sorted(NAMES)
    assert {name for name, value in shown.items() if not value} == WITHOUT_DEFAULT
    assert load_settings(env_file=EXAMPLE) == load_settings(env_file=None)


def test_the_example_says_what_every_setting_means() -> None:
    above = ""
    for line in EXAMPLE.read_text().splitlines():
        assert not line or line.startswith("#") or above.startswith("#"), line
        above = line


def test_the_environment_wins_over_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COOLDOWN_SECONDS", "5")
    settings = _load(tmp_path, "COOLDOWN_SECONDS=7\nCOMMAND_NAME=draw")
    assert settings.cooldown_seconds == 5
    assert settings.command_name == "draw"


def test_an_empty_value_counts_as_not_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATA_DIR", "")
    settings = _load(tmp_path, "MODELS=\nOPENROUTER_API_KEY=\nCOOLDOWN_SECONDS=")
    assert settings == load_settings(env_file=None)
    problems = _problems(tmp_path, "DISCORD_TOKEN=", required=("DISCORD_TOKEN",))
    assert problems == {"DISCORD_TOKEN": "is not set"}


def test_a_file_that_is_not_there_is_no_fault(tmp_path: Path) -> None:
    assert load_settings(env_file=tmp_path / "none") == load_settings(env_file=None)


def test_a_required_value_in_the_file_is_found(tmp_path: Path) -> None:
    settings = _load(tmp_path, "DISCORD_TOKEN=abc", required=("DISCORD_TOKEN",))
    assert settings.secrets == ("abc",)


def test_a_required_value_is_found_where_the_environment_has_it_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "")
    settings = _load(tmp_path, "DISCORD_TOKEN=abc", required=("DISCORD_TOKEN",))
    assert settings.secrets == ("abc",)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("DISCORD_TOKEN", "two words", "spaces or unusual characters"),
        ("DISCORD_TOKEN", "<hushhush>", "wrapped in quotes or brackets"),
        ("OPENROUTER_API_KEY", "hush\u2011hush", "spaces or unusual characters"),
        ("OPENROUTER_BASE_URL", "openrouter.ai/api", "isn't a URL"),
        ("OPENROUTER_BASE_URL", "https://openrouter.ai/api?key=1", "isn't a URL"),
        ("OPENROUTER_API", "pictures", "'auto', 'images' or 'chat'"),
        ("MODELS", "flash", "'flash', which isn't a model id"),
        ("MODELS", ",", "at least one model"),
        ("MODEL_SUCCESSORS", "a/b", "which isn't a model id"),
        ("COMMAND_NAME", "Imagine", "lower-case letters"),
        ("COMMAND_NAME", "x" * 33, "at most 32"),
        ("COOLDOWN_SECONDS", "soon", "is 'soon', but should be a whole number"),
        ("COOLDOWN_SECONDS", "1.5", "but should be a whole number"),
        ("MEMBER_IMAGES_PER_DAY", "-1", "greater than or equal to 0"),
        ("BUDGET_USD_PER_DAY", "much", "but should be a number"),
        ("BUDGET_USD_PER_DAY", "NaN", "but should be a finite number"),
        ("BUDGET_FALLBACK_MODEL", "cheap", "'cheap', which isn't a model id"),
        ("REFUSALS_PER_HOUR", "0", "greater than or equal to 1"),
        ("ALLOW_DMS", "perhaps", "but should be true or false"),
        ("DATABASE_URL", "mysql://hush@host/db", "begins with postgresql://"),
        ("RETENTION_DAYS", "0", "greater than or equal to 1"),
        ("COOLDOWN_SECONDS", "-1", "greater than or equal to 0"),
        ("MAX_CONCURRENT_IMAGES", "0", "greater than or equal to 1"),
        ("CONNECT_TIMEOUT_SECONDS", "0", "greater than 0"),
        ("ATTEMPT_TIMEOUT_SECONDS", "nan", "but should be"),
        ("JOB_TIMEOUT_SECONDS", "86401", "less than or equal to 86400"),
        ("SHUTDOWN_GRACE_SECONDS", "901", "less than or equal to 900"),
        ("MAX_REFERENCE_MB", "51", "less than or equal to 50"),
        ("MAX_IMAGE_MB", "inf", "less than or equal to 512"),
        ("LOG_LEVEL", "LOUD", "'DEBUG', 'INFO', 'WARNING' or 'ERROR'"),
    ],
)
def test_a_malformed_value_is_reported_by_name_in_plain_words(
    tmp_path: Path, name: str, value: str, words: str
) -> None:
    problems = _problems(tmp_path, f"{name}={value}")
    assert list(problems) == [name]
    assert words in problems[name]
    assert "hush" not in problems[name]
    assert "pydantic" not in problems[name]


def test_a_file_in_another_encoding_is_reported(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("DISCORD_TOKEN=abc", encoding="utf-16")
    with pytest.raises(ConfigError) as caught:
        load_settings(env_file=file)
    assert caught.value.problems == ((str(file), "isn't UTF-8 text; save it as UTF-8"),)


def test_all_faults_are_reported_at_once_in_order(tmp_path: Path) -> None:
    problems = _problems(
        tmp_path, "LOG_LEVEL=LOUD\nMODELS=flash", required=("OPENROUTER_API_KEY", "DISCORD_TOKEN")
    )
    assert list(problems) == ["DISCORD_TOKEN", "LOG_LEVEL", "MODELS", "OPENROUTER_API_KEY"]


def test_lists_are_read_with_spaces_and_stray_commas(tmp_path: Path) -> None:
    settings = _load(tmp_path, "MODELS=a/b, c/d:free,\nMODEL_SUCCESSORS=a/b=c/d , c/d=e/f-1.5")
    assert settings.models == ("a/b", "c/d:free")
    assert settings.model_successors == {"a/b": "c/d", "c/d": "e/f-1.5"}


def test_the_address_has_no_slash_at_its_end(tmp_path: Path) -> None:
    settings = _load(tmp_path, "OPENROUTER_BASE_URL=http://127.0.0.1:8000/api/v1/")
    assert settings.openrouter_base_url == "http://127.0.0.1:8000/api/v1"


def test_off_is_no_limit_and_zero_is_none_allowed(tmp_path: Path) -> None:
    settings = _load(
        tmp_path,
        "COOLDOWN_SECONDS=OFF\nMEMBER_IMAGES_PER_DAY=0\nBUDGET_USD_PER_DAY=off\n"
        "CAP_SERVER_USD_PER_DAY=off\nCAP_USER_USD_PER_DAY=off",
    )
    assert settings.default_limits[Limit.COOLDOWN] is None
    assert settings.default_limits[Limit.MEMBER_IMAGES_PER_DAY] == 0
    assert settings.caps == {}


def test_dollars_are_counted_in_micro_dollars(tmp_path: Path) -> None:
    settings = _load(tmp_path, "SERVER_USD_PER_DAY=0.5\nCAP_SERVER_USD_PER_MONTH=12.34")
    assert settings.default_limits[Limit.SERVER_USD_PER_DAY] == 500_000
    assert settings.caps[Cap.CAP_SERVER_USD_PER_MONTH] == 12_340_000


def test_without_any_answer_members_servers_and_the_bill_are_limited() -> None:
    settings = load_settings(env_file=None)
    assert settings.default_limits == {
        Limit.COOLDOWN: 60,
        Limit.MEMBER_IMAGES_PER_DAY: 10,
        Limit.SERVER_USD_PER_DAY: 1_000_000,
        Limit.MEMBER_JOBS_AT_ONCE: 1,
    }
    assert settings.caps == {
        Cap.BUDGET_USD_PER_DAY: 5_000_000,
        Cap.CAP_SERVER_USD_PER_DAY: 1_000_000,
        Cap.CAP_USER_USD_PER_DAY: 1_000_000,
    }


def test_secrets_are_hidden_wherever_settings_are_shown(tmp_path: Path) -> None:
    settings = _load(
        tmp_path,
        "DISCORD_TOKEN=hush-token\nOPENROUTER_API_KEY=hush-key\n"
        "DATABASE_URL=postgresql://bot:hush@host/db",
    )
    assert settings.secrets == ("hush-token", "hush-key", "postgresql://bot:hush@host/db")
    for shown in (repr(settings), str(settings), settings.model_dump_json()):
        assert "hush" not in shown


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_described(name: str) -> None:
    assert Settings.model_fields[name].description


@pytest.mark.parametrize(("old", "new"), SETTINGS.items())
def test_a_setting_with_an_old_name_is_read_and_warned_about(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, old: str, new: str
) -> None:
    assert getattr(_load(tmp_path, f"{old}=7"), new.lower()) == 7
    warn_of_old_names(tmp_path / ".env")
    assert caplog.messages == [f"{old} is now called {new}; rename it"]


@pytest.mark.parametrize(("old", "new"), SETTINGS.items())
def test_a_new_name_wins_over_its_old_one(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, old: str, new: str
) -> None:
    assert getattr(_load(tmp_path, f"{old}=7\n{new}=8"), new.lower()) == 8
    warn_of_old_names(tmp_path / ".env")
    assert caplog.messages == [f"{old} is ignored: {new} is set, which is its new name"]


def test_settings_with_new_names_are_not_warned_of(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    _load(tmp_path, "\n".join(f"{new}=8" for new in SETTINGS.values()))
    warn_of_old_names(tmp_path / ".env")
    assert caplog.messages == []


def test_a_mistake_in_a_setting_with_an_old_name_is_reported_under_that_name(
    tmp_path: Path,
) -> None:
    problems = _problems(tmp_path, "MAX_CONCURRENT_IMAGES=0")
    assert list(problems) == ["MAX_CONCURRENT_IMAGES"]


#: An accepted value of each secret.
SECRETS = {
    "DISCORD_TOKEN": "hush-token",
    "OPENROUTER_API_KEY": "hush-key",
    "DATABASE_URL": "postgresql://bot:hush@host/db",
}


def test_every_setting_that_is_hidden_can_be_read_from_a_file(tmp_path: Path) -> None:
    every = _load(tmp_path, "\n".join(f"{name}={value}" for name, value in SECRETS.items()))
    hidden = {name.upper() for name, value in every if isinstance(value, SecretStr)}
    assert hidden == set(SECRETS) == {name.upper() for name in SECRET_FIELDS}


@pytest.mark.parametrize("name", SECRETS)
@pytest.mark.parametrize("text", ["{}", "{}\n", " \t{}\r\n", "\ufeff{}\n"])
def test_a_secret_is_read_from_a_file_without_white_space_around_it(
    tmp_path: Path, name: str, text: str
) -> None:
    file = tmp_path / "secret"
    file.write_bytes(text.format(SECRETS[name]).encode())
    settings = _load(tmp_path, f"{name}_FILE={file}", required=(name,))
    value: object = getattr(settings, name.lower())
    assert isinstance(value, SecretStr)
    assert value.get_secret_value() == SECRETS[name]
    assert settings.secrets == (SECRETS[name],)


def test_the_environment_names_the_file_before_env_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "token").write_text("hush-token")
    monkeypatch.setenv("DISCORD_TOKEN_FILE", str(tmp_path / "token"))
    assert _load(tmp_path, "DISCORD_TOKEN_FILE=nowhere").secrets == ("hush-token",)


def test_a_variable_beside_its_file_is_reported_wherever_the_two_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "token").write_text("hush-token")
    monkeypatch.setenv("DISCORD_TOKEN", "hush-other")
    problems = _problems(
        tmp_path, f"DISCORD_TOKEN_FILE={tmp_path / 'token'}", required=("DISCORD_TOKEN",)
    )
    assert problems == {"DISCORD_TOKEN_FILE": "is set as well as DISCORD_TOKEN; remove one of them"}


def test_an_empty_name_of_a_file_counts_as_not_set(tmp_path: Path) -> None:
    settings = _load(tmp_path, "DISCORD_TOKEN_FILE=\nDISCORD_TOKEN=hush-token")
    assert settings.secrets == ("hush-token",)
    problems = _problems(tmp_path, "DISCORD_TOKEN_FILE=", required=("DISCORD_TOKEN",))
    assert problems == {"DISCORD_TOKEN": "is not set"}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "an empty file"),
        (b" \n\n", "an empty file"),
        (b"hush\xff", "isn't UTF-8 text"),
        (b"hush\nhush", "several lines"),
        (b"x" * 16_385, "too large for a secret (over 16,384 bytes)"),
        (b"hush hush", "spaces or unusual characters"),
        (b"'hush'", "wrapped in quotes or brackets"),
    ],
)
def test_a_file_without_a_secret_is_reported_without_its_content(
    tmp_path: Path, content: bytes, words: str
) -> None:
    file = tmp_path / "secret"
    file.write_bytes(content)
    problems = _problems(tmp_path, f"DISCORD_TOKEN_FILE={file}", required=("DISCORD_TOKEN",))
    assert list(problems) == ["DISCORD_TOKEN_FILE"]
    assert words in problems["DISCORD_TOKEN_FILE"]
    assert "hush" not in str(problems)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("hush-token", "No such file or directory"),
        (".", "Is a directory"),
        ("hush" * 100, "File name too long"),
        ("hush\0", "isn't the path of a file"),
    ],
)
def test_a_file_that_cannot_be_read_is_reported_without_its_path_which_may_be_the_secret(
    tmp_path: Path, path: str, words: str
) -> None:
    problems = _problems(tmp_path, f"DISCORD_TOKEN_FILE={path}", required=("DISCORD_TOKEN",))
    assert list(problems) == ["DISCORD_TOKEN_FILE"]
    assert words in problems["DISCORD_TOKEN_FILE"]
    assert "hush" not in str(problems)


def test_mistakes_with_files_are_reported_with_all_others(tmp_path: Path) -> None:
    problems = _problems(
        tmp_path,
        "DISCORD_TOKEN_FILE=nowhere\nDATABASE_URL_FILE=nowhere\nLOG_LEVEL=LOUD",
        required=("DISCORD_TOKEN", "OPENROUTER_API_KEY"),
    )
    assert list(problems) == [
        "DATABASE_URL_FILE",
        "DISCORD_TOKEN_FILE",
        "LOG_LEVEL",
        "OPENROUTER_API_KEY",
    ]


def test_a_setting_that_is_no_secret_is_not_read_from_a_file(tmp_path: Path) -> None:
    assert _load(tmp_path, "COMMAND_NAME_FILE=nowhere") == load_settings(env_file=None)


def test_no_setting_has_the_name_of_a_secrets_file() -> None:
    assert not {f"{name}_FILE" for name in SECRETS} & set(NAMES)


def test_a_caller_that_needs_few_settings_reads_no_others(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("HTTP_PORT=8080\nLOG_LEVEL=LOUD\nDISCORD_TOKEN_FILE=nowhere")
    assert load_settings(only=("HTTP_PORT",), env_file=file).http_port == 8080


def test_the_example_and_the_guide_name_every_secrets_file() -> None:
    operations = (EXAMPLE.parent / "docs" / "operations.md").read_text()
    for name in SECRETS:
        assert f"`{name}_FILE`" in operations
        assert name in EXAMPLE.read_text().partition("\n\n")[0]
