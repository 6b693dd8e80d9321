"""Which characters make up words, are invisible, continue others, or look like Latin letters."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from confusable_homoglyphs import utils as homoglyphs

#: Separates words from what is around them in encoded texts; texts never contain it.
MARK = "\0"

#: Characters of scripts that are written without spaces between words: Han, Hiragana, Katakana,
#: Bopomofo, Thai, Lao, Tibetan, Myanmar, Khmer, Tai Le, New Tai Lue, Tai Tham, Yi, Javanese.
UNSPACED = (
    "\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u1950-\u19ff\u1a20-\u1aaf\u2e80-\u2fdf\u3005-\u3007"
    "\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3041-\u3096\u3099-\u309a\u309d-\u309f\u30a1-\u30fa"
    "\u30fc-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\ua4cf\ua980-\ua9df"
    "\ua9e0-\ua9ff\uaa60-\uaa7f\uf900-\ufaff\uff66-\uff9f\U0001aff0-\U0001b16f"
    "\U00020000-\U0003ffff"
)

#: Marks that people put on Latin, Greek and Cyrillic letters, and on anything to decorate it.
ACCENTS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"

#: `Default_Ignorable_Code_Point` outside of the category Cf.
#: https://www.unicode.org/Public/UCD/latest/ucd/DerivedCoreProperties.txt, read 2026-11-30
_IGNORABLE = re.compile("[\u034f\u115f-\u1160\u17b4-\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0]")
_BEYOND = "\U000e0000-\U000e0fff"

#: Python looks up a class of characters below this in a table, but tries one range after the other
#: beyond. The marks and format characters there belong to scripts that died out or have spaces.
_END = 0x10000

#: Look-alikes that Unicode's table lacks or has for another letter.
_MORE_LOOK_ALIKES = dict(
    zip("ипшцгяьъбвнтмклзεηστκμβδθωχλ", "nnwurrbbbbhtmkleenotkubdowxl", strict=True)
) | dict(zip("дӄєɛðŋ∂ʄɧᎥყզᗩᗷᗴᖴᕼᒪᗰᑎᑭᖇᔕᑌᐯᗯ", "dkeedndfhiyqabefhlmnprsuvw", strict=True))

#: The key around a digit isn't part of a word.
_KEYCAP = ord("\u20e3")

_IS_UNSPACED = re.compile(f"[{UNSPACED}]")
_LATIN_NAME = re.compile(
    r"LATIN (?:SMALL|CAPITAL) LETTER ([A-Z]) WITH|LATIN LETTER SMALL CAPITAL ([A-Z])"
    r"|(?:NEGATIVE (?:CIRCLED|SQUARED)|REGIONAL INDICATOR SYMBOL) (?:LATIN CAPITAL )?"
    r"LETTER ([A-Z])"
)


def _ranges(codes: Iterable[int]) -> str:
    """Return ascending code points as the inside of a character class."""
    ranges: list[list[int]] = []
    for code in codes:
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)


def _classes() -> tuple[str, str, str]:
    """Return marks, invisible characters, and what continues a character; takes 20 ms."""
    marks: list[int] = []
    invisible: list[int] = []
    continuing: list[int] = []
    for code in range(0x80, _END):
        character = chr(code)
        category = unicodedata.category(character)
        if category == "Cf" or _IGNORABLE.match(character):
            invisible.append(code)
        elif category[0] == "M" and code != _KEYCAP and not _IS_UNSPACED.match(character):
            marks.append(code)
        if category[0] == "M" or _composes(character):
            continuing.append(code)
    both = _ranges(sorted({*continuing, *invisible}))
    return _ranges(marks), _ranges(invisible) + _BEYOND, both + _BEYOND


def _composes(character: str) -> bool:
    """Whether a character that isn't a mark can compose with the one before it."""
    if "\u1161" <= character <= "\u11ff":  # vowels and final consonants of Hangul
        return True
    if not unicodedata.decomposition(character):
        return False
    first = unicodedata.normalize("NFKD", character)[0]
    return first != character and (
        unicodedata.category(first)[0] == "M" or "\u1161" <= first <= "\u11ff"
    )


def _look_alikes() -> dict[int, str]:
    """Return a Latin letter for what looks like one; takes 40 ms."""
    table: dict[int, str] = {}
    library: Any = homoglyphs  # has no types
    listed: dict[str, list[dict[str, str]]] = library.load("confusables.json")
    for character, similar in listed.items():
        if len(character) != 1 or character.isascii() or _IS_UNSPACED.match(character):
            continue
        letters = (entry["c"] for entry in similar)
        letter = next((c for c in letters if len(c) == 1 and c.isascii() and c.isalpha()), None)
        if character.isdecimal():
            table[ord(character)] = str(unicodedata.decimal(character))
        elif letter:
            table[ord(character)] = letter.lower()
    _add_named(table)
    for code, letter in tuple(table.items()):
        lower = chr(code).lower()
        if len(lower) == 1:
            table.setdefault(ord(lower), letter)
    return table | {ord(character): letter for character, letter in _MORE_LOOK_ALIKES.items()}


def _add_named(table: dict[int, str]) -> None:
    """Add what Unicode's names call a variant of a Latin letter."""
    for first, last in ((0xC0, 0x250), (0x250, 0x2B0), (0x1D00, 0x1E00), (0x1F100, 0x1F200)):
        for code in range(first, last):
            match = _LATIN_NAME.match(unicodedata.name(chr(code), ""))
            if match and not unicodedata.decomposition(chr(code)):
                table.setdefault(code, next(filter(None, match.groups())).lower())
    for code in (0xA730, 0xA731):  # small capitals F and S
        table[code] = "fs"[code - 0xA730]
    # these are like I and l at once, as is 1, which leet reads as either
    table |= dict.fromkeys(map(ord, "\u04c0\u04cf\u0399\u0406\u01c0\u2223"), "1")


#: Classes of characters, each the inside of `[…]`, for this Python's version of Unicode: combining
#: marks outside of `UNSPACED`, which are parts of words; what is invisible; and what composes with
#: the character before it or is invisible.
MARKS, INVISIBLE, CONTINUING = _classes()

#: For `str.translate`: a Latin letter for what looks like one, before case folding.
LOOK_ALIKES = _look_alikes()
