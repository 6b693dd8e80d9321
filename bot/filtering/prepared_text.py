"""A text with everything that is looked at, made once for all rules."""

from collections.abc import Sequence
from functools import cached_property

from bot.filtering.encoding import Place, clean, encode, encoded_places
from bot.filtering.forms import Form, other_forms, plain_form
from bot.policy.moderation.filter import Variant

#: Searched without borders, or with the marks that they already have.
_AS_IT_IS = frozenset({Variant.JOINED, Variant.BROKEN, Variant.MASKED, Variant.KANA})


class PreparedForm:
    """A form of a text, encoded for the search. Places are computed when one is asked for."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.searched = form.text if form.variant in _AS_IT_IS else encode(form.text)

    @cached_property
    def _searched_places(self) -> list[Place]:
        if self.form.variant in _AS_IT_IS:
            return [(index, index + 1) for index in range(len(self.searched))]
        return encoded_places(self.form.text, self.searched)

    @cached_property
    def _form_places(self) -> Sequence[Place]:
        return self.form.places()

    @cached_property
    def _parent_places(self) -> Sequence[Place]:
        return self.form.places_in_parent()

    def place(self, start: int, end: int) -> Place:
        """Return the place in the text as typed of a part of the searched text."""
        places = self._searched_places
        return self.place_of_form(places[start][0], places[end - 1][1])

    def place_of_form(self, first: int, last: int) -> Place:
        """Return the place in the text as typed of a part of the form."""
        places = self._form_places
        if first < last:
            return places[first][0], places[last - 1][1]
        at = places[first][0] if first < len(places) else places[-1][1] if places else 0
        return at, at

    def parent_text(self, start: int, end: int) -> str:
        """Return what a part of the searched text was made of, in the form above it."""
        searched, above = self._searched_places, self._parent_places
        first, last = searched[start][0], searched[end - 1][1]
        parent = self.form.parent or self.form
        return parent.text[above[first][0] : above[last - 1][1]]


class PreparedText:
    """A text in all of its forms."""

    def __init__(self, text: str) -> None:
        self.typed = clean(text)
        plain = plain_form(self.typed)
        self.forms = [PreparedForm(plain)]
        self.forms += map(PreparedForm, other_forms(self.typed, plain))

    @property
    def plain(self) -> PreparedForm:
        """The text as it was typed."""
        return self.forms[0]

    @property
    def normal(self) -> PreparedForm | None:
        """The text in its first normal form; None if that does not differ."""
        return next((form for form in self.forms if form.form.variant is Variant.NORMAL), None)
