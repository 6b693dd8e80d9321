"""Classifies Discord's errors: the outcome for a delivery path, the size, the metrics label."""

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

#: "Internal network error", which proxies in front of Discord return, too.
_NETWORK_FAULT = 40333

#: Discord's own errors have a code; a proxy in front of it returns an HTML page without one.
_NO_CODE = 0

#: Factor on the upload limit after Discord rejected a file that was below it.
_SMALLER = 0.7


class Unreadable(aiohttp.ClientError):
    """A response whose content is required could not be read."""


def outcome_of(error: Exception) -> Outcome:
    """Return the outcome of a failed attempt for its delivery path.

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
    """Tell whether the message or its channel no longer exists."""
    codes = {UNKNOWN_MESSAGE, _UNKNOWN_CHANNEL}
    return isinstance(error, discord.HTTPException) and error.code in codes


def is_too_large(error: Exception) -> bool:
    """Tell whether Discord rejected the size of a request or of its files."""
    if not isinstance(error, discord.HTTPException):
        return False
    return error.status == _PAYLOAD_TOO_LARGE or error.code == _TOO_LARGE


def check_size(error: Exception, *, limit_bytes: int) -> None:
    """Raise `TooLargeForDiscord`, with a smaller limit, if Discord rejected the size."""
    if is_too_large(error):
        is_larger = limit_bytes > SMALLEST_UPLOAD_LIMIT
        smaller = SMALLEST_UPLOAD_LIMIT if is_larger else int(limit_bytes * _SMALLER)
        raise TooLargeForDiscord(smaller) from error


def kind_of(error: Exception) -> str:
    """Return an error's metrics label, one of about twenty."""
    if isinstance(error, discord.HTTPException):
        return f"http_{error.status}"
    return "timed_out" if isinstance(error, TimeoutError) else "connection"


def was_never_answered(error: Exception) -> bool:
    """Tell whether Discord has no record of an answer, not even of a deleted one."""
    if not isinstance(error, discord.HTTPException) or error.code == UNKNOWN_MESSAGE:
        return False
    # an HTML page is from a proxy in front of Discord and says nothing about the answer
    is_page = error.text.lstrip().startswith("<")
    return error.code in TOKEN_UNKNOWN or (error.status == _NOT_FOUND and not is_page)


def is_shown(message: object, content: str, files: int) -> bool:
    """Tell whether a message on Discord already shows this content.

    Args:
        message: The parsed JSON of Discord's response, of any type.
        content: The expected text; Discord may trim it.
        files: The expected number of files. If it is above 0, the text is not compared.
    """
    if not isinstance(message, dict):
        return False
    found = cast("dict[str, Any]", message)
    if files:
        return len(found.get("attachments") or ()) == files
    return str(found.get("content")).strip() == content.strip()
