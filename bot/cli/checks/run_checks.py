"""Runs all checks at once, each with a deadline."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from functools import partial

from bot.cli.checks.background import in_background
from bot.cli.checks.data_dir import check_data_dir
from bot.cli.checks.database_check import check_database
from bot.cli.checks.discord_check import check_discord, check_shape
from bot.cli.checks.finding import Check, Finding
from bot.cli.checks.openrouter_check import check_key, check_models
from bot.cli.checks.port_check import check_port
from bot.cli.checks.sentences import Found
from bot.cli.checks.settings_check import check_settings
from bot.ports import Clock
from bot.settings import Settings
from bot.settings.load import Reading

log = logging.getLogger(__name__)

#: Seconds for each check. Together with the program's start, doctor ends within ten.
DEADLINE_S = 5.0


async def run_checks(reading: Reading, clock: Clock, *, offline: bool) -> list[Finding]:
    """Run the checks and return their findings in a fixed order.

    Args:
        reading: The settings and their mistakes.
        clock: The machine's clock.
        offline: Whether to leave out what needs the network.
    """
    settings = reading.settings
    remote = _shape_alone(settings) if offline else _remote(settings, clock)
    wrong = {name for name, _ in reading.problems}
    # a default in place of a malformed setting would be misleading, or send the key elsewhere
    works = [each for each in (*_local(settings, clock), *remote) if not wrong & each.needs]
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(_guarded(each), name=f"check:{each.check}") for each in works]
    findings = [*check_settings(reading), *(each for task in tasks for each in task.result())]
    order = list(Check)
    return sorted(findings, key=lambda finding: order.index(finding.check))


@dataclass(frozen=True, slots=True)
class _Work:
    """A check that can be started."""

    check: Check
    start: Callable[[], Awaitable[list[Finding]]]
    needs: frozenset[str]
    """The settings that must be valid."""


def _local(settings: Settings, clock: Clock) -> Iterator[_Work]:
    look = partial(check_data_dir, settings.data_dir, settings.max_references_gb)
    yield _Work(Check.DATA_DIR, partial(in_background, look), frozenset({"MAX_REFERENCES_GB"}))
    database = partial(check_database, settings, clock.now())
    yield _Work(Check.DATABASE, database, frozenset({"DATABASE_URL"}))
    if settings.http_port:
        port = partial(check_port, settings.http_host, settings.http_port)
        yield _Work(Check.PORT, port, frozenset())


def _remote(settings: Settings, clock: Clock) -> Iterator[_Work]:
    if settings.discord_token:
        token = settings.discord_token.get_secret_value()
        yield _Work(Check.DISCORD, partial(check_discord, token), frozenset())
    address = frozenset({"OPENROUTER_BASE_URL"})
    if settings.openrouter_api_key:
        needs = address | {"BUDGET_USD_PER_DAY"}
        yield _Work(Check.OPENROUTER, partial(check_key, settings, clock), needs)
    needs = address | {"MODELS", "MODEL_SUCCESSORS"}
    yield _Work(Check.MODELS, partial(check_models, settings, clock), needs)


def _shape_alone(settings: Settings) -> Iterator[_Work]:
    if settings.discord_token:
        token = settings.discord_token.get_secret_value()
        yield _Work(Check.DISCORD, partial(check_shape, token), frozenset())


async def _guarded(work: _Work) -> list[Finding]:
    """Wait for a check, at most until its deadline; turn every failure into a finding."""
    try:
        async with asyncio.timeout(DEADLINE_S):
            return await work.start()
    except TimeoutError:
        return [Finding(work.check, Found.CHECK_TIMED_OUT, {"seconds": round(DEADLINE_S)})]
    except Exception as error:
        log.debug("check %s failed", work.check, exc_info=error)
        return [Finding(work.check, Found.CHECK_FAILED, {"error": type(error).__name__})]
