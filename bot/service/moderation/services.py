"""The use cases of moderators, together."""

from dataclasses import dataclass

from bot.service.moderation.consent import PrivateConsent
from bot.service.moderation.holding import Holding
from bot.service.moderation.log_writer import LogWriter
from bot.service.moderation.member_notes import MemberNotes
from bot.service.moderation.reporting import Reporting


@dataclass(frozen=True, slots=True)
class ModerationServices:
    """What cogs and jobs use of them."""

    log_writer: LogWriter
    member_notes: MemberNotes
    consent: PrivateConsent
    holding: Holding
    reporting: Reporting
