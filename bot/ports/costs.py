"""Protocol for recent costs of images."""

from datetime import datetime
from typing import Protocol


class Costs(Protocol):
    """Recent costs of single images. Every call raises `StorageFailed`."""

    async def highest(
        self, model_id: str, size: str | None, *, now: datetime, at_most: int
    ) -> int | None:
        """Return the highest cost of one image among the last samples, in micro-dollars.

        Args:
            model_id: The model.
            size: The requested size; None for the model's own.
            now: The present; samples older than `SAMPLES_LAST` are ignored.
            at_most: Samples above this many micro-dollars are ignored.
        """
        ...

    async def add(self, model_id: str, size: str | None, micros: int, *, now: datetime) -> None:
        """Add the cost of one image; only the last `COST_SAMPLES` are kept."""
        ...


#: Stored costs per model and size.
COST_SAMPLES = 20
