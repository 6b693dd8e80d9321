"""Puts first answers right that say what is not so any more, as soon as that works."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.errors import StorageFailed
from bot.logs import log_unexpected
from bot.ports import StaleCard, StaleCards
from bot.service.timing import PRODUCTION, Timing

log = logging.getLogger(__name__)

#: How many are put right in one turn, one after another.
_AT_ONCE = 100

#: The longest that one is left alone, in turns: half an hour.
_LONGEST_WAIT = 60

Correct = Callable[[StaleCard], Awaitable[bool]]


class StaleCardSweep:
    """Works beside the jobs, from the moment that Discord can be reached."""

    def __init__(self, stale_cards: StaleCards, *, timing: Timing = PRODUCTION) -> None:
        self._every_s = timing.stale_cards_s
        self._stale_cards = stale_cards
        self._correct: Correct | None = None
        self._look_now = asyncio.Event()
        self._turn = 0
        self._next_turns: dict[int, tuple[int, int]] = {}
        """By job: the turn in which to try again, and how long to wait after that."""

    def start(self, put_right: Correct) -> None:
        """Begin to work.

        Args:
            put_right: Puts one right; tells whether there is nothing left to do about it.
        """
        self._correct = put_right
        self._look_now.set()

    def look_soon(self) -> None:
        """Look now, since a card has become stale."""
        self._look_now.set()

    async def run(self) -> None:
        """Put right what can be, until cancelled; a database that fails is tried again."""
        while True:
            try:
                async with asyncio.timeout(self._every_s):
                    await self._look_now.wait()
            except TimeoutError:
                pass
            self._look_now.clear()
            await self.take_turn()

    async def take_turn(self) -> None:
        """Try each card once that is due."""
        put_right = self._correct
        if put_right is None:
            return
        self._turn += 1
        try:
            cards = await self._stale_cards.oldest(limit=_AT_ONCE)
            ids = {card.draft.requester.job_id for card in cards}
            self._next_turns = {id_: due for id_, due in self._next_turns.items() if id_ in ids}
            for card in cards:
                await self._correct_one(card, put_right)
        except StorageFailed as error:
            log.warning("stale cards cannot be looked up now: %s", error)

    async def _correct_one(self, card: StaleCard, put_right: Correct) -> None:
        job_id = card.draft.requester.job_id
        turn, wait = self._next_turns.get(job_id, (0, 1))
        if turn > self._turn:
            return
        try:
            is_done = await put_right(card)
        except Exception as error:  # noqa: BLE001 - one card must not keep the others from their turn
            log_unexpected(error)
            is_done = False
        if is_done:
            await self._stale_cards.remove(job_id)
            log.info("its first answer is right now", extra={"job": str(job_id)})
        else:
            self._next_turns[job_id] = (self._turn + wait, min(2 * wait, _LONGEST_WAIT))
