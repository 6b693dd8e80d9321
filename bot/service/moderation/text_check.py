"""Checks texts against a server's filter and the operator's rules, and records what they break."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace

from bot.errors import StorageFailed, TextRefused
from bot.policy.jobs.job import Requester
from bot.policy.limits.effective import Spot
from bot.policy.moderation.filter import Effect, Filter, Hit, Step
from bot.policy.moderation.log import MOST_TEXT_LENGTH, EntryKind, LogEntry
from bot.policy.moderation.verdict import Verdict, judge, longest_window, next_block
from bot.ports import Clock, StoredFilter, Stores, TextFilter
from bot.service.jobs.runner import Runner
from bot.service.moderation.log_writer import LogWriter

log = logging.getLogger(__name__)

#: Blocks a member automatically: by server, user, step of the ladder and channel.
OnLadder = Callable[[int, int, Step, int | None], Awaitable[object]]

#: Effects that refuse a text at once.
_REFUSING = frozenset({Effect.REFUSE, Effect.ALERT})


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote a text, and where."""

    event_id: int
    """The interaction's id, which is also the job's; each counts as one offense at most."""
    user_id: int
    spot: Spot
    is_private: bool = False
    """Whether others do not see what the text is for."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What would happen to a text."""

    stored: StoredFilter
    hits: Sequence[Hit]
    """All of them, including those of rules that the member is exempt from."""
    verdict: Verdict | None
    """None if the text would be accepted without an entry in the log."""


class TextCheck:
    """Judges texts; a text is refused by an exception, and each hit is recorded once."""

    def __init__(
        self,
        stores: Stores,
        text_filter: TextFilter,
        log_writer: LogWriter,
        runner: Runner,
        *,
        clock: Clock,
    ) -> None:
        self.on_ladder: OnLadder | None = None
        """Called when a member's offenses have reached a step of the server's ladder."""
        self._stores = stores
        self._text_filter = text_filter
        self._log_writer = log_writer
        self._runner = runner
        self._clock = clock

    async def prepare(self) -> None:
        """Get ready for the first text."""
        await self._text_filter.prepare()

    async def try_out(self, text: str, spot: Spot) -> Trial:
        """Return what would happen to a text; records nothing.

        Args:
            text: The text.
            spot: Where a member with these roles would write it.

        Raises:
            StorageFailed: The filter cannot be read.
        """
        stored = await self._read(spot)
        hits = await self._text_filter.find(text, stored)
        places = frozenset(id_ for id_ in (spot.channel_id, spot.category_id) if id_)
        verdict = judge(stored.filter, hits, role_ids=spot.role_ids, channel_ids=places)
        return Trial(stored, hits, verdict)

    async def check_prompt(self, requester: Requester, prompt: str) -> Verdict | None:
        """Check a prompt as it is sent to the model.

        Returns:
            A verdict whose effect is `HOLD` or `LOG`; the caller records it with `refuse_held`,
            `note_held` or `note_accepted`. None for a text that no rule matches.

        Raises:
            TextRefused: A filter does not allow it.
            StorageFailed: The filter cannot be read.
        """
        verdict = (await self.try_out(prompt, requester.spot)).verdict
        if verdict is not None and verdict.effect in _REFUSING:
            raise await self._refuse(author_of(requester), prompt, verdict)
        return verdict

    async def check_shown(self, author: Author, *texts: str, is_offense: bool = True) -> None:
        """Check texts that are shown to others, such as an alt text or a reason.

        They cannot wait for a moderator: where the effect is `HOLD`, they are refused.

        Args:
            author: The member or moderator.
            texts: They are checked as one; empty ones are ignored.
            is_offense: Whether a refused text counts toward the ladder; not for moderators.

        Raises:
            TextRefused: A filter does not allow one of them.
            StorageFailed: The filter cannot be read.
        """
        text = "\n".join(part for part in texts if part)
        verdict = (await self.try_out(text, author.spot)).verdict if text else None
        if verdict is None:
            return
        if verdict.effect is Effect.LOG:
            await self._post(author, text, verdict)
            return
        raise await self._refuse(author, text, verdict, is_offense=is_offense)

    async def refuse_held(self, requester: Requester, prompt: str, verdict: Verdict) -> TextRefused:
        """Record a prompt that cannot be held, and return the error that refuses it."""
        return await self._refuse(author_of(requester), prompt, verdict)

    async def note_held(self, requester: Requester) -> None:
        """Record the offense of a prompt that waits for a moderator now; it has its own entry."""
        await self._note_offense(author_of(requester))

    def note_accepted(self, requester: Requester, prompt: str, verdict: Verdict) -> None:
        """Log an accepted prompt that breaks a rule, in the background."""
        posting = self._post(author_of(requester), prompt, verdict)
        self._runner.start(f"hit:{requester.job_id}", posting)

    async def _read(self, spot: Spot) -> StoredFilter:
        if spot.guild_id is None:
            return StoredFilter(None, Filter(), 0)
        return await self._stores.filters.read(spot.guild_id)

    async def _refuse(
        self, author: Author, text: str, verdict: Verdict, *, is_offense: bool = True
    ) -> TextRefused:
        if verdict.effect is Effect.HOLD:
            # it can't wait for a moderator, so the log must not say that it does
            await self._post(author, text, replace(verdict, effect=Effect.REFUSE))
        elif verdict.effect is Effect.ALERT:
            await self._post(author, text, verdict)
        if is_offense:
            await self._note_offense(author)
        rule = verdict.rule
        return TextRefused(
            message=rule.message if rule else "",
            rule=rule.name if rule and verdict.names_rules else None,
            is_operators=rule is None,
        )

    async def _post(self, author: Author, text: str, verdict: Verdict) -> None:
        """Post a hit in the log; moderators do not see private texts without their consent."""
        guild_id = author.spot.guild_id
        if guild_id is None:
            return
        is_shown = not author.is_private or await self._has_agreed(guild_id, author.user_id)
        entry = LogEntry(
            EntryKind.HIT,
            guild_id,
            self._clock.now(),
            user_id=author.user_id,
            channel_id=author.spot.channel_id,
            job_id=author.event_id,
            rule=verdict.rule.name if verdict.rule else verdict.hit.matched,
            action=verdict.effect.value,
            text=text[:MOST_TEXT_LENGTH] if is_shown else "",
            is_private=author.is_private and is_shown,
        )
        self._log_writer.post(entry)

    async def _has_agreed(self, guild_id: int, user_id: int) -> bool:
        try:
            return await self._stores.consents.has(guild_id, user_id)
        except StorageFailed as error:
            log.warning("not known whether a member agreed: %s", error)
            return False

    async def _note_offense(self, author: Author) -> None:
        """Store an offense, and go up the ladder; the text is refused even if that fails."""
        guild_id, now = author.spot.guild_id, self._clock.now()
        if guild_id is None:
            return
        try:
            ladder = (await self._stores.filters.read(guild_id)).filter.ladder
            offenses = await self._stores.cases.add_offense(
                guild_id,
                author.user_id,
                author.event_id,
                now=now,
                since=now - longest_window(ladder),
            )
            step = next_block(ladder, offenses, now=now)
            if step is not None and self.on_ladder is not None:
                await self.on_ladder(guild_id, author.user_id, step, author.spot.channel_id)
        except StorageFailed as error:
            log.warning("an offense was not stored: %s", error)


def author_of(requester: Requester) -> Author:
    """Return the author of a request's prompt."""
    return Author(requester.job_id, requester.user_id, requester.spot, is_private=requester.private)
