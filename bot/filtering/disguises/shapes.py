r"""Letters drawn with other characters, as in `|\|aked`, `vveapon`, `kiII` and `pǝʞɐu`."""

import re

from bot.filtering.disguises.rewriting import Rewriting
from bot.filtering.encoding import Place

# ruff: noqa: RUF001 - turned letters look like others

#: What several characters together look like.
_DRAWN = {
    "|\\/|": "m",
    "/\\/\\": "m",
    "\\/\\/": "w",
    "|\\|": "n",
    "/\\/": "n",
    "|-|": "h",
    "|_|": "u",
    "/-\\": "a",
    "/\\": "a",
    "\\/": "v",
    "vv": "w",
    "VV": "w",
    "|<": "k",
    "|)": "d",
    "|3": "b",
    "()": "o",
    "[]": "o",
    "><": "x",
}

#: A bracket that is never closed is a letter, as in `(orpse`.
_CLOSING = {"(": ")", "<": ">", "[": "]", "{": "}"}

#: Chinese characters like katakana, which they stand for beside katakana alone.
_LIKE_KATAKANA = dict(zip("工口力夕二卜八一―〜~-", "エロカタニトハーーーーー", strict=True))
_OTHER_JAPANESE = "\u3041-\u309f\u3005-\u3007\u4e00-\u9fff"

#: Latin letters upside down, in words that read from right to left.
_TURNED = dict(zip("ɐqɔpǝɟɓƃɥᴉıɾʞlɯuodbɹsʇnʌʍxʎz", "abcdefgghiijklmnopqrstuvwxyz", strict=True))

#: A word is turned if it has one of these; the others are ordinary letters.
_SURELY_TURNED = "ɐɔǝɟƃɥᴉɾʞɯɹʇʌʍʎ"

_DRAWING = re.compile(
    "|".join(map(re.escape, _DRAWN))
    + r"|(?<!\S)[(<\[{](?=[^\W\d_]{3})"
    + rf"|(?<!\w)(?=[a-zı]*[{_SURELY_TURNED}])[a-zıɓ{_SURELY_TURNED}]+(?!\w)"
    + rf"|(?<=[ァ-ヺー])[工口力夕二卜八](?![{_OTHER_JAPANESE}])"
    + rf"|(?<![{_OTHER_JAPANESE}])[工口力夕二卜八](?=[ァ-ヺー])"
    + r"|(?<=[ァ-ヺ])[一―〜~-](?=[ァ-ヺ])"
)

#: `I` after a small letter, and `l` among capitals: both are like a bar, which leet reads as `1`.
_BAR = re.compile(r"(?<=[a-z])I+(?![A-HJ-Z])|\b(?=[A-Z]*l)(?=l*[A-Z])[A-Zl]{3,}\b")
_TO_BARS = str.maketrans("Il", "11")


#: What a text with any of these has at least.
_SIGN = re.compile(
    rf"[|\\(<\[{{>{_SURELY_TURNED}]|vv|VV"
    "|[ァ-ヺー][工口力夕二卜八一―〜~-]|[工口力夕二卜八](?=[ァ-ヺー])"
)


def read_shapes(text: str) -> str | None:
    """Return a text as typed with drawn letters as letters; None if it has no such letters."""
    read = _with_bars(text)
    if _SIGN.search(read):
        read = _drawings(read).rewrite(read)
    return None if read == text else read


def shape_places(text: str) -> list[Place]:
    """Return the place of each character of a read text in the text as typed."""
    barred = _with_bars(text)
    return _drawings(barred).places(barred)


def _with_bars(text: str) -> str:
    if text.islower():
        return text
    return _BAR.sub(lambda bars: bars[0].translate(_TO_BARS), text)


def _drawings(text: str) -> Rewriting:
    # a bracket is only open if none closes it, which is looked up once
    last = {opening: text.rfind(closing) for opening, closing in _CLOSING.items()}

    def read(match: re.Match[str]) -> str:
        drawing = match[0]
        if drawing in _CLOSING:
            return drawing if last[drawing] > match.start() else "c"
        known = _DRAWN.get(drawing) or _LIKE_KATAKANA.get(drawing)
        return known or "".join(_TURNED.get(letter, letter) for letter in reversed(drawing))

    return Rewriting(_DRAWING, read)
