"""The release check lists untranslated texts for members."""

from pathlib import Path

import pytest

from tools.release_check import ENGLISH, listed, main, untranslated

_ENGLISH_FILES = {
    "cards.ftl": "# A card\ncard-waiting = Waiting\ncard-done = Done\n    .label = Label\n",
    "limits-admin.ftl": "panel-title = Limits\n",
}


@pytest.fixture
def locales(tmp_path: Path) -> Path:
    (tmp_path / ENGLISH).mkdir()
    for name, text in _ENGLISH_FILES.items():
        (tmp_path / ENGLISH / name).write_text(text, encoding="utf-8")
    for language in ("de", "fr"):
        (tmp_path / language).mkdir()
    return tmp_path


def _list(locales: Path, language: str, text: str) -> None:
    (locales / language / "untranslated.txt").write_text(text, encoding="utf-8")


def test_a_release_waits_for_texts_that_members_read(
    locales: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _list(locales, "de", "card-done\ncard-waiting\npanel-title\n")
    assert main(locales) == 1
    assert capsys.readouterr().out == "de: 2 left to translate\n  card-done\n  card-waiting\n"


def test_a_release_does_not_wait_for_texts_of_moderators(
    locales: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _list(locales, "de", "panel-title\n")
    assert main(locales) == 0
    assert capsys.readouterr().out == ""


def test_a_language_without_a_list_is_translated(locales: Path) -> None:
    assert untranslated(locales) == {}


def test_comments_and_empty_lines_of_a_list_are_no_ids(locales: Path) -> None:
    _list(locales, "fr", "# new texts\n\ncard-done  # a button\n")
    assert listed("fr", locales) == ["card-done"]
    assert untranslated(locales) == {"fr": ["card-done"]}
