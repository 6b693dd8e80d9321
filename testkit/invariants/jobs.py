"""Invariants of all jobs after bots were killed and the last one had time to finish."""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.i18n import ENGLISH
from bot.policy.members.pseudonym import pseudonym_key, pseudonym_of
from bot.policy.money import micros_from_usd
from bot.sandbox.painter import Painter
from testkit.discord_loopback.discord import TOKEN, LoopbackDiscord
from testkit.discord_loopback.interactions import SentInteraction
from testkit.discord_loopback.messages import Message
from testkit.discord_loopback.payloads import GUILD_ID
from testkit.invariants.ledger import Ledger, state_problems

#: Texts of cards that are in progress.
PROGRESS = (
    "in the queue · ready",
    "Generating with",
    "reducing the file size",
    "will create your image afterwards",
    "will be delivered afterwards",
)

_REFUNDED = ENGLISH("error-refunded")
_STILL_COUNTS = ENGLISH("error-still-counts", images=1)
_RESTARTED = "because the bot restarted"


@dataclass(eq=False)
class MemberRequest:
    """The request of one member."""

    user_id: str
    prompt: str
    interaction: SentInteraction | None = None
    """None until it is sent."""
    session: int = 0
    """The gateway session that it was sent in."""
    retried_message: Message | None = None
    """The message whose button the member clicks instead of using a command."""
    is_to_be_cancelled: bool = False
    """Whether the member clicks Cancel as soon as the button appears."""
    cancelled_in: int = 0
    """The gateway session of the last such click; 0 before any."""


@dataclass(frozen=True, slots=True)
class JobInvariants:
    """The database, Discord's messages and the painter's charges, compared."""

    data_dir: Path
    discord: LoopbackDiscord
    painter: Painter
    requests: list[MemberRequest]

    def problems(self) -> list[str]:
        """Return every violation as a sentence."""
        return [
            *self._request_problems(),
            *self._reservation_problems(),
            *self._counter_problems(),
            *self._file_problems(),
        ]

    def is_over(self, *, session: int) -> bool:
        """Tell whether all jobs have ended and their members see the outcome.

        Args:
            session: The session of the running bot. Requests that an earlier one left without a
                response show Discord's own failure.
        """
        for request in self.requests:
            if request.interaction is None:
                return False
            if not self.discord.messages.is_answered(request.interaction.token):
                if request.session == session:
                    return False
                continue
            shown = self.shown(request)
            if not shown or any(_is_progress(message) for message in shown):
                return False
        return not self._rows("SELECT job_id FROM jobs WHERE ended_at IS NULL")

    def shown(self, request: MemberRequest) -> list[Message]:
        """Return the messages that answer a request."""
        assert request.interaction is not None
        answers = self.discord.messages.of(request.interaction.token)
        own = [one for one in self.discord.messages.all if one.nonce == request.interaction.id]
        return [*answers, *(one for one in own if not one.is_deleted)]

    def _request_problems(self) -> Iterator[str]:
        jobs = {row["job_id"]: row for row in self._rows("SELECT * FROM jobs")}
        for request in self.requests:
            if request.interaction is None:
                yield f"{request.prompt}: was never sent"
                continue
            row = jobs.pop(int(request.interaction.id), None)
            for problem in self._problems_of(request, row):
                texts = [message.versions for message in self.shown(request)]
                state = row and f"{row['state']} ({row['reason']})"
                yield f"{request.prompt}: {problem}; job {state}, shown {texts}"
        for job_id in jobs:
            yield f"job {job_id} belongs to no request"

    def _problems_of(self, request: MemberRequest, row: sqlite3.Row | None) -> Iterator[str]:
        assert request.interaction is not None
        shown = self.shown(request)
        state = row["state"] if row else None
        if row is not None and state not in {"done", "failed", "cancelled"}:
            yield "has not ended"
        if row is not None and row["token"] is not None:
            yield "its token was kept"
        alike = sum(other.prompt == request.prompt for other in self.requests)
        if self._sent_requests(request) > alike:
            yield f"{self._sent_requests(request)} requests were sent for {alike} such jobs"
        if state == "done" and "forbidden" in request.prompt:
            yield "an image was generated from a rejected prompt"
        images = [len(message.files) for message in shown if message.files]
        if state == "done":
            if images != [1]:
                yield f"images in messages: {images}"
        elif images:
            yield "it was refunded, but an image is shown"
        if row is not None and state == "failed":
            yield from _needless_failure(
                row,
                is_answered=self.discord.messages.is_answered(request.interaction.token),
                # the process may have died right before it stored the end
                is_cancelled=request.cancelled_in > 0,
            )
        # without any response Discord shows its own failure, so a text is optional
        if shown or self.discord.messages.is_answered(request.interaction.token):
            yield from _text_problems(shown, row)

    def _reservation_problems(self) -> Iterator[str]:
        jobs = {row["job_id"]: row for row in self._rows("SELECT * FROM jobs")}
        charged = {
            key: micros_from_usd(str(facts["total_cost"]))
            for key, facts in self.painter.generations.items()
        }
        for row in self._rows(
            "SELECT r.*, j.sent_at FROM reservations r LEFT JOIN jobs j ON j.job_id = r.job_id"
        ):
            job_id, micros = row["job_id"], row["micros"]
            yield from state_problems(row)
            if jobs[job_id]["state"] == "done" and micros != charged.get(row["generation_id"]):
                yield f"{job_id} counts {micros} micro-dollars, which is not its charge"
            elif row["state"] == "settled" and micros not in {0, charged.get(row["generation_id"])}:
                yield f"{job_id} was refunded but counts {micros} micro-dollars"
        known = sum(row["micros"] for row in self._rows("SELECT micros FROM reservations"))
        if known < self.painter.charged_micros:
            yield f"only {known} of {self.painter.charged_micros} charged micro-dollars are known"

    def _counter_problems(self) -> Iterator[str]:
        expected = self._expected_counts()
        for row in self._rows("SELECT key, used FROM counts"):
            subject, measure = _parts(row["key"])
            if row["used"] != expected[subject, measure]:
                yield f"{row['key']} is {row['used']}, not {expected[subject, measure]}"
        delivered = {_name(row["user_id"]) for row in self._rows(f"{_DONE} UNION {_WITHDRAWN}")}
        for row in self._rows("SELECT key FROM cooldowns"):
            if row["key"].split(":")[-1] not in delivered:
                yield f"the cooldown of {row['key']} was not lifted"

    def _expected_counts(self) -> Counter[tuple[str, str]]:
        expected: Counter[tuple[str, str]] = Counter()
        delivered = {row["job_id"] for row in self._rows(_DONE)}
        withdrawn = {row["job_id"] for row in self._rows(_WITHDRAWN)}
        for row in self._rows("SELECT * FROM reservations"):
            name = _name(row["user_id"])
            subjects = (
                f"member:{GUILD_ID}:{name}",
                f"server:{GUILD_ID}",
                f"everywhere:{name}",
                f"capped:{GUILD_ID}",
                "bot",
            )
            for subject in subjects:
                expected[subject, "micros"] += row["micros"]
                # a cancelled job counts until its charge is known to be 0
                is_free = row["state"] == "settled" and not row["micros"]
                is_counted = row["job_id"] in withdrawn and not is_free
                expected[subject, "pictures"] += row["job_id"] in delivered or is_counted
        return expected

    def _file_problems(self) -> Iterator[str]:
        for path in sorted((self.data_dir / "processes").rglob("*")):
            yield f"{path.relative_to(self.data_dir)} stays"

    def _sent_requests(self, request: MemberRequest) -> int:
        return sum(request.prompt in str(asked.body) for asked in self.painter.requests)

    def _rows(self, statement: str) -> list[Any]:
        return Ledger(self.data_dir).rows(statement)


def _name(user_id: int) -> str:
    """Return the pseudonym that counters use for a member."""
    return pseudonym_of(user_id, pseudonym_key(TOKEN))


_DONE = "SELECT job_id, user_id FROM jobs WHERE state = 'done'"
_WITHDRAWN = "SELECT job_id, user_id FROM jobs WHERE reason = 'withdrawn' AND sent_at IS NOT NULL"


def _needless_failure(row: sqlite3.Row, *, is_answered: bool, is_cancelled: bool) -> Iterator[str]:
    """Return the reasons why a job should not have failed."""
    if row["painted_at"]:
        yield "its image was generated, but it was refunded"
    if is_answered and not row["sent_at"] and not is_cancelled:
        yield "it was refunded, although its image could still have been generated"


def _text_problems(shown: Sequence[Message], row: sqlite3.Row | None) -> Iterator[str]:
    """Return the problems of the final messages of a request."""
    if len(shown) != 1:
        yield f"{len(shown)} messages"
    if any(_is_progress(message) for message in shown):
        yield "its card says that it is in progress"
    words = "\n".join(message.content for message in shown)
    is_done = row is not None and row["state"] == "done"
    is_withdrawn = row is not None and row["reason"] == "withdrawn" and row["sent_at"] is not None
    notes = words.count(_REFUNDED) + (is_withdrawn and words.count(_STILL_COUNTS))
    if not is_done and notes != 1:
        yield "no single sentence says whether it was refunded"
    # a channel message may be from the dead process; its repetition was dropped by nonce
    is_edited = not any(message.nonce for message in shown)
    is_restarted = row is not None and row["attempts"] > 1
    if is_done and is_restarted and is_edited and _RESTARTED not in words:
        yield "no sentence says that the bot was restarted"
    if row is not None and row["reason"] == "lost_in_restart":
        labels = [label for message in shown for label in message.labels]
        if "Try again" not in labels:
            yield f"there is no button to try again, only {labels}"


def _is_progress(message: Message) -> bool:
    return message.is_thinking or any(words in message.content for words in PROGRESS)


def _parts(key: str) -> tuple[str, str]:
    """Return the subject and the measure of a counter key."""
    for measure in ("pictures", "micros", "jobs"):
        subject, found, _ = key.partition(f":{measure}")
        if found:
            return subject, measure
    raise AssertionError(key)
