"""The bot's texts in all languages, with plurals, numbers and money.

The texts are Fluent files in `bot/locales/<language>`; Babel formats numbers and money.
https://projectfluent.org/fluent/guide/, read 2026-11-22
"""

import re
import warnings
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from bot.policy.languages import LANGUAGES
from bot.policy.money import MICROS_PER_USD

if TYPE_CHECKING:
    from fluent.runtime.resolver import Pattern

#: The file with the descriptions and choices of commands.
COMMAND_TEXTS = "commands.ftl"

#: A language with this file has the texts for moderators.
ADMIN_TEXTS = "limits-admin.ftl"

#: Source of one message with its attributes; messages must not reference each other.
_MESSAGE = re.compile(r"^([a-zA-Z][\w-]*) *=.*(?:\n(?:[ }].*)?)*", re.MULTILINE)

#: The smallest amount that is written as a number; smaller ones are `<` this, in micro-dollars.
_SMALLEST_MICROS = MICROS_PER_USD // 10_000


class Say:
    """Says texts in one language: `say("card-waiting", place=3)`."""

    def __init__(self, language: str) -> None:
        """Take one of `LANGUAGES`; its texts are loaded on the first call."""
        self.language = language

    def __call__(self, key: str, /, **facts: str | float) -> str:
        """Return a text.

        Args:
            key: The message's id, or `id.attribute`.
            facts: Values of its placeholders. Numbers are formatted for the language and select
                plural forms; strings are inserted verbatim, so escape untrusted ones.

        Raises:
            LookupError: The message does not exist, not even in English.
        """
        message_id, _, attribute = key.partition(".")
        for texts in (_texts(self.language), _texts(LANGUAGES[0])):
            pattern = texts.pattern(message_id, attribute)
            if pattern is None:
                continue
            text, errors = texts.bundle.format_pattern(pattern, facts)
            if errors:
                # a text with a missing value is better than none
                warnings.warn(f"{key} in {self.language}: {errors}", stacklevel=2)
            return str(text)
        raise LookupError(f"nothing to say for {key}")

    def usd(self, micros: int) -> str:
        """Format micro-dollars with two to four decimals, as `format_usd` does in English."""
        # imported late to save memory at startup
        from babel import Locale  # noqa: PLC0415 - see above
        from babel.numbers import format_currency  # noqa: PLC0415 - see above

        if 0 < micros < _SMALLEST_MICROS:
            return f"<{self.usd(_SMALLEST_MICROS)}"
        locale = Locale.parse(self.language, sep="-")
        pattern = locale.currency_formats["standard"].pattern.replace("0.00", "0.00##")
        amount = Decimal(micros) / MICROS_PER_USD
        return format_currency(amount, "USD", pattern, locale, currency_digits=False)


def texts_for(locale: object) -> Say:
    """Return the `Say` for one of Discord's locales, such as `pt-BR` or `es-419`.

    A language without texts gets English.
    """
    return _speech(language_of(locale) or LANGUAGES[0])


def admin_texts_for(locale: object) -> Say:
    """Return the `Say` for a moderator or operator with one of Discord's locales.

    A language without moderators' texts gets English, so that languages are never mixed.
    """
    say = texts_for(locale)
    return say if _has_admin_texts(say.language) else _speech(LANGUAGES[0])


def language_of(locale: object) -> str | None:
    """Return the entry of `LANGUAGES` for one of Discord's locales; None if there is none."""
    wanted = str(locale)
    prefix = wanted.partition("-")[0]
    for language in LANGUAGES:
        if wanted == language or prefix == language.partition("-")[0]:
            return language
    return None


def prepare() -> None:
    """Load all languages. Blocks for 0.1 s, so call it in a thread.

    Otherwise the first use of each language would block the event loop.
    """
    for language in LANGUAGES:
        _speech(language).usd(0)
        _texts(language)
        _has_admin_texts(language)


def texts_of(language: str, name: str | None = None) -> str:
    """Return the source of a language's Fluent files, sorted by name and joined.

    Args:
        language: One of `LANGUAGES`; the result is empty if it has no folder yet.
        name: The only file to read, such as `commands.ftl`; None reads all.
    """
    folder = resources.files("bot") / "locales" / language
    files = sorted(folder.iterdir(), key=lambda file: file.name) if folder.is_dir() else []
    wanted = [file for file in files if file.name.endswith(".ftl") and name in {None, file.name}]
    return "\n".join(file.read_text(encoding="utf-8") for file in wanted)


@cache
def _has_admin_texts(language: str) -> bool:
    return bool(texts_of(language, ADMIN_TEXTS))


@cache
def _speech(language: str) -> Say:
    return Say(language)


class _Texts:
    """The texts of one language.

    Each message is parsed on first use (0.1 ms). Most are never used, and all of them parsed, in
    six languages, would take 15 MB.
    """

    def __init__(self, language: str) -> None:
        # 4 MB that startup does not need
        from fluent.runtime import FluentBundle  # noqa: PLC0415 - see above
        from fluent.syntax import FluentParser  # noqa: PLC0415 - see above

        # no bidi isolation marks around values: Discord shows them in code blocks and modals
        self.bundle = FluentBundle([language], use_isolating=False)
        self._parse = FluentParser(with_spans=False).parse
        self._unparsed = {found[1]: found[0] for found in _MESSAGE.finditer(texts_of(language))}

    def pattern(self, message_id: str, attribute: str) -> "Pattern | None":
        """Return a message's attribute, or its value for an empty name; None if it has none."""
        source = self._unparsed.pop(message_id, None)
        if source is not None:
            self.bundle.add_resource(self._parse(source))
        if not self.bundle.has_message(message_id):
            return None
        message = self.bundle.get_message(message_id)
        return message.attributes.get(attribute) if attribute else message.value


@cache
def _texts(language: str) -> _Texts:
    return _Texts(language)


#: For the log and the command line.
ENGLISH = _speech(LANGUAGES[0])
