"""Reads and changes a server's filter for its moderators; every change is an audit entry."""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence

from bot.errors import (
    ChangedMeanwhile,
    FilterTooLarge,
    StorageFailed,
    StorageFault,
    TextRefused,
    WordsRefused,
)
from bot.policy.limits.rulebook_diff import Difference
from bot.policy.moderation.filter import Filter
from bot.policy.moderation.filter_diff import filter_differences
from bot.policy.moderation.filter_edits import empty_keyword, first_excess
from bot.policy.moderation.pattern import PatternProblem
from bot.ports import AuditEntry, Clock, StoredFilter, Stores, TextFilter

#: How often an edit is tried when its compare-and-set fails because another one was faster.
_TRIES = 10


class FilterEditor:
    """Reads and changes the filter of a server."""

    def __init__(
        self, stores: Stores, text_filter: TextFilter, presets: tuple[str, ...], *, clock: Clock
    ) -> None:
        self.presets = presets
        """The names of all presets, in the order in which they are offered."""
        self._stores = stores
        self._text_filter = text_filter
        self._clock = clock

    async def read(self, guild_id: int) -> StoredFilter:
        """Return a server's filter as it is now.

        Raises:
            StorageFailed: It cannot be read.
        """
        return await self._stores.filters.read(guild_id)

    async def edit(
        self, guild_id: int, actor_id: int, change: Callable[[Filter], Filter]
    ) -> tuple[Difference, ...]:
        """Change a filter, and store an audit entry for each difference.

        Args:
            guild_id: The server.
            actor_id: The moderator.
            change: Returns the new filter for the present one; called again each time that another
                edit was faster.

        Returns:
            The differences; if there are none, nothing was stored.

        Raises:
            FilterTooLarge: It is more than one server can store.
            TextRefused: The operator does not allow the name or message of a rule.
            WordsRefused: A new pattern is not valid, or a keyword consists of wildcards only.
            StorageFailed: It was not stored.
        """
        for _ in range(_TRIES):
            stored = await self.read(guild_id)
            changed = await self._replace(guild_id, actor_id, stored, change(stored.filter))
            if changed is not None:
                return changed
        raise StorageFailed(StorageFault.BUSY, "the filter is changed by others all the time")

    async def replace(
        self, guild_id: int, actor_id: int, filter_: Filter, *, version: int
    ) -> tuple[Difference, ...]:
        """Replace a filter, unless it has changed since it was shown.

        Args:
            guild_id: The server.
            actor_id: The moderator.
            filter_: The new filter.
            version: Of the filter that the moderator saw.

        Raises:
            ChangedMeanwhile: It has another version now; nothing was stored.
            FilterTooLarge: It is more than one server can store.
            TextRefused: The operator does not allow the name or message of a rule.
            WordsRefused: A new pattern is not valid, or a keyword consists of wildcards only.
            StorageFailed: It was not stored.
        """
        stored = await self.read(guild_id)
        changed = None
        if stored.version == version:
            changed = await self._replace(guild_id, actor_id, stored, filter_)
        if changed is None:
            raise ChangedMeanwhile(WHOLE_FILTER, "changed by someone else")
        return changed

    async def preview(self, before: Filter, after: Filter) -> tuple[Difference, ...]:
        """Return the differences that storing a filter would make; stores nothing.

        Raises:
            FilterTooLarge: It is more than one server can store.
            TextRefused: The operator does not allow the name or message of a rule.
            WordsRefused: A new pattern is not valid, or a keyword consists of wildcards only.
        """
        # in a thread: comparing thousands of words takes milliseconds
        found = await asyncio.to_thread(filter_differences, before, after)
        if found:
            await self._check(before, after)
        return tuple(Difference(one.what, one.before, one.after) for one in found)

    async def check_patterns(
        self, patterns: Sequence[str]
    ) -> Mapping[str, Sequence[PatternProblem]]:
        """Return the problems of patterns, without those that have none."""
        # in a thread: compiling the largest takes milliseconds
        found = await asyncio.to_thread(
            lambda: {
                pattern: tuple(self._text_filter.check_pattern(pattern)) for pattern in patterns
            }
        )
        return {pattern: problems for pattern, problems in found.items() if problems}

    async def _replace(
        self, guild_id: int, actor_id: int, stored: StoredFilter, filter_: Filter
    ) -> tuple[Difference, ...] | None:
        """Store a filter; None when another change was faster."""
        changed = await self.preview(stored.filter, filter_)
        if not changed:
            return ()
        now = self._clock.now()
        entries = [AuditEntry(now, actor_id, one.what, one.before, one.after) for one in changed]
        is_stored = await self._stores.filters.replace(
            guild_id, filter_, version=stored.version, now=now, entries=entries
        )
        return changed if is_stored else None

    async def _check(self, before: Filter, after: Filter) -> None:
        excess = first_excess(after)
        if excess is not None:
            raise FilterTooLarge(*excess)
        empty = empty_keyword(after)
        if empty is not None:
            raise WordsRefused(empty)
        known = {pattern for rule in before.rules for pattern in rule.patterns}
        new = [one for rule in after.rules for one in rule.patterns if one not in known]
        for pattern, problems in (await self.check_patterns(new)).items():
            if any(problem.is_error for problem in problems):
                raise WordsRefused(pattern, tuple(problems))
        await self._check_shown(before, after)

    async def _check_shown(self, before: Filter, after: Filter) -> None:
        """Check new texts of a filter that members may see, by the operator's rules alone."""
        known = frozenset(_shown_texts(before))
        new = "\n".join(text for text in _shown_texts(after) if text not in known)
        hits = await self._text_filter.find(new, StoredFilter(None, Filter(), 0)) if new else ()
        if hits:
            raise TextRefused(is_operators=True)


def _shown_texts(filter_: Filter) -> Iterator[str]:
    for rule in filter_.rules:
        yield from (rule.name, rule.message)


#: The setting in a `ChangedMeanwhile` that is about a whole filter.
WHOLE_FILTER = "filter"
