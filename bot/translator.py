"""Translates the descriptions and choices of members' commands for Discord's command picker.

Command names are not translated, and moderators' commands stay English: they have no keys. Keys
are derived from the commands:

- `command-imagine`, `command-my-allowance`: the description of a command or group
- `command-imagine-prompt`: the description of an option, by its displayed name
- `command-menu-remix-image`: the name of a context menu
- `choice-auto`: the name of a choice, by its value

https://docs.discord.com/developers/interactions/application-commands#localization, read 2026-11-22
"""

import asyncio
import re
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import TranslationContextLocation as Location
from discord.app_commands import locale_str

from bot.i18n import COMMAND_TEXTS, LANGUAGES, language_of, texts_of

_NOT_IN_KEYS = re.compile(r"[^a-z0-9]+")


class CommandTranslator(app_commands.Translator):
    """Translates commands at registration; loads a language's texts on first use."""

    def __init__(self) -> None:
        self._texts: dict[str, dict[str, str]] = {}

    async def translate(
        self,
        string: locale_str,  # noqa: ARG002 - the English text; keys are derived from names
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """Return the text in a language, or None to keep the English one."""
        # first, since discord.py asks for each of Discord's locales, most without texts
        language = language_of(locale)
        if language is None or language == LANGUAGES[0]:
            return None
        key = key_of(context)
        if key is None:
            return None
        if language not in self._texts:
            self._texts[language] = await asyncio.to_thread(command_texts, language)
        return self._texts[language].get(key)


def key_of(context: app_commands.TranslationContextTypes) -> str | None:
    """Return the key of a text; None for a text that is not translated."""
    data: Any = context.data
    match context.location:
        case Location.command_description | Location.group_description:
            return f"command-{_slug(data.qualified_name)}"
        case Location.parameter_description:
            return f"command-{_slug(data.command.qualified_name)}-{_slug(data.display_name)}"
        case Location.command_name if isinstance(data, app_commands.ContextMenu):
            return f"command-menu-{_slug(data.name)}"
        case Location.choice_name:
            return f"choice-{_slug(str(data.value))}"
        case _:
            return None


def command_texts(language: str) -> dict[str, str]:
    """Return a language's command texts by key; takes some milliseconds.

    Placeholders are dropped: Discord shows these texts as they are registered.
    """
    # not needed when the commands are registered already
    from fluent.syntax import FluentParser  # noqa: PLC0415 - see above
    from fluent.syntax.ast import Message, TextElement  # noqa: PLC0415 - see above

    parsed = FluentParser(with_spans=False).parse(texts_of(language, COMMAND_TEXTS))
    return {
        entry.id.name: "".join(
            part.value for part in entry.value.elements if isinstance(part, TextElement)
        )
        for entry in parsed.body
        if isinstance(entry, Message) and entry.value
    }


def _slug(name: str) -> str:
    return _NOT_IN_KEYS.sub("-", name.casefold()).strip("-")
