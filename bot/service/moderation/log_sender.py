"""Sends the entries of all moderation logs, in order and within Discord's rate."""

import asyncio
import logging
import uuid
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.errors import StorageFailed
from bot.policy.moderation.log import goes_to_log, in_next_message
from bot.ports import Clock, Stores, WaitingEntry
from bot.service.delivery.failure_notice import Sleep
from bot.service.jobs.runner import Runner
from bot.service.notifications import LogUnreachable, Notifications
from bot.service.timing import PRODUCTION, Timing
from bot.service.wake import Wake

log = logging.getLogger(__name__)

#: Entries that are taken at once, and those of all servers that may be in memory. Each has up to
#: 100 KB.
_TAKEN_AT_ONCE = 50
_MOST_TAKEN = 200

#: How long other processes leave taken entries alone, and the part of it in which none is sent.
_LEASE = timedelta(minutes=2)
_LEASE_END = timedelta(seconds=45)

#: Messages per channel and window. Discord publishes no numbers; it announces its limits in
#: headers, which discord.py obeys, and this stays below the usual one.
_MESSAGES = 5
_WINDOW = timedelta(seconds=5)

#: The wait after a failure, doubled with each further one.
_FIRST_WAIT = timedelta(seconds=30)
_LONGEST_WAIT = timedelta(minutes=10)

#: How long entries that cannot be sent are kept.
KEPT_FOR = timedelta(hours=24)

#: How long a server is not told again that its log cannot be written.
_TOLD_FOR = timedelta(days=7)


class Sent(StrEnum):
    """What became of a message to a log."""

    SENT = "sent"
    REJECTED = "rejected"
    """Discord will never take this message."""
    GONE = "gone"
    """The channel was deleted."""
    FORBIDDEN = "forbidden"
    """The bot lacks a permission."""
    OUTAGE = "outage"


#: Sends one message to a channel of a server: a card for one entry, a digest for several.
Deliver = Callable[[int, Sequence[WaitingEntry]], Awaitable[Sent]]


@dataclass(slots=True)
class _Server:
    """The entries of one server that this process has taken."""

    waiting: deque[WaitingEntry] = field(default_factory=deque[WaitingEntry])
    taken_until: datetime | None = None
    is_sending: bool = False
    is_split: bool = False
    """Whether the next entry is sent alone, since it may be why a digest was rejected."""
    sent_at: deque[datetime] = field(default_factory=lambda: deque[datetime](maxlen=_MESSAGES))

    def is_busy(self, now: datetime) -> bool:
        """Tell whether entries wait, or the last message still counts for the rate."""
        last = self.sent_at[-1] if self.sent_at else now - _WINDOW
        return bool(self.waiting) or self.is_sending or abs(now - last) < _WINDOW


class LogSender:
    """The only sender of log messages; each server has its own task while entries wait."""

    def __init__(
        self,
        stores: Stores,
        notifications: Notifications,
        runner: Runner,
        *,
        clock: Clock,
        sleep: Sleep = asyncio.sleep,
        timing: Timing = PRODUCTION,
    ) -> None:
        self._stores = stores
        self._notifications = notifications
        self._runner = runner
        self._clock = clock
        self._sleep = sleep
        self._every_s = timing.log_look_s
        self._process_id = str(uuid.uuid4())
        self._deliver: Deliver | None = None
        self._wake = Wake()
        self._servers: dict[int, _Server] = {}
        self._failures: dict[int, int] = {}
        """Failures in a row by server."""
        self._done: list[int] = []
        """Entries that were sent, and are not deleted yet."""

    def send_by(self, deliver: Deliver | None) -> None:
        """Send messages by this function from now on; None lets entries wait."""
        self._deliver = deliver
        self.look_soon()

    def look_soon(self) -> None:
        """Look now, since an entry was added."""
        self._wake.set()

    async def retry(self, guild_id: int) -> None:
        """Send a server's entries now, since its log was changed; a failure is only logged."""
        self._failures.pop(guild_id, None)
        try:
            await self._stores.moderation_log.postpone(guild_id, until=self._clock.now())
            await self._stores.notices.release([_told(guild_id)])
        except StorageFailed as error:
            log.warning("the log of server %s is tried later: %s", guild_id, error)
        self.look_soon()

    async def run(self) -> None:
        """Send entries until canceled; a database that fails is tried again."""
        while True:
            await self._wake.wait(self._every_s)
            await self.take_turn()

    async def take_turn(self) -> None:
        """Take waiting entries, and start to send them."""
        while self._deliver is not None:
            taken = await self._take()
            for waiting in taken:
                server = self._servers.setdefault(waiting.entry.guild_id, _Server())
                server.waiting.append(waiting)
            for guild_id, server in self._servers.items():
                if server.waiting and not server.is_sending:
                    server.is_sending = True
                    self._runner.start(f"log-channel:{guild_id}", self._send_all(guild_id, server))
            if len(taken) < _TAKEN_AT_ONCE:
                return

    async def _take(self) -> Sequence[WaitingEntry]:
        now, store = self._clock.now(), self._stores.moderation_log
        self._servers = {id_: one for id_, one in self._servers.items() if one.is_busy(now)}
        if sum(len(server.waiting) for server in self._servers.values()) >= _MOST_TAKEN:
            return ()
        try:
            await self._forget_done()
            taken = await store.take(
                self._process_id, now=now, until=now + _LEASE, limit=_TAKEN_AT_ONCE
            )
        except StorageFailed as error:
            log.warning("entries of the moderation log cannot be read now: %s", error)
            return ()
        for guild_id in {waiting.entry.guild_id for waiting in taken}:
            server = self._servers.setdefault(guild_id, _Server())
            server.taken_until = server.taken_until or now + _LEASE
        return taken

    async def _forget_done(self) -> None:
        done = tuple(self._done)
        if done:
            await self._stores.moderation_log.remove(done)
            # others may have been sent meanwhile
            self._done = [one for one in self._done if one not in done]

    async def _send_all(self, guild_id: int, server: _Server) -> None:
        try:
            while server.waiting and await self._send_next(guild_id, server):
                pass
        except StorageFailed as error:
            # others, or this process, take them when their time is over
            log.warning("entries of the log of server %s wait: %s", guild_id, error)
        finally:
            # what remains is free for any process again after its lease
            server.waiting.clear()
            server.taken_until, server.is_sending = None, False

    async def _send_next(self, guild_id: int, server: _Server) -> bool:
        """Send one message; return whether the next one can follow."""
        settings = (await self._stores.rulebooks.read(guild_id)).rulebook.moderation.log
        entries = [waiting.entry for waiting in server.waiting]
        wanted = settings.channel_id is not None and goes_to_log(settings, entries[0])
        if settings.channel_id is None or not wanted:
            await self._end(server, 1)
            return True
        await self._keep_pace(server)
        if self._deliver is None or self._is_late(server):
            return False
        count = 1 if server.is_split else in_next_message(entries)
        message = [server.waiting[n] for n in range(count)]
        sent = await self._deliver(settings.channel_id, message)
        server.sent_at.append(self._clock.now())
        server.is_split = sent is Sent.REJECTED and count > 1
        if server.is_split:
            return True
        if sent in {Sent.SENT, Sent.REJECTED}:
            await self._end(server, count)
            await self._note_success(guild_id)
            return True
        await self._note_failure(guild_id, settings.channel_id, sent)
        return False

    async def _end(self, server: _Server, count: int) -> None:
        self._done += [server.waiting.popleft().id for _ in range(count)]
        await self._forget_done()

    async def _keep_pace(self, server: _Server) -> None:
        sent = server.sent_at
        if len(sent) == _MESSAGES:
            wait = sent[0] + _WINDOW - self._clock.now()
            # a clock that was set back must not stop the log
            await self._sleep(min(max(wait, timedelta()), _WINDOW).total_seconds())

    def _is_late(self, server: _Server) -> bool:
        until = server.taken_until
        return until is not None and self._clock.now() >= until - _LEASE_END

    async def _note_success(self, guild_id: int) -> None:
        if self._failures.pop(guild_id, None):
            log.info("the log of server %s can be written again", guild_id)
            await self._stores.notices.release([_told(guild_id)])

    async def _note_failure(self, guild_id: int, channel_id: int, sent: Sent) -> None:
        failures = self._failures[guild_id] = self._failures.get(guild_id, 0) + 1
        wait = min(_FIRST_WAIT * 2 ** min(failures - 1, 10), _LONGEST_WAIT)
        now, stores = self._clock.now(), self._stores
        log.warning("log channel %s of server %s: %s", channel_id, guild_id, sent)
        await stores.moderation_log.postpone(guild_id, until=now + wait)
        if sent is Sent.OUTAGE:
            return
        if await stores.notices.claim(_told(guild_id), kept_until=now + _TOLD_FOR, now=now):
            notices_channel = (await stores.rulebooks.read(guild_id)).rulebook.notices_channel
            if notices_channel is not None:
                self._notifications.post(
                    LogUnreachable(guild_id, notices_channel, channel_id, is_gone=sent is Sent.GONE)
                )


def _told(guild_id: int) -> str:
    return f"log-unreachable:{guild_id}"
