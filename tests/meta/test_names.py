"""The name of every test says its rule on its own."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]

#: First words that continue another sentence.
_CONTINUES = re.compile(r"test_(also|and|but|neither|nor|of|or|otherwise|so|then)_")


def _names(path: Path) -> list[str]:
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node.name for node in ast.walk(tree) if isinstance(node, functions)]


def test_no_test_is_named_as_a_continuation_of_another_one() -> None:
    found = {
        str(path.relative_to(ROOT)): names
        for path in sorted((ROOT / "tests").rglob("test_*.py"))
        if (names := [name for name in _names(path) if _CONTINUES.match(name)])
    }
    assert found == {}
