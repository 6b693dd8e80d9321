"""What the bot says, in the languages of its members.

The texts are Fluent files in `bot/locales/<language>`; numbers and money are written by Babel.
https://projectfluent.org/fluent/guide/, read 2026-11-22
"""

import re
import warnings
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from bot.policy.money import MICROS_PER_USD

if TYPE_CHECKING:
    from fluent.runtime.resolver import Pattern

#: The first one has every text; the others fall back to it for those in their `untranslated.txt`.
LANGUAGES = ("en", "de", "fr", "es", "pt-BR", "ja")

#: The file with what Discord shows of commands.
COMMAND_TEXTS = "commands.ftl"

#: The file by which a language is known to have texts for moderators.
ADMIN_TEXTS = "limits-admin.ftl"

#: One message with its attributes, as it stands in a file; no message of ours refers to another.
_MESSAGE = re.compile(r"^([a-zA-Z][\w-]*) *=.*(?:\n(?:[ }].*)?)*", re.MULTILINE)

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
        for texts in (_texts(self.language), _texts(LANGUAGES[0])):
            pattern = texts.pattern(message_id, attribute)
            if pattern is None:
                continue
            text, errors = texts.bundle.format_pattern(pattern, facts)
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


def texts_for(locale: object) -> Say:
    """Return who speaks the language of one of Discord's locales, such as `pt-BR` or `es-419`.

    A language that we have no texts of is answered in English.
    """
    return _speech(language_of(locale) or LANGUAGES[0])


def admin_speech_for(locale: object) -> Say:
    """Return who speaks to a moderator or operator in one of Discord's locales.

    A language without their texts is answered in English, rather than half in one and half in the
    other.
    """
    say = texts_for(locale)
    return say if _has_admin_texts(say.language) else _speech(LANGUAGES[0])


def language_of(locale: object) -> str | None:
    """Return which of our languages one of Discord's locales is; None when we have none for it."""
    wanted = str(locale)
    prefix = wanted.partition("-")[0]
    for language in LANGUAGES:
        if wanted == language or prefix == language.partition("-")[0]:
            return language
    return None


def prepare() -> None:
    """Read what all languages need, which takes 0.1 s; for a thread of its own.

    Without it whoever speaks a language first would do that, on the event loop.
    """
    for language in LANGUAGES:
        _speech(language).usd(0)
        _texts(language)
        _has_admin_texts(language)


def texts_of(language: str, name: str | None = None) -> str:
    """Return texts of a language as they stand in its files, in the order of their names.

    Args:
        language: One of `LANGUAGES`; of one that is not translated yet there are none.
        name: The file's, such as `commands.ftl`; None for all.
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

    Each is parsed when it is said first, in 0.1 ms: most never are, and the parsed ones of six
    languages take 15 MB.
    """

    def __init__(self, language: str) -> None:
        # 4 MB, which are not spent before the first word
        from fluent.runtime import FluentBundle  # noqa: PLC0415 - as said
        from fluent.syntax import FluentParser  # noqa: PLC0415 - as said

        # no marks around what is put in: Discord shows them in its code blocks and modals
        self.bundle = FluentBundle([language], use_isolating=False)
        self._parse = FluentParser(with_spans=False).parse
        self._unparsed = {found[1]: found[0] for found in _MESSAGE.finditer(texts_of(language))}

    def pattern(self, message_id: str, attribute: str) -> "Pattern | None":
        """Return a message's attribute, or its own text for an empty name; None without one."""
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


#: For the log, the command line and moderators.
ENGLISH = _speech(LANGUAGES[0])
