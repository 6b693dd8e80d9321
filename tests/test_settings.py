"""The environment overrides `.env`, which overrides defaults; errors name their variable."""

from pathlib import Path

import pytest
from dotenv import dotenv_values

from bot.errors import ConfigError
from bot.policy.limits.limit import Cap, Limit
from bot.policy.old_names import SETTINGS
from bot.settings import Settings, load_settings, warn_of_old_names

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
    assert list(shown) == NAMES
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
        ("COOLDOWN_SECONDS", "soon", "is 'soon', but should be a valid integer"),
        ("COOLDOWN_SECONDS", "1.5", "but should be a valid integer"),
        ("MEMBER_IMAGES_PER_DAY", "-1", "greater than or equal to 0"),
        ("BUDGET_USD_PER_DAY", "much", "but should be a valid decimal"),
        ("BUDGET_USD_PER_DAY", "NaN", "but should be a finite number"),
        ("BUDGET_FALLBACK_MODEL", "cheap", "'cheap', which isn't a model id"),
        ("REFUSALS_PER_HOUR", "0", "greater than or equal to 1"),
        ("ALLOW_DMS", "perhaps", "but should be a valid boolean"),
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
