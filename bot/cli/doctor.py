"""`imagine-bot doctor`: what is wrong with the setup, and what to do."""

import asyncio
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.checks.finding import Check, Finding
from bot.cli.checks.sentences import Found, State
from bot.cli.checks.typed import as_typed
from bot.cli.ids import read_id
from bot.errors import ConfigError

if TYPE_CHECKING:
    from bot.settings.load import Reading

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
    server: Annotated[
        str | None, typer.Option(help="Also check the channels of the server with this id.")
    ] = None,
    fix: Annotated[
        bool, typer.Option("--fix", help="Repair what is safe, and say what was done.")
    ] = False,
    paint: Annotated[
        bool, typer.Option("--paint", help="Also generate one image, the cheapest one possible.")
    ] = False,
) -> None:
    """Check the whole setup, even while the bot is running.

    Changes nothing without --fix, and costs nothing without --paint. Exits with 0 if all is fine,
    with 1 after warnings, with 2 after errors.
    """
    if offline and (paint or server is not None):
        option = "--paint" if paint else "--server"
        raise typer.BadParameter(
            "It needs the network, so it excludes --offline.", param_hint=option
        )
    server_id = None if server is None else read_id(server)
    wanted = _Wanted(offline=offline, server_id=server_id, fix=fix, paint=paint)
    findings, mask = asyncio.run(_check(wanted))
    typer.echo(_as_json(findings, mask) if as_json else as_typed(mask(_as_lines(findings))))
    raise typer.Exit(max(finding.state for finding in findings))


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What the arguments ask for."""

    offline: bool
    server_id: int | None
    fix: bool
    paint: bool


async def _check(wanted: _Wanted) -> tuple[list[Finding], Callable[[str], str]]:
    """Return the findings, and what removes secrets from a text."""
    from bot.cli.checks.masks import mask_of
    from bot.cli.checks.run_checks import in_order, run_checks
    from bot.logs import SafeFormatter, set_up_logging
    from bot.settings.load import read_settings
    from bot.studio import SystemClock

    # the findings say it all
    set_up_logging("CRITICAL")
    try:
        reading = read_settings(required=("DISCORD_TOKEN", "OPENROUTER_API_KEY"))
    except ConfigError as error:
        return _wrong(error), SafeFormatter().mask
    clock = SystemClock()
    examination = await run_checks(
        reading, clock, offline=wanted.offline, server_id=wanted.server_id
    )
    findings = examination.findings
    if wanted.fix:
        from bot.cli.repairs.run_repairs import repair

        findings = await repair(examination, reading, clock)
    if wanted.paint:
        findings = in_order([*findings, *await _paint(reading)])
    return findings, mask_of(reading)


async def _paint(reading: "Reading") -> list[Finding]:
    """Generate an image, unless a malformed setting could send the key elsewhere."""
    from bot.cli.checks.openrouter.image import generate_image
    from bot.cli.checks.openrouter_check import has_token_as_key

    needed = {"OPENROUTER_BASE_URL", "MODELS", "OPENROUTER_API", "MODEL_SUCCESSORS"}
    wrong = needed & {name for name, _ in reading.problems}
    settings = reading.settings
    if wrong or settings.openrouter_api_key is None or has_token_as_key(settings):
        return []  # the findings name the setting
    return await generate_image(reading.settings)


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


def _as_json(findings: Sequence[Finding], mask: Callable[[str], str]) -> str:
    rows = [
        {
            "check": finding.check,
            "id": finding.id,
            "state": finding.state.name.lower(),
            "sentence": mask(finding.sentence),
            "advice": mask(finding.advice),
            "facts": {
                name: mask(fact) if isinstance(fact, str) else fact
                for name, fact in finding.facts.items()
            },
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
