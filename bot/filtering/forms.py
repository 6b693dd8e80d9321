"""The forms of a text in which keywords are looked for: each undoes one way to hide words.

Forms build on each other, so that several ways at once are undone, too. None replaces the text as
it was typed: they only add hits. Where a form's characters came from is only computed on a hit.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial

from bot.filtering.characters import ACCENTS, CONTINUING, INVISIBLE, LOOK_ALIKES, MARK
from bot.filtering.disguises.broken_words import join_broken
from bot.filtering.disguises.kana import fold_kana, folded_places
from bot.filtering.disguises.leet import unleet
from bot.filtering.disguises.masks import has_masks
from bot.filtering.disguises.repeats import has_repeats, squeeze, squeezed_places
from bot.filtering.disguises.shapes import read_shapes, shape_places
from bot.filtering.disguises.spaced_letters import join_letters
from bot.filtering.encoding import Place
from bot.policy.moderation.filter import Variant

#: Most characters that are normalized together, which bounds time that is quadratic in them.
MOST_COMBINED = 31

#: Groups of characters whose forms are remembered; each takes about 0.5 KB.
_REMEMBERED = 4096

#: ASCII, or kana and Chinese characters: what has one form unless something continues it.
_UNCHANGED = r"[\0-\x7f]+|[\u3001\u3002\u3041-\u3096\u30a1-\u30fa\u30fc\u4e00-\u9fff]+"
_HAS_ONE_FORM = re.compile(_UNCHANGED)
_GROUP = re.compile(
    f"(?:{_UNCHANGED})(?![{CONTINUING}])|(?s:.)[{CONTINUING}]{{0,{MOST_COMBINED - 1}}}"
)
_INVISIBLE = re.compile(f"[{INVISIBLE}]+")
_ACCENTS = re.compile(f"[{ACCENTS}]+")


#: Letters that were spaced; so few of them with a digit are ordinary writing: "a 5 s exposure".
_SHORT_RUN = re.compile(f"(?<={MARK})[^{MARK}]{{1,3}}(?={MARK})")


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a text."""

    variant: Variant
    text: str
    """Case-folded."""
    parent: "Form | None" = field(default=None, repr=False)
    """The form that it was made of; None for the text as typed."""
    find_places: "Callable[[], Sequence[Place]] | None" = field(default=None, repr=False)
    """Returns the place of each character in the parent's text; None if nothing moved."""

    def places_in_parent(self) -> Sequence[Place]:
        """Return the place of each character in the parent's text."""
        if self.find_places:
            return self.find_places()
        return [(index, index + 1) for index in range(len(self.text))]

    def places(self) -> Sequence[Place]:
        """Return the place of each character in the text as typed."""
        own = self.places_in_parent()
        if self.parent is None:
            return own
        above = self.parent.places()
        return [(above[first][0], above[last - 1][1]) for first, last in own]


def plain_form(text: str) -> Form:
    """Return a text as it was typed, whatever its case."""
    folded = text.casefold()
    if len(folded) == len(text):
        return Form(Variant.PLAIN, folded)
    return Form(Variant.PLAIN, folded, None, lambda: _piece_places(text, map(str.casefold, text)))


def other_forms(text: str, plain: Form) -> Iterator[Form]:
    """Yield the forms of a text that differ from the plain form and from each other."""
    seen = {plain.text}
    bases = [plain]
    for form in () if text.isascii() else _character_forms(text):
        if form.text not in seen:
            seen.add(form.text)
            bases.append(form)
            yield form
    if (shapes := _shape_form(text)) and shapes.text not in seen:
        seen.add(shapes.text)
        bases.append(shapes)
        yield shapes
    for base in bases:
        yield from _derived_forms(base, seen)
        yield from _pieced_forms(base, seen)


def normal_text(keyword: str) -> str:
    """Return a keyword as it is looked for: in the first of the normal forms."""
    return keyword.casefold() if keyword.isascii() else "".join(row[0] for row in _rows(keyword))


def _derived_forms(base: Form, seen: set[str]) -> Iterator[Form]:
    """Yield what comes of a form without leet, spaced letters and repeats."""
    stems = [base]
    for text in unleet(base.text):
        if text not in seen:
            seen.add(text)
            stems.append(Form(Variant.LEET, text, base))
            yield stems[-1]
    for text, places in join_letters(base.text):
        if _is_known(Variant.JOINED, text, seen):
            continue
        letters = Form(Variant.JOINED, text, base, lambda places=places: places)
        yield letters
        for unleeted in unleet(_SHORT_RUN.sub(lambda run: " " * len(run[0]), text)):
            yield Form(Variant.JOINED, unleeted, letters)
    for stem in stems:
        if has_repeats(stem.text):
            before = stem.text
            places = partial(squeezed_places, before)
            yield Form(Variant.SQUEEZED, squeeze(before), stem, places)


def _pieced_forms(base: Form, seen: set[str]) -> Iterator[Form]:
    """Yield what comes of a form without breaks, masks and differences between kana."""
    for text, places in join_broken(base.text):
        if _is_known(Variant.BROKEN, text, seen):
            continue
        pieces = Form(Variant.BROKEN, text, base, lambda places=places: places)
        yield pieces
        for unleeted in unleet(text):
            yield Form(Variant.BROKEN, unleeted, pieces)
    if has_masks(base.text):
        yield Form(Variant.MASKED, base.text, base)
    folded = fold_kana(base.text)
    if folded and not _is_known(Variant.KANA, folded, seen):
        yield Form(Variant.KANA, folded, base, lambda: folded_places(base.text))


def _is_known(variant: Variant, text: str, seen: set[str]) -> bool:
    """Whether a form was made before, of another one; otherwise it is from now on."""
    key = f"{variant}:{text}"
    is_known = key in seen
    seen.add(key)
    return is_known


def _shape_form(text: str) -> Form | None:
    read = read_shapes(text)
    if read is None:
        return None
    return Form(Variant.LOOK_ALIKE, read.casefold(), None, lambda: _shape_places(text, read))


def _shape_places(text: str, read: str) -> Sequence[Place]:
    places = shape_places(text)
    return [place for place, one in zip(places, read, strict=True) for _ in one.casefold()]


def _character_forms(text: str) -> Iterator[Form]:
    """Yield the forms that are made character by character."""
    for variant, column in zip(_VARIANTS, zip(*_rows(text), strict=True), strict=True):
        yield Form(
            variant, "".join(column), None, lambda column=column: _group_places(text, column)
        )


_VARIANTS = (
    Variant.NORMAL,
    Variant.NORMAL,
    Variant.NORMAL,
    Variant.LOOK_ALIKE,
    Variant.LOOK_ALIKE,
)


def _rows(text: str) -> list[tuple[str, ...]]:
    return [
        (group.casefold(),) * len(_VARIANTS) if _HAS_ONE_FORM.fullmatch(group) else _row(group)
        for group in _GROUP.findall(text)
    ]


@lru_cache(_REMEMBERED)
def _row(group: str) -> tuple[str, ...]:
    """Return a character with what continues it in each form, in the order of `_VARIANTS`."""
    visible = _INVISIBLE.sub("", group)
    composed = unicodedata.normalize("NFKC", visible)
    plain_accents = _ACCENTS.sub("", composed)
    decomposed = _ACCENTS.sub("", unicodedata.normalize("NFKD", visible))
    bare = unicodedata.normalize("NFC", decomposed)
    forms = (
        composed,
        plain_accents,
        bare,
        plain_accents.translate(LOOK_ALIKES),
        bare.translate(LOOK_ALIKES),
    )
    return tuple(unicodedata.normalize("NFKC", form.casefold()) for form in forms)


def _group_places(text: str, column: Sequence[str]) -> list[Place]:
    places: list[Place] = []
    for match, piece in zip(_GROUP.finditer(text), column, strict=True):
        if _HAS_ONE_FORM.fullmatch(match[0]):
            places += ((index, index + 1) for index in range(*match.span()))
        else:
            places += [match.span()] * len(piece)
    return places


def _piece_places(text: str, pieces: Iterator[str]) -> list[Place]:
    return [
        (index, index + 1)
        for index, piece in zip(range(len(text)), pieces, strict=True)
        for _ in piece
    ]
