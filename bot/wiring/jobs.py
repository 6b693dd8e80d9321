"""The part of the composition root that wires what runs jobs."""

from dataclasses import dataclass
from datetime import timedelta

from bot.openrouter.client import OpenRouterClient
from bot.policy.money import micros_from_usd
from bot.ports import Adapters, Clock, Stores
from bot.service.delivery.failure_notice import Sleep
from bot.service.delivery.stale_cards import StaleCardSweep
from bot.service.jobs.admission import Admission, OperatorLimits
from bot.service.jobs.bookkeeping import Bookkeeping
from bot.service.jobs.imagine import Imagine
from bot.service.jobs.job_deps import JobDeps
from bot.service.jobs.queue import FairQueue
from bot.service.jobs.runner import Runner
from bot.service.limits.budget_alerts import BudgetWatch
from bot.service.moderation.services import ModerationServices
from bot.service.notifications import Notifications
from bot.service.provider.health import ProviderHealth
from bot.service.provider.key_watch import KeyWatch
from bot.service.timing import Timing
from bot.settings import Settings
from bot.ui.sentences import explain
from bot.wiring.moderation import wire_moderation


@dataclass(frozen=True, slots=True)
class JobParts:
    """The services that run jobs."""

    imagine: Imagine
    bookkeeping: Bookkeeping
    queue: FairQueue
    provider: ProviderHealth
    key_watch: KeyWatch
    notifications: Notifications
    stale_cards: StaleCardSweep
    moderation: ModerationServices
    runner: Runner


def wire_jobs(
    settings: Settings,
    adapters: Adapters,
    client: OpenRouterClient,
    runner: Runner,
    sleep: Sleep,
    timing: Timing,
) -> JobParts:
    """Wire the services that run jobs, and those of moderators, which jobs ask."""
    stores, clock = adapters.stores, adapters.clock
    operator = operator_limits(settings)
    notifications = Notifications(runner, stores.notices, clock=clock)
    moderation = wire_moderation(
        adapters, operator, notifications, runner, sleep=sleep, filter_file=settings.filter_file
    )
    key_watch = _key_watch(settings, client, notifications, stores, clock, timing)
    provider = ProviderHealth(key_watch, clock=clock)
    queue = _queue(settings, clock, runner, timing)
    budget = BudgetWatch(stores, notifications, clock=clock)
    admission = Admission(adapters, operator, provider=provider, budget=budget, runner=runner)
    stale_cards = StaleCardSweep(stores.stale_cards, timing=timing)
    bookkeeping = Bookkeeping(
        adapters,
        runner,
        notifications=notifications,
        explain=explain,
        stale_cards=stale_cards,
        timing=timing,
    )
    after_s, job_log = settings.ping_after_seconds, moderation.job_log
    deps = JobDeps(adapters, bookkeeping, queue, provider, job_log, after_s, timing, sleep)
    job_timeout = timedelta(seconds=settings.job_timeout_seconds)
    intake, texts = key_watch.intake, moderation.text_check
    imagine = Imagine(intake, admission, deps, runner, job_timeout, texts)
    imagine.holding = moderation.holding
    return JobParts(
        imagine,
        bookkeeping,
        queue,
        provider,
        key_watch,
        notifications,
        stale_cards,
        moderation,
        runner,
    )


def _key_watch(
    settings: Settings,
    client: OpenRouterClient,
    notifications: Notifications,
    stores: Stores,
    clock: Clock,
    timing: Timing,
) -> KeyWatch:
    levels = [micros_from_usd(amount) for amount in settings.low_credit_usd]
    return KeyWatch(
        client, notifications, stores.notices, clock=clock, levels=levels, timing=timing
    )


def _queue(settings: Settings, clock: Clock, runner: Runner, timing: Timing) -> FairQueue:
    slots = settings.max_concurrent_images
    return FairQueue(settings.queue_limits, slots=slots, clock=clock, runner=runner, timing=timing)


def operator_limits(settings: Settings) -> OperatorLimits:
    """Return the operator's limits as the settings say."""
    return OperatorLimits(
        settings.default_limits,
        settings.caps,
        refusals_per_hour=settings.refusals_per_hour,
        fallback_model=settings.budget_fallback_model,
        allow_dms=settings.allow_dms,
    )
