"""Gets a secret that a service accepts: from a file, from the settings, or by asking."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import ValidationError

from bot.cli.checks.finding import Check, Finding
from bot.cli.checks.sentences import Found, Sentence, State
from bot.cli.exits import Exit
from bot.cli.setup.dialogue import ATTEMPTS, Dialogue
from bot.cli.setup.present import Present
from bot.cli.setup.stopped import SetupStopped
from bot.settings import Settings
from bot.settings.secret_files import read_secret

T = TypeVar("T")

_NOTHING = "Nothing was entered. Paste it and press Enter; it stays hidden."

#: The exit code for each finding that stops a script; the others are faults of a service.
_CODES: dict[Sentence, Exit] = {
    Found.TOKEN_CLIENT_SECRET: Exit.CONFIG,
    Found.TOKEN_PUBLIC_KEY: Exit.CONFIG,
    Found.TOKEN_APPLICATION_ID: Exit.CONFIG,
    Found.TOKEN_IS_KEY: Exit.CONFIG,
    Found.KEY_IS_TOKEN: Exit.CONFIG,
    Found.SECRET_MALFORMED: Exit.CONFIG,
    Found.TOKEN_REJECTED: Exit.REJECTED,
    Found.KEY_REJECTED: Exit.REJECTED,
    Found.KEY_MANAGEMENT: Exit.REJECTED,
}


@dataclass(frozen=True, slots=True)
class Examined(Generic[T]):
    """What a service said about a secret."""

    findings: list[Finding]
    facts: T | None = None
    """Set if it is accepted."""

    @property
    def error(self) -> Finding | None:
        """The first finding that stops the setup."""
        return next((each for each in self.findings if each.state is State.ERROR), None)


@dataclass(frozen=True, slots=True)
class SecretStep(Generic[T]):
    """How to get one secret."""

    present: Present
    file: Path | None
    """The file that the operator named for it."""
    option: str
    """The option that names the file."""
    question: str
    examine: Callable[[str], Examined[T]]

    def run(self, dialogue: Dialogue) -> tuple[str, T]:
        """Return an accepted secret, and what the service said about it.

        Raises:
            SetupStopped: None was accepted.
        """
        if self.present.value:
            dialogue.hide(self.present.value)
        given = self._given()
        if given is not None:
            dialogue.hide(given)
            return self._only(given, dialogue)
        if self.present.holder is not None:
            dialogue.say(f"{self.present.holder} is used; `.env` can't change it.")
        if self.present.holder is not None or (self.present.value and not dialogue.asks):
            return self._only(self.present.value or "", dialogue)
        if not dialogue.asks:
            raise SetupStopped(f"{self.present.name} is not set: use {self.option}.", Exit.CONFIG)
        return self._ask(dialogue)

    def _given(self) -> str | None:
        if self.file is None:
            return None
        try:
            given = read_secret(str(self.file))
        except ValueError as error:
            raise SetupStopped(f"{self.option} {error}.", Exit.CONFIG) from error
        self.present.check_free(given, self.option)
        return given

    def _only(self, secret: str, dialogue: Dialogue) -> tuple[str, T]:
        """Examine a secret for which there is no second attempt."""
        examined = self._examine(secret)
        if examined.facts is None:
            # what stops it is said at the end
            dialogue.show(*(each for each in examined.findings if each is not examined.error))
            dialogue.note(examined.error)
            raise _stopped(examined)
        dialogue.show(*examined.findings)
        return secret, examined.facts

    def _ask(self, dialogue: Dialogue) -> tuple[str, T]:
        last = self.present.value
        examined: Examined[T] = Examined([])
        hint = "hidden; Enter keeps the present one" if last else "hidden"
        for _ in range(ATTEMPTS):
            secret = dialogue.ask_secret(f"{self.question} ({hint})") or last
            if not secret:
                dialogue.say(_NOTHING)
                continue
            examined = self._examine(secret)
            dialogue.show(*examined.findings)
            if examined.facts is not None:
                return secret, examined.facts
            # a malformed one can only be entered again
            code = _CODES.get(examined.error.found) if examined.error else None
            last = None if code is Exit.CONFIG else secret
            hint = "hidden; Enter tests the same one again" if last else "hidden"
        code = _stopped(examined).code
        raise SetupStopped(f"Ended after {ATTEMPTS} attempts; nothing was written.", code)

    def _examine(self, secret: str) -> Examined[T]:
        problem = _malformed(self.present.name, secret)
        return Examined([problem]) if problem else self.examine(secret)


def _stopped(examined: Examined[T]) -> SetupStopped:
    error = examined.error
    if error is None:
        return SetupStopped("Nothing was entered.", Exit.CONFIG)
    code = _CODES.get(error.found, Exit.UNAVAILABLE)
    return SetupStopped(f"{error.sentence} {error.advice}".rstrip(), code)


def _malformed(name: str, secret: str) -> Finding | None:
    """Return what is wrong with a value that the settings would refuse."""
    try:
        Settings.model_validate({name.lower(): secret})
    except ValidationError as error:
        problem = error.errors()[0]["msg"].removeprefix("Value error, ")
        return Finding(Check.SETTINGS, Found.SECRET_MALFORMED, {"name": name, "problem": problem})
    return None
