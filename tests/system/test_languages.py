"""Responses are in the language that Discord reports for the member."""

from collections.abc import Iterator

import pytest

from bot import i18n
from testkit.simulated import answer_of
from tests.system.conftest import BotHarness
from tests.system.locales import speak

GERMAN = "error-option-refused-prompt = Es fehlen 1 bis { $most } sichtbare Zeichen."


@pytest.fixture(autouse=True)
def _german(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let German have one text only."""
    texts_of = i18n.texts_of

    def with_german(language: str, name: str | None = None) -> str:
        return GERMAN if language == "de" else texts_of(language, name)

    monkeypatch.setattr(i18n, "texts_of", with_german)
    i18n._texts.cache_clear()  # pyright: ignore[reportPrivateUsage] - clear the cache
    yield
    i18n._texts.cache_clear()  # pyright: ignore[reportPrivateUsage] - clear the cache again


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("de", "Es fehlen 1 bis 2.000 sichtbare Zeichen."),
        ("en-GB", "The prompt must have 1 to 2,000 visible characters."),
        ("fi", "The prompt must have 1 to 2,000 visible characters."),
    ],
)
async def test_a_refusal_is_told_in_the_members_language(
    harness: BotHarness, monkeypatch: pytest.MonkeyPatch, locale: str, words: str
) -> None:
    speak(monkeypatch, locale)
    result = await harness.mia.slash(harness.art, "imagine", prompt="\u200b")
    assert answer_of(result).ephemeral
    assert words in answer_of(result).content
