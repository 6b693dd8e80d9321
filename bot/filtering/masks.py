"""Words with characters in the place of letters, as in `f*ck`, `f**k` and `セ○クス`."""

import re
from collections.abc import Iterator, Mapping

from bot.filtering.characters import UNSPACED
from bot.filtering.encoding import Place
from bot.filtering.word_index import Numbers, WordIndex

#: Fewest letters of a word with masks; an asterisk suffices for three, unlike in "C#m" and "T_T".
FEWEST_LETTERS = 4
FEWEST_WITH_ASTERISK = 3

#: Most masked words of a text that are looked at, which bounds time.
MOST_MASKED = 32

_MASKS = "*#_•●○〇◯█"
_MASKED = re.compile(
    rf"(?<![\w{_MASKS}])[^\W\d_](?=[^\W_]*[{_MASKS}])(?:[^\W\d_]|[{_MASKS}])*[^\W\d_](?![\w{_MASKS}])"
)
_MASK = re.compile(f"[{_MASKS}]")
_MASKED_UNSPACED = re.compile(f"(?<=[{UNSPACED}])[{_MASKS}](?=[{UNSPACED}])")
_UNSPACED_WORD = re.compile(f"[{UNSPACED}]{{3,}}")
_ONE_MASK = "*"
_ANY = r"[^\W\d_]"


def has_masks(text: str) -> bool:
    """Whether a case-folded text has a word with masks."""
    return bool(_MASK.search(text)) and bool(_MASKED.search(text) or _MASKED_UNSPACED.search(text))


class MaskedWords:
    """Keywords that are one word of letters, by what a mask leaves of them."""

    def __init__(self, words: Mapping[str, Numbers]) -> None:
        """Group words, each with the numbers of its keywords."""
        unspaced: dict[str, Numbers] = {}
        groups: dict[tuple[str, str, int], list[str]] = {}
        for word in words:
            if _UNSPACED_WORD.fullmatch(word):
                unspaced |= {
                    word[:at] + _ONE_MASK + word[at + 1 :]: words[word]
                    for at in range(1, len(word) - 1)
                }
            elif word.isalpha() and len(word) >= FEWEST_WITH_ASTERISK:
                groups.setdefault((word[0], word[-1], len(word)), []).append(word)
        # searched line by line, which is fast whatever their number
        self._groups = {key: "\n".join(group) for key, group in groups.items()}
        self._words = words
        self._unspaced = WordIndex(unspaced)

    def find(self, text: str) -> Iterator[tuple[Numbers, Place]]:
        """Yield the numbers of keywords that masked words of a text can be, with their places."""
        for numbers, places in self._unspaced.find(
            _MASKED_UNSPACED.sub(_ONE_MASK, text), only_first=False
        ):
            yield from ((numbers, place) for place in places)
        for count, masked in enumerate(_MASKED.finditer(text)):
            if count == MOST_MASKED:
                return
            typed = masked[0]
            fewest = FEWEST_WITH_ASTERISK if "*" in typed else FEWEST_LETTERS
            group = self._groups.get((typed[0], typed[-1], len(typed)))
            if not group or len(typed) < fewest:
                continue
            for word in re.findall(f"(?m)^{_MASK.sub(lambda _: _ANY, typed)}$", group):
                yield self._words[word], masked.span()
