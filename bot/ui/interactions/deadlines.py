"""The deadline for reads before the first reply."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from bot.errors import StorageFailed, StorageFault

#: Timeout in seconds for reading what a form needs. A form must be the first reply, so "thinking"
#: cannot come before it, and Discord allows 3 s.
_LOOKUP_S = 1.5


@asynccontextmanager
async def lookup_deadline() -> AsyncGenerator[None]:
    """Limit the time of reads before the first reply.

    Raises:
        StorageFailed: They took longer than `_LOOKUP_S`.
    """
    try:
        async with asyncio.timeout(_LOOKUP_S):
            yield
    except TimeoutError as error:
        raise StorageFailed(StorageFault.BUSY, "nothing was found in time") from error
