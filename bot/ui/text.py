"""Other people's words, made harmless and short enough for Discord."""

from datetime import datetime

import discord

#: https://docs.discord.com/developers/resources/message, read 2026-11-22
MAX_CONTENT = 2000

_ELLIPSIS = "…"
_ZERO_WIDTH_SPACE = "\u200b"


def clip(text: str, length: int) -> str:
    """Shorten a text to at most `length` characters, with an ellipsis where it was cut."""
    return text if len(text) <= length else text[: length - 1].rstrip() + _ELLIPSIS


def escape(text: str) -> str:
    """Show a text as it is: no formatting, no mention, no link, no preview.

    Angle brackets open mentions, timestamps and custom emoji; `://` makes a link.
    """
    plain = discord.utils.escape_markdown(text, ignore_links=False).replace("<", "\\<")
    return discord.utils.escape_mentions(plain).replace("://", f":/{_ZERO_WIDTH_SPACE}/")


def quote(text: str, length: int) -> str:
    """Quote a text on one line: clipped to `length` characters, then escaped."""
    return f"> {escape(clip(text, length))}"


def since(moment: datetime) -> str:
    """Write an instant so that Discord counts from or to it by itself."""
    return discord.utils.format_dt(moment, "R")
