"""The part of the composition root that wires the use cases of moderators."""

from bot.ports import Adapters, Clock, References, Stores
from bot.service.jobs.imagine import Imagine
from bot.service.jobs.runner import Runner
from bot.service.moderation.consent import PrivateConsent
from bot.service.moderation.holding import Holding
from bot.service.moderation.log_writer import LogWriter
from bot.service.moderation.member_notes import MemberNotes
from bot.service.moderation.reporting import Reporting
from bot.service.moderation.reviews import Reviews
from bot.service.moderation.services import ModerationServices
from bot.service.notifications import Notifications


def wire_moderation(
    stores: Stores, runner: Runner, notifications: Notifications, clock: Clock
) -> ModerationServices:
    """Wire the use cases of moderators."""
    log_writer, notes = LogWriter(stores, runner, clock=clock), MemberNotes(runner)
    return ModerationServices(
        log_writer=log_writer,
        member_notes=notes,
        consent=PrivateConsent(stores, clock=clock),
        holding=Holding(stores, log_writer, clock=clock),
        reporting=Reporting(stores, log_writer, notifications, notes, clock=clock),
    )


def wire_reviews(
    imagine: Imagine, adapters: Adapters, references: References, moderation: ModerationServices
) -> Reviews:
    """Wire the decisions about held requests, which admit requests."""
    notes = moderation.member_notes
    return Reviews(imagine, adapters.stores, references, notes, clock=adapters.clock)
