"""CHANGELOG.md begins with the version of the program."""

import re
import tomllib

from tests.pages.reading import ROOT, text_of


def test_the_newest_release_is_the_version_of_the_program() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    releases: list[str] = re.findall(
        r"^## \[(\d+\.\d+\.\d+)\] - \d{4}-\d\d-\d\d$", text_of("CHANGELOG.md"), re.MULTILINE
    )
    assert releases[0] == project["version"]
