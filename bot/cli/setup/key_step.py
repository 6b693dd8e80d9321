"""The OpenRouter key: what it may spend, and what else OpenRouter says about it."""

import asyncio

from pydantic import SecretStr

from bot.cli.checks.discord_check import is_token
from bot.cli.checks.finding import Check, Finding
from bot.cli.checks.hosts import host_of
from bot.cli.checks.openrouter_check import judge_key, query_status
from bot.cli.checks.sentences import Found, State
from bot.cli.setup.interruptible import run_interruptibly
from bot.cli.setup.secret_step import Examined
from bot.ports import Clock, KeyStatus
from bot.settings import Settings

#: Seconds for all questions to OpenRouter about the key together.
_DEADLINE_S = 10.0


def examine_key(key: str, settings: Settings, clock: Clock) -> Examined[KeyStatus]:
    """Test a key; a Discord token is not sent.

    Args:
        key: The key.
        settings: Where OpenRouter is.
        clock: For the times in failures.
    """
    changed = settings.model_copy(update={"openrouter_api_key": SecretStr(key)})
    return run_interruptibly(lambda: _examine(key, changed, clock))


async def _examine(key: str, settings: Settings, clock: Clock) -> Examined[KeyStatus]:
    if is_token(key):
        return Examined([Finding(Check.OPENROUTER, Found.KEY_IS_TOKEN)])
    try:
        async with asyncio.timeout(_DEADLINE_S):
            status = await query_status(settings, clock)
    except TimeoutError:
        facts = {"host": host_of(settings.openrouter_base_url)}
        return Examined([Finding(Check.OPENROUTER, Found.OPENROUTER_UNREACHABLE, facts)])
    if isinstance(status, Finding):
        return Examined([status])
    # the budget is asked for later
    findings = list(judge_key(status, None))
    is_usable = all(each.state is not State.ERROR for each in findings)
    return Examined(findings, status if is_usable else None)
