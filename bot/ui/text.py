"""Other people's words, made harmless and short enough for Discord."""

import re
from datetime import datetime

import discord

#: https://docs.discord.com/developers/resources/message, read 2026-11-22
MAX_CONTENT = 2000

_ELLIPSIS = "…"
_ZERO_WIDTH_SPACE = "\u200b"

#: What formats, links or opens a mention, a timestamp or a custom emoji; headings, lists and small
#: print only begin a line. https://docs.discord.com/developers/reference#message-formatting and
#: https://support.discord.com/hc/articles/210298617, read 2026-11-22
_MARKS = re.compile(r"[\\`*_~|<>\[\]]|^[#+-]")
_ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])")

#: What becomes a link without any mark: an address, and an invite even without its scheme.
_LINKS = re.compile(
    r"(?<=:/)(?=/)|(?i:(?<=discord\.gg)|(?<=discord\.com)|(?<=discordapp\.com))(?=/)"
)
#: What Discord counts to by itself.
_TIME = re.compile(r"<t:(\d{1,11}):R>")

_PINGS = re.compile(r"(?<=@)(?=everyone|here)")


def clip(text: str, length: int) -> str:
    """Shorten a text to at most `length` characters, with an ellipsis where it was cut."""
    return text if len(text) <= length else text[: length - 1].rstrip() + _ELLIPSIS


def escape(text: str) -> str:
    """Show one line of text as it is: no formatting, no mention, no link, no preview."""
    plain = _MARKS.sub(r"\\\g<0>", text)
    for place in (_LINKS, _PINGS):
        plain = place.sub(_ZERO_WIDTH_SPACE, plain)
    return plain


def unescape(text: str) -> str:
    """Undo `escape`, for people who read the text on a terminal; times are this machine's."""
    dated = _TIME.sub(_local_time, text)
    return _ESCAPED.sub(r"\1", dated).replace(_ZERO_WIDTH_SPACE, "")


def _local_time(found: re.Match[str]) -> str:
    moment = datetime.fromtimestamp(int(found[1])).astimezone()
    return f"after {moment:%Y-%m-%d %H:%M}"


def block(text: str) -> str:
    """Show a text so that it is copied as it is; it cannot end the block by itself."""
    harmless = text.replace("``", f"`{_ZERO_WIDTH_SPACE}`")
    return f"```\n{harmless}\n```"


def quote(text: str, length: int) -> str:
    """Quote a text on one line: clipped to `length` characters, then escaped."""
    return f"> {escape(clip(text, length))}"


def message_link(guild_id: int | None, channel_id: int | None, message_id: int) -> str:
    """Return the address of a message on Discord.

    Args:
        guild_id: Its server; None in a DM.
        channel_id: Its channel or thread.
        message_id: The message itself.
    """
    return f"https://discord.com/channels/{guild_id or '@me'}/{channel_id}/{message_id}"


def at(moment: datetime) -> str:
    """Write an instant as the reader's own date and time of day."""
    return discord.utils.format_dt(moment, "f")


def since(moment: datetime) -> str:
    """Write an instant so that Discord counts from or to it by itself."""
    return discord.utils.format_dt(moment, "R")
