"""The presets: other authors' word lists under free licenses, by language and topic."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.filtering.lists.word_lists import read_list


class Topic(StrEnum):
    """What a preset's words are about. The values are parts of names, and never change."""

    SEXUAL = "sexual"
    PROFANITY = "profanity"
    """Swearwords and insults."""
    SLURS = "slurs"
    """Words against people for their origin, religion, sexuality or disability."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where words come from. `NOTICE` has the same facts, as the licenses ask for."""

    title: str
    author: str
    license: str
    """Its SPDX identifier."""
    url: str
    """The repository at the commit that was read on 2026-11-30."""


#: The license is the repository's `LICENSE`: MIT, Copyright (c) 2021 David Sojevic.
PROFANITY_LIST = Source(
    "profanity-list",
    "David Sojevic",
    "MIT",
    "https://github.com/dsojevic/profanity-list/tree/c27924319aa9bd6f917e3782b4f4b6604a50b652",
)
#: The license is the repository's `LICENSE`, and its README: © 2012-2020 Shutterstock, Inc.
BAD_WORDS = Source(
    "List of Dirty, Naughty, Obscene, and Otherwise Bad Words",
    "Shutterstock, Inc.",
    "CC-BY-4.0",
    "https://github.com/LDNOOBW/List-of-Dirty-Naughty-Obscene-and-Otherwise-Bad-Words/tree/5faf2ba42d7b1c0977169ec3611df25a3c08eb13",
)


@dataclass(frozen=True, slots=True)
class Preset:
    """A word list that a server can use in its rules."""

    name: str
    """Stored in filters: it never changes."""
    language: str
    """As in `bot.i18n.LANGUAGES`."""
    topic: Topic
    sources: tuple[Source, ...]


def _rows() -> tuple[Preset, ...]:
    both, bad_words = (PROFANITY_LIST, BAD_WORDS), (BAD_WORDS,)
    return (
        Preset("english-sexual", "en", Topic.SEXUAL, both),
        Preset("english-profanity", "en", Topic.PROFANITY, both),
        Preset("english-slurs", "en", Topic.SLURS, both),
        Preset("german-sexual", "de", Topic.SEXUAL, bad_words),
        Preset("german-profanity", "de", Topic.PROFANITY, bad_words),
        Preset("german-slurs", "de", Topic.SLURS, bad_words),
        Preset("spanish-sexual", "es", Topic.SEXUAL, bad_words),
        Preset("spanish-profanity", "es", Topic.PROFANITY, bad_words),
        Preset("spanish-slurs", "es", Topic.SLURS, bad_words),
        Preset("french-sexual", "fr", Topic.SEXUAL, bad_words),
        Preset("french-profanity", "fr", Topic.PROFANITY, bad_words),
        Preset("french-slurs", "fr", Topic.SLURS, bad_words),
        Preset("portuguese-sexual", "pt-BR", Topic.SEXUAL, bad_words),
        Preset("portuguese-profanity", "pt-BR", Topic.PROFANITY, bad_words),
        Preset("portuguese-slurs", "pt-BR", Topic.SLURS, bad_words),
        Preset("japanese-sexual", "ja", Topic.SEXUAL, bad_words),
        Preset("japanese-profanity", "ja", Topic.PROFANITY, bad_words),
        Preset("japanese-slurs", "ja", Topic.SLURS, bad_words),
    )


#: All presets by name, in the order in which they are offered.
PRESETS: Mapping[str, Preset] = {preset.name: preset for preset in _rows()}


def load_preset(name: str) -> tuple[str, ...]:
    """Return a preset's keywords.

    Raises:
        KeyError: There is no preset with this name.
    """
    return read_list("presets", f"{PRESETS[name].name}.txt")
