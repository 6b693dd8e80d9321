"""Text for Discord: escapes, clips, quotes and joins texts; writes timestamps and links."""

import re
from collections.abc import Iterable
from datetime import datetime
from functools import reduce

import discord

from bot.i18n import Say

#: https://docs.discord.com/developers/resources/message, read 2026-11-22
MAX_CONTENT = 2000

_ELLIPSIS = "…"
_ZERO_WIDTH_SPACE = "\u200b"

#: Characters that format, link, or open a mention, a timestamp or a custom emoji. Headings, lists
#: and small print are recognised only at the start of a line.
#: https://docs.discord.com/developers/reference#message-formatting and
#: https://support.discord.com/hc/articles/210298617, read 2026-11-22
_MARKS = re.compile(r"[\\`*_~|<>\[\]]|^[#+-]")
_ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])")

#: Positions inside text that Discord links without markup: URLs, and invites even without a scheme.
_LINKS = re.compile(
    r"(?<=:/)(?=/)|(?i:(?<=discord\.gg)|(?<=discord\.com)|(?<=discordapp\.com))(?=/)"
)
#: Relative timestamps as `relative_time` writes them.
_TIME = re.compile(r"<t:(\d{1,11}):R>")

#: Positions inside mass mentions.
_PINGS = re.compile(r"(?<=@)(?=everyone|here)")


def clip(text: str, length: int) -> str:
    """Shorten a text to at most `length` characters, with an ellipsis where it was cut."""
    return text if len(text) <= length else text[: length - 1].rstrip() + _ELLIPSIS


def escape(text: str) -> str:
    """Escape one line so that Discord shows it verbatim: no formatting, mention or link."""
    plain = _MARKS.sub(r"\\\g<0>", text)
    for position in (_LINKS, _PINGS):
        plain = position.sub(_ZERO_WIDTH_SPACE, plain)
    return plain


def unescape(text: str) -> str:
    """Undo `escape` for terminal output; timestamps become local time."""
    dated = _TIME.sub(_local_time, text)
    return _ESCAPED.sub(r"\1", dated).replace(_ZERO_WIDTH_SPACE, "")


def _local_time(found: re.Match[str]) -> str:
    moment = datetime.fromtimestamp(int(found[1])).astimezone()
    return f"after {moment:%Y-%m-%d %H:%M}"


def block(text: str) -> str:
    """Wrap a text in a code block for copying; backticks in the text cannot close the block."""
    harmless = text.replace("``", f"`{_ZERO_WIDTH_SPACE}`")
    return f"```\n{harmless}\n```"


def quote(text: str, length: int) -> str:
    """Quote a text on one line: clipped to `length` characters, then escaped."""
    return f"> {escape(clip(text, length))}"


def join_sentences(sentences: Iterable[str], say: Say) -> str:
    """Write sentences in a row, with a space between them where the language has one.

    Args:
        sentences: At least one.
        say: Their language.
    """
    return reduce(lambda first, second: say("sentence-pair", first=first, second=second), sentences)


def message_link(guild_id: int | None, channel_id: int | None, message_id: int) -> str:
    """Return the URL of a message on Discord.

    Args:
        guild_id: Its server; None in a DM.
        channel_id: Its channel or thread.
        message_id: The message itself.
    """
    return f"https://discord.com/channels/{guild_id or '@me'}/{channel_id}/{message_id}"


def date_time(moment: datetime) -> str:
    """Return a timestamp that Discord shows as date and time in the reader's time zone."""
    return discord.utils.format_dt(moment, "f")


def relative_time(moment: datetime) -> str:
    """Return a timestamp that Discord shows as "in 5 minutes" or "2 hours ago", up to date."""
    return discord.utils.format_dt(moment, "R")
