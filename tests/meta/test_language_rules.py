"""Texts follow the rules of their language, and quote buttons by their labels."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast

from bot.i18n import LANGUAGES
from tests.meta.language_rules import LANGUAGE_RULES

LOCALES = Path(__file__).parents[2] / "bot" / "locales"
ENGLISH, *OTHERS = LANGUAGES

#: The most characters by prefix of the key: 15 % below Discord's limit, for placeholders and
#: later words. https://docs.discord.com/developers/components/reference and
#: https://docs.discord.com/developers/interactions/application-commands, read 2026-11-30
MOST = {
    "button-": 68,
    "title-": 38,
    "label-": 38,
    "command-menu-": 27,
    "option-": 85,
    "placeholder-": 85,
    "command-": 85,
}

#: Prefixes of the keys of buttons, options and fields.
LABELS = ("button-", "option-", "command-menu-", "label-")

_QUOTED = re.compile(r"[“«„「\"*]\s?([^“”«»„「」\"*]+?)\s?[”»“」\"*]")


@cache
def _texts(language: str) -> dict[str, tuple[str, ...]]:
    """Return all variants of each message by key, with placeholders as `{ $name }`."""
    found: dict[str, tuple[str, ...]] = {}
    for file in sorted((LOCALES / language).glob("*.ftl")):
        for entry in FluentParser().parse(file.read_text(encoding="utf-8")).body:
            if isinstance(entry, ast.Message) and entry.value:
                found[entry.id.name] = tuple(dict.fromkeys(_written(entry.value)))
    return found


def _written(pattern: ast.Pattern) -> Iterator[str]:
    """Return every variant of each selector, with the first variants of the others."""
    choices = [_parts(element) for element in pattern.elements]
    yield "".join(parts[0] for parts in choices)
    for at, parts in enumerate(choices):
        for part in parts[1:]:
            yield "".join(part if n == at else others[0] for n, others in enumerate(choices))


def _parts(element: ast.TextElement | ast.Placeable) -> list[str]:
    if isinstance(element, ast.TextElement):
        return [element.value]
    expression = element.expression
    if isinstance(expression, ast.SelectExpression):
        return [text for variant in expression.variants for text in _written(variant.value)]
    if isinstance(expression, ast.VariableReference):
        return [f"{{ ${expression.id.name} }}"]
    return [""]


def _faults(language: str) -> list[str]:
    rules = LANGUAGE_RULES[language]
    return [
        f"{key}: {fault}"
        for key, texts in _texts(language).items()
        for fault in dict.fromkeys(fault for text in texts for fault in rules.faults(text))
    ]


@pytest.mark.parametrize("language", OTHERS)
def test_texts_keep_to_the_rules_of_their_language(language: str) -> None:
    faults = _faults(language)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("language", OTHERS)
def test_a_label_that_is_quoted_is_the_labels_own_text(language: str) -> None:
    english, other = _texts(ENGLISH), _texts(language)
    keys = {text: key for key, [text, *_] in english.items() if key.startswith(LABELS)}
    wrong = [
        f"{key}: should quote {other[keys[label]][0]!r}"
        for key, texts in english.items()
        for label in {quoted for text in texts for quoted in _QUOTED.findall(text)} & keys.keys()
        if key in other and keys[label] in other
        if not all(other[keys[label]][0] in text for text in other[key])
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("language", OTHERS)
def test_short_texts_leave_room_below_discords_limits(language: str) -> None:
    too_long = [
        f"{key}: {len(text)} of {most}"
        for key, texts in _texts(language).items()
        for beginning, most in MOST.items()
        if key.startswith(beginning) and not (beginning == "command-" and "-menu-" in key)
        for text in texts
        if len(text) > most
    ]
    assert not too_long, "\n".join(too_long)


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("de", "Es wird gemalt.", "erstellen"),
        ("de", "Bis { $when } warten", "preposition"),
        ("de", "Klicke auf «Mehr».", "quotes"),
        ("de", "{ $mention } das Bild ist da.", "comma"),
        ("fr", "Attention : le modèle « X »", "no-break"),
        ("fr", "Réessaie à { $when }.", "preposition"),
        ("es", "Según el dueño", "owner"),
        ("es", "Podéis intentarlo a las { $when }", "tú"),
        ("es", "Vuelve a las { $when }", "preposition"),
        ("pt-BR", "O modelo saiu do ar.", "disponível"),
        ("pt-BR", "Volta às { $when }", "preposition"),
        ("ja", "あなたの画像", "without it"),
        ("ja", "完了。 再試行", "no space"),
    ],
)
def test_a_text_that_breaks_a_rule_is_found(language: str, text: str, words: str) -> None:
    assert any(words in fault for fault in LANGUAGE_RULES[language].faults(text))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "„Mehr“ gibt es { $when }; siehe `id:1` und <https://x.example/?a=b>."),
        ("fr", "Attention\u00a0: le modèle «\u00a0X\u00a0» revient { $when }\u00a0!"),
        ("es", "“Más” estará disponible { $when }."),
        ("pt-BR", "“Mais” volta { $when }."),
        ("ja", "「その他」は{ $when }に使えます。再試行してください。"),
    ],
)
def test_a_text_that_keeps_to_the_rules_is_not_found(language: str, text: str) -> None:
    assert list(LANGUAGE_RULES[language].faults(text)) == []
