"""Judges failed answers in a thread.

Compiling the phrases of all providers takes 2 MB and 40 ms, so it waits for the first failure.
Hostile text takes longer to match than the event loop may block.
"""

import asyncio

from bot.errors import BadAnswer, GenerationFailed
from bot.openrouter.answers.wire import Completion
from bot.openrouter.failures.reply import HttpReply


async def judge_status(reply: HttpReply, text: str) -> GenerationFailed:
    """Return the error for an answer with an HTTP error status; see `fault_of_status`."""
    return await asyncio.to_thread(_of_status, reply, text)


async def judge_answer(
    reply: HttpReply, answer: Completion, unusable: BadAnswer
) -> GenerationFailed:
    """Return the error for an answer without a usable image; see `fault_of_answer`."""
    return await asyncio.to_thread(_of_answer, reply, answer, unusable)


def _of_status(reply: HttpReply, text: str) -> GenerationFailed:
    from bot.openrouter.failures.faults import fault_of_status  # noqa: PLC0415 - compiled on first use

    return fault_of_status(reply, text)


def _of_answer(reply: HttpReply, answer: Completion, unusable: BadAnswer) -> GenerationFailed:
    from bot.openrouter.failures.faults import fault_of_answer  # noqa: PLC0415 - compiled on first use

    return fault_of_answer(reply, answer, unusable)
