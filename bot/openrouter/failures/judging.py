"""Judges failed answers in a thread.

The words of all providers take 2 MB and 40 ms to be made ready, which is left to the first failure,
and a hostile text takes longer than the event loop may stand still.
"""

import asyncio

from bot.errors import BadAnswer, GenerationFailed
from bot.openrouter.answers.wire import Answer
from bot.openrouter.failures.reply import Reply


async def judge_status(reply: Reply, text: str) -> GenerationFailed:
    """Return the error for an answer whose HTTP status is no good one; see `fault_of_status`."""
    return await asyncio.to_thread(_of_status, reply, text)


async def judge_answer(reply: Reply, answer: Answer, unusable: BadAnswer) -> GenerationFailed:
    """Return the error for an answer without a usable picture; see `fault_of_answer`."""
    return await asyncio.to_thread(_of_answer, reply, answer, unusable)


def _of_status(reply: Reply, text: str) -> GenerationFailed:
    from bot.openrouter.failures.faults import fault_of_status  # noqa: PLC0415 - as said above

    return fault_of_status(reply, text)


def _of_answer(reply: Reply, answer: Answer, unusable: BadAnswer) -> GenerationFailed:
    from bot.openrouter.failures.faults import fault_of_answer  # noqa: PLC0415 - as said above

    return fault_of_answer(reply, answer, unusable)
