"""The use cases of moderators, together."""

from dataclasses import dataclass

from bot.service.moderation.filter_editor import FilterEditor
from bot.service.moderation.log_writer import LogWriter
from bot.service.moderation.text_check import TextCheck


@dataclass(frozen=True, slots=True)
class ModerationServices:
    """What cogs and jobs use of them."""

    log_writer: LogWriter
    text_check: TextCheck
    filter_editor: FilterEditor
