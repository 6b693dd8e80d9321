"""Reads settings from the environment and `.env`, and reports all mistakes at once."""

import logging
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from dotenv import dotenv_values
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.errors import ConfigError
from bot.policy.old_names import SETTINGS
from bot.settings.fields import Settings

log = logging.getLogger(__name__)
# warn of old names even in commands that log errors only
log.setLevel(logging.WARNING)

_OLD_NAMES = {new: old for old, new in SETTINGS.items()}


def load_settings(
    *, required: Iterable[str] = (), env_file: Path | None = Path(".env")
) -> Settings:
    """Read the environment and `.env`; the environment and new names take precedence.

    Args:
        required: Variables that the caller cannot do without.
        env_file: The file to read; None reads the environment alone.

    Raises:
        ConfigError: Lists every missing or malformed variable.
    """
    reading = read_settings(required=required, env_file=env_file)
    if reading.problems:
        raise ConfigError(reading.problems)
    return reading.settings


@dataclass(frozen=True, slots=True)
class Reading:
    """Settings with all of their mistakes."""

    settings: Settings
    """The valid ones; the others have their defaults."""
    problems: tuple[tuple[str, str], ...]
    """Each missing or malformed variable, and what is wrong with it."""
    from_file: Mapping[str, str | None]
    """The variables in the file."""


def read_settings(*, required: Iterable[str] = (), env_file: Path | None = Path(".env")) -> Reading:
    """Read settings like `load_settings`, but keep what is valid.

    Raises:
        ConfigError: The file is not UTF-8 text.
    """
    values, names = _by_field(_read(env_file))
    problems = {name: "is not set" for name in required if name.lower() not in values}
    try:
        settings = Settings.model_validate(values)
    except ValidationError as error:
        wrong = {str(part["loc"][0]): _in_plain_words(part) for part in error.errors()}
        problems |= {names[field]: problem for field, problem in wrong.items()}
        valid = {field: value for field, value in values.items() if field not in wrong}
        settings = Settings.model_validate(valid)
    from_file = _read_file(env_file) if env_file else {}
    return Reading(settings, tuple(sorted(problems.items())), from_file)


def warn_of_old_names(env_file: Path | None = Path(".env")) -> None:
    """Log a warning for each setting under an old name."""
    variables = _read(env_file)
    for old, new in SETTINGS.items():
        if old in variables and new in variables:
            log.warning("%s is ignored: %s is set, which is its new name", old, new)
        elif old in variables:
            log.warning("%s is now called %s; rename it", old, new)


def _by_field(variables: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the value of each field that is set, and the name of its variable."""
    values: dict[str, str] = {}
    names: dict[str, str] = {}
    for field in Settings.model_fields:
        new = field.upper()
        name = new if new in variables else _OLD_NAMES.get(new, new)
        if name in variables:
            values[field], names[field] = variables[name], name
    return values, names


def _read(env_file: Path | None) -> dict[str, str]:
    from_file = _read_file(env_file) if env_file else {}
    # an empty value counts as not set, so that a template may list every variable
    return {
        name: value for source in (from_file, os.environ) for name, value in source.items() if value
    }


def _read_file(path: Path) -> dict[str, str | None]:
    try:
        return dotenv_values(path)
    except UnicodeDecodeError as error:
        raise ConfigError(((str(path), "isn't UTF-8 text; save it as UTF-8"),)) from error
    except OSError as error:
        raise ConfigError(((str(path), "can't be read; check its permissions"),)) from error


def _in_plain_words(error: ErrorDetails) -> str:
    message = error["msg"].removeprefix("Value error, ")
    if message == error["msg"]:
        expected = message.removeprefix("Input should be ").partition(", unable")[0]
        return f"is {error['input']!r}, but should be {expected}"
    return message
