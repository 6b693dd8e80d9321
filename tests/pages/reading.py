"""Reads the pages of the documentation: their tables, links and headings."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]

#: All pages, by their paths from the root.
PAGES = (
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    *sorted(str(path.relative_to(ROOT)) for path in (ROOT / "docs").rglob("*.md")),
)


def text_of(page: str) -> str:
    """Return a page's text."""
    return (ROOT / page).read_text(encoding="utf-8")


def table_rows(text: str, first_cell: str) -> Iterator[list[str]]:
    """Yield the rows of all tables with this first column."""
    for below in text.split(f"| {first_cell} |")[1:]:
        for line in below.partition("\n\n")[0].splitlines()[2:]:
            cells = re.split(r"(?<!\\)\|", line.strip("|"))
            yield [cell.strip() for cell in cells]


def anchors_of(page: str) -> set[str]:
    """Return the anchors of a page's headings, as GitHub derives them.

    https://docs.github.com/en/get-started/writing-on-github, read 2026-11-30
    """
    prose = re.sub(r"^```.*?^```", "", text_of(page), flags=re.DOTALL | re.MULTILINE)
    found: set[str] = set()
    for title in re.findall(r"^#+ (.+)$", prose, re.MULTILINE):
        words = re.sub(r"[^\w\- ]", "", title.replace("`", "").casefold()).replace(" ", "-")
        count = 0
        while (anchor := f"{words}-{count}" if count else words) in found:
            count += 1
        found.add(anchor)
    return found


def links_of(page: str) -> list[tuple[str, str]]:
    """Return the file and the anchor of each link to a file of the project; either may be empty."""
    prose = re.sub(r"^```.*?^```", "", text_of(page), flags=re.DOTALL | re.MULTILINE)
    links: list[str] = re.findall(r"\]\((?!https?:|mailto:)([^)\s]+)\)", prose)
    return [(path, anchor) for path, _, anchor in (link.partition("#") for link in links)]
