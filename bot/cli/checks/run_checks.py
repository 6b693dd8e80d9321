"""Runs all checks at once, each with a deadline."""

import asyncio
import logging
from collections.abc import Awaitable, Iterator
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
    waits = [*_local(settings, clock), *remote]
    async with asyncio.TaskGroup() as group:
        tasks = [
            group.create_task(_guarded(check, work), name=f"check:{check}") for check, work in waits
        ]
    findings = [*check_settings(reading), *(each for task in tasks for each in task.result())]
    order = list(Check)
    return sorted(findings, key=lambda finding: order.index(finding.check))


Work = tuple[Check, Awaitable[list[Finding]]]


def _local(settings: Settings, clock: Clock) -> Iterator[Work]:
    look = partial(check_data_dir, settings.data_dir, settings.max_references_gb)
    yield Check.DATA_DIR, in_background(look)
    yield Check.DATABASE, check_database(settings, clock.now())
    if settings.http_port:
        yield Check.PORT, check_port(settings.http_host, settings.http_port)


def _remote(settings: Settings, clock: Clock) -> Iterator[Work]:
    if settings.discord_token:
        yield Check.DISCORD, check_discord(settings.discord_token.get_secret_value())
    if settings.openrouter_api_key:
        yield Check.OPENROUTER, check_key(settings, clock)
    yield Check.MODELS, check_models(settings, clock)


def _shape_alone(settings: Settings) -> Iterator[Work]:
    if settings.discord_token:
        yield Check.DISCORD, check_shape(settings.discord_token.get_secret_value())


async def _guarded(check: Check, work: Awaitable[list[Finding]]) -> list[Finding]:
    """Wait for a check, at most until its deadline; turn every failure into a finding."""
    try:
        async with asyncio.timeout(DEADLINE_S):
            return await work
    except TimeoutError:
        return [Finding(check, Found.CHECK_TIMED_OUT, {"seconds": round(DEADLINE_S)})]
    except Exception as error:
        log.debug("check %s failed", check, exc_info=error)
        return [Finding(check, Found.CHECK_FAILED, {"error": type(error).__name__})]
