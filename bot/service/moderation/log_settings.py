"""Changes the settings of a server's moderation log; every change is an audit entry."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bot.policy.limits.rulebook import Rulebook
from bot.policy.limits.rulebook_diff import Difference
from bot.policy.moderation.log import LogSettings, ModerationSettings, Topic
from bot.ports import Stores
from bot.service.limits.rulebook_editor import RulebookEditor
from bot.service.moderation.log_sender import LogSender

_Changes = tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class LogSettingsEditor:
    """Changes where a log is and what goes there. Every call raises `StorageFailed`."""

    editor: RulebookEditor
    stores: Stores
    sender: LogSender

    async def set_channel(self, guild_id: int, actor_id: int, channel_id: int | None) -> _Changes:
        """Set the log's channel; None turns the log off, and drops what waits for it."""
        changes = await self._edit(
            guild_id, actor_id, lambda log: replace(log, channel_id=channel_id)
        )
        # entries that could not be sent are sent to the new channel, or dropped
        await self.sender.retry(guild_id)
        return changes

    async def set_topics(
        self, guild_id: int, actor_id: int, chosen: Mapping[Topic, bool]
    ) -> _Changes:
        """Choose what goes to the log; topics that are not named stay as they are."""

        def change(log: LogSettings) -> LogSettings:
            topics = {topic for topic in Topic if chosen.get(topic, topic in log.topics)}
            return replace(log, topics=frozenset(topics))

        return await self._edit(guild_id, actor_id, change)

    async def set_private(self, guild_id: int, actor_id: int, *, is_on: bool) -> _Changes:
        """Choose whether private requests go to the log once their member has agreed.

        Earlier agreements end, so that the setting never reaches back.
        """
        changes = await self._edit(
            guild_id, actor_id, lambda log: replace(log, shows_private=is_on)
        )
        if changes:
            await self.stores.consents.remove_all(guild_id)
        return changes

    async def set_warning_days(self, guild_id: int, actor_id: int, days: int | None) -> _Changes:
        """Set after how many days later warnings expire; None for never."""
        return await self._change(
            guild_id, actor_id, lambda settings: replace(settings, warning_days=days)
        )

    async def _edit(
        self, guild_id: int, actor_id: int, change: Callable[[LogSettings], LogSettings]
    ) -> _Changes:
        return await self._change(
            guild_id, actor_id, lambda settings: replace(settings, log=change(settings.log))
        )

    async def _change(
        self,
        guild_id: int,
        actor_id: int,
        change: Callable[[ModerationSettings], ModerationSettings],
    ) -> _Changes:
        def changed(rulebook: Rulebook) -> Rulebook:
            return replace(rulebook, moderation=change(rulebook.moderation))

        return await self.editor.edit(guild_id, actor_id, changed)
