"""Corrects first answers that are out of date, as soon as Discord and the database work."""

import logging
from collections.abc import Awaitable, Callable

from bot.errors import StorageFailed
from bot.logs import log_unexpected
from bot.ports import StaleCard, StaleCards
from bot.service.timing import PRODUCTION, Timing
from bot.service.wake import Wake

log = logging.getLogger(__name__)

#: How many are corrected in one turn, one after another.
_AT_ONCE = 100

#: The longest backoff of a card, in turns: half an hour.
_LONGEST_WAIT = 60

Correct = Callable[[StaleCard], Awaitable[bool]]


class StaleCardSweep:
    """Runs beside the jobs, from the moment that Discord can be reached."""

    def __init__(self, stale_cards: StaleCards, *, timing: Timing = PRODUCTION) -> None:
        self._every_s = timing.stale_cards_s
        self._stale_cards = stale_cards
        self._correct: Correct | None = None
        self._wake = Wake()
        self._turn = 0
        self._next_turns: dict[int, tuple[int, int]] = {}
        """By job: the turn of the next try, and the backoff after it, in turns."""

    def start(self, correct: Correct) -> None:
        """Begin to correct cards.

        Args:
            correct: Corrects one card; returns whether nothing is left to do about it.
        """
        self._correct = correct
        self._wake.set()

    def look_soon(self) -> None:
        """Look now, since a card has become stale."""
        self._wake.set()

    async def run(self) -> None:
        """Correct cards until cancelled; a database that fails is tried again."""
        while True:
            await self._wake.wait(self._every_s)
            await self.take_turn()

    async def take_turn(self) -> None:
        """Try once to correct each card that is due."""
        correct = self._correct
        if correct is None:
            return
        self._turn += 1
        try:
            cards = await self._stale_cards.oldest(limit=_AT_ONCE)
            ids = {card.draft.requester.job_id for card in cards}
            self._next_turns = {id_: due for id_, due in self._next_turns.items() if id_ in ids}
            for card in cards:
                await self._correct_one(card, correct)
        except StorageFailed as error:
            log.warning("stale cards cannot be looked up now: %s", error)

    async def _correct_one(self, card: StaleCard, correct: Correct) -> None:
        job_id = card.draft.requester.job_id
        turn, wait = self._next_turns.get(job_id, (0, 1))
        if turn > self._turn:
            return
        try:
            is_done = await correct(card)
        except Exception as error:  # noqa: BLE001 - one card must not hold up the others
            log_unexpected(error)
            is_done = False
        if is_done:
            await self._stale_cards.remove(job_id)
            log.info("its first answer is correct now", extra={"job": str(job_id)})
        else:
            self._next_turns[job_id] = (self._turn + wait, min(2 * wait, _LONGEST_WAIT))
