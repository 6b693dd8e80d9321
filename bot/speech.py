"""What the bot says, in the languages of its members.

The texts are Fluent files in `bot/locales/<language>`; numbers and money are written by Babel.
https://projectfluent.org/fluent/guide/, read 2026-11-22
"""

import warnings
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from bot.policy.money import MICROS_PER_USD

if TYPE_CHECKING:
    from fluent.runtime import FluentBundle

#: The first one has every text; the others fall back to it.
LANGUAGES = ("en", "de", "fr", "es", "pt-BR", "ja")

#: The file with what Discord shows of commands.
COMMAND_TEXTS = "commands.ftl"

#: Less is not written.
_SMALLEST_MICROS = MICROS_PER_USD // 10_000


class Say:
    """Says texts in one language: `say("card-waiting", place=3)`."""

    def __init__(self, language: str) -> None:
        """Choose a language out of `LANGUAGES`; its texts are read when something is said."""
        self.language = language

    def __call__(self, key: str, /, **facts: str | float) -> str:
        """Return a text.

        Args:
            key: The message's id, or `id.attribute`.
            facts: What its placeholders stand for. Numbers are written as the language does and
                decide between plural forms; text is taken as it is, so that other people's words
                have to be escaped before.

        Raises:
            LookupError: There is no such text, not even in English.
        """
        message_id, _, attribute = key.partition(".")
        for bundle in (_bundle(self.language), _bundle(LANGUAGES[0])):
            if not bundle.has_message(message_id):
                continue
            message = bundle.get_message(message_id)
            pattern = message.attributes.get(attribute) if attribute else message.value
            if pattern is None:
                continue
            text, errors = bundle.format_pattern(pattern, facts)
            if errors:
                # a text with a hole in it is still better than none
                warnings.warn(f"{key} in {self.language}: {errors}", stacklevel=2)
            return str(text)
        raise LookupError(f"nothing to say for {key}")

    def usd(self, micros: int) -> str:
        """Write micro-dollars with two to four decimals, as `format_usd` does in English."""
        # takes memory that the start has not
        from babel import Locale  # noqa: PLC0415 - as said
        from babel.numbers import format_currency  # noqa: PLC0415 - as said

        if 0 < micros < _SMALLEST_MICROS:
            return f"<{self.usd(_SMALLEST_MICROS)}"
        locale = Locale.parse(self.language, sep="-")
        pattern = locale.currency_formats["standard"].pattern.replace("0.00", "0.00##")
        amount = Decimal(micros) / MICROS_PER_USD
        return format_currency(amount, "USD", pattern, locale, currency_digits=False)


def speech_for(locale: object) -> Say:
    """Return who speaks the language of one of Discord's locales, such as `pt-BR` or `es-419`.

    A language that we have no texts of is answered in English.
    """
    return _speech(language_of(locale) or LANGUAGES[0])


def language_of(locale: object) -> str | None:
    """Return which of our languages one of Discord's locales is; None when we have none for it."""
    wanted = str(locale)
    prefix = wanted.partition("-")[0]
    for language in LANGUAGES:
        if wanted == language or prefix == language.partition("-")[0]:
            return language
    return None


def prepare() -> None:
    """Read the texts of all languages, which takes a second; for a thread of its own.

    Whoever speaks a language before its texts are read waits for them.
    """
    for language in LANGUAGES:
        _bundle(language)


def texts_of(language: str, name: str | None = None) -> str:
    """Return texts of a language as they stand in its files, in the order of their names.

    Args:
        language: One of `LANGUAGES`; of one that is not translated yet there are none.
        name: The file's, such as `commands.ftl`; None for all.
    """
    folder = resources.files("bot") / "locales" / language
    files = sorted(folder.iterdir(), key=lambda file: file.name) if folder.is_dir() else []
    wanted = [file for file in files if name in {None, file.name}]
    return "\n".join(file.read_text(encoding="utf-8") for file in wanted)


@cache
def _speech(language: str) -> Say:
    return Say(language)


@cache
def _bundle(language: str) -> "FluentBundle":
    # 8 MB, which are not spent before the first word
    from fluent.runtime import FluentBundle, FluentResource  # noqa: PLC0415 - as said

    # no marks around what is put in: Discord shows them in its code blocks and modals
    bundle = FluentBundle([language], use_isolating=False)
    bundle.add_resource(FluentResource(texts_of(language)))
    return bundle


#: For the log, the command line and moderators.
ENGLISH = _speech(LANGUAGES[0])
