"""Digits and symbols that stand for letters, as in `n4k3d`."""

import re
from collections.abc import Iterator
from functools import lru_cache

_LETTERS = dict(zip("0123456789@$€£¢!|+(", "oizeasgtbgaselciitc", strict=True))
_AS_I = str.maketrans(_LETTERS)
_AS_L = str.maketrans(_LETTERS | dict.fromkeys("1!|", "l"))

#: Words whose readings are remembered.
_REMEMBERED = 2048

#: Fewest letters of a word that is read as leet.
_FEWEST_LETTERS = 2
#: With fewer letters, fewest characters: "8100d" is read, but "4k", "A55" and "5s" are not.
_FEWEST_CHARACTERS = 5
#: A number with a unit or the ending of decades.
_UNIT = re.compile(r"[0-9]+[skpwmgxvhbicfl]")

#: Letters on their own, and symbols that hardly stand beside a letter otherwise.
_LETTER_LIKE = r"[^\W\d_]|[@$€£¢]"

_MIXED = re.compile(r"@\$|[^\W\d_][0-9@$€£¢!|+(]|[0-9@$€£¢!|+(][^\W\d_]")

#: A word with its symbols; those that end sentences or join words count only inside of it. What
#: has letters alone is passed over early.
_TOKEN = re.compile(
    r"(?<![^\W_])(?<![@$])(?=[^\W\d_]*[0-9@$€£¢!|+(])"
    r"(?:[^\W_]|[@$€£¢]|(?<=[^\W_])[!|+(](?=[^\W_])|(?<=[@$])[!|+](?=[^\W_]))+"
)
#: A number at the end of a word that is long enough to be no name of a product.
_NUMBERED = re.compile(r"(?<![^\W_])([^\W\d_]{5,})([0-9]{1,4})(?![^\W_])")

_AMBIGUOUS = re.compile(r"[1!|]")
_LETTER = re.compile(r"[^\W\d_]")
_SOUND = re.compile(_LETTER_LIKE)


def unleet(text: str) -> Iterator[str]:
    """Yield a case-folded text with leet as letters, in each reading; each has its length.

    Words with one letter are only read like that if they are long, so that "4k", "3d" and "1920s"
    stay. A number at the end of a word is no part of it in a reading.
    """
    if not _MIXED.search(text):
        return
    if _NUMBERED.search(text):
        yield _NUMBERED.sub(lambda match: match[1] + " " * len(match[2]), text)
    as_i = _TOKEN.sub(lambda match: _read_as_i(match[0]), text)
    yield as_i
    if _AMBIGUOUS.search(text):
        as_l = _TOKEN.sub(lambda match: _read_as_l(match[0]), text)
        if as_l != as_i:
            yield as_l


@lru_cache(_REMEMBERED)
def _read_as_i(token: str) -> str:
    return token.translate(_AS_I) if _is_leet(token) else token


@lru_cache(_REMEMBERED)
def _read_as_l(token: str) -> str:
    return token.translate(_AS_L) if _is_leet(token) else token


def _is_leet(token: str) -> bool:
    if token.isalpha() or _UNIT.fullmatch(token):
        return False
    if not _LETTER.search(token):
        return "@" in token and "$" in token
    return len(_SOUND.findall(token)) >= _FEWEST_LETTERS or len(token) >= _FEWEST_CHARACTERS
