"""Removes secrets from findings, wherever an operator may have typed them."""

import os
from collections.abc import Callable, Iterator

from bot.logs import SafeFormatter
from bot.settings.fields import SECRET_FIELDS
from bot.settings.load import Reading
from bot.settings.secret_files import file_variable

#: Shorter values are no secrets, and hiding them would hide ordinary words.
SHORTEST = 6


def mask_of(reading: Reading) -> Callable[[str], str]:
    """Return what replaces secrets in a text: the valid ones, and what was set instead of one."""
    typed = [value for value in _typed(reading) if len(value) >= SHORTEST]
    return SafeFormatter([*reading.settings.secrets, *typed]).mask


def _typed(reading: Reading) -> Iterator[str]:
    for field in SECRET_FIELDS:
        name = field.upper()
        for variable in (name, file_variable(name)):
            for source in (os.environ, reading.from_file):
                value = source.get(variable)
                if value:
                    yield value
                    yield value.strip()
