"""Words that are broken in a few places, as in `na-ked`, `nak.ed` and `na ked`."""

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.filtering.characters import MARK, UNSPACED
from bot.filtering.encoding import Place
from bot.filtering.lists.word_lists import short_words

#: Most letters of a piece between spaces that is no word.
MOST_LETTERS_OF_PIECE = 3

#: Fewest letters of a word that is put together from pieces between spaces: "his hit".
FEWEST_LETTERS = 5

#: Most white space between two pieces.
MOST_SPACE = 3

#: Words with something inside that ordinary writing hardly has there. Not among it: apostrophes,
#: as in "he'll", and commas and the like, which end a part of a sentence, at times without a space.
_LETTER = rf"[^\0-#%-/:-?\[-`{{-\x7f\s•·…\u2013\u2014“”„«»{UNSPACED}]"
_SEPARATORS = r"[-._~*|/\\•·]{1,3}"
_BROKEN = re.compile(rf"(?<!{_LETTER}){_LETTER}++(?:{_SEPARATORS}{_LETTER}++)+")
_SEPARATOR = re.compile(rf"(?<=\S){_SEPARATORS}(?=\S)")
_PART = re.compile(rf"{_LETTER}+")

# a letter after a number is a unit: "1/60 s", "20 °C"
_WORD = re.compile(r"(?<![0-9°]\s)(?<![^\s(\"\[*“„«])[^\W\d_]+(?![^\s,.!?;:)\"\]*”“»])")
_AROUND = '(["*“„«,.!?;:)]”»'
_SHORT_WORDS = frozenset(short_words())


def join_broken(text: str) -> Iterator[tuple[str, list[Place]]]:
    """Yield the words that the pieces in a case-folded text make together, with marks around.

    A piece between spaces goes with the word before it, the one after it or both if it is short and
    no word of any language that we know.
    """
    if _SEPARATOR.search(text):
        separated = [
            [part.span() for part in _PART.finditer(text, *word.span())]
            for word in _BROKEN.finditer(text)
        ]
        if separated:
            yield _joined(text, separated)
    if any(map(_is_piece, {word.strip(_AROUND) for word in text.split()})):
        yield from _join_pieces(text)


def _is_piece(word: str) -> bool:
    return len(word) <= MOST_LETTERS_OF_PIECE and word.isalpha() and word not in _SHORT_WORDS


def _join_pieces(text: str) -> Iterator[tuple[str, list[Place]]]:
    words = [word.span() for word in _WORD.finditer(text)]
    pieces = [
        index
        for index, (start, end) in enumerate(words)
        if end - start <= MOST_LETTERS_OF_PIECE and text[start:end] not in _SHORT_WORDS
    ]
    before, after = {index - 1 for index in pieces if index}, set(pieces)
    for gaps in (before, after, before | after):
        if chains := list(_chains(text, words, sorted(gaps))):
            yield _joined(text, chains)


def _chains(text: str, words: Sequence[Place], gaps: Iterable[int]) -> Iterator[list[Place]]:
    """Yield the words that belong together: those around gaps, each named by the word before it."""
    chain: list[Place] = []
    for index in gaps:
        pair = words[index : index + 2]
        if len(pair) == 1:
            continue
        gap = text[pair[0][1] : pair[1][0]]
        if not gap.isspace() or len(gap) > MOST_SPACE:
            continue
        if chain and chain[-1] == pair[0]:
            chain.append(pair[1])
        else:
            yield from _long_enough(chain)
            chain = list(pair)
    yield from _long_enough(chain)


def _long_enough(chain: list[Place]) -> Iterator[list[Place]]:
    if len(chain) > 1 and sum(end - start for start, end in chain) >= FEWEST_LETTERS:
        yield chain


def _joined(text: str, words: Iterable[Sequence[Place]]) -> tuple[str, list[Place]]:
    joined: list[str] = []
    places: list[Place] = []
    for parts in words:
        # a mark has the place of the letter beside it
        joined += (MARK, *(text[start:end] for start, end in parts), MARK)
        letters = [(at, at + 1) for start, end in parts for at in range(start, end)]
        places += (letters[0], *letters, letters[-1])
    return "".join(joined), places
