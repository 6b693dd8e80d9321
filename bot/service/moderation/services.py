"""The use cases of moderators, together."""

from dataclasses import dataclass

from bot.service.moderation.appeals import Appeals
from bot.service.moderation.cases import CaseService
from bot.service.moderation.consent import PrivateConsent
from bot.service.moderation.filter_editor import FilterEditor
from bot.service.moderation.holding import Holding
from bot.service.moderation.log_writer import LogWriter
from bot.service.moderation.member_notes import MemberNotes
from bot.service.moderation.reporting import Reporting
from bot.service.moderation.text_check import TextCheck


@dataclass(frozen=True, slots=True)
class ModerationServices:
    """What cogs and jobs use of them."""

    log_writer: LogWriter
    text_check: TextCheck
    filter_editor: FilterEditor
    member_notes: MemberNotes
    consent: PrivateConsent
    holding: Holding
    reporting: Reporting
    cases: CaseService
    appeals: Appeals
