"""In-memory implementations of the ports, with their calls recorded.

They know the ports and the rules, and nothing of Discord, HTTP or a database.
"""

from testkit.fakes.card import FakeCard
from testkit.fakes.generation import FakeFitter, FakeKey, FakeSource, FakeThumbnails
from testkit.fakes.models import FLASH, MINI, SEEDED, START, FakeClock, FakeModels
from testkit.fakes.signals import FakeSignals

__all__ = [
    "FLASH",
    "MINI",
    "SEEDED",
    "START",
    "FakeCard",
    "FakeClock",
    "FakeFitter",
    "FakeKey",
    "FakeModels",
    "FakeSignals",
    "FakeSource",
    "FakeThumbnails",
]
