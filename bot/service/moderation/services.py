"""The use cases of moderators, together."""

from dataclasses import dataclass

from bot.service.moderation.cases.appeals import Appeals
from bot.service.moderation.cases.block_from_card import BlockFromCard
from bot.service.moderation.cases.case_service import CaseService
from bot.service.moderation.filter_editor import FilterEditor
from bot.service.moderation.job_log import JobLog
from bot.service.moderation.log_sender import LogSender
from bot.service.moderation.log_settings import LogSettingsEditor
from bot.service.moderation.log_writer import LogWriter
from bot.service.moderation.member_summary import MemberSummaries
from bot.service.moderation.refunds import Refunds
from bot.service.moderation.reviews.consent import PrivateConsent
from bot.service.moderation.reviews.holding import Holding
from bot.service.moderation.reviews.member_notes import MemberNotes
from bot.service.moderation.reviews.reporting import Reporting
from bot.service.moderation.shown_images import ShownImages
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
    log_sender: LogSender
    job_log: JobLog
    refunds: Refunds
    shown_images: ShownImages
    log_settings: LogSettingsEditor
    members: MemberSummaries
    block: BlockFromCard
    """Blocks a member from a card of the log; None where cases are not kept."""
