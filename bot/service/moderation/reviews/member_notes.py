"""Notes to members about their held requests and reports, sent by DM; nothing waits for them."""

import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from enum import StrEnum

from bot.errors import ImagineError
from bot.ports import ReportOutcome
from bot.service.jobs.runner import Runner

log = logging.getLogger(__name__)


class HeldEnd(StrEnum):
    """Why a held request became no image."""

    DENIED = "denied"
    EXPIRED = "expired"
    REFUSED = "refused"
    """It was allowed, and refused by another rule then."""


@dataclass(frozen=True, slots=True)
class HeldNote:
    """A held request became no image."""

    user_id: int
    end: HeldEnd
    prompt: str
    channel_id: int | None
    """Where it was requested."""
    language: str
    """The language of its card."""
    reason: ImagineError | None = None
    """Why it was refused; None for other ends."""


@dataclass(frozen=True, slots=True)
class ReportNote:
    """What became of a member's report."""

    user_id: int
    guild_id: int
    outcome: ReportOutcome


MemberNote = HeldNote | ReportNote


class MemberNotes:
    """Passes notes on to what sends them; a note that cannot be sent is logged and dropped."""

    def __init__(self, runner: Runner) -> None:
        self.send: Callable[[MemberNote], Coroutine[object, object, None]] | None = None
        """Sends a note; None while Discord is not connected."""
        self._runner = runner

    def post(self, note: MemberNote) -> None:
        """Send a note in the background."""
        if self.send is None:
            log.warning("a note to member %s was dropped", note.user_id)
            return
        self._runner.start(f"note:{note.user_id}", self.send(note))
