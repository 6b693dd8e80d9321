"""Several pictures of one job: each is a request of its own, and what comes of them is one."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from bot.errors import Charge, PaintingFailed, SpoolFailed
from bot.policy.picture import Painting, Picture
from bot.policy.request import Order

log = logging.getLogger(__name__)

#: What one request can end with, besides cancellation.
Failure = PaintingFailed | SpoolFailed

#: What may be owed matters more than what surely is, and that more than nothing.
_WEIGHTS = {Charge.NONE: 0, Charge.MADE: 1, Charge.POSSIBLE: 2}


async def paint_several(
    order: Order, count: int, paint: Callable[[Order], Awaitable[Painting]]
) -> Painting:
    """Paint so many pictures at the same time.

    Args:
        order: What is painted; each picture has a seed of its own.
        count: How many, at least 1.
        paint: Paints one of them.

    Returns:
        All that came; `missing` says how many did not.

    Raises:
        PaintingFailed: Not one came; of several reasons the one for which most may be owed.
        SpoolFailed: The same, and the disk did not take the bytes.
    """

    async def attempt(number: int) -> Painting | Failure:
        numbered = order.numbered(number)
        try:
            painting = await paint(numbered)
        except (PaintingFailed, SpoolFailed) as error:
            return error
        pictures = tuple(replace(picture, seed=numbered.seed) for picture in painting.pictures)
        return replace(painting, pictures=pictures)

    tasks = [
        asyncio.create_task(attempt(number), name=f"picture:{number + 1}")
        for number in range(count)
    ]
    try:
        outcomes = await asyncio.gather(*tasks)
    except BaseException:
        await _give_up(tasks)
        raise
    return _as_one(order, outcomes)


async def _give_up(tasks: Sequence[asyncio.Task[Painting | Failure]]) -> None:
    """End what is under way, and remove what nobody will see."""
    for task in tasks:
        task.cancel()
    for outcome in await asyncio.gather(*tasks, return_exceptions=True):
        for picture in outcome.pictures if isinstance(outcome, Painting) else ():
            _remove(picture)


def _remove(picture: Picture) -> None:
    try:
        picture.path.unlink(missing_ok=True)
    except OSError as error:
        log.warning("a file could not be removed: %s", error.strerror)


def _as_one(order: Order, outcomes: Sequence[Painting | Failure]) -> Painting:
    came = [outcome for outcome in outcomes if isinstance(outcome, Painting)]
    failed = [outcome for outcome in outcomes if not isinstance(outcome, Painting)]
    for error in failed if came else ():
        log.warning("one of %s pictures did not come: %s", len(outcomes), error)
    cost = _sum([*(one.cost_micros for one in came), *map(_cost_of, failed)])
    if not came:
        raise _worst(failed, cost)
    is_known = cost is not None or len(outcomes) == 1
    return replace(
        came[0],
        order=order,
        pictures=tuple(picture for one in came for picture in one.pictures),
        cost_micros=cost,
        latency_s=max(one.latency_s for one in came),
        # by the id of one request nobody learns what all of them cost
        generation_id=came[0].generation_id if is_known else None,
        missing=len(failed),
    )


def _cost_of(error: Failure) -> int | None:
    if error.charge is Charge.NONE:
        return 0
    return error.cost_micros if isinstance(error, PaintingFailed) else None


def _sum(costs: Sequence[int | None]) -> int | None:
    known = [cost for cost in costs if cost is not None]
    return sum(known) if len(known) == len(costs) else None


def _worst(failed: Sequence[Failure], cost: int | None) -> Failure:
    worst = max(failed, key=lambda error: _WEIGHTS[error.charge])
    if len(failed) > 1 and isinstance(worst, PaintingFailed) and worst.charge is not Charge.NONE:
        worst.cost_micros = cost
        # by the id of one request nobody learns what all of them cost
        worst.generation_id = None
    return worst
