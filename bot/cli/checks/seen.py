"""What the checks saw and the repairs need; each field is None until its check has seen it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.storage.engine.inspection import DatabaseFacts


@dataclass(frozen=True, slots=True)
class SeenCommands:
    """The commands of the program and those at Discord."""

    wanted: Sequence[Mapping[str, Any]]
    registered: Sequence[Mapping[str, Any]]
    """For all servers."""


@dataclass(slots=True)
class Seen:
    """What the checks saw.

    Attributes:
        database: The look at the database; None if it failed.
        has_no_database: Whether there is no database yet, so that no process can use it.
        application_id: The application of the token, from Discord.
        commands: The commands of the program and those at Discord.
        doubled: Servers with commands of their own that double ours, and these commands' ids.
    """

    database: "DatabaseFacts | None" = None
    has_no_database: bool = False
    application_id: str | None = None
    commands: SeenCommands | None = None
    doubled: dict[str, list[str]] | None = None

    @property
    def is_alone(self) -> bool:
        """Whether no process of the bot uses the database, as far as can be known."""
        if self.database is None:
            return self.has_no_database
        return not self.database.processes
