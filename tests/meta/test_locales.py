"""Every language has all messages of English, with the same placeholders, within Discord's limits.

https://docs.discord.com/developers/interactions/application-commands and
https://docs.discord.com/developers/components/reference, read 2026-11-22
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import discord
import pytest
from discord import app_commands
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from bot.errors import ImagineError
from bot.i18n import LANGUAGES
from bot.translator import command_texts, key_of
from bot.ui.sentences import message_key
from tools.release_check import listed

ROOT = Path(__file__).parents[2]
LOCALES = ROOT / "bot" / "locales"
ENGLISH, *OTHERS = LANGUAGES

#: Languages without texts.
UNWRITTEN = frozenset(language for language in OTHERS if not (LOCALES / language).is_dir())
WRITTEN = [language for language in LANGUAGES if language not in UNWRITTEN]

#: Commands for moderators, which are in English only.
MODERATORS = {"block", "case", "filter", "limits", "log", "manage-styles", "unblock", "warn"}

#: Prefixes of keys that no source mentions: they are built from the names of commands.
MADE_OF_COMMANDS = ("command-", "choice-")

#: Patterns of words that English texts do not use: synonyms of glossary terms (members create or
#: request images, models generate them, requests wait in a queue), and literal translations.
UNWANTED = (
    "pictures?",
    "paint(s|ed|ing)?",
    "wish(es)?",
    "in line",
    "ask(ed)? (for|again|anew|without)",
    "(came|come|comes) (back|of)",
    "anew",
    "nobody",
    "somebody",
    "whoever",
    "of which",
    "g(ave|ive|iven|ives|iving) (back|up)",
    "left alone",
    "again and again",
    "so many",
    "stands? in",
    "cancell(ed|ing)",
    "colours?",
)

#: The most characters by prefix of the key; 2,000 for a message.
MOST = {
    "action-": 80,
    "button-": 80,
    "title-": 45,
    "label-": 45,
    "placeholder-": 100,
    "option-": 100,
    "command-menu-": 32,
    "command-": 100,
    "choice-": 100,
    "": 2000,
}

#: Assumed length of a placeholder: a name in messages, a number or one word in short texts.
FILLED = 60
FILLED_SHORT = 8

#: Messages that may equal English: the same word, or nothing to translate.
SAME: dict[str, set[str]] = {
    "*": {"limit-wait-hours", "limit-wait-minutes", "limit-wait-seconds"},
    "de": {
        "action-details",
        "details-kib",
        "details-mib",
        "details-ratio-auto",
        "details-seed",
        "label-prompt",
        "limit-name-cooldown",
        "limit-source",
    },
    "es": {"details-kib", "details-mib", "details-ratio-auto", "label-prompt"},
    "fr": {
        "card-seed",
        "card-style",
        "details-pixels",
        "details-ratio-auto",
        "details-seed",
        "label-prompt",
        "mine-count",
        "option-imagine-count",
        "option-imagine-count-unpriced",
        "option-image",
    },
    "ja": {"details-generation", "details-kib", "details-mib"},
    "pt-BR": {
        "card-seed",
        "details-kib",
        "details-mib",
        "details-pixels",
        "details-ratio-auto",
        "details-seed",
        "label-prompt",
    },
}


@dataclass
class Message:
    """The placeholders and texts of a message."""

    variables: set[str] = field(default_factory=set[str])
    selectors: set[str] = field(default_factory=set[str])
    texts: set[str] = field(default_factory=set[str])
    """Every variant, with its placeholders filled."""
    words: str = ""
    """All its text, for comparison with English."""


class _Facts(Visitor):
    def __init__(self) -> None:
        self.message = Message()

    def visit_SelectExpression(self, node: ast.SelectExpression) -> None:  # noqa: N802 - fluent's
        if isinstance(node.selector, ast.VariableReference):
            self.message.selectors.add(node.selector.id.name)
        self.generic_visit(node)

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 - fluent's
        self.message.variables.add(node.id.name)

    def visit_TextElement(self, node: ast.TextElement) -> None:  # noqa: N802 - fluent's
        self.message.words += node.value


def _filled(pattern: ast.Pattern, filling: str) -> set[str]:
    """Return the variants of a pattern, the 20 longest at most: each selector multiplies them."""
    texts = {""}
    for element in pattern.elements:
        parts = {filling}
        if isinstance(element, ast.TextElement):
            parts = {element.value}
        elif isinstance(element.expression, ast.SelectExpression):
            variants = element.expression.variants
            parts = {text for variant in variants for text in _filled(variant.value, filling)}
        texts = set(sorted((a + b for a in texts for b in parts), key=len)[-20:])
    return texts


def _message(key: str, pattern: ast.Pattern) -> Message:
    facts = _Facts()
    facts.visit(pattern)
    filling = "x" * (FILLED if _most(key) == MOST[""] else FILLED_SHORT)
    facts.message.texts = _filled(pattern, filling)
    return facts.message


def _bodies(language: str) -> Iterator[tuple[str, ast.EntryType]]:
    for file in sorted((LOCALES / language).glob("*.ftl")):
        for entry in FluentParser().parse(file.read_text(encoding="utf-8")).body:
            yield file.name, entry


@cache
def _messages(language: str) -> dict[str, Message]:
    """Return the messages of a language by key, attributes as `key.attribute`."""
    found: dict[str, Message] = {}
    for _file, entry in _bodies(language):
        if not isinstance(entry, ast.Message):
            continue
        if entry.value:
            found[entry.id.name] = _message(entry.id.name, entry.value)
        for attribute in entry.attributes:
            key = f"{entry.id.name}.{attribute.id.name}"
            found[key] = _message(key, attribute.value)
    return found


@cache
def _source() -> str:
    files = [path for folder in ("bot", "cogs") for path in (ROOT / folder).rglob("*.py")]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


@cache
def _mentioned() -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """Return the keys in the source, and patterns for keys that are built from parts."""
    literals = re.findall(r'"([a-z]+-[^"\n]*)"', _source())
    literals += re.findall(r"'([a-z]+-[^'\n]*)'", _source())
    whole = frozenset(text for text in literals if "{" not in text)
    built = {text for text in literals if "{" in text}
    patterns = tuple(
        re.compile("[A-Za-z0-9_-]+".join(map(re.escape, re.split(r"\{[^{}]*\}", text))))
        for text in sorted(built)
    )
    return whole, patterns


def _of_errors() -> set[str]:
    """Return the keys of all error classes."""
    kinds, found = [ImagineError], set[str]()
    while kinds:
        kind = kinds.pop()
        found.add(message_key(kind))
        kinds += kind.__subclasses__()
    return found


def _files_of(language: str) -> dict[str, str]:
    """Return the file of each message by key, including attributes."""
    found: dict[str, str] = {}
    for file, entry in _bodies(language):
        if isinstance(entry, ast.Message):
            keys = [f"{entry.id.name}.{attribute.id.name}" for attribute in entry.attributes]
            found |= dict.fromkeys([*([entry.id.name] if entry.value else []), *keys], file)
    return found


def _id(key: str) -> str:
    """Return the message id of a key."""
    return key.partition(".")[0]


def _most(key: str) -> int:
    return next(most for beginning, most in MOST.items() if key.startswith(beginning))


@pytest.mark.parametrize("language", WRITTEN)
def test_the_files_can_be_read_and_every_key_is_there_once(language: str) -> None:
    keys: list[str] = []
    for file, entry in _bodies(language):
        assert not isinstance(entry, ast.Junk), f"{file}: {entry.content}"
        if isinstance(entry, ast.Message):
            keys.append(entry.id.name)
    assert len(keys) == len(set(keys)), {key for key in keys if keys.count(key) > 1}


def test_every_message_is_said_somewhere() -> None:
    whole, patterns = _mentioned()
    unused = [
        key
        for key in _messages(ENGLISH)
        if key not in whole | _of_errors()
        and not key.startswith(MADE_OF_COMMANDS)
        and not any(pattern.fullmatch(key) for pattern in patterns)
    ]
    assert unused == []


def test_everything_that_is_said_has_a_message() -> None:
    said = set(re.findall(r"""\bsay\(\s*["']([a-z0-9.-]+)["']""", _source()))
    assert said
    assert said - set(_messages(ENGLISH)) == set()


def test_english_uses_the_words_of_discord_and_of_our_vocabulary() -> None:
    unwanted = re.compile(rf"\b({'|'.join(UNWANTED)})\b", re.IGNORECASE)
    found = [
        f"{file}:{entry.id.name}: {word[0]}"
        for file, entry in _bodies(ENGLISH)
        if isinstance(entry, ast.Message)
        for word in unwanted.finditer(_words(entry))
    ]
    assert found == []


def _words(entry: ast.Message) -> str:
    facts = _Facts()
    facts.visit(entry)
    return facts.message.words


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_says_what_english_says_and_no_more(language: str) -> None:
    if language in UNWRITTEN:
        pytest.skip("not written yet")
    english, other = _files_of(ENGLISH), _files_of(language)
    unlisted = {key: file for key, file in english.items() if _id(key) not in listed(language)}
    missing = unlisted.keys() - other.keys()
    assert missing == set(), "missing, and not in untranslated.txt"
    moved = {key: file for key, file in other.items() if english.get(key) != file}
    assert moved == {}, "unknown, or in another file than in English"


@pytest.mark.parametrize("language", OTHERS)
def test_the_list_of_untranslated_texts_is_sorted_and_true(language: str) -> None:
    ids = listed(language)
    assert ids == sorted(set(ids)), "unsorted, or listed twice"
    english, other = ({_id(key) for key in _messages(name)} for name in (ENGLISH, language))
    assert set(ids) - english == set(), "listed, but unknown"
    assert set(ids) & other == set(), "listed, but translated"


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_left_untranslated(language: str) -> None:
    if language in UNWRITTEN:
        pytest.skip("not written yet")
    may = SAME["*"] | SAME.get(language, set())
    left = {
        key
        for key, message in _messages(language).items()
        if key not in may
        # without letters there is nothing to translate
        and re.search(r"[^\W\d_]", message.words)
        and message.words == _messages(ENGLISH)[key].words
    }
    assert left == set()


@pytest.mark.parametrize("language", OTHERS)
def test_placeholders_are_those_of_english(language: str) -> None:
    if language in UNWRITTEN:
        pytest.skip("not written yet")
    for key, other in _messages(language).items():
        english = _messages(ENGLISH)[key]
        # languages differ in which messages need plural forms
        assert other.variables == english.variables, key
        assert other.selectors <= other.variables, key


@pytest.mark.parametrize("language", OTHERS)
def test_choices_by_name_are_those_of_english(language: str) -> None:
    if language in UNWRITTEN:
        pytest.skip("not written yet")
    english, other = _choices(ENGLISH), _choices(language)
    for key, names in english.items():
        if key not in listed(language):
            assert other.get(key, {}) == names, key


def _choices(language: str) -> dict[str, dict[str, set[str]]]:
    """Return the named variants by key and selector, without plural forms."""
    plurals = {"zero", "one", "two", "few", "many", "other"}
    found: dict[str, dict[str, set[str]]] = {}
    for _file, entry in _bodies(language):
        if not isinstance(entry, ast.Message):
            continue
        for selector, names in _selects(entry):
            if names - plurals:
                found.setdefault(entry.id.name, {}).setdefault(selector, set()).update(names)
    return found


def _selects(entry: ast.Message) -> list[tuple[str, set[str]]]:
    selects: list[tuple[str, set[str]]] = []

    class Find(Visitor):
        def visit_SelectExpression(self, node: ast.SelectExpression) -> None:  # noqa: N802 - fluent's
            names = {v.key.name for v in node.variants if isinstance(v.key, ast.Identifier)}
            if isinstance(node.selector, ast.VariableReference):
                selects.append((node.selector.id.name, names))
            self.generic_visit(node)

    Find().visit(entry)
    return selects


@pytest.mark.parametrize("language", WRITTEN)
def test_no_text_is_longer_than_discord_takes(language: str) -> None:
    too_long = {
        key: len(text)
        for key, message in _messages(language).items()
        for text in message.texts
        if len(text) > _most(key)
    }
    assert too_long == {}


@pytest.mark.parametrize("language", WRITTEN)
def test_every_text_stands_on_one_line_unless_english_has_more(language: str) -> None:
    for key, message in _messages(language).items():
        english = _messages(ENGLISH)[key]
        assert message.words.count("\n") == english.words.count("\n"), key


class _Recorder(app_commands.Translator):
    """Records the texts that Discord would be sent in other languages."""

    def __init__(self) -> None:
        self.texts: dict[str, set[str]] = {}

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        if key := key_of(context):
            self.texts.setdefault(key, set()).add(str(string))
        return None


async def _record(tree: app_commands.CommandTree[Any], *, moderators: bool) -> dict[str, set[str]]:
    recorder = _Recorder()
    kinds = (discord.AppCommandType.chat_input, *tuple(discord.AppCommandType)[1:])
    for kind in kinds:
        for command in tree.get_commands(type=kind):
            if (command.name in MODERATORS) is moderators:
                await command.get_translated_payload(tree, recorder)
    return recorder.texts


async def test_what_discord_shows_of_members_commands_can_be_translated(
    tree: app_commands.CommandTree[Any],
) -> None:
    shown = await _record(tree, moderators=False)
    # texts without letters, such as 16:9, need no translation
    shown = {key: texts for key, texts in shown.items() if re.search(r"[^\W\d_]", "".join(texts))}
    # one key has one translation, so it must have one English text
    assert {key: texts for key, texts in shown.items() if len(texts) > 1} == {}
    written = {key: {text} for key, text in command_texts(ENGLISH).items()}
    assert shown == written


async def test_what_moderators_use_stays_english(tree: app_commands.CommandTree[Any]) -> None:
    shown = await _record(tree, moderators=True)
    assert set(shown) & set(command_texts(ENGLISH)) == set()
