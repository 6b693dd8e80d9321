"""Gives each check a deadline, and turns its failure into a finding."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.cli.checks.finding import Check, Finding
from bot.cli.checks.sentences import Found

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Work:
    """A check that can be started."""

    check: Check
    start: Callable[[], Awaitable[list[Finding]]]
    needs: frozenset[str] = frozenset()
    """The settings that must be valid."""
    within_s: float = 5.0
    """Seconds until it is given up."""


async def run_all(works: Sequence[Work]) -> list[Finding]:
    """Run checks at once; return their findings in the checks' order."""
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(_guarded(each), name=f"check:{each.check}") for each in works]
    return [each for task in tasks for each in task.result()]


async def _guarded(work: Work) -> list[Finding]:
    """Wait for a check, at most until its deadline; turn every failure into a finding."""
    try:
        async with asyncio.timeout(work.within_s):
            return await work.start()
    except TimeoutError:
        return [Finding(work.check, Found.CHECK_TIMED_OUT, {"seconds": round(work.within_s)})]
    except Exception as error:
        log.debug("check %s failed", work.check, exc_info=error)
        return [Finding(work.check, Found.CHECK_FAILED, {"error": type(error).__name__})]
