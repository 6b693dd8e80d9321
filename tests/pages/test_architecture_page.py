"""The tree in docs/architecture.md has each file and folder once, at its place."""

import re
from collections import Counter

from tests.pages.reading import ROOT, text_of

#: The indentation of lines that continue what a row says.
_CONTINUED = " " * 19

#: A row: its indentation, its name, and what it is.
_ROW = re.compile(r"^( *)(\S+)(?: +\S.*)?$")


def _paths() -> list[str]:
    """Return the paths of the tree's rows; those of folders end in a slash."""
    page = text_of("docs/architecture.md")
    tree = page.partition("## The tree\n\n```\n")[2].partition("\n```\n")[0]
    folders: list[str] = []
    found: list[str] = []
    for line in tree.splitlines():
        if line.startswith(_CONTINUED):
            continue
        row = _ROW.match(line)
        assert row is not None, line
        depth = len(row[1]) // 2
        assert depth <= len(folders), f"{line} is not in a folder"
        del folders[depth:]
        found.append("".join((*folders, row[2])))
        if row[2].endswith("/"):
            folders.append(row[2])
    return found


PATHS = _paths()


def test_every_row_is_there_once() -> None:
    assert [path for path, rows in Counter(PATHS).items() if rows > 1] == []


def test_every_row_is_a_file_or_a_folder_at_this_place() -> None:
    assert [path for path in PATHS if not ROOT.joinpath(path).exists()] == []
    assert [path for path in PATHS if ROOT.joinpath(path).is_dir() != path.endswith("/")] == []


def test_every_file_of_the_product_has_its_row_at_its_place() -> None:
    files = {
        str(path.relative_to(ROOT))
        for folder in ("bot", "cogs")
        for path in (ROOT / folder).rglob("*.py")
        if path.name != "__init__.py" and path.parent.name != "versions"
    }
    assert files - set(PATHS) == set()
