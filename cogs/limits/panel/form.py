"""The form for the value of one limit."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any

import discord

from bot.i18n import Say
from bot.policy.limits.limit import SPECS, Kind, Limit, Value
from bot.policy.limits.rulebook import Scope
from bot.policy.limits.values import format_value, parse_value
from bot.ports import Models
from bot.ui.interactions.controls import SafeModal
from bot.ui.limits.limit_text import limit_name, scope_name, set_by
from bot.ui.limits.limit_values import (
    RATING_WORDS,
    SWITCH_WORDS,
    example_of,
    shown_value,
    value_text,
    wanted_text,
)
from bot.ui.text import clip
from cogs.limits.panel.render import has_source
from cogs.limits.panel.table import Row

#: Discord's limits; lengths in characters.
#: https://docs.discord.com/developers/components/reference, read 2026-11-22
_MAX_LABEL = 45
_MAX_DESCRIPTION = 100
_MAX_PLACEHOLDER = 100
_MAX_OPTIONS = 25
_MAX_OPTION = 100

#: How long a form can be submitted, in seconds. Discord does not report closed forms, so this is
#: also how long discord.py keeps them.
_TIMEOUT_S = 15 * 60

#: Characters. Enough for any number, duration or amount, and short enough for a custom id.
_MAX_TYPED = 30
_MAX_NAMES_TYPED = 1000

_INPUT = "value"

Submit = Callable[[discord.Interaction[Any], str], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Question:
    """The limit that a form asks for."""

    scope: Scope
    row: Row
    say: Say
    """The moderator's language."""
    typed: str = ""
    """The rejected input to start with."""


class LimitForm(SafeModal):
    """Asks for one limit's value, and passes it on in the syntax of /limits set."""

    def __init__(self, question: Question, models: Models, submit: Submit) -> None:
        limit = question.row.limit
        name = clip(limit_name(question.say, limit), _MAX_LABEL)
        super().__init__(title=name, timeout=_TIMEOUT_S)
        self._submit = submit
        self._input = _input(question, models)
        self.add_item(discord.ui.TextDisplay(_current_values(question)))
        self.add_item(
            discord.ui.Label(
                text=name,
                description=clip(self._advice(limit, question.say), _MAX_DESCRIPTION),
                component=self._input,
            )
        )

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Pass the value on."""
        if isinstance(self._input, discord.ui.Select):
            await self._submit(interaction, ", ".join(self._input.values))
        else:
            await self._submit(interaction, self._input.value)

    def _advice(self, limit: Limit, say: Say) -> str:
        if isinstance(self._input, discord.ui.TextInput):
            facts = {"wanted": wanted_text(limit, say), "example": example_of(limit)}
            return say("option-panel-form-advice", **facts)
        several = self._input.max_values > 1
        return say("option-panel-form-several" if several else "option-panel-form-one")


def _current_values(question: Question) -> str:
    row, say = question.row, question.say
    own = shown_value(row.limit, row.seen.own, say) if row.seen.is_set else say("panel-not-set")
    facts = {
        "scope": scope_name(question.scope, say),
        "own": own,
        "inherited": shown_value(row.limit, row.inherited.value, say),
    }
    if not has_source(row):
        return say("panel-situation", **facts)
    return say("panel-situation-origin", origin=set_by(row.inherited.origin, say), **facts)


def _input(
    question: Question, models: Models
) -> discord.ui.TextInput[Any] | discord.ui.Select[Any]:
    limit, seen = question.row.limit, question.row.seen
    own = seen.own if seen.is_set else None
    match SPECS[limit].kind:
        case Kind.SWITCH | Kind.RATING as kind:
            words = SWITCH_WORDS if kind is Kind.SWITCH else RATING_WORDS
            return _menu(
                [
                    (
                        word,
                        question.say(f"option-panel-{kind}", value=word),
                        seen.is_set and parse_value(limit, word) == own,
                    )
                    for word in words
                ]
            )
        case Kind.NAMES if choices := _names(limit, own, models):
            return _menu(choices, most=min(len(choices), SPECS[limit].high))
        case Kind.NAMES:
            return _text(question, max_length=_MAX_NAMES_TYPED)
        case _:
            return _text(question, max_length=_MAX_TYPED)


def _names(limit: Limit, own: Value, models: Models) -> list[tuple[str, str, bool]]:
    """Return value, label and selection of each option: the current names first.

    Current names come first so that submitting the unchanged form loses none of them. Other names
    fill the remaining options.
    """
    labels: dict[str, str] = {}
    for model in models.listed():
        if limit is Limit.MODELS:
            labels[model.id] = model.name
        else:
            labels |= dict(zip(model.sizes, model.sizes, strict=True))
    current = _sendable(sorted(own) if isinstance(own, frozenset) else ())
    others = [name for name in _sendable(labels) if name not in current]
    remaining = max(_MAX_OPTIONS - len(current), 0)
    offered = [*current, *others[:remaining]]
    return [(name, labels.get(name, name), name in current) for name in offered]


def _sendable(names: Iterable[str]) -> list[str]:
    return [name for name in names if 1 <= len(name) <= _MAX_OPTION]


def _menu(choices: Iterable[tuple[str, str, bool]], *, most: int = 1) -> discord.ui.Select[Any]:
    options = [
        discord.SelectOption(label=clip(label, _MAX_OPTION), value=value, default=is_selected)
        for value, label, is_selected in choices
    ]
    return discord.ui.Select(custom_id=_INPUT, options=options, max_values=most, required=True)


def _text(question: Question, *, max_length: int) -> discord.ui.TextInput[Any]:
    row = question.row
    own = format_value(row.limit, row.seen.own) if row.seen.is_set else ""
    inherited = value_text(row.limit, row.inherited.value, question.say)
    return discord.ui.TextInput(
        custom_id=_INPUT,
        default=clip(question.typed or own, max_length) or None,
        placeholder=clip(
            question.say("placeholder-panel-inherited", value=inherited), _MAX_PLACEHOLDER
        ),
        max_length=max_length,
    )
