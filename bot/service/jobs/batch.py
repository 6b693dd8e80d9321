"""Several images of one job: each is a request of its own, and what comes of them is one."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from bot.errors import Charge, GenerationFailed, SpoolFailed
from bot.policy.images.cost import Doubt, most_credible_micros
from bot.policy.images.image import Generation, ImageFile
from bot.policy.images.request import Order

log = logging.getLogger(__name__)

#: What one request can end with, besides cancellation.
Failure = GenerationFailed | SpoolFailed

#: What may be owed matters more than what surely is, and that more than nothing.
_WEIGHTS = {Charge.NONE: 0, Charge.MADE: 1, Charge.POSSIBLE: 2}


def _nothing(_doubt: Doubt) -> None:
    """Do nothing, since nobody wants to know."""


@dataclass(frozen=True, slots=True)
class _Requests:
    """What the requests of one job have in common."""

    generate: Callable[[Order], Awaitable[Generation]]
    permits: asyncio.Semaphore
    count: int
    on_doubt: Callable[[Doubt], None]

    async def attempt(self, order: Order) -> Generation | Failure:
        """Paint one of the images, or return why it did not come."""
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
            log.exception("one of %s pictures ended in a mistake", self.count)
            return _unexpected(error, order)
        generation = _with_seed(generation, order.seed, is_one_of_several=self.count > 1)
        return _with_credible_cost(generation, self.on_doubt)


async def generate_batch(
    order: Order,
    count: int,
    generate: Callable[[Order], Awaitable[Generation]],
    *,
    at_once: int,
    on_doubt: Callable[[Doubt], None] = _nothing,
) -> Generation:
    """Paint so many images at the same time.

    When this is cancelled, what has come by then is returned all the same: it is paid. So it is
    when one of several ends in an error that is nobody's answer. No charge counts for more than
    `most_credible_micros`.

    Args:
        order: What is painted; each image has a seed of its own.
        count: How many, at least 1.
        generate: Paints one of them.
        at_once: The most that are painted at the same time, at least 1.
        on_doubt: Hears of each charge that is beyond belief.

    Returns:
        All that came; `missing` says how many did not.

    Raises:
        GenerationFailed: Not one came; of several reasons the one for which most may be owed.
        SpoolFailed: The same, and the disk did not take the bytes.
    """
    requests = _Requests(generate, asyncio.Semaphore(at_once), count, on_doubt)
    tasks = [
        asyncio.create_task(requests.attempt(order.numbered(number)), name=f"picture:{number + 1}")
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
    """End what is under way, and return what came of each."""
    for task in tasks:
        task.cancel()
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    return [
        # a request that was dropped may be charged
        GenerationFailed(Charge.POSSIBLE) if isinstance(outcome, BaseException) else outcome
        for outcome in outcomes
    ]


def _with_seed(generation: Generation, seed: int | None, *, is_one_of_several: bool) -> Generation:
    """Note the seed, and keep one image where another request stands for each of the others."""
    kept = generation.images[:1] if is_one_of_several else generation.images
    _remove(generation.images[len(kept) :])
    return replace(generation, images=tuple(replace(image, seed=seed) for image in kept))


def _with_credible_cost(generation: Generation, on_doubt: Callable[[Doubt], None]) -> Generation:
    """Return a painting with no more of its charge than is believed."""
    doubt = _doubt_of(generation.cost_micros, generation.order)
    if doubt is None:
        return generation
    on_doubt(doubt)
    return replace(generation, cost_micros=doubt.counted_micros, is_cost_doubtful=True)


def _with_credible_charge(
    error: GenerationFailed, order: Order, on_doubt: Callable[[Doubt], None]
) -> GenerationFailed:
    doubt = _doubt_of(error.cost_micros, order)
    if doubt is not None:
        on_doubt(doubt)
        error.cost_micros = doubt.counted_micros
    return error


def _doubt_of(said_micros: int | None, order: Order) -> Doubt | None:
    most = most_credible_micros(order.model, order.size, references=len(order.references))
    if said_micros is None or said_micros <= most:
        return None
    return Doubt(order.model.id, said_micros, most)


def _unexpected(error: Exception, order: Order) -> GenerationFailed:
    """Return what an error that is nobody's answer means for the others: it may be charged."""
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
    came = [outcome for outcome in outcomes if isinstance(outcome, Generation)]
    failed = [outcome for outcome in outcomes if not isinstance(outcome, Generation)]
    for error in failed if came else ():
        log.warning("one of %s pictures did not come: %s", len(outcomes), error)
    cost = _sum([*(one.cost_micros for one in came), *map(_cost_of, failed)])
    if not came:
        raise _worst(failed, cost)
    is_known = cost is not None or len(outcomes) == 1
    return replace(
        came[0],
        order=order,
        images=tuple(image for one in came for image in one.images),
        cost_micros=cost,
        latency_s=max(one.latency_s for one in came),
        # by the id of one request nobody learns what all of them cost
        generation_id=came[0].generation_id if is_known else None,
        missing=len(failed),
        is_cost_doubtful=any(one.is_cost_doubtful for one in came),
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
        # by the id of one request nobody learns what all of them cost
        worst.generation_id = None
    return worst
