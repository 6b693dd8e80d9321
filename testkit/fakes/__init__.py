"""In-memory implementations of the ports, with their calls recorded.

They know the ports and the rules, and nothing of Discord, HTTP or a database.
"""

from testkit.fakes.card import FakeCard
from testkit.fakes.generation import FakeFitter, FakeKey, FakeSource, FakeThumbnails
from testkit.fakes.models import FLASH, MINI, SEEDED, START, FakeClock, FakeModels
from testkit.fakes.signals import FakeSignals
from testkit.fakes.text_filter import FAKE_PRESETS, FORBIDDEN_BY_OPERATOR, FakeTextFilter

__all__ = [
    "FAKE_PRESETS",
    "FLASH",
    "FORBIDDEN_BY_OPERATOR",
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
    "FakeTextFilter",
    "FakeThumbnails",
]
