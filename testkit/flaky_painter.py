"""A painter that fails at random, in every documented way."""

import random
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.policy.money import micros_from_usd
from bot.sandbox.painter import Painter, ScriptedAnswer
from bot.sandbox.painter.faults import ERROR_TABLE, PROBLEMS, Fault

MB = 10**6

#: Failed requests per thousand.
FAILED_PER_1000 = 150

#: Images above Discord's upload limit, per thousand good ones.
OVERSIZE_PER_1000 = 5

#: The range of latencies in seconds; most are short.
LATENCY_S = (0.05, 4.0)

#: Faults that close the intake or put a model on hold for minutes; only one in 40 draws stays.
_GRAVE = re.compile(r"^40[12] |authentication|model_deprecated|model_not_found|no_endpoints")
_GRAVE_ONCE_IN = 40


@dataclass(slots=True)
class Faults:
    """Draws from all documented faults of the painter."""

    rng: random.Random
    seen: Counter[str]

    def draw(self) -> ScriptedAnswer:
        """Return the answer to the next failing request."""
        while True:
            fault: Fault = self.rng.choice((*ERROR_TABLE, *PROBLEMS, *_ENDS))
            if _GRAVE.search(fault.name) and self.rng.randrange(_GRAVE_ONCE_IN):
                continue
            self.seen[fault.name] += 1
            return fault.answer


_ENDS = (
    Fault("never answers", ScriptedAnswer(sketch=True, ends="hang")),
    Fault("falls silent half-way", ScriptedAnswer(sketch=True, ends="hang body")),
    Fault("reset", ScriptedAnswer(sketch=True, ends="reset")),
    Fault("does not name its cost", ScriptedAnswer(sketch=True, without_usage=True)),
    Fault("larger than accepted", ScriptedAnswer(sketch=True, target_bytes=20 * MB)),
)


class FlakyPainter(Painter):
    """Fails at random until `is_calm`; tells what it charged by prompt."""

    def __init__(self, rng: random.Random) -> None:
        super().__init__()
        self.faults = Faults(rng, Counter())
        self.is_calm = False
        """Whether every request succeeds."""
        self._rng = rng

    @property
    def open_connections(self) -> int:
        """The number of connected clients."""
        server = None if self._runner is None else self._runner.server
        return 0 if server is None else len(server.connections)

    @property
    def unfinished(self) -> int:
        """The number of requests that are still in progress."""
        return sum(not asked.ended.is_set() for asked in self.requests)

    def charged(self) -> Mapping[str, int]:
        """Return the charges in micro-dollars by prompt."""
        charged: Counter[str] = Counter()
        for generation_id, facts in self.generations.items():
            number = int(generation_id.rpartition("-")[2])
            prompt = _prompt_of(self.requests[number - 1].body)
            charged[prompt] += micros_from_usd(str(facts["total_cost"]))
        return charged

    def _choose(self, prompt: str) -> ScriptedAnswer:
        del prompt
        latency_s = self._rng.uniform(*LATENCY_S) ** 2 / LATENCY_S[1]
        if not self.is_calm and self._rng.randrange(1000) < FAILED_PER_1000:
            # errors take as long as images do
            return replace(self.faults.draw(), latency_s=latency_s, sketch=True)
        if not self._rng.randrange(1000 // OVERSIZE_PER_1000):
            return ScriptedAnswer(sketch=True, latency_s=latency_s, target_bytes=12 * MB)
        size = int(50_000 * self._rng.paretovariate(1.2))
        return ScriptedAnswer(sketch=True, latency_s=latency_s, target_bytes=min(size, 8 * MB))


def _prompt_of(body: Mapping[str, Any]) -> str:
    """Return the prompt of a request to either interface."""
    if "prompt" in body:
        return str(body["prompt"])
    content = body["messages"][-1]["content"]
    if isinstance(content, str):
        return content
    return "".join(str(part.get("text", "")) for part in content)
