"""The rules for texts in each language that a test can check.

`CONTRIBUTING.md` has all rules for translators.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

#: No-break spaces between a French word and its punctuation; both are correct.
_FIXED_SPACE = "\u00a0\u202f"

#: Text in no language: code, links and placeholders.
_FOREIGN = re.compile(r"`[^`]*`|<?https?://\S+|\{[^{}]*\}")

#: Straight quotes are wrong in every language.
_PLAIN_QUOTES = r"[\"]"


@dataclass(frozen=True, slots=True)
class LanguageRules:
    """The rules of one language; patterns ignore case."""

    quotes: str
    """The opening and the closing mark."""
    forbidden: Mapping[str, str] = field(default_factory=dict[str, str])
    """Patterns that no text matches, with the reason."""
    before_when: str = ""
    """Words that never precede `{ $when }`, which has its own preposition."""
    comma_after_mention: bool = True
    """Whether a comma follows the mention at the start of a text, or a colon before a sentence."""

    def faults(self, text: str) -> Iterator[str]:
        """Return the violations of a text.

        Args:
            text: With its placeholders as `{ $name }`.
        """
        own = _FOREIGN.sub("{}", text)
        for pattern, reason in self.forbidden.items():
            if found := re.search(pattern, own, re.IGNORECASE):
                yield f"{found[0]!r}: {reason}"
        if found := re.search(rf"\b(?:{self.before_when}) \{{ \$when \}}", text, re.IGNORECASE):
            yield f"{found[0]!r}: the time has its own preposition"
        if found := re.search(_other_quotes(self.quotes), own):
            yield f"{found[0]!r}: quotes are {self.quotes[0]} {self.quotes[1]}"
        if self.comma_after_mention and re.match(r"\{ \$mention \}(?!,|\u00a0?:)", text):
            yield "no comma after the mention"


def _other_quotes(own: str) -> str:
    others = [mark for mark in "„“”«»" if mark not in own]
    return f"{_PLAIN_QUOTES}|[{''.join(others)}]"


LANGUAGE_RULES: Mapping[str, LanguageRules] = {
    "de": LanguageRules(
        quotes="„“",
        forbidden={
            r"\b(?:ge)?mal(?:e|en|t|te|st|end)\b": "models create images: erstellen",
            r"anforder|anzufordern": "create or request images: erstellen",
            r"aufgegeben|aufgibt": "what takes too long is cancelled: abgebrochen",
            r"(?-i:(?<=[a-zäöüß,] )(?:Sie|Ihnen|Ihre?[mnrs]?)\b)": "members are addressed with du",
            r"Slash-Kommando": "Slash-Befehl",
        },
        before_when="um|am|ab|bis|in|seit|vor|nach|gegen",
    ),
    "fr": LanguageRules(
        quotes="«»",
        forbidden={
            r"redemand": "create again: générer",
            r"\b(?:vous|votre|vos)\b": "members are addressed with tu",
            r"\bselon le propriétaire": "'according to': a limit is the owner's",
            rf"(?<![{_FIXED_SPACE}?!:;])[;:!?](?=[\s*{{]|$)": "a no-break space goes before it",
            rf"«(?![{_FIXED_SPACE}])|(?<![{_FIXED_SPACE}])»": "no-break spaces go inside « »",
        },
        before_when="à|au|aux|dans|en|le|vers|depuis|jusqu'à|jusqu’à|avant|après",
    ),
    "es": LanguageRules(
        quotes="“”",
        forbidden={
            r"\bsegún\b": "'according to': a limit is the owner's",
            r"\b(?:vosotr[oa]s|vuestr[oa]s?|os)\b|\w+[áé]is\b": "members are addressed with tú",
            r"\b(?:vos|tenés|podés|querés|usás|pedís)\b": "members are addressed with tú",
            r"se quedan con": "attached images are not included: no se incluyen",
            r"en esta dirección": "no hay más",
        },
        before_when="a|a la|a las|al|en|el|hacia|hasta|desde|dentro de|hace",
    ),
    "pt-BR": LanguageRules(
        quotes="“”",
        forbidden={
            r"sai(?:u|a|r) do ar": "'went offline': não está mais disponível",
            r"\b(?:ficheiros?|ecrãs?|utilizador(?:es)?|telemóvel)\b": "that is European",
            r"\b(?:tu|teus?|tuas?|contigo)\b": "members are addressed with você",
        },
        before_when="às|à|a|ao|aos|em|no|na|até|desde|há|daqui a",
    ),
    "ja": LanguageRules(
        quotes="「」",
        forbidden={
            r"あなた": "a sentence does without it",
            r"数え": "what counts is included: 含まれます",
            r"依頼": "a request is リクエスト",
            r"。[ 　]": "no space after a full stop",
        },
        before_when="(?!)",
        comma_after_mention=False,
    ),
}
