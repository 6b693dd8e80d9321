"""The line in which jobs wait: fair between servers, and between the members of each."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Place:
    """A job's place in line."""

    position: int
    """1 for the next one."""
    ready_at: datetime
    """When its picture will most likely be there."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many jobs may wait."""

    member: int
    server: int
    total: int
