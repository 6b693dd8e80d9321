"""The recipes in CONTRIBUTING.md name every file that a change of their kind touches."""

import re
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")

#: By recipe: the words of one example that exists, and the files that merely use it.
EXAMPLES: dict[str, tuple[str, set[str]]] = {
    "a limit": (r"SERVER_JOBS_AT_ONCE|server-jobs-at-once", set()),
    "an action on an image": (
        r"Action\.LARGER|action-larger|parent-larger|Action\.COPY|action-copy",
        set(),
    ),
    "a member's setting": (
        r"given\.private|defaults\.private|option-private-default",
        {"cogs/imagine/message_menu.py"},
    ),
    "a setting of the operator": (
        r"allow_dms|ALLOW_DMS",
        {
            "bot/cli/setup/application.py",
            "bot/service/jobs/admission.py",
            "bot/service/limits/allowance.py",
        },
    ),
    "an error": (r"\bNothingLarger\b|error-nothing-larger", {"cogs/imagine/rerun.py"}),
    "a table": (r"\bnotices = Table|tables import .*\bnotices\b|\bSqlNotices\b", set()),
}

#: Prose about everything.
_ELSEWHERE = ("CHANGELOG.md", "docs/architecture.md", "CONTRIBUTING.md")


def _recipe(title: str) -> str:
    """Return the text below a title."""
    found = re.search(rf"^### … {re.escape(title)}\n(.*?)(?=^##)", PAGE, re.MULTILINE | re.DOTALL)
    assert found, title
    return found[1]


def _paths(text: str) -> set[str]:
    """Return the paths that are named, folders with a `*` behind them."""
    named: set[str] = set(re.findall(r"`((?:bot|cogs|tests|testkit|docs|tools)/[^`]*)`", text))
    named |= set(re.findall(r"`(README\.md|\.env\.example)`", text))
    return {re.sub(r"<[a-z]+>", "*", path) + ("*" if path.endswith("/") else "") for path in named}


def _mentions(words: str) -> set[str]:
    """Return the product's files and pages in which an example is mentioned."""
    files = [*ROOT.glob("*.md"), ROOT / ".env.example"]
    for folder in ("bot", "cogs", "docs"):
        files += [
            path for path in (ROOT / folder).rglob("*") if path.suffix in {".py", ".ftl", ".md"}
        ]
    return {
        str(path.relative_to(ROOT))
        for path in files
        if re.search(words, path.read_text(encoding="utf-8"))
    }


@pytest.mark.parametrize("path", sorted(_paths(PAGE)))
def test_every_file_that_the_guide_names_exists(path: str) -> None:
    assert list(ROOT.glob(path.rstrip("*") if path.endswith("/*") else path)), path


@pytest.mark.parametrize("title", EXAMPLES)
def test_a_recipe_names_every_file_that_its_example_is_in(title: str) -> None:
    words, users = EXAMPLES[title]
    named = _paths(_recipe(title)) | set(_ELSEWHERE)
    missing = {
        file for file in _mentions(words) - users if not any(fnmatch(file, path) for path in named)
    }
    assert missing == set()
