"""What has to hold once bots were killed and the last of them had its time: found from outside."""

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
from testkit.discord_loopback.discord import TOKEN, LoopbackDiscord, Slash
from testkit.discord_loopback.messages import Message
from testkit.discord_loopback.payloads import GUILD_ID
from testkit.ledger_invariants import Ledger, state_problems

#: The words of cards that stay only while something happens.
PROGRESS = (
    "in the queue · ready",
    "Generating with",
    "reducing the file size",
    "will create your image afterwards",
    "will be delivered afterwards",
)

_GIVEN_BACK = ENGLISH("error-refunded")
_STILL_COUNTS = ENGLISH("error-still-counts", images=1)
_RESTARTED = "because the bot restarted"


@dataclass(eq=False)
class MemberRequest:
    """What one member asks for."""

    user_id: str
    prompt: str
    used: Slash | None = None
    """None until they have asked."""
    session: int = 0
    """Which of the bots was asked."""
    tries_again: Message | None = None
    """The message whose button they click in place of a command."""
    is_regretted: bool = False
    """Whether the member clicks Cancel as soon as there is such a button."""
    regretted_in: int = 0
    """Which of the bots got that click last."""


@dataclass(frozen=True, slots=True)
class JobInvariants:
    """Everything that can be looked at."""

    data_dir: Path
    discord: LoopbackDiscord
    painter: Painter
    wishes: list[MemberRequest]

    def problems(self) -> list[str]:
        """Return all that is wrong, in plain words."""
        return [
            *self._wrong_with_wishes(),
            *self._wrong_with_reservations(),
            *self._wrong_with_counts(),
            *self._wrong_with_files(),
        ]

    def is_over(self, *, session: int) -> bool:
        """Tell whether all jobs have ended, and their members see how.

        Args:
            session: Of the bot that lives now; whoever asked an earlier one and got no answer sees
                Discord's own failure.
        """
        for wish in self.wishes:
            if wish.used is None:
                return False
            if not self.discord.messages.is_answered(wish.used.token):
                if wish.session == session:
                    return False
                continue
            shown = self.shown(wish)
            if not shown or any(_is_progress(message) for message in shown):
                return False
        return not self._rows("SELECT job_id FROM jobs WHERE ended_at IS NULL")

    def shown(self, wish: MemberRequest) -> list[Message]:
        """Return what a member sees of a wish."""
        assert wish.used is not None
        answers = self.discord.messages.of(wish.used.token)
        own = [one for one in self.discord.messages.all if one.nonce == wish.used.id]
        return [*answers, *(one for one in own if not one.is_deleted)]

    def _wrong_with_wishes(self) -> Iterator[str]:
        jobs = {row["job_id"]: row for row in self._rows("SELECT * FROM jobs")}
        for wish in self.wishes:
            if wish.used is None:
                yield f"{wish.prompt}: was never asked"
                continue
            row = jobs.pop(int(wish.used.id), None)
            for problem in self._wrong_with(wish, row):
                said = [message.versions for message in self.shown(wish)]
                state = row and f"{row['state']} ({row['reason']})"
                yield f"{wish.prompt}: {problem}; job {state}, shown {said}"
        for job_id in jobs:
            yield f"job {job_id} belongs to nobody"

    def _wrong_with(self, wish: MemberRequest, row: sqlite3.Row | None) -> Iterator[str]:
        assert wish.used is not None
        shown = self.shown(wish)
        state = row["state"] if row else None
        if row is not None and state not in {"done", "failed", "cancelled"}:
            yield "has not ended"
        if row is not None and row["token"] is not None:
            yield "its token was kept"
        alike = sum(other.prompt == wish.prompt for other in self.wishes)
        if self._requests(wish) > alike:
            yield f"{self._requests(wish)} requests were sent for {alike} of it"
        if state == "done" and "forbidden" in wish.prompt:
            yield "a refused prompt was painted"
        images = [len(message.files) for message in shown if message.files]
        if state == "done":
            if images != [1]:
                yield f"pictures in messages: {images}"
        elif images:
            yield "it was given back, but a picture is shown"
        if row is not None and state == "failed":
            yield from _needlessly(
                row,
                is_answered=self.discord.messages.is_answered(wish.used.token),
                # its process may have died when all but the end was there
                is_cancelled=wish.regretted_in > 0,
            )
        # who never saw an answer may still be told what became of it, and need not be
        if shown or self.discord.messages.is_answered(wish.used.token):
            yield from _wrong_with_words(shown, row)

    def _wrong_with_reservations(self) -> Iterator[str]:
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
                yield f"{job_id} counts {micros} micro-dollars, not what was charged"
            elif row["state"] == "settled" and micros not in {0, charged.get(row["generation_id"])}:
                yield f"{job_id} was given back and counts {micros} micro-dollars"
        known = sum(row["micros"] for row in self._rows("SELECT micros FROM reservations"))
        if known < self.painter.charged_micros:
            yield f"{known} micro-dollars are known of {self.painter.charged_micros} charged"

    def _wrong_with_counts(self) -> Iterator[str]:
        expected = self._expected_counts()
        for row in self._rows("SELECT key, used FROM counts"):
            subject, measure = _parts(row["key"])
            if row["used"] != expected[subject, measure]:
                yield f"{row['key']} is {row['used']}, not {expected[subject, measure]}"
        delivered = {_name(row["user_id"]) for row in self._rows(f"{_DONE} UNION {_WITHDRAWN}")}
        for row in self._rows("SELECT key FROM cooldowns"):
            if row["key"].split(":")[-1] not in delivered:
                yield f"the cooldown of {row['key']} was not given back"

    def _expected_counts(self) -> Counter[tuple[str, str]]:
        expected: Counter[tuple[str, str]] = Counter()
        delivered = {row["job_id"] for row in self._rows(_DONE)}
        withdrawn = {row["job_id"] for row in self._rows(_WITHDRAWN)}
        for row in self._rows("SELECT * FROM reservations"):
            name = _name(row["user_id"])
            everybody = (
                f"member:{GUILD_ID}:{name}",
                f"server:{GUILD_ID}",
                f"everywhere:{name}",
                f"capped:{GUILD_ID}",
                "bot",
            )
            for subject in everybody:
                expected[subject, "micros"] += row["micros"]
                # what a member gave up themselves counts until it is known to be free
                is_free = row["state"] == "settled" and not row["micros"]
                is_counted = row["job_id"] in withdrawn and not is_free
                expected[subject, "pictures"] += row["job_id"] in delivered or is_counted
        return expected

    def _wrong_with_files(self) -> Iterator[str]:
        for path in sorted((self.data_dir / "processes").rglob("*")):
            yield f"{path.relative_to(self.data_dir)} stays"

    def _requests(self, wish: MemberRequest) -> int:
        return sum(wish.prompt in str(asked.body) for asked in self.painter.requests)

    def _rows(self, statement: str) -> list[Any]:
        return Ledger(self.data_dir).rows(statement)


def _name(user_id: int) -> str:
    """Return under which name a member is counted."""
    return pseudonym_of(user_id, pseudonym_key(TOKEN))


_DONE = "SELECT job_id, user_id FROM jobs WHERE state = 'done'"
_WITHDRAWN = "SELECT job_id, user_id FROM jobs WHERE reason = 'withdrawn' AND sent_at IS NOT NULL"


def _needlessly(row: sqlite3.Row, *, is_answered: bool, is_cancelled: bool) -> Iterator[str]:
    """Return why a job should not have failed."""
    if row["painted_at"]:
        yield "it was painted, and given back all the same"
    if is_answered and not row["sent_at"] and not is_cancelled:
        yield "it was given back, though it could still have been painted"


def _wrong_with_words(shown: Sequence[Message], row: sqlite3.Row | None) -> Iterator[str]:
    """Return what is wrong with what a member reads in the end."""
    if len(shown) != 1:
        yield f"{len(shown)} messages"
    if any(_is_progress(message) for message in shown):
        yield "its card says that it is still on its way"
    words = "\n".join(message.content for message in shown)
    is_done = row is not None and row["state"] == "done"
    is_withdrawn = row is not None and row["reason"] == "withdrawn" and row["sent_at"] is not None
    told = words.count(_GIVEN_BACK) + (is_withdrawn and words.count(_STILL_COUNTS))
    if not is_done and told != 1:
        yield "no sentence says whether it was given back"
    # a message of the bot's own may be the dead process's, and its repeat was dropped
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
    """Return whose count it is, and of what."""
    for measure in ("pictures", "micros", "jobs"):
        subject, found, _ = key.partition(f":{measure}")
        if found:
            return subject, measure
    raise AssertionError(key)
