"""The part of the composition root that wires the use cases of moderators."""

from functools import partial
from pathlib import Path

from bot.errors import ConfigError
from bot.filtering.engine import TextFilterEngine
from bot.filtering.lists.filter_file import Mistake, read_filter_file
from bot.filtering.lists.operator_rules import rules_of, sexualized_minors
from bot.filtering.lists.presets import PRESETS, load_preset
from bot.filtering.lists.word_lists import everyday_phrases
from bot.filtering.patterns import check_pattern
from bot.filtering.rules import OperatorRule
from bot.ports import Adapters, References
from bot.service.delivery.failure_notice import Sleep
from bot.service.jobs.admission import OperatorLimits
from bot.service.jobs.imagine import Imagine
from bot.service.jobs.runner import Runner
from bot.service.limits.allowance import Allowance
from bot.service.limits.rulebook_editor import RulebookEditor
from bot.service.moderation.cases.appeals import Appeals
from bot.service.moderation.cases.author import CaseAuthor
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
from bot.service.moderation.reviews.decisions import Reviews
from bot.service.moderation.reviews.holding import Holding
from bot.service.moderation.reviews.member_notes import MemberNotes
from bot.service.moderation.reviews.reporting import Reporter, Reporting
from bot.service.moderation.services import ModerationServices
from bot.service.moderation.shown_images import ShownImages
from bot.service.moderation.text_check import Author, TextCheck
from bot.service.notifications import Notifications

#: Mistakes of a file that are named; the others follow once these are corrected.
_NAMED_MISTAKES = 5


def wire_moderation(
    adapters: Adapters,
    operator: OperatorLimits,
    notifications: Notifications,
    runner: Runner,
    *,
    sleep: Sleep,
    filter_file: Path | None = None,
) -> ModerationServices:
    """Wire the use cases of moderators.

    Raises:
        ConfigError: The operator's list of words cannot be used.
    """
    stores, clock = adapters.stores, adapters.clock
    engine = _engine(filter_file)
    log_writer, notes = LogWriter(stores, runner, clock=clock), MemberNotes(runner)
    text_check = TextCheck(stores, engine, log_writer, runner, clock=clock)
    cases = CaseService(
        stores, log_writer, clock=clock, check_text=partial(_check_case_text, text_check)
    )
    text_check.on_ladder = cases.block_automatically
    sender = LogSender(
        stores, notifications, runner, clock=clock, sleep=sleep, timing=runner.timing
    )
    log_writer.on_added = sender.look_soon
    reporting = Reporting(stores, log_writer, notifications, notes, clock=clock)
    reporting.check_text = partial(_check_reason, text_check)
    editor = RulebookEditor(stores, defaults=operator.defaults, caps=operator.caps, clock=clock)
    return ModerationServices(
        log_writer=log_writer,
        text_check=text_check,
        filter_editor=FilterEditor(stores, engine, tuple(PRESETS), clock=clock),
        log_sender=sender,
        job_log=JobLog(adapters, log_writer, runner),
        refunds=Refunds(stores, operator, clock),
        shown_images=ShownImages(stores, clock),
        log_settings=LogSettingsEditor(editor, stores, sender),
        members=MemberSummaries(stores, Allowance(stores, operator, clock=clock)),
        member_notes=notes,
        consent=PrivateConsent(stores, clock=clock),
        holding=Holding(stores, log_writer, clock=clock),
        reporting=reporting,
        cases=cases,
        appeals=Appeals(cases, stores, log_writer, notifications, clock=clock),
        block=BlockFromCard(cases, clock=clock),
    )


def _engine(filter_file: Path | None) -> TextFilterEngine:
    return TextFilterEngine(
        operator_rules=(sexualized_minors(), *_owners_rules(filter_file)),
        load_preset=load_preset,
        everyday_phrases=everyday_phrases(),
    )


async def _check_case_text(
    text_check: TextCheck, by: CaseAuthor, text: str, /, *, is_offense: bool
) -> None:
    author = Author(by.event_id, by.user_id, by.spot)
    await text_check.check_shown(author, text, is_offense=is_offense)


async def _check_reason(text_check: TextCheck, reporter: Reporter, reason: str) -> None:
    author = Author(reporter.event_id, reporter.user_id, reporter.spot)
    await text_check.check_shown(author, reason)


def _owners_rules(path: Path | None) -> tuple[OperatorRule, ...]:
    if path is None:
        return ()
    found = read_filter_file(path, check_pattern)
    if found.mistakes:
        problem = "; ".join(map(_in_words, found.mistakes[:_NAMED_MISTAKES]))
        raise ConfigError((("FILTER_FILE", f"cannot be used: {problem}"),))
    return rules_of(found)


def _in_words(mistake: Mistake) -> str:
    """Say what is wrong without quoting the file, whose words do not belong in a log."""
    where = "" if mistake.line is None else f"line {mistake.line}: "
    problem, reason = mistake.problem, mistake.reason
    if problem is not None:
        at, fault = problem.position + 1, problem.fault.replace("_", " ")
        return f"{where}bad pattern at character {at} ({fault})"
    kind = mistake.fault.replace("_", " ")
    return f"{where}{kind} ({reason})" if reason else f"{where}{kind}"


def wire_reviews(
    imagine: Imagine, adapters: Adapters, references: References, moderation: ModerationServices
) -> Reviews:
    """Wire the decisions about held requests, which admit requests."""
    notes = moderation.member_notes
    return Reviews(imagine, adapters.stores, references, notes, clock=adapters.clock)
