"""The part of the composition root that wires the use cases of moderators."""

from bot.ports import Clock, Stores
from bot.service.jobs.runner import Runner
from bot.service.moderation.appeals import Appeals
from bot.service.moderation.cases import CaseService
from bot.service.moderation.log_writer import LogWriter
from bot.service.moderation.services import ModerationServices
from bot.service.notifications import Notifications


def wire_moderation(
    stores: Stores, runner: Runner, clock: Clock, notifications: Notifications
) -> ModerationServices:
    """Wire the use cases of moderators."""
    log_writer = LogWriter(stores, runner, clock=clock)
    cases = CaseService(stores, log_writer, clock=clock)
    return ModerationServices(
        log_writer=log_writer,
        cases=cases,
        appeals=Appeals(cases, stores, log_writer, notifications, clock=clock),
    )
