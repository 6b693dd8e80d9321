"""README.md is short, its links lead somewhere, and so do those of all other pages."""

import pytest

from tests.pages.reading import PAGES, ROOT, anchors_of, links_of, text_of

#: The most lines of README.md; everything else is a page of its own.
MOST_LINES = 230


def test_the_readme_is_short() -> None:
    assert text_of("README.md").count("\n") <= MOST_LINES


def test_a_picture_is_near_the_top_of_the_readme() -> None:
    assert "](docs/images/" in "\n".join(text_of("README.md").splitlines()[:10])


@pytest.mark.parametrize("page", [page for page in PAGES if page.startswith("docs/")])
def test_every_page_is_linked_from_another_one(page: str) -> None:
    targets = {
        (ROOT / other).parent.joinpath(path).resolve()
        for other in PAGES
        if other != page
        for path, _ in links_of(other)
        if path
    }
    assert ROOT.joinpath(page).resolve() in targets


@pytest.mark.parametrize("page", PAGES)
def test_every_link_to_a_file_leads_somewhere(page: str) -> None:
    folder = (ROOT / page).parent
    assert [path for path, _ in links_of(page) if not folder.joinpath(path).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_link_to_a_heading_leads_to_one(page: str) -> None:
    folder = (ROOT / page).parent
    missing: list[str] = []
    for path, anchor in links_of(page):
        target = folder.joinpath(path).resolve() if path else ROOT / page
        is_page = target.suffix == ".md" and target.exists()
        if anchor and is_page and anchor not in anchors_of(str(target.relative_to(ROOT))):
            missing.append(f"{path}#{anchor}")
    assert missing == []
