"""Whether a process of the bot is running already."""

import asyncio

from bot.cli.checks.database_check import look_at
from bot.cli.setup.interruptible import run_interruptibly
from bot.errors import ConfigError, StorageFailed
from bot.ports import Clock
from bot.settings import Settings

#: Seconds for the look at the database; init goes on without it.
_DEADLINE_S = 5.0


def is_running(settings: Settings, clock: Clock) -> bool:
    """Tell whether a process uses the bot's database; False if that can't be found out.

    Args:
        settings: Name the database.
        clock: Tells whose lease is valid.
    """
    return run_interruptibly(lambda: _look(settings, clock))


async def _look(settings: Settings, clock: Clock) -> bool:
    try:
        async with asyncio.timeout(_DEADLINE_S):
            # without time for the integrity check, which is doctor's
            facts = await look_at(settings, clock.now(), within_s=0)
    except (ConfigError, StorageFailed, TimeoutError):
        return False
    return facts is not None and bool(facts.processes)
