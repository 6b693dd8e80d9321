"""docs/troubleshooting.md quotes messages as members read them."""

import re

from tests.pages.reading import ROOT, text_of

#: The shortest quotation that is a message, and not the label of a button.
_SHORTEST = 40

#: How many words an example of a placeholder has, and the fewest words around it.
_PLACEHOLDERS = (1, 3)
_FEWEST = 4


def _on_one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _quoted() -> list[str]:
    """Return each sentence of the quoted messages."""
    page = _on_one_line(text_of("docs/troubleshooting.md"))
    messages: list[str] = re.findall(rf"(?<![*\w])\*([^*]{{{_SHORTEST},}}?)\*(?![*\w])", page)
    return [part for message in messages for part in re.split(r"(?<=[.?!]) ", message)]


def test_every_quoted_sentence_is_one_of_the_bots() -> None:
    files = (ROOT / "bot" / "locales" / "en").glob("*.ftl")
    texts = _on_one_line(" ".join(file.read_text(encoding="utf-8") for file in files))
    quoted = _quoted()
    assert quoted
    assert [part for part in quoted if not _is_said(part, texts)] == []


def _is_said(part: str, texts: str) -> bool:
    """Tell whether a sentence is in the texts, with a placeholder for one or three words."""
    words = [re.escape(word) for word in part.split()]
    patterns = (
        " ".join([*words[:first], r"\{ \$\w+ \}[.,]?", *words[first + gap :]])
        for gap in _PLACEHOLDERS
        for first in range(len(words) - gap + 1)
        if len(words) - gap >= _FEWEST
    )
    return part in texts or any(re.search(pattern, texts) for pattern in patterns)
