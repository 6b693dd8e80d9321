"""Reads and changes a server's rulebook for its moderators; every change is an audit entry."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.errors import ChangedMeanwhile, StorageFailed, StorageFault
from bot.policy.limits.counters import JobSize, claim_for
from bot.policy.limits.effective import Rules, Spot, resolve
from bot.policy.limits.limit import Cap, Limit, Value
from bot.policy.limits.rulebook import Rulebook, Scope
from bot.policy.limits.rulebook_diff import (
    Difference,
    differences,
    format_until,
    name_of,
    own_value,
)
from bot.policy.limits.window import change_zone
from bot.ports import AuditEntry, Clock, Grant, StoredRulebook, Stores
from bot.service.limits.rulebook_limits import check_size

#: How often an edit is tried when its compare-and-set fails because another one was faster.
_TRIES = 10


@dataclass(frozen=True, slots=True)
class Seen:
    """The value that a moderator saw before changing it."""

    own: Value
    """The scope's own value; None when it has none, or `off`."""
    is_set: bool


class RulebookEditor:
    """Reads and changes the rulebook of a server."""

    def __init__(
        self,
        stores: Stores,
        *,
        defaults: Mapping[Limit, Value],
        caps: Mapping[Cap, int],
        clock: Clock,
    ) -> None:
        self.defaults = defaults
        self.caps = caps
        self._stores = stores
        self._clock = clock

    async def read(self, guild_id: int) -> StoredRulebook:
        """Return a server's rulebook as it is now.

        Raises:
            StorageFailed: It cannot be read.
        """
        return await self._stores.rulebooks.read(guild_id)

    def rules(self, rulebook: Rulebook, spot: Spot) -> Rules:
        """Return every limit as it applies at a spot, the operator's defaults included."""
        return resolve(rulebook, spot, self.defaults)

    async def edit(
        self, guild_id: int, actor_id: int, change: Callable[[Rulebook], Rulebook]
    ) -> tuple[Difference, ...]:
        """Change a rulebook, and store an audit entry for each difference.

        Args:
            guild_id: The server.
            actor_id: The moderator.
            change: Returns the new rulebook for the present one; called again each time that
                another edit was faster.

        Returns:
            The differences; if there are none, nothing was stored.

        Raises:
            SettingRefused: It is more than one server can store.
            StorageFailed: It was not stored.
        """
        for _ in range(_TRIES):
            stored = await self.read(guild_id)
            rulebook = change(stored.rulebook)
            changed = differences(stored.rulebook, rulebook)
            if not changed:
                return ()
            if await self._replace(guild_id, actor_id, stored, rulebook, changed):
                return changed
        raise StorageFailed(StorageFault.BUSY, "the limits are changed by others all the time")

    async def set_limit(
        self,
        guild_id: int,
        actor_id: int,
        scope: Scope,
        limit: Limit,
        value: Value,
        *,
        seen: Seen | None = None,
    ) -> tuple[Difference, ...]:
        """Set one limit of one scope.

        Args:
            guild_id: The server.
            actor_id: The moderator.
            scope: What it is set for.
            limit: The limit.
            value: In the limit's range; None is no limit.
            seen: The value that the moderator saw; None overwrites any value.

        Raises:
            ChangedMeanwhile: It is neither the value that was seen nor the new one.
            SettingRefused: These are more scopes than one server can store.
            StorageFailed: It was not stored.
        """

        def change(rulebook: Rulebook) -> Rulebook:
            wanted = rulebook.with_limit(scope, limit, value)
            return _checked(rulebook, wanted, scope, limit, seen)

        return await self.edit(guild_id, actor_id, change)

    async def clear_limit(
        self,
        guild_id: int,
        actor_id: int,
        scope: Scope,
        limit: Limit,
        *,
        seen: Seen | None = None,
    ) -> tuple[Difference, ...]:
        """Remove a scope's own value of one limit, so that it is inherited again.

        Raises:
            ChangedMeanwhile: It is set, but not to the value that was seen.
            StorageFailed: It was not stored.
        """

        def change(rulebook: Rulebook) -> Rulebook:
            wanted = rulebook.without_limit(scope, limit)
            return _checked(rulebook, wanted, scope, limit, seen)

        return await self.edit(guild_id, actor_id, change)

    def merged(self, present: Rulebook, imported: Rulebook) -> Rulebook:
        """Return the rulebook that importing another one into the present one results in.

        The moderator role stays, since only an administrator may change it; so do the settings of
        the moderation log, which need a confirmation. An imported time zone applies from the next
        window on, as if it were set now.
        """
        zones = present.zones
        if imported.zones:
            zones = change_zone(zones, imported.zones[-1].zone, now=self._clock.now())
        return replace(
            imported,
            zones=zones,
            moderator_role=present.moderator_role,
            moderation=present.moderation,
        )

    async def import_rulebook(
        self, guild_id: int, actor_id: int, rulebook: Rulebook, *, version: int
    ) -> tuple[Difference, ...]:
        """Replace the present rulebook by an imported one, as `merged` says.

        Args:
            guild_id: The server.
            actor_id: The moderator.
            rulebook: The imported rulebook.
            version: Of the rulebook with which the differences were computed.

        Raises:
            ChangedMeanwhile: The rulebook has another version now; nothing was stored.
            StorageFailed: It was not stored.
        """
        stored = await self.read(guild_id)
        merged = self.merged(stored.rulebook, rulebook)
        changed = differences(stored.rulebook, merged)
        is_same = stored.version == version
        if is_same and not changed:
            return ()
        if is_same and await self._replace(guild_id, actor_id, stored, merged, changed):
            return changed
        raise ChangedMeanwhile("limits", "changed by someone else")

    async def grant(
        self, guild_id: int, actor_id: int, user_id: int, images: int, until: datetime
    ) -> None:
        """Grant a member bonus images; this replaces an earlier grant.

        Raises:
            StorageFailed: It was not stored.
        """
        members = self._stores.members
        before = await members.grant(guild_id, user_id)
        after = Grant(images, 0, until)
        await self._note(guild_id, actor_id, f"grant user:{user_id}", before, after)
        await members.set_grant(guild_id, user_id, images, until)

    async def reset(self, guild_id: int, actor_id: int, user_id: int) -> None:
        """Set a member's image counters to 0 and end the cooldown; dollars and jobs stay counted.

        Raises:
            StorageFailed: It was not stored.
        """
        rulebook = (await self.read(guild_id)).rulebook
        spot = Spot(guild_id=guild_id)
        size = JobSize(0, user_id, spot, 1, 1, self._stores.members.pseudonym(user_id))
        claim = claim_for(
            size, rulebook, self.rules(rulebook, spot), self.caps, now=self._clock.now()
        )
        keys = [counter.key for counter in claim.counters if counter.is_quota]
        await self._note(guild_id, actor_id, f"reset user:{user_id}", None, None)
        await self._stores.members.reset(guild_id, user_id, keys)

    async def history(
        self, guild_id: int, *, before_id: int | None = None, limit: int = 10
    ) -> tuple[AuditEntry, ...]:
        """Return the last audit entries, the newest first.

        Args:
            guild_id: The server.
            before_id: Return only entries before this one.
            limit: How many to return at most.

        Raises:
            StorageFailed: They cannot be read.
        """
        return await self._stores.rulebooks.history(guild_id, limit=limit, before_id=before_id)

    async def set_presence(self, guild_id: int, *, is_member: bool) -> None:
        """Record that the bot joined or left a server; its rulebook is kept for a while.

        Raises:
            StorageFailed: It cannot be recorded.
        """
        left_at = None if is_member else self._clock.now()
        await self._stores.rulebooks.set_left(guild_id, left_at)

    async def sync_presence(
        self, present: Collection[int], *, is_ours: Callable[[int], bool]
    ) -> None:
        """Record servers that were joined and left while this process was not connected.

        Args:
            present: The servers that the bot is in, as far as this process sees them.
            is_ours: Returns whether this process would see a server; each process sees others.

        Raises:
            StorageFailed: It cannot be recorded.
        """
        for guild_id, left_at in (await self._stores.rulebooks.presence()).items():
            is_member = guild_id in present
            if is_ours(guild_id) and is_member != (left_at is None):
                await self.set_presence(guild_id, is_member=is_member)

    async def _replace(
        self,
        guild_id: int,
        actor_id: int,
        stored: StoredRulebook,
        rulebook: Rulebook,
        changed: tuple[Difference, ...],
    ) -> bool:
        check_size(rulebook)
        now = self._clock.now()
        entries = [AuditEntry(now, actor_id, one.what, one.before, one.after) for one in changed]
        return await self._stores.rulebooks.replace(
            guild_id, rulebook, entries, version=stored.version, now=now
        )

    async def _note(
        self, guild_id: int, actor_id: int, what: str, before: Grant | None, after: Grant | None
    ) -> None:
        # before the change: a superfluous entry misleads less than a missing one
        now = self._clock.now()
        entry = AuditEntry(now, actor_id, what, _granted(before), _granted(after))
        await self._stores.rulebooks.note(guild_id, entry)


def _checked(
    present: Rulebook, wanted: Rulebook, scope: Scope, limit: Limit, seen: Seen | None
) -> Rulebook:
    own = present.own(scope)
    now = Seen(own.get(limit), limit in own)
    if seen is not None and now != seen and own != wanted.own(scope):
        raise ChangedMeanwhile(name_of(limit, scope), own_value(present, scope, limit))
    return wanted


def _granted(grant: Grant | None) -> str:
    if grant is None:
        return ""
    return f"{grant.images} images {format_until(grant.until)}"
