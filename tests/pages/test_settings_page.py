"""docs/settings.md, README.md and .env.example say the same of every setting as its class."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, get_args, get_origin

import pytest
from annotated_types import Ge, Gt, Le
from dotenv import dotenv_values
from pydantic import ValidationError

from bot.settings import Settings, load_settings
from tests.pages.reading import ROOT, table_rows, text_of

ROWS = {row[0].strip("`"): row for row in table_rows(text_of("docs/settings.md"), "Variable")}
NAMES = [name.upper() for name in Settings.model_fields]

#: The ten settings of README.md, in its order.
TEN = [
    *("DISCORD_TOKEN", "OPENROUTER_API_KEY", "BUDGET_USD_PER_DAY", "MODELS", "COOLDOWN_SECONDS"),
    *("MEMBER_IMAGES_PER_DAY", "SERVER_USD_PER_DAY", "CAP_SERVER_USD_PER_DAY", "ALLOW_DMS"),
    "DATABASE_URL",
]

#: A setting's unit, by a part of its name; the first one that fits.
UNITS = {
    "SECONDS": "seconds",
    "USD": "dollars",
    "_MB": "MB",
    "_GB": "GB",
    "_DAYS": "days",
    "MAX_WAITING": "requests",
    "IMAGES": "images",
    "JOBS": "jobs",
    "REFUSALS": "prompts",
}

EXAMPLE: Path = ROOT / ".env.example"


def _range(name: str, *, form: str) -> Iterator[str]:
    """Yield a number's range in words, if the setting is a number within bounds."""
    bounds = Settings.model_fields[name.lower()].metadata
    for most in (bound.le for bound in bounds if isinstance(bound, Le)):
        for bound in bounds:
            if isinstance(bound, Ge):
                yield f"{bound.ge:{form}} to {most:{form}}"
            elif isinstance(bound, Gt):
                yield f"above {bound.gt:{form}} and up to {most:{form}}"


def _can_be_off(name: str) -> bool:
    """Tell whether `off` means no value."""
    try:
        settings = Settings.model_validate({name.lower(): "off"})
    except ValidationError:
        return False
    value: object = getattr(settings, name.lower())
    return value in {None, ()}


def _comment(name: str) -> str:
    """Return the comment above a setting in .env.example."""
    found = re.search(rf"((?:^#.*\n)+){name}=", EXAMPLE.read_text(), re.MULTILINE)
    assert found
    return re.sub(r"\n# ?", " ", found[1])


def test_the_page_has_every_setting_once_in_the_order_of_the_class() -> None:
    rows = [row[0].strip("`") for row in table_rows(text_of("docs/settings.md"), "Variable")]
    assert rows == NAMES


def test_the_page_has_every_default() -> None:
    defaults = {name.lower(): row[2].strip("`") for name, row in ROWS.items() if row[2]}
    assert Settings.model_validate(defaults) == load_settings(env_file=None)


@pytest.mark.parametrize("name", NAMES)
def test_the_page_says_which_values_a_setting_takes(name: str) -> None:
    values = ROWS[name][1]
    assert values.endswith(", or `off`") == _can_be_off(name)
    for words in _range(name, form=","):
        unit = next((unit for part, unit in UNITS.items() if part in name), "")
        assert values.removesuffix(", or `off`") == f"{words} {unit}".strip()
    kind = Settings.model_fields[name.lower()].annotation
    if get_origin(kind) is Literal:
        assert values == ", ".join(f"`{value}`" for value in get_args(kind))


def test_the_readme_has_the_ten_that_matter_in_the_words_of_the_page() -> None:
    rows = list(table_rows(text_of("README.md"), "Variable"))
    assert rows == [ROWS[name] for name in TEN]


def test_the_example_begins_with_the_three_lines_that_matter() -> None:
    first = ["DISCORD_TOKEN", "OPENROUTER_API_KEY", "BUDGET_USD_PER_DAY"]
    others = [name for name in NAMES if name not in first]
    assert re.findall(r"^(\w+)=", EXAMPLE.read_text(), re.MULTILINE) == first + others


@pytest.mark.parametrize("name", NAMES)
def test_the_example_says_a_settings_range_and_default(name: str) -> None:
    comment = _comment(name)
    for words in _range(name, form=""):
        assert words in comment
        assert (", or off" in comment) == _can_be_off(name)
        assert re.search(rf"Default {dotenv_values(EXAMPLE)[name]}[.,]", comment)
    assert "efault" in comment
