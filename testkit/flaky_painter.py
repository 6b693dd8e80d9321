"""A painter that fails now and then, in every documented way."""

import random
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.policy.money import micros_from_usd
from bot.sandbox.painter import Painter, Say
from bot.sandbox.painter.faults import ERROR_TABLE, PROBLEMS, Fault

MB = 10**6

#: How many of a thousand requests go wrong.
TROUBLE = 150

#: How many of a thousand good images are larger than Discord takes.
OVERSIZE = 5

#: Images take so many seconds, most of them few.
LATENCY_S = (0.05, 4.0)

#: These close the intake or take a model away for minutes, so they come once in so many faults.
_GRAVE = re.compile(r"^40[12] |authentication|model_deprecated|model_not_found|no_endpoints")
_GRAVE_ONCE_IN = 40


@dataclass(slots=True)
class Faults:
    """Chooses one of all documented faults that the painter knows."""

    chance: random.Random
    seen: Counter[str]

    def draw(self) -> Say:
        """Return how the next request fails."""
        while True:
            fault: Fault = self.chance.choice((*ERROR_TABLE, *PROBLEMS, *_ENDS))
            if _GRAVE.search(fault.name) and self.chance.randrange(_GRAVE_ONCE_IN):
                continue
            self.seen[fault.name] += 1
            return fault.say


_ENDS = (
    Fault("never answers", Say(sketch=True, ends="hang")),
    Fault("falls silent half-way", Say(sketch=True, ends="hang body")),
    Fault("reset", Say(sketch=True, ends="reset")),
    Fault("does not name its cost", Say(sketch=True, without_usage=True)),
    Fault("larger than is accepted", Say(sketch=True, target_bytes=20 * MB)),
)


class FlakyPainter(Painter):
    """Paints most of the time; remembers only what it charged, and for which prompt."""

    def __init__(self, chance: random.Random) -> None:
        super().__init__()
        self.faults = Faults(chance, Counter())
        self.is_calm = False
        """Whether nothing goes wrong any more."""
        self._chance = chance
        self._prompts: dict[str, str] = {}
        """By the number of the request."""
        self._forgotten = 0

    @property
    def open_connections(self) -> int:
        """How many clients are connected."""
        server = None if self._runner is None else self._runner.server
        return 0 if server is None else len(server.connections)

    @property
    def unfinished(self) -> int:
        """How many requests have no end yet."""
        return sum(not asked.ended.is_set() for asked in self.requests)

    def charged(self) -> Mapping[str, int]:
        """Return what was charged, in micro-dollars by prompt."""
        charged: Counter[str] = Counter()
        for generation_id, facts in self.generations.items():
            number = int(generation_id.rpartition("-")[2])
            prompt = _prompt_of(self.requests[number - 1].body)
            charged[prompt] += micros_from_usd(str(facts["total_cost"]))
        return charged

    def _choose(self, prompt: str) -> Say:
        del prompt
        latency_s = self._chance.uniform(*LATENCY_S) ** 2 / LATENCY_S[1]
        if not self.is_calm and self._chance.randrange(1000) < TROUBLE:
            # an error comes soon, or after some time
            return replace(self.faults.draw(), latency_s=latency_s, sketch=True)
        if not self._chance.randrange(1000 // OVERSIZE):
            return Say(sketch=True, latency_s=latency_s, target_bytes=12 * MB)
        size = int(50_000 * self._chance.paretovariate(1.2))
        return Say(sketch=True, latency_s=latency_s, target_bytes=min(size, 8 * MB))


def _prompt_of(body: Mapping[str, Any]) -> str:
    """Return what was asked for, on either surface."""
    if "prompt" in body:
        return str(body["prompt"])
    content = body["messages"][-1]["content"]
    if isinstance(content, str):
        return content
    return "".join(str(part.get("text", "")) for part in content)
