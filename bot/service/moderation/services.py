"""The use cases of moderators, together."""

from dataclasses import dataclass

from bot.service.moderation.appeals import Appeals
from bot.service.moderation.cases import CaseService
from bot.service.moderation.log_writer import LogWriter


@dataclass(frozen=True, slots=True)
class ModerationServices:
    """What cogs and jobs use of them."""

    log_writer: LogWriter
    cases: CaseService
    appeals: Appeals
