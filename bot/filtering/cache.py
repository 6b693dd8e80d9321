"""Keeps compiled filters: compiled once, in a thread; the least recently used ones are dropped."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from weakref import WeakValueDictionary

from bot.filtering.compiled import CompiledRules
from bot.policy.moderation.filter import Filter

#: Most filters that are kept, and their size together, in keywords of about 1 KB.
MOST_FILTERS = 64
MOST_KEYWORDS = 200_000

#: The server's id, and its filter with its version, which alone is not unique: it begins at 1 again
#: once the data of a server was purged. Equal objects are compared by identity, so this is fast.
Key = tuple[int, int, Filter]

Compile = Callable[[], CompiledRules]


class FilterCache:
    """The compiled filters of the servers used last, and the operator's rules."""

    def __init__(
        self, *, most_filters: int = MOST_FILTERS, most_keywords: int = MOST_KEYWORDS
    ) -> None:
        self._most_filters = most_filters
        self._most_keywords = most_keywords
        self._kept: OrderedDict[Key, CompiledRules] = OrderedDict()
        self._locks: WeakValueDictionary[Key, asyncio.Lock] = WeakValueDictionary()
        self._operator: CompiledRules | None = None
        self._operator_lock = asyncio.Lock()

    def __len__(self) -> int:
        return len(self._kept)

    async def operator(self, compile_rules: Compile) -> CompiledRules:
        """Return the operator's rules, which are never dropped."""
        if self._operator is None:
            async with self._operator_lock:
                if self._operator is None:
                    self._operator = await asyncio.to_thread(compile_rules)
        return self._operator

    async def server(self, key: Key, compile_rules: Compile) -> CompiledRules:
        """Return a server's compiled filter; callers at the same time wait for one compilation."""
        if key not in self._kept:
            # the lock lives as long as someone waits for it
            lock = self._locks.setdefault(key, asyncio.Lock())
            async with lock:
                if key not in self._kept:
                    self._keep(key, await asyncio.to_thread(compile_rules))
        self._kept.move_to_end(key)
        return self._kept[key]

    def _keep(self, key: Key, compiled: CompiledRules) -> None:
        for other in [other for other in self._kept if other[0] == key[0]]:
            del self._kept[other]
        self._kept[key] = compiled
        while len(self._kept) > 1 and self._is_full():
            self._kept.popitem(last=False)

    def _is_full(self) -> bool:
        size = sum(compiled.size for compiled in self._kept.values())
        return len(self._kept) > self._most_filters or size > self._most_keywords
