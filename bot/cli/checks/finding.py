"""What a check found: its state, its sentence and what to do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from bot.cli.checks.sentences import Sentence, State

#: Facts of findings without any.
_NONE: Mapping[str, object] = MappingProxyType({})


class Check(StrEnum):
    """The checks, as `--json` names them."""

    SETTINGS = "settings"
    DATA_DIR = "data-dir"
    DATABASE = "database"
    NETWORK = "network"
    DISCORD = "discord"
    COMMANDS = "commands"
    CHANNELS = "channels"
    OPENROUTER = "openrouter"
    MODELS = "models"
    IMAGE = "image"
    CLOCK = "clock"
    PORT = "port"
    REPAIRS = "repairs"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding of a check."""

    check: Check
    found: Sentence
    facts: Mapping[str, object] = field(default_factory=lambda: _NONE)
    """What the sentence and the advice name; never a secret."""

    @property
    def id(self) -> str:
        """Its stable name for scripts."""
        return self.found.name.lower().replace("_", "-")

    @property
    def state(self) -> State:
        """How bad it is."""
        return self.found.value.state

    @property
    def sentence(self) -> str:
        """What was found."""
        return _printable(self.found.value.sentence.format_map(self.facts))

    @property
    def advice(self) -> str:
        """What to do; empty if nothing."""
        return _printable(self.found.value.advice.format_map(self.facts))


def _printable(text: str) -> str:
    """Return a text without control characters, which a name from outside may have."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
