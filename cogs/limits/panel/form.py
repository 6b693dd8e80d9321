"""The form in which a limit's value is given."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any

import discord

from bot.policy.amounts import expected, format_value, parse_value
from bot.policy.limits import SPECS, Kind, Limit, Value
from bot.policy.rulebook import Place
from bot.ports import Models
from bot.ui.controls import SafeModal
from bot.ui.limitwords import place_name, set_by
from bot.ui.text import clip
from cogs.limits.panel.render import shown
from cogs.limits.panel.table import Row

#: https://docs.discord.com/developers/components/reference, read 2026-11-22
_MAX_LABEL = 45
_MAX_DESCRIPTION = 100
_MAX_PLACEHOLDER = 100
_MAX_OPTIONS = 25
_MAX_OPTION = 100

#: Whoever has a form open for longer opens it again; a form that was closed is forgotten by then.
_OPEN_S = 15 * 60

#: More than any number, time or sum takes, and little enough for a custom id.
_MAX_TYPED = 30
_MAX_NAMES_TYPED = 1000

_INPUT = "value"

#: What a choice is typed as in a command, and what people read.
_SWITCH = {"allowed": "Allowed", "forbidden": "Forbidden"}
_RATINGS = {
    "anywhere": "Anywhere",
    "only": "Only in age-restricted channels",
    "never": "Never in age-restricted channels",
}

Submit = Callable[[discord.Interaction[Any], str], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Question:
    """What a form asks for."""

    place: Place
    row: Row
    typed: str = ""
    """What was typed before and could not be read."""


class LimitForm(SafeModal):
    """Asks for one limit's value, and hands over what was given as it would be typed."""

    def __init__(self, question: Question, models: Models, submit: Submit) -> None:
        limit = question.row.limit
        super().__init__(title=clip(str(limit), _MAX_LABEL), timeout=_OPEN_S)
        self._submit = submit
        self._input = _input(question, models)
        self.add_item(discord.ui.TextDisplay(_situation(question)))
        self.add_item(
            discord.ui.Label(
                text=clip(SPECS[limit].summary.capitalize(), _MAX_LABEL),
                description=clip(self._advice(limit), _MAX_DESCRIPTION),
                component=self._input,
            )
        )

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Hand over what was given."""
        if isinstance(self._input, discord.ui.Select):
            await self._submit(interaction, ", ".join(self._input.values))
        else:
            await self._submit(interaction, self._input.value)

    def _advice(self, limit: Limit) -> str:
        if isinstance(self._input, discord.ui.TextInput):
            wanted = expected(limit)
            return f"{wanted.words[:1].upper()}{wanted.words[1:]}; for example {wanted.example}"
        if self._input.max_values > 1:
            return "Choose all that are allowed; the command /limits set takes others, too"
        return "Choose one"


def _situation(question: Question) -> str:
    row = question.row
    inherited = shown(row.limit, row.inherited.value)
    known = row.inherited.origin is not None or row.inherited.value is not None
    source = f", {set_by(row.inherited.origin)}" if known else ""
    own = f"set to **{shown(row.limit, row.seen.own)}**" if row.seen.is_set else "not set"
    return f"For {place_name(question.place)}: {own}. Inherited: {inherited}{source}."


def _input(
    question: Question, models: Models
) -> discord.ui.TextInput[Any] | discord.ui.Select[Any]:
    limit, seen = question.row.limit, question.row.seen
    own = seen.own if seen.is_set else None
    match SPECS[limit].kind:
        case Kind.SWITCH | Kind.RATING as kind:
            words = _SWITCH if kind is Kind.SWITCH else _RATINGS
            return _menu(
                [
                    (word, label, seen.is_set and parse_value(limit, word) == own)
                    for word, label in words.items()
                ]
            )
        case Kind.NAMES if choices := _names(limit, own, models):
            return _menu(choices, most=min(len(choices), SPECS[limit].high))
        case Kind.NAMES:
            return _text(question, max_length=_MAX_NAMES_TYPED)
        case _:
            return _text(question, max_length=_MAX_TYPED)


def _names(limit: Limit, own: Value, models: Models) -> list[tuple[str, str, bool]]:
    """Offer what is set, so that nothing of it is lost, then what there is, as far as it fits."""
    there: dict[str, str] = {}
    for model in models.listed():
        if limit is Limit.MODELS:
            there[model.id] = model.name
        else:
            there |= dict(zip(model.sizes, model.sizes, strict=True))
    kept = _fitting(sorted(own) if isinstance(own, frozenset) else ())
    others = [name for name in _fitting(there) if name not in kept]
    left = max(_MAX_OPTIONS - len(kept), 0)
    return [(name, there.get(name, name), name in kept) for name in [*kept, *others[:left]]]


def _fitting(names: Iterable[str]) -> list[str]:
    return [name for name in names if 1 <= len(name) <= _MAX_OPTION]


def _menu(choices: Iterable[tuple[str, str, bool]], *, most: int = 1) -> discord.ui.Select[Any]:
    options = [
        discord.SelectOption(label=clip(label, _MAX_OPTION), value=value, default=chosen)
        for value, label, chosen in choices
    ]
    return discord.ui.Select(custom_id=_INPUT, options=options, max_values=most, required=True)


def _text(question: Question, *, max_length: int) -> discord.ui.TextInput[Any]:
    row = question.row
    own = format_value(row.limit, row.seen.own) if row.seen.is_set else ""
    now = format_value(row.limit, row.inherited.value)
    return discord.ui.TextInput(
        custom_id=_INPUT,
        default=clip(question.typed or own, max_length) or None,
        placeholder=clip(f"Inherited: {now}", _MAX_PLACEHOLDER),
        max_length=max_length,
    )
