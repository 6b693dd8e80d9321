"""Chooses the repairs for what the checks found, and runs them one after another."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.cli.checks.discord.sentences import DiscordFound
from bot.cli.checks.finding import Check, Finding
from bot.cli.checks.machine.sentences import MachineFound
from bot.cli.checks.run_checks import Examination, in_order
from bot.cli.checks.sentences import Found, Sentence
from bot.cli.discord_api import DiscordUnreachable
from bot.cli.repairs.files import (
    close_data_dir,
    close_database,
    close_env_file,
    remove_leftovers,
)
from bot.cli.repairs.registration import register_commands, remove_doubles
from bot.cli.repairs.sentences import Repaired
from bot.cli.repairs.setup import BrokenSetup, Outcome, done, not_done
from bot.cli.repairs.stored_tables import upgrade_database
from bot.cli.sentences import explain_to_operator
from bot.errors import ConfigError, ImagineError
from bot.ports import Clock
from bot.settings.load import Reading

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Repair:
    """A repair and the findings that it is for."""

    found: tuple[Sentence, ...]
    what: str
    """What it repairs, as the beginning of a sentence."""
    run: Callable[[BrokenSetup], Awaitable[Outcome]]


#: In this order: leftovers need an upgraded database.
_REPAIRS = (
    _Repair((MachineFound.ENV_FILE_READABLE,), ".env", close_env_file),
    _Repair((Found.DATA_DIR_READABLE,), "DATA_DIR", close_data_dir),
    _Repair((Found.DATABASE_READABLE,), "The database", close_database),
    _Repair((Found.DATABASE_OLDER,), "The database", upgrade_database),
    _Repair((Found.LEFTOVERS,), "DATA_DIR", remove_leftovers),
    _Repair(
        (
            DiscordFound.COMMANDS_MISSING,
            DiscordFound.COMMANDS_OUTDATED,
            DiscordFound.COMMANDS_UNKNOWN,
        ),
        "The registration of commands",
        register_commands,
    ),
    _Repair((DiscordFound.COMMANDS_DOUBLED,), "The registration of commands", remove_doubles),
)


async def repair(examination: Examination, reading: Reading, clock: Clock) -> list[Finding]:
    """Repair what is safe; return the findings that are left, and those about the repairs.

    Args:
        examination: What the checks found and saw.
        reading: The settings that were checked.
        clock: The machine's clock.
    """
    findings = list(examination.findings)
    setup = BrokenSetup(reading.settings, examination.seen, clock)
    began = False
    for each in _REPAIRS:
        if not any(finding.found in each.found for finding in findings):
            continue
        began = True
        outcome = await _run(each, setup)
        if outcome.is_repaired:
            findings = [one for one in findings if one.found not in each.found]
        findings += outcome.findings
    if not began:
        findings += done(Check.REPAIRS, Repaired.NOTHING_TO_FIX).findings
    return in_order(findings)


async def _run(each: _Repair, setup: BrokenSetup) -> Outcome:
    try:
        return await each.run(setup)
    except ConfigError:
        problem = "settings are malformed."
    except ImagineError as error:
        problem = explain_to_operator(error)
    except DiscordUnreachable:
        problem = "Discord can't be reached."
    except OSError as error:
        problem = f"{error.strerror or type(error).__name__}."
    return not_done(Repaired.FAILED, each.what, problem=problem)
