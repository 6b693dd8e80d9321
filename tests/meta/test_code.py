"""Rules about the code that no linter checks."""

import ast
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PRODUCT = ("bot", "cogs")
SOURCES = sorted(path for folder in PRODUCT for path in (ROOT / folder).rglob("*.py"))
NAMES = [str(path.relative_to(ROOT)) for path in SOURCES]

#: The folders whose files, functions and lists of modules are short.
SHORT = (*PRODUCT, "testkit", "benchmarks", "tools")
SHORT_FILES = sorted(path for folder in SHORT for path in (ROOT / folder).rglob("*.py"))

MOST_LINES_OF_A_FILE = 300
MOST_LINES_OF_A_FUNCTION = 50
MOST_MODULES_OF_A_FOLDER = 15

#: The modules that start tasks, and why these end. Task groups wait for their own.
TASK_OWNERS = {
    "bot/app.py": "`run_bot` waits for both of its tasks before it returns",
    "bot/sandbox/world.py": "the clock is cancelled when the page closes",
    "bot/service/jobs/runner.py": "owns every job, and waits for them when the bot stops",
    "bot/service/jobs/batch.py": "a job waits for its requests, or cancels them",
    "bot/ui/interactions/reply.py": "every response cancels the deferral first",
}
_STARTERS = {"create_task", "ensure_future", "run_coroutine_threadsafe"}
_TASK_GROUPS = {"group"}


def _parsed() -> Iterator[tuple[str, ast.Module]]:
    for name, path in zip(NAMES, SOURCES, strict=True):
        yield name, ast.parse(path.read_text(encoding="utf-8"))


def _starts_a_task(node: ast.AST) -> bool:
    if isinstance(node, ast.ImportFrom):
        return any(alias.name in _STARTERS for alias in node.names)
    if not isinstance(node, ast.Attribute):
        return False
    in_a_group = isinstance(node.value, ast.Name) and node.value.id in _TASK_GROUPS
    return node.attr in _STARTERS and not in_a_group


def test_imports_point_one_way() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(  # noqa: S603 - a program of this environment, with fixed arguments
        [lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stdout


def test_only_owners_start_tasks() -> None:
    starters = {
        name for name, tree in _parsed() if any(_starts_a_task(node) for node in ast.walk(tree))
    }
    assert starters == set(TASK_OWNERS)


def test_every_task_has_a_name() -> None:
    for name, tree in _parsed():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("create_task"):
                assert any(keyword.arg == "name" for keyword in node.keywords), (
                    f"{name}:{node.lineno}"
                )


def test_functions_are_short() -> None:
    for path in SHORT_FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                assert lines <= MOST_LINES_OF_A_FUNCTION, f"{path}: {node.name} has {lines} lines"


def test_files_are_short() -> None:
    lines = {
        str(path.relative_to(ROOT)): path.read_text(encoding="utf-8").count("\n")
        for path in SHORT_FILES
    }
    assert {name: n for name, n in lines.items() if n > MOST_LINES_OF_A_FILE} == {}


def test_folders_have_few_modules() -> None:
    modules = Counter(
        str(path.parent.relative_to(ROOT)) for path in SHORT_FILES if path.name != "__init__.py"
    )
    assert {name: n for name, n in modules.items() if n > MOST_MODULES_OF_A_FOLDER} == {}


@pytest.mark.parametrize("name", NAMES)
def test_the_product_has_no_prints_and_no_notes_of_unfinished_work(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"\bprint\(|\b(TODO|FIXME|XXX)\b", text)


def test_every_module_has_its_place_in_the_layers() -> None:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = " ".join(config["tool"]["importlinter"]["contracts"][0]["layers"])
    named = set(re.findall(r"bot\.(\w+)", layers))
    inside = {name.split("/")[1].removesuffix(".py") for name in NAMES if name.startswith("bot/")}
    assert named == inside - {"__init__"}


@pytest.mark.parametrize("name", NAMES)
def test_every_file_is_in_the_tree_that_newcomers_read(name: str) -> None:
    tree = (
        (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").partition("## Imports")[0]
    )
    assert Path(name).name == "__init__.py" or f" {Path(name).name} " in tree
