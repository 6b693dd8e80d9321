"""What members may do in a channel, from their role ids and from Discord's current overwrites.

An interaction says what its member may do in its own channel. For any other channel, the roles and
overwrites are requested from Discord; discord.py's cache may be empty, and wrong for hidden ones.
"""

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import discord

from bot.policy.moderation.permissions import (
    Overwrite,
    Permission,
    ServerRoles,
    channel_permissions,
    server_permissions,
)
from bot.ui.interactions.facts import facts_of, is_thread_type
from bot.ui.interactions.reply import CALL_FAILED

log = logging.getLogger(__name__)

#: Seconds for which roles and overwrites are remembered, and for all requests of one question.
_REMEMBERED_S = 60
_DEADLINE_S = 2.0

#: Servers and channels that are remembered.
_MOST_REMEMBERED = 1_000

#: Concurrent requests of all questions.
_REQUESTS_AT_ONCE = 10


@dataclass(frozen=True, slots=True)
class ServerFacts:
    """The facts about a server that rights and languages depend on."""

    roles: ServerRoles
    locale: str
    """The server's preferred language, as one of Discord's locales."""


@dataclass(frozen=True, slots=True)
class ChannelOverwrites:
    """What a channel adds to its server's roles."""

    guild_id: int | None
    is_thread: bool
    parent_id: int | None
    overwrites: tuple[Overwrite, ...]


class ChannelRights:
    """Answers what members may do, from recent facts of Discord."""

    def __init__(
        self,
        client: discord.Client,
        now_s: Callable[[], float] = time.monotonic,
        *,
        deadline_s: float = _DEADLINE_S,
    ) -> None:
        self._client = client
        self._now_s = now_s
        self._deadline_s = deadline_s
        self._slots = asyncio.Semaphore(_REQUESTS_AT_ONCE)
        self._remembered: dict[tuple[str, int], tuple[float, Any]] = {}

    async def in_server(self, interaction: discord.Interaction[Any]) -> int:
        """Return what the member may do in the whole server; 0 when that is not known."""
        facts = facts_of(interaction)
        if facts.guild_id is None:
            return 0
        server = await self.server(facts.guild_id)
        if server is None:
            # no channel can give or take this one
            return Permission.ADMINISTRATOR if facts.permissions.administrator else 0
        user_id = interaction.user.id
        return server_permissions(server.roles, user_id=user_id, role_ids=facts.role_ids)

    async def in_channel(
        self, interaction: discord.Interaction[Any], channel_id: int | None
    ) -> int:
        """Return what the member may do in a channel of the interaction's server.

        In a channel that is gone, the server's roles decide. 0 when it is not known, or when it is
        another server's channel.
        """
        facts = facts_of(interaction)
        if facts.guild_id is None or channel_id is None:
            return 0
        if channel_id == facts.channel_id or facts.permissions.administrator:
            return facts.permissions.value
        try:
            found = await self._channel(channel_id)
        except discord.NotFound:
            return await self.in_server(interaction)
        except CALL_FAILED as error:
            log.warning("rights in channel %s are not known now: %s", channel_id, error)
            return 0
        return await self._held(facts.guild_id, found, (interaction.user.id, facts.role_ids))

    async def of_everyone(self, guild_id: int, channel_id: int) -> int:
        """Return what a member without roles may do in a channel, as it is right now.

        Raises:
            discord.HTTPException: Discord does not tell, or any other of `CALL_FAILED`.
        """
        self._forget(guild_id, channel_id)
        return await self._held(guild_id, await self._channel(channel_id), (None, ()))

    async def of_bot(self, guild_id: int, channel_id: int) -> int:
        """Return what the bot may do in a channel, as it is right now.

        Raises:
            discord.HTTPException: Discord does not tell, or any other of `CALL_FAILED`.
        """
        self._forget(guild_id, channel_id)
        user = self._client.user
        user_id = user.id if user else 0
        async with self._limits():
            member: Any = await self._client.http.get_member(guild_id, user_id)
        role_ids = frozenset(int(role) for role in member["roles"])
        return await self._held(guild_id, await self._channel(channel_id), (user_id, role_ids))

    async def of_member(self, guild_id: int, user_id: int) -> int:
        """Return what a user may do in a whole server, as it is right now; 0 if they left it.

        Raises:
            discord.HTTPException: Discord does not tell, or any other of `CALL_FAILED`.
        """
        try:
            async with self._limits():
                member: Any = await self._client.http.get_member(guild_id, user_id)
        except discord.NotFound:
            return 0
        role_ids = [int(role) for role in member["roles"]]
        server = await self._server(guild_id)
        return server_permissions(server.roles, user_id=user_id, role_ids=role_ids)

    async def server(self, guild_id: int) -> ServerFacts | None:
        """Return a server's roles and language; None when they are not known now."""
        try:
            return await self._server(guild_id)
        except CALL_FAILED as error:
            log.warning("the roles of server %s are not known now: %s", guild_id, error)
            return None

    async def locale_of(self, guild_id: int) -> str:
        """Return a server's preferred language, English when it is not known now."""
        cached = self._client.get_guild(guild_id)
        if cached is not None and not cached.unavailable:
            return str(cached.preferred_locale)
        found = await self.server(guild_id)
        return "en-US" if found is None else found.locale

    async def _held(
        self,
        guild_id: int,
        channel: ChannelOverwrites,
        member: tuple[int | None, Iterable[int]],
    ) -> int:
        server = await self.server(guild_id)
        if server is None or channel.guild_id != guild_id:
            return 0
        overwrites = channel.overwrites
        if channel.is_thread and channel.parent_id is not None:
            try:
                overwrites = (await self._channel(channel.parent_id)).overwrites
            except CALL_FAILED as error:
                log.warning("rights in channel %s are not known: %s", channel.parent_id, error)
                return 0
        user_id, role_ids = member
        return channel_permissions(server.roles, overwrites, user_id=user_id, role_ids=role_ids)

    async def _server(self, guild_id: int) -> ServerFacts:
        get = self._client.http.get_guild
        return await self._recall(("server", guild_id), lambda: get(guild_id), _read_server)

    async def _channel(self, channel_id: int) -> ChannelOverwrites:
        get = self._client.http.get_channel
        return await self._recall(("channel", channel_id), lambda: get(channel_id), _read_channel)

    async def _recall(
        self, key: tuple[str, int], ask: Callable[[], Any], read: Callable[[Any], Any]
    ) -> Any:  # noqa: ANN401 - what `read` returns
        until, found = self._remembered.get(key, (0.0, None))
        if found is not None and self._now_s() < until:
            return found
        async with self._limits():
            found = read(await ask())
        while len(self._remembered) >= _MOST_REMEMBERED:
            del self._remembered[next(iter(self._remembered))]
        self._remembered[key] = (self._now_s() + _REMEMBERED_S, found)
        return found

    def _forget(self, guild_id: int, channel_id: int) -> None:
        self._remembered.pop(("server", guild_id), None)
        self._remembered.pop(("channel", channel_id), None)

    @asynccontextmanager
    async def _limits(self) -> AsyncGenerator[None]:
        async with asyncio.timeout(self._deadline_s), self._slots:
            yield


def _read_server(raw: Any) -> ServerFacts:  # noqa: ANN401 - Discord's JSON
    roles = {int(role["id"]): int(role["permissions"]) for role in raw["roles"]}
    server = ServerRoles(int(raw["id"]), int(raw["owner_id"]), roles)
    return ServerFacts(server, raw.get("preferred_locale") or "en-US")


def _read_channel(raw: Any) -> ChannelOverwrites:  # noqa: ANN401 - Discord's JSON
    guild_id, parent_id = raw.get("guild_id"), raw.get("parent_id")
    return ChannelOverwrites(
        int(guild_id) if guild_id else None,
        is_thread_type(raw.get("type")),
        int(parent_id) if parent_id else None,
        tuple(
            Overwrite(int(one["id"]), int(one["allow"]), int(one["deny"]))
            for one in raw.get("permission_overwrites") or ()
        ),
    )
