"""Digits and symbols that stand for letters, as in `n4k3d`."""

import re
from collections.abc import Iterator

_LETTERS = dict(zip("0123456789@$€£¢!|+(", "oizeasgtbgaselciitc", strict=True))
_AS_I = str.maketrans(_LETTERS)
_AS_L = str.maketrans(_LETTERS | dict.fromkeys("1!|", "l"))

#: Fewest letters of a word that is read as leet.
_FEWEST_LETTERS = 2

#: Letters on their own, and symbols that rarely stand beside a letter otherwise.
_LETTER_LIKE = r"[^\W\d_]|[@$€£¢]"

_MIXED = re.compile(r"[^\W\d_][0-9@$€£¢!|+(]|[0-9@$€£¢!|+(][^\W\d_]")

#: A word with its symbols; those that end sentences or join words count only inside of it. What
#: has letters alone is passed over early.
_TOKEN = re.compile(
    r"(?<![^\W_])(?<![@$])(?=[^\W\d_]*[0-9@$€£¢!|+(])"
    r"(?:[^\W_]|[@$€£¢]|(?<=[^\W_])[!|+(](?=[^\W_])|(?<=[@$])[!|+](?=[^\W_]))+"
)
_AMBIGUOUS = re.compile(r"[1!|]")
_LETTER = re.compile(r"[^\W\d_]")
_SOUND = re.compile(_LETTER_LIKE)


def unleet(text: str) -> Iterator[str]:
    """Yield a case-folded text with leet as letters, in each reading; each has its length.

    Only words with two letters or more are read like that, so that "4k", "3d" and "1920s" stay.
    """
    if not _MIXED.search(text):
        return
    as_i = _TOKEN.sub(lambda match: _read(match[0], _AS_I), text)
    yield as_i
    if _AMBIGUOUS.search(text):
        as_l = _TOKEN.sub(lambda match: _read(match[0], _AS_L), text)
        if as_l != as_i:
            yield as_l


def _read(token: str, table: dict[int, str]) -> str:
    if token.isalpha() or not _LETTER.search(token) or len(_SOUND.findall(token)) < _FEWEST_LETTERS:
        return token
    return token.translate(table)
