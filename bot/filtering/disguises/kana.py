"""Japanese words in the other kana, as in `オッパイ`, `おつぱい`, `おっぱーい` and `セッ☆クス`."""

import re
import unicodedata

from bot.filtering.disguises.rewriting import Rewriting
from bot.filtering.encoding import Place

#: Fewest kana of a keyword that is looked for like this; a shorter one would be in "消えろ".
FEWEST_KANA = 4

_KANA = "\u3041-\u3096\u30a1-\u30fa"
_HAS_KANA = re.compile(f"[{_KANA}]")
_HAS_SMALL_VOWEL = re.compile("[ぁぃぅぇぉァィゥェォ]")

#: No word begins with one of these, so a gap before it is inside of a word.
_INNER = "ぁぃぅぇぉっゃゅょゎんァィゥェォッャュョヮンー"

_SOUND_MARKS = "\u3099\u309a"

#: A sound mark that is a character of its own; long vowels; what is put between two kana.
_DROPPED = re.compile(
    "[か-ほカ-ホ]\\s?[\u3099\u309a]"
    f"|(?<=[{_KANA}])[ー〜~―]+"
    f"|(?<=[{_KANA}ー])[☆★♡♥❤*_.]{{1,3}}(?=[{_KANA}])"
    f"|(?<=[{_KANA}ー])\\s{{1,3}}(?=[{_INNER}])"
    f"|(?<=[っッ])\\s{{1,3}}(?=[{_KANA}])"
)

#: What there is where anything is dropped, which is quick to look up.
_MIGHT_DROP = re.compile(f"[ー〜~―☆★♡♥❤*_.\\s{_SOUND_MARKS}]")

_TO_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
_FOLDED = {
    **_TO_HIRAGANA,
    **dict.fromkeys(map(ord, "っッ"), "つ"),
    **{
        ord(small): large
        for small, large in zip("ぁぃぅぇぉァィゥェォ", "あいうえお" * 2, strict=True)
    },
}


def fold_kana(text: str) -> str | None:
    """Return a text in large hiragana without long vowels; None if it has no kana."""
    if not _HAS_KANA.search(text):
        return None
    if any(mark in text for mark in _SOUND_MARKS):
        return _DROPPING.rewrite(text).translate(_FOLDED)
    # the same, faster
    kept = _DROPPED.sub("", text) if _MIGHT_DROP.search(text) else text
    return kept.translate(_FOLDED)


def folded_places(text: str) -> list[Place]:
    """Return the place of each character of a folded text in the text before."""
    return _DROPPING.places(text)


def kana_keyword(content: str) -> str:
    """Return a keyword as it is looked for in folded texts, or nothing.

    Nothing if it is too short, or has small vowels: "パンティ" would be in "ジャパンテイスト".
    """
    folded = None if _HAS_SMALL_VOWEL.search(content) else fold_kana(content)
    return folded if folded and len(_HAS_KANA.findall(folded)) >= FEWEST_KANA else ""


def _read(match: re.Match[str]) -> str:
    # a kana with a sound mark that follows it
    dropped = match[0]
    if dropped[-1] not in _SOUND_MARKS:
        return ""
    return unicodedata.normalize("NFC", dropped[0] + dropped[-1])


_DROPPING = Rewriting(_DROPPED, _read)
