"""The panel's forms: words, a text to try out, a message, the ladder."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

import discord

from bot.ui.interactions.controls import SafeModal

#: How long a form can be submitted, in seconds. Discord does not report closed forms, so this is
#: also how long discord.py keeps them.
_TIMEOUT_S = 15 * 60


@dataclass(frozen=True, slots=True)
class Field:
    """One text input of a form."""

    name: str
    """Its custom id."""
    label: str
    most: int
    """Most characters; Discord allows 4,000."""
    note: str | None = None
    default: str = ""
    is_long: bool = True
    is_required: bool = True


Submit = Callable[[discord.Interaction[Any], Sequence[str]], Awaitable[None]]


class PanelForm(SafeModal):
    """Asks for some texts, and passes them on in order."""

    def __init__(self, title: str, fields: Sequence[Field], submit: Submit) -> None:
        super().__init__(title=title, timeout=_TIMEOUT_S)
        self._submit = submit
        self._inputs = [_input(field) for field in fields]
        for field, text_input in zip(fields, self._inputs, strict=True):
            self.add_item(
                discord.ui.Label(text=field.label, description=field.note, component=text_input)
            )

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Pass the texts on."""
        await self._submit(interaction, [text_input.value for text_input in self._inputs])


def _input(field: Field) -> discord.ui.TextInput[discord.ui.View]:
    return discord.ui.TextInput(
        custom_id=field.name,
        style=discord.TextStyle.paragraph if field.is_long else discord.TextStyle.short,
        default=field.default or None,
        max_length=field.most,
        required=field.is_required,
    )
