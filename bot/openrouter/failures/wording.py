"""How phrases are written down and found.

A phrase is words in small letters. `*` at the end of a word stands for any ending, `...` for up to
four words in between, `<name>` for any of some names. Identifiers such as `IMAGE_SAFETY` count as
their words, `image safety`; each Chinese or Japanese character is a word.
"""

import re
from collections.abc import Iterable

from bot.openrouter.failures.echo import CHARACTER

_BETWEEN = r"(?:\w+ ){0,4}?"
_NAME = "<name>"


def any_of(phrases: Iterable[str], *, names: Iterable[str] = ()) -> str:
    """Return the regular expression that finds any of the phrases in `Told.words`.

    Args:
        phrases: What is looked for.
        names: Phrases for which `<name>` stands.
    """
    any_name = "|".join(_parts(name) for name in names)
    found = [_parts(phrase) for phrase in phrases]
    # one look at a name is enough for all phrases that begin with one
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
