"""Several pictures of one job: each is a request of its own, and what comes of them is one."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
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
    order: Order, count: int, paint: Callable[[Order], Awaitable[Painting]], *, at_once: int
) -> Painting:
    """Paint so many pictures at the same time.

    When this is cancelled, what has come by then is returned all the same: it is paid.

    Args:
        order: What is painted; each picture has a seed of its own.
        count: How many, at least 1.
        paint: Paints one of them.
        at_once: The most that are painted at the same time, at least 1.

    Returns:
        All that came; `missing` says how many did not.

    Raises:
        PaintingFailed: Not one came; of several reasons the one for which most may be owed.
        SpoolFailed: The same, and the disk did not take the bytes.
    """
    permits = asyncio.Semaphore(at_once)

    async def attempt(number: int) -> Painting | Failure:
        numbered = order.numbered(number)
        try:
            async with permits:
                painting = await paint(numbered)
        except (PaintingFailed, SpoolFailed) as error:
            return error
        return _with_seed(painting, numbered.seed, is_one_of_several=count > 1)

    tasks = [
        asyncio.create_task(attempt(number), name=f"picture:{number + 1}")
        for number in range(count)
    ]
    try:
        outcomes: Sequence[Painting | Failure] = await asyncio.gather(*tasks)
    except asyncio.CancelledError:
        outcomes = await _give_up(tasks)
        if not any(isinstance(outcome, Painting) for outcome in outcomes):
            raise
    except BaseException:
        for outcome in await _give_up(tasks):
            _remove(outcome.pictures if isinstance(outcome, Painting) else ())
        raise
    return _as_one(order, outcomes)


async def _give_up(
    tasks: Sequence[asyncio.Task[Painting | Failure]],
) -> Sequence[Painting | Failure]:
    """End what is under way, and return what came of each."""
    for task in tasks:
        task.cancel()
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    return [
        # a request that was dropped may be charged
        PaintingFailed(Charge.POSSIBLE) if isinstance(outcome, BaseException) else outcome
        for outcome in outcomes
    ]


def _with_seed(painting: Painting, seed: int | None, *, is_one_of_several: bool) -> Painting:
    """Note the seed, and keep one picture where another request stands for each of the others."""
    kept = painting.pictures[:1] if is_one_of_several else painting.pictures
    _remove(painting.pictures[len(kept) :])
    return replace(painting, pictures=tuple(replace(picture, seed=seed) for picture in kept))


def _remove(pictures: Iterable[Picture]) -> None:
    for picture in pictures:
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
