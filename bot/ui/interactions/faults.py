"""Reports the errors of commands, views, modals and dynamic items to the member and the log."""

import logging
from dataclasses import replace
from typing import Any

import aiohttp
import discord
from discord import app_commands

from bot.errors import (
    AnswerLost,
    Blocked,
    DuplicateEvent,
    ImagineError,
    MissingPermission,
    Outdated,
    StorageFailed,
    WrongChannel,
)
from bot.i18n import texts_for
from bot.logs import log_unexpected
from bot.ui.interactions.reply import CALL_FAILED, InteractionReply
from bot.ui.limits.allowed_channels import channels_elsewhere
from bot.ui.moderation.cases.case_controls import member_view
from bot.ui.sentences import explain
from bot.ui.text import MAX_CONTENT, block, clip

log = logging.getLogger(__name__)

#: Input of at most this many characters is not repeated, since retyping it is as fast as copying.
_SHORT = 20


async def report(interaction: discord.Interaction[Any], error: BaseException) -> None:
    """Show the member the error's sentence and log what operators need; never raises.

    Autocompletion gets an empty list instead, since Discord shows no message there.
    """
    cause = error
    while isinstance(cause, (app_commands.CommandInvokeError, app_commands.TransformerError)):
        inner = getattr(cause, "original", None) or cause.__cause__
        if inner is None:
            break
        cause = inner
    ours = _as_ours(cause)
    if isinstance(ours, DuplicateEvent):
        # the other process answers
        return
    if isinstance(ours, StorageFailed):
        log.error("the database does not work: %s %s", ours.fault, ours.detail)
    if isinstance(ours, WrongChannel):
        ours = replace(ours, elsewhere=channels_elsewhere(interaction, ours.channels))
    if interaction.type is discord.InteractionType.autocomplete:
        await _offer_nothing(interaction)
        return
    say = texts_for(interaction.locale)
    sentence = explain(ours, say)
    text = _typed_text(interaction)
    if text:
        # Discord discards the form, so the text is repeated for copying
        sentence = f"{sentence}\n{_fit(text, MAX_CONTENT - len(sentence) - 1)}"
    view = None
    if isinstance(ours, Blocked) and ours.can_appeal:
        view = member_view(ours.guild_id, ours.number, say)
    await InteractionReply.of(interaction).refuse(sentence, view)


async def _offer_nothing(interaction: discord.Interaction[Any]) -> None:
    if interaction.response.is_done():
        return
    try:
        await interaction.response.autocomplete([])
    except (DuplicateEvent, *CALL_FAILED) as error:
        log.info("nothing could be offered: %s", error)


def _fit(text: str, room: int) -> str:
    """Return a code block of at most `room` characters; escaping can add half the text's length."""
    room -= len(block(""))
    whole = block(clip(text, room))
    return whole if len(whole) <= room + len(block("")) else block(clip(text, room * 2 // 3))


def _typed_text(interaction: discord.Interaction[Any]) -> str:
    """Return the longest text in a submitted form; empty if it is short or there is no form."""
    data: Any = interaction.data
    if interaction.type is not discord.InteractionType.modal_submit:
        return ""
    inputs = [label.get("component", {}) for label in data.get("components", ())]
    texts = [one["value"] for one in inputs if isinstance(one.get("value"), str)]
    longest = max(texts, key=len, default="")
    return longest if len(longest) > _SHORT else ""


def _as_ours(error: BaseException) -> ImagineError:
    if isinstance(error, ImagineError):
        return error
    if isinstance(error, app_commands.CheckFailure):
        return MissingPermission()
    if isinstance(error, (app_commands.CommandNotFound, app_commands.CommandSignatureMismatch)):
        return Outdated()
    if isinstance(error, (discord.HTTPException, aiohttp.ClientError)):
        log.warning("Discord did not take an answer: %s", error)
        return AnswerLost()
    return log_unexpected(error)
