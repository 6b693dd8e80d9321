"""A clock that tests move, and models without a catalogue."""

from datetime import UTC, datetime, timedelta

from bot.policy.images.model import Choice, Model, choose_model

START = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

FLASH = Model(
    "google/gemini-2.5-flash-image",
    "Gemini 2.5 Flash Image",
    ratios=("1:1", "16:9"),
    sizes=("1K", "2K"),
    max_references=3,
    prices={"": 39_000, "2K": 101_000},
)
SEEDED = Model("black-forest-labs/flux.2-pro", "FLUX.2 Pro", takes_seed=True, prices={"": 30_000})
MINI = Model("openai/gpt-5-image-mini", "GPT-5 Image Mini", ratios=("1:1",))


class FakeClock:
    """Shows the same time until a test moves it."""

    def __init__(self, now: datetime = START) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def advance(self, **duration: float) -> None:
        self._now += timedelta(**duration)


class FakeModels:
    """Two models by default; the first one is preferred."""

    def __init__(self, *models: Model, successors: dict[str, str] | None = None) -> None:
        self.alive = {model.id: model for model in models or (FLASH, MINI)}
        self.preferred = tuple(self.alive)
        self.chain = successors or {}

    def choose(self, wanted: str | None, *, allowed: frozenset[str] | None = None) -> Choice | None:
        return choose_model(
            wanted,
            preferred=self.preferred,
            successors=self.chain,
            alive=self.alive.get,
            allowed=allowed,
        )

    def listed(self) -> tuple[Model, ...]:
        return tuple(self.alive.values())

    def successors(
        self, model_id: str, *, allowed: frozenset[str] | None = None
    ) -> tuple[Model, ...]:
        found: list[Model] = []
        seen = {model_id}
        while (successor := self.chain.get(model_id)) is not None and successor not in seen:
            seen.add(successor)
            model_id = successor
            if successor in self.alive and (allowed is None or successor in allowed):
                found.append(self.alive[successor])
        return tuple(found)

    def mark_gone(self, model_id: str) -> None:
        self.alive.pop(model_id, None)
