"""Where images were shown: their cards, shares, copies and log messages."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.errors import StorageFailed
from bot.policy.jobs.job import State
from bot.ports import Clock, Place, ShownMessage, StoredJob, Stores

log = logging.getLogger(__name__)

#: How long the same action of several moderators counts as one.
_ONCE_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class ShownImages:
    """Records and reads the messages that show an image, and what moderators did about it."""

    stores: Stores
    clock: Clock

    async def note(self, shown: ShownMessage) -> None:
        """Record a message; a failure is only logged, since the image is shown already."""
        try:
            await self.stores.shown_messages.add(shown, now=self.clock.now())
        except StorageFailed as error:
            log.warning("message %s of an image was not recorded: %s", shown.message_id, error)

    async def of(self, stored: StoredJob) -> Sequence[ShownMessage]:
        """Return all messages that show a job's image, except for answers that only members see.

        Raises:
            StorageFailed: They cannot be read.
        """
        requester, target = stored.draft.requester, stored.draft.reply_target
        found = list(await self.stores.shown_messages.of(requester.job_id))
        is_public = not requester.private and stored.state is State.DONE
        if is_public and target.channel_id is not None and target.message_id is not None:
            card = ShownMessage(requester.job_id, target.channel_id, target.message_id, Place.CARD)
            known = {one.message_id for one in found}
            found += [] if card.message_id in known else [card]
        return tuple(found)

    async def log_messages(self, job_id: int) -> Sequence[ShownMessage]:
        """Return the log's cards of an image.

        Raises:
            StorageFailed: They cannot be read.
        """
        found = await self.stores.shown_messages.of(job_id)
        return tuple(one for one in found if one.place is Place.LOG)

    async def forget(self, stored: StoredJob, messages: Sequence[ShownMessage]) -> None:
        """Record that messages are gone from Discord.

        Raises:
            StorageFailed: It was not recorded.
        """
        ids = [one.message_id for one in messages]
        if ids:
            await self.stores.shown_messages.remove(ids)
        if stored.draft.reply_target.message_id in ids:
            await self.stores.history.note_deleted(stored.draft.requester.job_id)

    async def is_first(self, action: str, job_id: int) -> bool:
        """Return whether this was not done about an image before; only the first call gets True.

        Raises:
            StorageFailed: It is not known.
        """
        now = self.clock.now()
        key = f"log-action:{action}:{job_id}"
        return await self.stores.notices.claim(key, kept_until=now + _ONCE_FOR, now=now)

    async def undo(self, action: str, job_id: int) -> None:
        """Let an action be done again, since its opposite was done.

        Raises:
            StorageFailed: It was not recorded.
        """
        await self.stores.notices.release([f"log-action:{action}:{job_id}"])
