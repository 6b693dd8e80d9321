"""`imagine-bot doctor`: what is wrong with the setup, and what to do; changes nothing."""

import asyncio
import json
import sys
from collections.abc import Callable, Sequence
from typing import Annotated

import typer

from bot.cli.checks.finding import Check, Finding
from bot.cli.checks.sentences import Found, State
from bot.errors import ConfigError

_SIGNS = {State.OK: "✓", State.WARNING: "!", State.ERROR: "✗"}

#: For terminals without Unicode.
_PLAIN_SIGNS = {State.OK: "ok", State.WARNING: "!", State.ERROR: "x"}


def doctor(
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the findings as one JSON object.")
    ] = False,
    offline: Annotated[
        bool, typer.Option("--offline", help="Leave out what needs the network.")
    ] = False,
) -> None:
    """Check the whole setup, even while the bot is running. Changes nothing, costs nothing.

    Exits with 0 if all is fine, with 1 after warnings, with 2 after errors.
    """
    findings, mask = asyncio.run(_check(offline=offline))
    typer.echo(mask(_as_json(findings) if as_json else _as_lines(findings)))
    raise typer.Exit(max(finding.state for finding in findings))


async def _check(*, offline: bool) -> tuple[list[Finding], Callable[[str], str]]:
    """Return the findings, and what removes secrets from a text."""
    from bot.cli.checks.run_checks import run_checks
    from bot.logs import SafeFormatter, set_up_logging
    from bot.settings.load import read_settings
    from bot.studio import SystemClock

    # the findings say it all
    set_up_logging("CRITICAL")
    try:
        reading = read_settings(required=("DISCORD_TOKEN", "OPENROUTER_API_KEY"))
    except ConfigError as error:
        return _wrong(error), SafeFormatter().mask
    examination = await run_checks(reading, SystemClock(), offline=offline)
    findings = examination.findings
    return findings, SafeFormatter(reading.settings.secrets).mask


def _wrong(error: ConfigError) -> list[Finding]:
    return [
        Finding(Check.SETTINGS, Found.SETTING_WRONG, {"name": name, "problem": problem})
        for name, problem in error.problems
    ]


def _as_lines(findings: Sequence[Finding]) -> str:
    signs = _SIGNS if _can_print("✓✗") else _PLAIN_SIGNS
    width = max(len(finding.check) for finding in findings)
    sign_width = max(map(len, signs.values()))
    lines: list[str] = []
    for finding in findings:
        head = f"{signs[finding.state]:<{sign_width}} {finding.check:<{width}}"
        lines.append(f"{head}  {finding.sentence} {finding.advice}".rstrip())
    return "\n".join(lines)


def _as_json(findings: Sequence[Finding]) -> str:
    rows = [
        {
            "check": finding.check,
            "id": finding.id,
            "state": finding.state.name.lower(),
            "sentence": finding.sentence,
            "advice": finding.advice,
            "facts": dict(finding.facts),
        }
        for finding in findings
    ]
    worst = max(finding.state for finding in findings)
    return json.dumps({"state": worst.name.lower(), "findings": rows}, indent=2)


def _can_print(text: str) -> bool:
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True
