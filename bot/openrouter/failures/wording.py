"""Compiles phrases, in a small notation, to regular expressions.

A phrase is a sequence of lower-case words. `*` at the end of a word matches any ending, `...` up to
four words in between, `<name>` any of the given names. An identifier such as `IMAGE_SAFETY` is
written as its words, `image safety`; each Chinese or Japanese character is a word.
"""

import re
from collections.abc import Iterable

from bot.openrouter.failures.echo import CHARACTER

_BETWEEN = r"(?:\w+ ){0,4}?"
_NAME = "<name>"


def any_of(phrases: Iterable[str], *, names: Iterable[str] = ()) -> str:
    """Return the regular expression that matches any of the phrases in `Evidence.words`.

    Args:
        phrases: The phrases to match.
        names: The phrases that `<name>` matches.
    """
    any_name = "|".join(_parts(name) for name in names)
    found = [_parts(phrase) for phrase in phrases]
    # factor out the name, so that all phrases beginning with one match it only once
    tails = [part.removeprefix(_NAME) for part in found if part.startswith(_NAME)]
    heads = [part for part in found if not part.startswith(_NAME)]
    if tails:
        heads.append(f"{_NAME}(?:{'|'.join(tails)})")
    return "|".join(rf"\b{part}" for part in heads).replace(_NAME, f"(?:{any_name})")


def _parts(phrase: str) -> str:
    words = CHARACTER.sub(r" \g<0> ", phrase).split()
    return "".join(_BETWEEN if word == "..." else _word(word) for word in words)


def _word(word: str) -> str:
    if word == _NAME:
        return word
    return re.escape(word.removesuffix("*")) + (r"\w*" if word.endswith("*") else "") + r"\b ?"
