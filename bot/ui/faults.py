"""The one place where the errors of commands, views, modals and dynamic items end."""

import logging
from dataclasses import replace
from typing import Any

import aiohttp
import discord
from discord import app_commands

from bot.errors import (
    AnswerLost,
    ImagineError,
    NotPermitted,
    Outdated,
    StorageFailed,
    WrongChannel,
)
from bot.logs import log_unexpected
from bot.speech import speech_for
from bot.ui.elsewhere import channels_elsewhere
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
    ours = _as_ours(cause)
    if isinstance(ours, StorageFailed):
        log.error("the database does not work: %s %s", ours.fault, ours.detail)
    if isinstance(ours, WrongChannel):
        ours = replace(ours, elsewhere=channels_elsewhere(interaction, ours.channels))
    await Reply.of(interaction).refuse(explain(ours, speech_for(interaction.locale)))


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
