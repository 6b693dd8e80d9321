"""Every documented way to fail, by name, for tests to walk through."""

from dataclasses import dataclass

from bot.sandbox.painter.say import Say


@dataclass(frozen=True, slots=True)
class Fault:
    """One way in which an answer can be wrong."""

    name: str
    say: Say
    surfaces: tuple[str, ...] = ("images", "chat")
    """Where it can be shown."""


ERROR_TABLE: tuple[Fault, ...] = (
    Fault(
        "402 out of credit",
        Say.error(402, error_type="payment_required", message="Insufficient credits"),
    ),
)
PROBLEMS: tuple[Fault, ...] = ()
