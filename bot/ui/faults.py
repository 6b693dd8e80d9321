"""The one place where the errors of commands, views, modals and dynamic items end."""

import logging
from typing import Any

import aiohttp
import discord
from discord import app_commands

from bot.errors import AnswerLost, ImagineError, NotPermitted, Outdated
from bot.logs import log_unexpected
from bot.ui.reply import Reply
from bot.ui.sentences import explain

log = logging.getLogger(__name__)


async def report(interaction: discord.Interaction[Any], error: BaseException) -> None:
    """Tell the member what happened in one sentence, and the log what it needs; never raises."""
    cause = error
    while isinstance(cause, (app_commands.CommandInvokeError, app_commands.TransformerError)):
        inner = getattr(cause, "original", None) or cause.__cause__
        if inner is None:
            break
        cause = inner
    await Reply.of(interaction).refuse(explain(_as_ours(cause)))


def _as_ours(error: BaseException) -> ImagineError:
    if isinstance(error, ImagineError):
        return error
    if isinstance(error, app_commands.CheckFailure):
        return NotPermitted()
    if isinstance(error, (app_commands.CommandNotFound, app_commands.CommandSignatureMismatch)):
        return Outdated()
    if isinstance(error, (discord.HTTPException, aiohttp.ClientError)):
        log.warning("Discord did not take an answer: %s", error)
        return AnswerLost()
    return log_unexpected(error)
