"""The README matches the code."""

import re
from pathlib import Path

import pytest
from PIL import Image

from bot.cli.exits import Exit
from bot.policy.images.ratio import has_ratio
from bot.sandbox.painter import Painter, ScriptedAnswer
from bot.settings import Settings, load_settings
from testkit.child_process import start

ROOT = Path(__file__).parents[2]

README = (ROOT / "README.md").read_text(encoding="utf-8")


def _table_rows(first_cell: str) -> list[list[str]]:
    """Return the rows of the table with this first column."""
    _, _, below = README.partition(f"| {first_cell} |")
    lines = below.partition("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


async def test_the_lines_of_python_turn_a_prompt_into_a_file(tmp_path: Path) -> None:
    found = re.search(r"^```python\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
    assert found is not None
    (tmp_path / "fox.py").write_text(found[1])
    async with Painter() as painter:
        painter.default = ScriptedAnswer(sketch=True)
        environment = {"OPENROUTER_API_KEY": painter.key, "OPENROUTER_BASE_URL": painter.base_url}
        async with start(folder=tmp_path, environment=environment, module="fox") as child:
            assert await child.ended() == 0, child.err
    [name] = child.out
    with Image.open(tmp_path / name) as image:
        assert has_ratio("16:9", *image.size)
    assert child.err == []


def test_the_settings_table_has_every_setting_with_its_default() -> None:
    rows = {row[0].strip("`"): row for row in _table_rows("Variable")}
    assert list(rows) == [name.upper() for name in Settings.model_fields]
    defaults = {name: row[2].strip("`") for name, row in rows.items() if row[2]}
    shown = Settings.model_validate({name.lower(): text for name, text in defaults.items()})
    assert shown == load_settings(env_file=None)


def test_the_table_of_exit_codes_is_complete() -> None:
    assert {int(row[0]) for row in _table_rows("Exit code")} == set(Exit)


@pytest.mark.parametrize(
    "page",
    [
        "README.md",
        "CONTRIBUTING.md",
        *sorted(str(path.relative_to(ROOT)) for path in (ROOT / "docs").glob("*.md")),
    ],
)
def test_every_link_to_a_file_leads_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", text)
    assert [link for link in targets if not (ROOT / page).parent.joinpath(link).exists()] == []
