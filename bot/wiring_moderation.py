"""The part of the composition root that wires the use cases of moderators."""

from bot.ports import Clock, Stores, TextFilter, WordTools
from bot.service.jobs.runner import Runner
from bot.service.moderation.filter_editor import FilterEditor
from bot.service.moderation.log_writer import LogWriter
from bot.service.moderation.services import ModerationServices
from bot.service.moderation.text_check import TextCheck


def wire_moderation(
    stores: Stores,
    runner: Runner,
    clock: Clock,
    *,
    text_filter: TextFilter,
    tools: WordTools,
) -> ModerationServices:
    """Wire the use cases of moderators."""
    log_writer = LogWriter(stores, runner, clock=clock)
    return ModerationServices(
        log_writer=log_writer,
        text_check=TextCheck(stores, text_filter, log_writer, runner, clock=clock),
        filter_editor=FilterEditor(stores, tools, clock=clock),
    )
