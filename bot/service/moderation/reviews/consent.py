"""Whether moderators see a private request: the server wants that, and its member has agreed."""

from bot.errors import ConsentNeeded
from bot.policy.jobs.job import Requester
from bot.policy.moderation.log import LogSettings
from bot.ports import Clock, Stores


class PrivateConsent:
    """Asks for members' consent, and stores it by server."""

    def __init__(self, stores: Stores, *, clock: Clock) -> None:
        self._stores = stores
        self._clock = clock

    async def check(self, requester: Requester, settings: LogSettings, *, asks: bool) -> bool:
        """Tell whether a request may be shown in its server's log although it is private.

        Args:
            requester: The member and their spot.
            settings: Of the server's log.
            asks: Whether a member who has not agreed is asked; otherwise nothing is shown.

        Raises:
            ConsentNeeded: The member has to be asked first.
            StorageFailed: The database does not work.
        """
        guild_id = requester.spot.guild_id
        if guild_id is None or not requester.private or not _shows_private(settings):
            return False
        has_agreed = await self._stores.consents.has(guild_id, requester.user_id)
        if asks and not has_agreed:
            raise ConsentNeeded(guild_id)
        return has_agreed

    async def agree(self, guild_id: int, user_id: int) -> None:
        """Store that a member has agreed, unless the server has turned the setting off meanwhile.

        Raises:
            StorageFailed: The database does not work.
        """
        stored = await self._stores.rulebooks.read(guild_id)
        if _shows_private(stored.rulebook.moderation.log):
            await self._stores.consents.add(guild_id, user_id, now=self._clock.now())


def _shows_private(settings: LogSettings) -> bool:
    return settings.shows_private and settings.channel_id is not None
