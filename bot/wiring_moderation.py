"""The part of the composition root that wires the use cases of moderators."""

from bot.ports import Adapters, References
from bot.service.delivery.failure_notice import Sleep
from bot.service.jobs.admission import OperatorLimits
from bot.service.jobs.imagine import Imagine
from bot.service.jobs.runner import Runner
from bot.service.limits.allowance import Allowance
from bot.service.limits.rulebook_editor import RulebookEditor
from bot.service.moderation.consent import PrivateConsent
from bot.service.moderation.holding import Holding
from bot.service.moderation.job_log import JobLog
from bot.service.moderation.log_sender import LogSender
from bot.service.moderation.log_settings import LogSettingsEditor
from bot.service.moderation.log_writer import LogWriter
from bot.service.moderation.member_notes import MemberNotes
from bot.service.moderation.member_summary import MemberSummaries
from bot.service.moderation.refunds import Refunds
from bot.service.moderation.reporting import Reporting
from bot.service.moderation.reviews import Reviews
from bot.service.moderation.services import ModerationServices
from bot.service.moderation.shown_images import ShownImages
from bot.service.notifications import Notifications
from bot.service.timing import Timing


def wire_moderation(
    adapters: Adapters,
    operator: OperatorLimits,
    notifications: Notifications,
    runner: Runner,
    *,
    sleep: Sleep,
    timing: Timing,
) -> ModerationServices:
    """Wire the use cases of moderators."""
    stores, clock = adapters.stores, adapters.clock
    writer, notes = LogWriter(stores, runner, clock=clock), MemberNotes(runner)
    sender = LogSender(stores, notifications, runner, clock=clock, sleep=sleep, timing=timing)
    writer.on_added = sender.look_soon
    editor = RulebookEditor(stores, defaults=operator.defaults, caps=operator.caps, clock=clock)
    return ModerationServices(
        log_writer=writer,
        log_sender=sender,
        job_log=JobLog(adapters, writer, runner),
        refunds=Refunds(stores, operator, clock),
        shown_images=ShownImages(stores, clock),
        log_settings=LogSettingsEditor(editor, stores, sender),
        members=MemberSummaries(stores, Allowance(stores, operator, clock=clock)),
        member_notes=notes,
        consent=PrivateConsent(stores, clock=clock),
        holding=Holding(stores, writer, clock=clock),
        reporting=Reporting(stores, writer, notifications, notes, clock=clock),
    )


def wire_reviews(
    imagine: Imagine, adapters: Adapters, references: References, moderation: ModerationServices
) -> Reviews:
    """Wire the decisions about held requests, which admit requests."""
    notes = moderation.member_notes
    return Reviews(imagine, adapters.stores, references, notes, clock=adapters.clock)
