"""The lists that come with the bot: complete, well-formed, and with their licenses."""

import tomllib
from importlib import resources
from pathlib import Path

import pytest

from bot.filtering.lists.presets import PRESETS, load_preset
from bot.filtering.lists.word_lists import everyday_phrases, read_list
from bot.i18n import LANGUAGES
from bot.policy.moderation.filter import MOST_KEYWORD_LENGTH

ROOT = Path(__file__).parents[2]
LISTS = resources.files("bot.filtering.lists") / "words"
MINORS = ("age", "sexual", "both")


def _keywords(name: str) -> list[str]:
    if name == "everyday":
        return list(everyday_phrases())
    return list(read_list("minors", f"{name}.txt") if name in MINORS else load_preset(name))


def test_every_file_is_a_preset_and_every_preset_a_file() -> None:
    names = {file.name.removesuffix(".txt") for file in (LISTS / "presets").iterdir()}
    assert names == set(PRESETS)


def test_a_name_says_language_and_topic_and_names_no_other_preset() -> None:
    rows = {(preset.language, preset.topic) for preset in PRESETS.values()}
    assert len(rows) == len(PRESETS)
    assert {language for language, _ in rows} == set(LANGUAGES)
    for name, preset in PRESETS.items():
        assert name == preset.name
        assert name.endswith(f"-{preset.topic}")


def test_an_unknown_preset_is_an_error() -> None:
    with pytest.raises(KeyError):
        load_preset("../minors/age")


@pytest.mark.parametrize("name", [*PRESETS, *MINORS, "everyday"])
def test_a_list_has_keywords_of_the_filter_each_once_in_plain_spelling(name: str) -> None:
    keywords = _keywords(name)
    assert keywords
    for keyword in keywords:
        assert 2 <= len(keyword) <= MOST_KEYWORD_LENGTH or not keyword.isascii(), keyword
        assert keyword == keyword.lower().strip(), keyword
        assert keyword.isprintable(), keyword
        assert "*" not in keyword.removeprefix("*").removesuffix("*"), keyword
    path = ("presets", "minors")[name in MINORS]
    file = LISTS / "everyday.txt" if name == "everyday" else LISTS / path / f"{name}.txt"
    lines = file.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line and line[0] != "#"] == keywords


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_and_the_notice_name_its_sources(name: str) -> None:
    text = (LISTS / "presets" / f"{name}.txt").read_text(encoding="utf-8")
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    for source in PRESETS[name].sources:
        repository, _, commit = source.url.partition("/tree/")
        assert source.title.lower() in text.lower()
        assert f"{repository}/blob/{commit}/" in text
        for fact in (source.title, source.author, repository, commit):
            assert fact in notice


def test_the_notice_is_part_of_what_is_shipped() -> None:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "NOTICE" in config["project"]["license-files"]
    assert "/NOTICE" in config["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
