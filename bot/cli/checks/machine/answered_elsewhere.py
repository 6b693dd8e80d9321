"""Reads from a running bot's metrics how many interactions another process answered."""

import math
import re

from bot.cli.checks.finding import Check, Finding
from bot.cli.checks.machine.sentences import MachineFound

#: The counter that `bot.health.metrics` has, and the kind of
#: `bot.ui.interactions.first_response.ANSWERED_ELSEWHERE`.
_SAMPLE = re.compile(
    r'^imagine_bot_discord_failures_total\{kind="answered_elsewhere"\} (\S+)$', re.MULTILINE
)


def judge_metrics(text: str) -> Finding:
    """Return what the metrics say; a counter that doesn't exist yet is 0."""
    found = _SAMPLE.search(text)
    try:
        count = float(found[1]) if found else 0.0
    except ValueError:
        count = 0.0
    if not math.isfinite(count) or count < 1:
        return Finding(Check.DISCORD, MachineFound.ANSWERED_HERE)
    return Finding(Check.DISCORD, MachineFound.ANSWERED_ELSEWHERE, {"count": round(count)})
