"""The OpenRouter key: what it may spend, and what else OpenRouter says about it."""

import asyncio

from pydantic import SecretStr

from bot.cli.checks.discord_check import check_shape
from bot.cli.checks.finding import Check, Finding
from bot.cli.checks.hosts import host_of
from bot.cli.checks.openrouter_check import check_key
from bot.cli.checks.sentences import Found, State
from bot.cli.setup.interruptible import run_interruptibly
from bot.cli.setup.secret_step import Examined
from bot.errors import GenerationFailed
from bot.ports import Clock, KeyStatus
from bot.settings import Settings

#: Seconds for all questions to OpenRouter about the key together.
_DEADLINE_S = 10.0

#: Findings after which nothing more can be asked.
_WITHOUT_STATUS = {Found.KEY_REJECTED, Found.OPENROUTER_UNREACHABLE, Found.OPENROUTER_FAULT}

#: The region that restricts nothing.
_EVERYWHERE = "global"


def examine_key(key: str, settings: Settings, clock: Clock) -> Examined[KeyStatus]:
    """Test a key; a Discord token is not sent.

    Args:
        key: The key.
        settings: Where OpenRouter is.
        clock: For the times in failures.
    """
    # the budget is asked for later
    changes = {"openrouter_api_key": SecretStr(key), "budget_usd_per_day": None}
    changed = settings.model_copy(update=changes)
    return run_interruptibly(lambda: _examine(key, changed, clock))


async def _examine(key: str, settings: Settings, clock: Clock) -> Examined[KeyStatus]:
    [shape] = await check_shape(key)
    if shape.found is Found.TOKEN_LIKELY:
        return Examined([Finding(Check.OPENROUTER, Found.KEY_IS_TOKEN)])
    try:
        async with asyncio.timeout(_DEADLINE_S):
            findings = await check_key(settings, clock)
            if any(each.found in _WITHOUT_STATUS for each in findings):
                return Examined(findings)
            status = await _read_status(settings, clock)
    except (TimeoutError, GenerationFailed):
        facts = {"host": host_of(settings.openrouter_base_url)}
        return Examined([Finding(Check.OPENROUTER, Found.OPENROUTER_UNREACHABLE, facts)])
    findings = _with_details(findings, status)
    is_usable = all(each.state is not State.ERROR for each in findings)
    return Examined(findings, status if is_usable else None)


def _with_details(findings: list[Finding], status: KeyStatus) -> list[Finding]:
    if status.is_management:
        return [Finding(Check.OPENROUTER, Found.KEY_MANAGEMENT)]
    regions = [region for region in status.data_regions if region != _EVERYWHERE]
    if regions and not any(each.found is Found.KEY_REGIONS for each in findings):
        facts = {"regions": ", ".join(regions)}
        return [*findings, Finding(Check.OPENROUTER, Found.KEY_REGIONS, facts)]
    return findings


async def _read_status(settings: Settings, clock: Clock) -> KeyStatus:
    from bot.openrouter.client import open_session
    from bot.openrouter.key_query import query_key
    from bot.studio import client_config

    async with open_session(keep_alive=False) as session:
        return await query_key(session, client_config(settings), now=clock.now)
