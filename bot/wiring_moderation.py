"""The part of the composition root that wires the use cases of moderators."""

from bot.ports import Clock, Stores
from bot.service.jobs.runner import Runner
from bot.service.moderation.log_writer import LogWriter
from bot.service.moderation.services import ModerationServices


def wire_moderation(stores: Stores, runner: Runner, clock: Clock) -> ModerationServices:
    """Wire the use cases of moderators."""
    return ModerationServices(log_writer=LogWriter(stores, runner, clock=clock))
