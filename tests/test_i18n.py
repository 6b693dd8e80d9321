"""Texts are in the reader's language, with its format of numbers and money."""

import string
import subprocess
import sys
from collections.abc import Iterator

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import i18n
from bot.i18n import (
    ENGLISH,
    LANGUAGES,
    Say,
    admin_texts_for,
    language_of,
    prepare,
    texts_for,
    texts_of,
)
from bot.policy.money import format_usd

_TEXTS = {
    "en": (
        "both = English\n    .label = Label\nonly-english = Only { $n }\n"
        "count = { $n ->\n    [one] one of { $n }\n   *[other] some of { $n }\n    }\n"
        "words = Say { $words }!\n"
    ),
    "de": "both = Deutsch\nhole = Ein { $missing }\n",
    "fr": "count = { $n ->\n    [one] une de { $n }\n   *[other] plusieurs de { $n }\n    }\n",
}


@pytest.fixture
def texts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Replace all texts by a few."""

    def few(language: str, _name: str | None = None) -> str:
        return _TEXTS.get(language, "")

    monkeypatch.setattr(i18n, "texts_of", few)
    i18n._texts.cache_clear()  # pyright: ignore[reportPrivateUsage] - clear the cache
    yield
    i18n._texts.cache_clear()  # pyright: ignore[reportPrivateUsage] - clear the cache again


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        (discord.Locale.american_english, "en"),
        (discord.Locale.british_english, "en"),
        (discord.Locale.german, "de"),
        (discord.Locale.french, "fr"),
        (discord.Locale.spain_spanish, "es"),
        (discord.Locale.latin_american_spanish, "es"),
        (discord.Locale.brazil_portuguese, "pt-BR"),
        (discord.Locale.japanese, "ja"),
    ],
)
def test_discords_locales_are_spoken_to_in_their_language(
    locale: discord.Locale, language: str
) -> None:
    assert language_of(locale) == language
    assert texts_for(locale).language == language


@pytest.mark.parametrize("locale", [discord.Locale.finnish, "", None, "tlh"])
def test_whose_language_we_do_not_have_is_spoken_to_in_english(locale: object) -> None:
    assert language_of(locale) is None
    assert texts_for(locale) is ENGLISH


@pytest.mark.parametrize("locale", list(discord.Locale))
def test_everybody_is_told_something(locale: discord.Locale) -> None:
    assert texts_for(locale)("error-outdated")


@pytest.mark.usefixtures("texts")
class TestSay:
    def test_says_it_in_its_language(self) -> None:
        assert Say("de")("both") == "Deutsch"

    def test_says_what_its_language_lacks_in_english(self) -> None:
        assert Say("de")("only-english", n=3) == "Only 3"
        assert Say("de")("both.label") == "Label"
        assert Say("ja")("both") == "English"

    @pytest.mark.parametrize("key", ["nothing", "both.nothing", "nothing.label"])
    def test_does_not_make_up_a_text(self, key: str) -> None:
        with pytest.raises(LookupError, match=key):
            Say("de")(key)

    def test_writes_numbers_as_the_language_does(self) -> None:
        assert Say("en")("only-english", n=12345.5) == "Only 12,345.5"
        assert Say("en")("count", n=1) == "one of 1"
        assert Say("en")("count", n=0) == "some of 0"
        assert Say("fr")("count", n=0) == "une de 0"

    def test_says_the_rest_where_a_fact_is_missing_and_warns(self) -> None:
        with pytest.warns(UserWarning, match="hole in de"):
            assert Say("de")("hole").startswith("Ein ")

    @given(st.text(string.printable + "äß漢😀{}$*[].\u2068"))
    def test_takes_other_peoples_words_as_they_are(self, words: str) -> None:
        assert ENGLISH("words", words=words) == f"Say {words}!"


@given(st.integers(0, 10**15))
def test_money_in_english_is_written_as_the_log_writes_it(micros: int) -> None:
    # the log has no thousands separators
    assert ENGLISH.usd(micros).replace(",", "") == format_usd(micros)


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("de", "1.234,50\xa0$"),
        ("fr", "1\u202f234,50\xa0$US"),
        ("pt-BR", "US$\xa01.234,50"),
        ("ja", "$1,234.50"),
    ],
)
def test_money_is_written_as_the_language_does(language: str, written: str) -> None:
    assert Say(language).usd(1_234_500_000) == written


def test_all_texts_are_read_beforehand() -> None:
    prepare()
    assert i18n._texts.cache_info().currsize == len(LANGUAGES)  # pyright: ignore[reportPrivateUsage] - the cache


def test_the_texts_of_one_file_are_among_all() -> None:
    one = texts_of("en", "commands.ftl")
    assert one
    assert one in texts_of("en")
    assert texts_of("en", "nothing.ftl") == ""
    assert texts_of("tlh") == ""


def test_a_moderator_is_answered_in_english_until_their_language_has_the_texts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def some(language: str, name: str | None = None) -> str:
        return "text = Text" if language == "fr" and name == i18n.ADMIN_TEXTS else ""

    monkeypatch.setattr(i18n, "texts_of", some)
    i18n._has_admin_texts.cache_clear()  # pyright: ignore[reportPrivateUsage] - clear the cache
    try:
        languages = {name: admin_texts_for(name).language for name in ("fr", "de", "en-GB", "fi")}
    finally:
        i18n._has_admin_texts.cache_clear()  # pyright: ignore[reportPrivateUsage] - clear the cache again
    assert languages == {"fr": "fr", "de": "en", "en-GB": "en", "fi": "en"}


def test_no_text_is_loaded_before_one_is_said() -> None:
    code = (
        "import sys; from importlib import import_module; from cogs import EXTENSIONS;"
        "[import_module(name) for name in ('bot.client', 'bot.wiring', *EXTENSIONS)];"
        "sys.exit('fluent' in sys.modules or 'babel' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603 - our own code
