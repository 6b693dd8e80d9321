"""Judges failed answers in a thread.

The words of all providers take 2 MB and 40 ms to be made ready, which is left to the first failure,
and a hostile text takes longer than the event loop may stand still.
"""

import asyncio

from bot.errors import BadAnswer, GenerationFailed
from bot.openrouter.answers.wire import Completion
from bot.openrouter.failures.reply import HttpReply


async def judge_status(reply: HttpReply, text: str) -> GenerationFailed:
    """Return the error for an answer whose HTTP status is no good one; see `fault_of_status`."""
    return await asyncio.to_thread(_of_status, reply, text)


async def judge_answer(
    reply: HttpReply, answer: Completion, unusable: BadAnswer
) -> GenerationFailed:
    """Return the error for an answer without a usable image; see `fault_of_answer`."""
    return await asyncio.to_thread(_of_answer, reply, answer, unusable)


def _of_status(reply: HttpReply, text: str) -> GenerationFailed:
    from bot.openrouter.failures.faults import fault_of_status  # noqa: PLC0415 - as said above

    return fault_of_status(reply, text)


def _of_answer(reply: HttpReply, answer: Completion, unusable: BadAnswer) -> GenerationFailed:
    from bot.openrouter.failures.faults import fault_of_answer  # noqa: PLC0415 - as said above

    return fault_of_answer(reply, answer, unusable)
