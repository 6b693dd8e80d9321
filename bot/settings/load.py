"""Reads settings from the environment and `.env`, and reports all mistakes at once."""

import logging
import os
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dotenv import dotenv_values
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.errors import ConfigError
from bot.policy.old_names import SETTINGS
from bot.settings.fields import SECRET_FIELDS, Settings
from bot.settings.secret_files import file_variable, read_secret

log = logging.getLogger(__name__)
# warn of old names even in commands that log errors only
log.setLevel(logging.WARNING)

#: The problem of a required variable that is missing.
NOT_SET = "is not set"

#: What pydantic expects, in the words of people who don't program.
_PLAIN = {
    "a valid integer": "a whole number",
    "a valid decimal": "a number",
    "a valid number": "a number",
    "a valid boolean": "true or false",
}

_OLD_NAMES = {new: old for old, new in SETTINGS.items()}


@dataclass(slots=True)
class _Found:
    """What the variables say, by field.

    Attributes:
        values: The values that are set.
        names: The variables that they are from.
        problems: What is wrong with variables whose value can't be read.
    """

    values: dict[str, str] = field(default_factory=dict[str, str])
    names: dict[str, str] = field(default_factory=dict[str, str])
    problems: dict[str, str] = field(default_factory=dict[str, str])


def load_settings(
    *,
    required: Iterable[str] = (),
    only: Container[str] | None = None,
    env_file: Path | None = Path(".env"),
) -> Settings:
    """Read the environment and `.env`; the environment and new names take precedence.

    Args:
        required: Variables that the caller cannot do without.
        only: The variables to read, while all others keep their defaults; None reads all.
        env_file: The file to read; None reads the environment alone.

    Raises:
        ConfigError: Lists every missing or malformed variable.
    """
    reading = read_settings(required=required, only=only, env_file=env_file)
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


def read_settings(
    *,
    required: Iterable[str] = (),
    only: Container[str] | None = None,
    env_file: Path | None = Path(".env"),
) -> Reading:
    """Read settings like `load_settings`, but keep what is valid.

    Raises:
        ConfigError: The file is not UTF-8 text.
    """
    found = _by_field(_read(env_file), only)
    problems = {name: NOT_SET for name in required if name.lower() not in found.names}
    problems |= found.problems
    try:
        settings = Settings.model_validate(found.values)
    except ValidationError as error:
        wrong = {str(part["loc"][0]): _in_plain_words(part) for part in error.errors()}
        problems |= {found.names[name]: problem for name, problem in wrong.items()}
        valid = {name: value for name, value in found.values.items() if name not in wrong}
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


def _by_field(variables: Mapping[str, str], only: Container[str] | None) -> _Found:
    """Find the value of each field that is set; secrets may be in files."""
    found = _Found()
    for name in Settings.model_fields:
        new = name.upper()
        if only is not None and new not in only:
            continue
        variable = new if new in variables else _OLD_NAMES.get(new, new)
        if variable in variables:
            found.values[name], found.names[name] = variables[variable], variable
        if name in SECRET_FIELDS and file_variable(new) in variables:
            _add_from_file(found, name, variables)
    return found


def _add_from_file(found: _Found, name: str, variables: Mapping[str, str]) -> None:
    variable = file_variable(name.upper())
    if name in found.names:
        found.problems[variable] = f"is set as well as {found.names[name]}; remove one of them"
        return
    found.names[name] = variable
    try:
        found.values[name] = read_secret(variables[variable])
    except ValueError as error:
        found.problems[variable] = str(error)


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
        return f"is {error['input']!r}, but should be {_PLAIN.get(expected, expected)}"
    return message
