"""Reads the word lists that come with the bot: one keyword per line, and comments with `#`."""

from collections.abc import Iterator
from importlib import resources


def read_list(*path: str) -> tuple[str, ...]:
    """Return the keywords of a list below `words/`, in the file's order, each once."""
    file = resources.files("bot.filtering.lists").joinpath("words", *path)
    return tuple(dict.fromkeys(_keywords(file.read_text(encoding="utf-8"))))


def everyday_phrases() -> tuple[str, ...]:
    """Return everyday phrases that contain a listed word but aren't hits."""
    return read_list("everyday.txt")


def short_words() -> tuple[str, ...]:
    """Return words of up to three letters, with several on a line."""
    return tuple(word for line in read_list("short.txt") for word in line.split())


def _keywords(text: str) -> Iterator[str]:
    for line in text.splitlines():
        keyword = line.strip()
        if keyword and not keyword.startswith("#"):
            yield keyword
