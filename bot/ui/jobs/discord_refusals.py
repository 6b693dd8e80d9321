"""What Discord's refusals mean for the way that something was to be shown."""

from typing import Any, cast

import aiohttp
import discord

from bot.errors import TooLargeForDiscord
from bot.policy.jobs.delivery import Outcome
from bot.ui.jobs.upload import SMALLEST_UPLOAD_LIMIT

# https://docs.discord.com/developers/topics/opcodes-and-status-codes, read 2026-11-22
_UNKNOWN_CHANNEL = 10003
UNKNOWN_MESSAGE = 10008
TOKEN_UNKNOWN = frozenset({10015, 10062, 50027})
_TOO_LARGE = 40005
_PAYLOAD_TOO_LARGE = 413
_RATE_LIMITED = 429
_SERVER_FAULT = 500
_NOT_FOUND = 404

#: "Internal network error", also said by what stands before Discord.
_NETWORK_FAULT = 40333

#: Discord's own refusals have a code; what stands before it answers with a page and none.
_NO_CODE = 0

#: What is tried when Discord refuses a size below the limit that it named itself.
_SMALLER = 0.7


class Unreadable(aiohttp.ClientError):
    """An answer that was needed to go on cannot be read."""


def outcome_of(error: Exception) -> Outcome:
    """Return what an error of a try means for its way.

    Args:
        error: One of `bot.ui.interactions.reply.NOT_TAKEN`.
    """
    if not isinstance(error, discord.HTTPException):
        return Outcome.OUTAGE
    if error.code == UNKNOWN_MESSAGE:
        return Outcome.GONE
    is_overloaded = error.status >= _SERVER_FAULT or error.status == _RATE_LIMITED
    if is_overloaded or error.code in {_NO_CODE, _NETWORK_FAULT}:
        return Outcome.OUTAGE
    return Outcome.REFUSED


def is_absent(error: Exception) -> bool:
    """Tell whether the message or its channel is not there any more."""
    codes = {UNKNOWN_MESSAGE, _UNKNOWN_CHANNEL}
    return isinstance(error, discord.HTTPException) and error.code in codes


def is_too_large(error: Exception) -> bool:
    """Tell whether Discord refused the size of a request or of its files."""
    if not isinstance(error, discord.HTTPException):
        return False
    return error.status == _PAYLOAD_TOO_LARGE or error.code == _TOO_LARGE


def check_size(error: Exception, *, limit_bytes: int) -> None:
    """Raise `TooLargeForDiscord` where Discord refused the size, with what to stay under."""
    if is_too_large(error):
        is_larger = limit_bytes > SMALLEST_UPLOAD_LIMIT
        smaller = SMALLEST_UPLOAD_LIMIT if is_larger else int(limit_bytes * _SMALLER)
        raise TooLargeForDiscord(smaller) from error


def kind_of(error: Exception) -> str:
    """Return what a refusal is counted as: one of some twenty words."""
    if isinstance(error, discord.HTTPException):
        return f"http_{error.status}"
    return "timed_out" if isinstance(error, TimeoutError) else "connection"


def was_never_answered(error: Exception) -> bool:
    """Tell whether Discord knows of no answer, nor that there was one."""
    if not isinstance(error, discord.HTTPException) or error.code == UNKNOWN_MESSAGE:
        return False
    # a page comes from what stands before Discord, which knows nothing
    is_page = error.text.lstrip().startswith("<")
    return error.code in TOKEN_UNKNOWN or (error.status == _NOT_FOUND and not is_page)


def is_shown(message: object, content: str, files: int) -> bool:
    """Tell whether a message, as Discord sends it, shows this already.

    Args:
        message: Whatever came.
        content: What it says then, which Discord may trim.
        files: How many it has then; with any, they alone decide.
    """
    if not isinstance(message, dict):
        return False
    found = cast("dict[str, Any]", message)
    if files:
        return len(found.get("attachments") or ()) == files
    return str(found.get("content")).strip() == content.strip()
