"""One way in which an answer can be wrong."""

from dataclasses import dataclass

from bot.sandbox.painter.say import Say


@dataclass(frozen=True, slots=True)
class Fault:
    """A named answer, for tests to walk through."""

    name: str
    say: Say
    surfaces: tuple[str, ...] = ("images", "chat")
    """Where it can be seen: `images`, `chat` or both."""
