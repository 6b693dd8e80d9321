"""Generates several images of one job by a request for each, and merges the results."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from bot.errors import Charge, GenerationFailed, SpoolFailed
from bot.policy.images.cost import DoubtedCharge, most_credible_micros
from bot.policy.images.image import Generation, ImageFile
from bot.policy.images.request import Order

log = logging.getLogger(__name__)

#: How one request can fail, apart from cancellation.
Failure = GenerationFailed | SpoolFailed

#: A charge that is possible outranks one that was made, and that outranks none.
_WEIGHTS = {Charge.NONE: 0, Charge.MADE: 1, Charge.POSSIBLE: 2}


def _nothing(_doubt: DoubtedCharge) -> None:
    """Do nothing: the default of `on_doubt`."""


@dataclass(frozen=True, slots=True)
class _Requests:
    """What the requests of one job share."""

    generate: Callable[[Order], Awaitable[Generation]]
    permits: asyncio.Semaphore
    count: int
    on_doubt: Callable[[DoubtedCharge], None]

    async def attempt(self, order: Order) -> Generation | Failure:
        """Generate one of the images, or return why it failed."""
        try:
            async with self.permits:
                generation = await self.generate(order)
        except GenerationFailed as error:
            return _with_credible_charge(error, order, self.on_doubt)
        except SpoolFailed as error:
            return error
        except Exception as error:
            if self.count == 1:
                raise
            log.exception("one of %s images ended in a bug", self.count)
            return _unexpected(error, order)
        generation = _with_seed(generation, order.seed, is_one_of_several=self.count > 1)
        return _with_credible_cost(generation, self.on_doubt)


async def generate_batch(
    order: Order,
    count: int,
    generate: Callable[[Order], Awaitable[Generation]],
    *,
    at_once: int,
    on_doubt: Callable[[DoubtedCharge], None] = _nothing,
) -> Generation:
    """Generate several images concurrently.

    Finished images are paid for, so they are returned even when this is cancelled, or when
    another of several requests raises an unexpected error. No charge counts for more than
    `most_credible_micros`.

    Args:
        order: What to generate; each image has a seed of its own.
        count: The number of images, at least 1.
        generate: Generates one of them.
        at_once: How many are generated at the same time, at least 1.
        on_doubt: Called with each charge that is not credible.

    Returns:
        All images that arrived; `missing` counts the others.

    Raises:
        GenerationFailed: No image arrived; of several failures the one with the worst charge.
        SpoolFailed: The same, and the images could not be written to the disk.
    """
    requests = _Requests(generate, asyncio.Semaphore(at_once), count, on_doubt)
    tasks = [
        asyncio.create_task(requests.attempt(order.numbered(number)), name=f"image:{number + 1}")
        for number in range(count)
    ]
    try:
        outcomes: Sequence[Generation | Failure] = await asyncio.gather(*tasks)
    except asyncio.CancelledError:
        outcomes = await _cancel_all(tasks)
        if not any(isinstance(outcome, Generation) for outcome in outcomes):
            raise
    except BaseException:
        for outcome in await _cancel_all(tasks):
            _remove(outcome.images if isinstance(outcome, Generation) else ())
        raise
    return _merged(order, outcomes)


async def _cancel_all(
    tasks: Sequence[asyncio.Task[Generation | Failure]],
) -> Sequence[Generation | Failure]:
    """Cancel the requests that still run, and return the outcome of each."""
    for task in tasks:
        task.cancel()
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    return [
        # a dropped request may be charged
        GenerationFailed(Charge.POSSIBLE) if isinstance(outcome, BaseException) else outcome
        for outcome in outcomes
    ]


def _with_seed(generation: Generation, seed: int | None, *, is_one_of_several: bool) -> Generation:
    """Set the seed, and keep only one image if each of several has a request of its own."""
    kept = generation.images[:1] if is_one_of_several else generation.images
    _remove(generation.images[len(kept) :])
    return replace(generation, images=tuple(replace(image, seed=seed) for image in kept))


def _with_credible_cost(
    generation: Generation, on_doubt: Callable[[DoubtedCharge], None]
) -> Generation:
    """Return a generation with no more of its charge than is credible."""
    doubt = _doubt_of(generation.cost_micros, generation.order)
    if doubt is None:
        return generation
    on_doubt(doubt)
    return replace(generation, cost_micros=doubt.counted_micros, is_cost_doubtful=True)


def _with_credible_charge(
    error: GenerationFailed, order: Order, on_doubt: Callable[[DoubtedCharge], None]
) -> GenerationFailed:
    doubt = _doubt_of(error.cost_micros, order)
    if doubt is not None:
        on_doubt(doubt)
        error.cost_micros = doubt.counted_micros
    return error


def _doubt_of(said_micros: int | None, order: Order) -> DoubtedCharge | None:
    most = most_credible_micros(order.model, order.size, references=len(order.references))
    if said_micros is None or said_micros <= most:
        return None
    return DoubtedCharge(order.model.id, said_micros, most)


def _unexpected(error: Exception, order: Order) -> GenerationFailed:
    """Return an unexpected error as a failure that may be charged."""
    failure = GenerationFailed(Charge.POSSIBLE, order.model.id)
    failure.__cause__ = error
    return failure


def _remove(images: Iterable[ImageFile]) -> None:
    for image in images:
        try:
            image.path.unlink(missing_ok=True)
        except OSError as error:
            log.warning("a file could not be removed: %s", error.strerror)


def _merged(order: Order, outcomes: Sequence[Generation | Failure]) -> Generation:
    arrived = [outcome for outcome in outcomes if isinstance(outcome, Generation)]
    failed = [outcome for outcome in outcomes if not isinstance(outcome, Generation)]
    for error in failed if arrived else ():
        log.warning("one of %s images failed: %s", len(outcomes), error)
    cost = _sum([*(one.cost_micros for one in arrived), *map(_cost_of, failed)])
    if not arrived:
        raise _worst(failed, cost)
    is_known = cost is not None or len(outcomes) == 1
    return replace(
        arrived[0],
        order=order,
        images=tuple(image for one in arrived for image in one.images),
        cost_micros=cost,
        latency_s=max(one.latency_s for one in arrived),
        # one generation id cannot be used to look up the cost of several requests
        generation_id=arrived[0].generation_id if is_known else None,
        missing=len(failed),
        is_cost_doubtful=any(one.is_cost_doubtful for one in arrived),
    )


def _cost_of(error: Failure) -> int | None:
    if error.charge is Charge.NONE:
        return 0
    return error.cost_micros if isinstance(error, GenerationFailed) else None


def _sum(costs: Sequence[int | None]) -> int | None:
    known = [cost for cost in costs if cost is not None]
    return sum(known) if len(known) == len(costs) else None


def _worst(failed: Sequence[Failure], cost: int | None) -> Failure:
    worst = max(failed, key=lambda error: _WEIGHTS[error.charge])
    if len(failed) > 1 and isinstance(worst, GenerationFailed) and worst.charge is not Charge.NONE:
        worst.cost_micros = cost
        # one generation id cannot be used to look up the cost of several requests
        worst.generation_id = None
    return worst
