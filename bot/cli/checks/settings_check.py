"""Checks the settings: mistakes, unknown names, and values that others hide."""

import difflib
import os
import re
from collections.abc import Iterator, Mapping

from bot.cli.checks.finding import Check, Finding
from bot.cli.checks.sentences import Found
from bot.policy.old_names import SETTINGS
from bot.settings import Settings
from bot.settings.fields import SECRET_FIELDS
from bot.settings.load import NOT_SET, Reading
from bot.settings.secret_files import file_variable

#: How similar an unknown name is to the setting that was meant. The environment has many names of
#: other programs, so there only near misses count.
_SIMILAR = 0.7
_VERY_SIMILAR = 0.8

#: Names of variables: words in one case. What looks otherwise may be a secret, such as a key.
_NAME = re.compile(r"(?=.{1,64}$)(?:[A-Z][A-Z0-9_]*|[a-z][a-z0-9_]*)")


def check_settings(reading: Reading) -> list[Finding]:
    """Return all mistakes in the settings."""
    findings = [_wrong(name, problem) for name, problem in reading.problems]
    findings += _unknown(reading)
    findings += _renamed({**reading.from_file, **os.environ})
    findings += [
        Finding(Check.SETTINGS, Found.SETTING_HIDDEN, {"name": name})
        for name, value in sorted(reading.from_file.items())
        if value and os.environ.get(name) and os.environ[name] != value and name in _known()
    ]
    return findings or [Finding(Check.SETTINGS, Found.SETTINGS_FINE)]


def _known() -> set[str]:
    fields = {field.upper() for field in Settings.model_fields}
    return fields | {file_variable(field.upper()) for field in SECRET_FIELDS} | set(SETTINGS)


def _wrong(name: str, problem: str) -> Finding:
    if problem == NOT_SET:
        return Finding(Check.SETTINGS, Found.SETTING_MISSING, {"name": name})
    return Finding(Check.SETTINGS, Found.SETTING_WRONG, {"name": name, "problem": problem})


def _unknown(reading: Reading) -> Iterator[Finding]:
    known, from_file = _known(), reading.from_file
    strange = sorted(from_file.keys() - known)
    # a secret without its name before it must not be shown
    named = [name for name in strange if from_file[name] is not None and _NAME.fullmatch(name)]
    count = reading.unreadable + len(strange) - len(named)
    if count:
        facts = {"place": ".env", "count": count}
        yield Finding(Check.SETTINGS, Found.SETTING_UNREADABLE, facts)
    for name in named:
        near = difflib.get_close_matches(name.upper(), known, n=1, cutoff=_SIMILAR)
        yield _stray(name, ".env", near)
    for name in sorted(os.environ.keys() - known - from_file.keys()):
        near = difflib.get_close_matches(name.upper(), known, n=1, cutoff=_VERY_SIMILAR)
        if near:
            yield _stray(name, "the environment", near)


def _stray(name: str, place: str, near: list[str]) -> Finding:
    facts = {"name": name, "place": place}
    if not near:
        return Finding(Check.SETTINGS, Found.SETTING_UNKNOWN, facts)
    nearest = SETTINGS.get(near[0], near[0])
    return Finding(Check.SETTINGS, Found.SETTING_MISSPELLED, facts | {"nearest": nearest})


def _renamed(variables: Mapping[str, str | None]) -> Iterator[Finding]:
    for old, new in SETTINGS.items():
        if variables.get(old):
            yield Finding(Check.SETTINGS, Found.SETTING_RENAMED, {"name": old, "nearest": new})
