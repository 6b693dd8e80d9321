"""The part of the composition root that wires the use cases of moderators."""

from collections.abc import Iterator
from pathlib import Path

from bot.errors import ConfigError
from bot.filtering.engine import TextFilterEngine
from bot.filtering.filter_file import Mistake, read_filter_file
from bot.filtering.operator_rules import sexualized_minors
from bot.filtering.patterns import check_pattern
from bot.filtering.presets import PRESETS, load_preset
from bot.filtering.rules import OperatorRule
from bot.policy.moderation.pattern import PatternProblem
from bot.ports import Clock, Stores, WordTools
from bot.service.jobs.runner import Runner
from bot.service.moderation.filter_editor import FilterEditor
from bot.service.moderation.log_writer import LogWriter
from bot.service.moderation.services import ModerationServices
from bot.service.moderation.text_check import TextCheck

#: The name of the rule that `FILTER_FILE` contains.
_OWNERS_LIST = "the bot owner's list"

#: Mistakes of a file that are named; the others follow once these are corrected.
_NAMED_MISTAKES = 5


def wire_moderation(
    stores: Stores, runner: Runner, clock: Clock, *, filter_file: Path | None = None
) -> ModerationServices:
    """Wire the use cases of moderators.

    Raises:
        ConfigError: The operator's list of words cannot be used.
    """
    engine = TextFilterEngine(
        operator_rules=(sexualized_minors(), *_owners_rules(filter_file)), load_preset=load_preset
    )
    log_writer = LogWriter(stores, runner, clock=clock)
    tools = WordTools(tuple(PRESETS), check_pattern)
    return ModerationServices(
        log_writer=log_writer,
        text_check=TextCheck(stores, engine, log_writer, runner, clock=clock),
        filter_editor=FilterEditor(stores, tools, clock=clock),
    )


def _owners_rules(path: Path | None) -> Iterator[OperatorRule]:
    if path is None:
        return
    found = read_filter_file(path, _error_in)
    if found.mistakes:
        problem = "; ".join(_in_words(mistake) for mistake in found.mistakes[:_NAMED_MISTAKES])
        raise ConfigError((("FILTER_FILE", f"cannot be used: {problem}"),))
    groups = (found.keywords,) if found.keywords else ()
    if groups or found.patterns:
        yield OperatorRule(_OWNERS_LIST, groups, found.patterns)


def _error_in(pattern: str) -> PatternProblem | None:
    return next((problem for problem in check_pattern(pattern) if problem.is_error), None)


def _in_words(mistake: Mistake) -> str:
    """Say what is wrong without quoting the file, whose words do not belong in a log."""
    where = "" if mistake.line is None else f"line {mistake.line}: "
    detail = mistake.detail
    if isinstance(detail, PatternProblem):
        at = detail.position + 1
        return f"{where}the pattern is not valid at character {at} ({detail.fault.value})"
    kind = mistake.fault.value.replace("_", " ")
    return f"{where}{kind}" + (f" ({detail})" if isinstance(detail, str) else "")
