"""Chooses the checks for a setup and runs all of them at once."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from bot.cli.checks.background import in_background
from bot.cli.checks.data_dir import check_data_dir
from bot.cli.checks.database_check import check_database
from bot.cli.checks.discord.application import judge_application
from bot.cli.checks.discord.command_tree import import_commands
from bot.cli.checks.discord.further import Further
from bot.cli.checks.discord_check import check_discord, check_shape
from bot.cli.checks.finding import Check, Finding
from bot.cli.checks.guard import Work, run_all
from bot.cli.checks.machine.env_file import check_env_file
from bot.cli.checks.machine.network import check_network
from bot.cli.checks.openrouter_check import check_key, check_models
from bot.cli.checks.port_check import check_port
from bot.cli.checks.seen import Seen
from bot.cli.checks.settings_check import check_settings
from bot.ports import Clock
from bot.settings import Settings
from bot.settings.load import Reading

#: Seconds for the checks at Discord, which follow each other. Together with the program's start,
#: doctor ends within ten.
_DISCORD_S = 7.0


@dataclass(frozen=True, slots=True)
class Examination:
    """What all checks found, and what they saw."""

    findings: list[Finding]
    """In a fixed order."""
    seen: Seen = field(default_factory=Seen)


async def run_checks(
    reading: Reading, clock: Clock, *, offline: bool, server_id: int | None = None
) -> Examination:
    """Run the checks; they only read.

    Args:
        reading: The settings and their mistakes.
        clock: The machine's clock.
        offline: Whether to leave out what needs the network.
        server_id: The server whose channels are checked; None for none.
    """
    settings, seen = reading.settings, Seen()
    wrong = frozenset(name for name, _ in reading.problems)
    remote = _Remote(settings, clock, seen, server_id, wrong)
    works = (*_local(reading, clock, seen), *(remote.shape() if offline else remote.all()))
    # a default in place of a malformed setting would be misleading, or send the key elsewhere
    findings = await run_all([each for each in works if not wrong & each.needs])
    stored = seen.database.application_id if seen.database else None
    findings += judge_application(seen.application_id, stored)
    return Examination(in_order([*check_settings(reading), *findings]), seen)


def in_order(findings: list[Finding]) -> list[Finding]:
    """Return findings in the order of their checks."""
    order = list(Check)
    return sorted(findings, key=lambda finding: order.index(finding.check))


def _local(reading: Reading, clock: Clock, seen: Seen) -> Iterator[Work]:
    settings = reading.settings
    env_file = partial(check_env_file, reading.from_file)
    yield Work(Check.SETTINGS, partial(in_background, env_file))
    look = partial(check_data_dir, settings.data_dir, settings.max_references_gb)
    yield Work(Check.DATA_DIR, partial(in_background, look), frozenset({"MAX_REFERENCES_GB"}))
    database = partial(check_database, settings, clock.now(), seen)
    needs = frozenset({"DATABASE_URL", "DATABASE_URL_FILE"})
    yield Work(Check.DATABASE, database, needs)
    if settings.http_port:
        yield Work(Check.PORT, partial(check_port, settings.http_host, settings.http_port))


async def _import_commands() -> list[Finding]:
    await in_background(import_commands)
    return []


@dataclass(frozen=True, slots=True)
class _Remote:
    """The checks that need the network."""

    settings: Settings
    clock: Clock
    seen: Seen
    server_id: int | None
    wrong: frozenset[str]
    """The settings that are malformed."""

    def shape(self) -> Iterator[Work]:
        """Yield what can be told about the token without the network."""
        token = self.settings.discord_token
        if token:
            yield Work(Check.DISCORD, partial(check_shape, token.get_secret_value()))

    def all(self) -> Iterator[Work]:
        """Yield all of them."""
        settings, clock, token = self.settings, self.clock, self.settings.discord_token
        address = frozenset({"OPENROUTER_BASE_URL"})
        yield Work(Check.NETWORK, partial(check_network, settings), address)
        if token:
            # in the meantime, because it takes about a second
            yield Work(Check.COMMANDS, _import_commands)
            knows_name = "COMMAND_NAME" not in self.wrong
            further = Further(settings, self.server_id, self.seen, knows_name)
            discord = partial(check_discord, token.get_secret_value(), further)
            yield Work(Check.DISCORD, discord, within_s=_DISCORD_S)
        if settings.openrouter_api_key:
            needs = address | {"BUDGET_USD_PER_DAY"}
            yield Work(Check.OPENROUTER, partial(check_key, settings, clock), needs)
        needs = address | {"MODELS", "MODEL_SUCCESSORS"}
        yield Work(Check.MODELS, partial(check_models, settings, clock), needs)
