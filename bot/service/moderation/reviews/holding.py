"""Holds a request until a moderator decides about it; nothing is reserved meanwhile."""

from bot.errors import TooManyHeld
from bot.policy.images.style import styled
from bot.policy.jobs.job import Draft
from bot.policy.moderation.log import EntryKind, LogEntry, goes_to_log
from bot.policy.moderation.verdict import Verdict
from bot.ports import HELD_FOR, MOST_HELD, Clock, HeldRequest, Stores
from bot.service.moderation.log_writer import LogWriter


class Holding:
    """Stores held requests, and posts each in its server's log."""

    def __init__(self, stores: Stores, log_writer: LogWriter, *, clock: Clock) -> None:
        self._stores = stores
        self._log_writer = log_writer
        self._clock = clock

    async def hold(self, draft: Draft, verdict: Verdict) -> HeldRequest | None:
        """Hold a request and post it in the log.

        Args:
            draft: The request, which no other rule forbids.
            verdict: Its effect is `HOLD`.

        Returns:
            None where moderators cannot be asked or a late answer is impossible; the request is
            refused then.

        Raises:
            TooManyHeld: The member already has the most requests waiting.
            StorageFailed: It was not held.
        """
        now, guild_id = self._clock.now(), draft.requester.spot.guild_id
        if guild_id is None or not _can_be_late(draft):
            return None
        rule = "" if verdict.rule is None else verdict.rule.name
        entry = LogEntry(
            EntryKind.HELD,
            guild_id,
            now,
            user_id=draft.requester.user_id,
            channel_id=draft.reply_target.channel_id,
            job_id=draft.requester.job_id,
            rule=rule,
            # with the words of its style, since a moderator decides about all of it
            text=styled(draft.request.prompt, draft.request.style),
            is_private=draft.requester.private,
        )
        stored = await self._stores.rulebooks.read(guild_id)
        if not goes_to_log(stored.rulebook.moderation.log, entry):
            return None
        held, since = HeldRequest(draft, rule, now), now - HELD_FOR
        add = self._stores.held_requests.add
        # together, since no moderator could decide about a request without a card
        if not await add(held, most=MOST_HELD, since=since, entry=entry):
            raise TooManyHeld(MOST_HELD)
        self._log_writer.tell_sender()
        return held


def _can_be_late(draft: Draft) -> bool:
    """Tell whether the image can be shown without the interaction: in the channel, or by DM."""
    requester = draft.requester
    return draft.shown_to_moderators if requester.private else requester.can_be_late
