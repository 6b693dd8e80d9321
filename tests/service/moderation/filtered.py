"""A server with a filter, and what it recorded."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.policy.limits.rulebook import Rulebook
from bot.policy.moderation.filter import Effect, Filter, FilterRule
from bot.policy.moderation.filter_edits import with_rule
from bot.policy.moderation.log import LogEntry, LogSettings
from tests.service.service_harness import GUILD, MODERATOR, ServiceHarness

LOG = 77


async def set_rule(
    harness: ServiceHarness, effect: Effect = Effect.REFUSE, word: str = "badger"
) -> FilterRule:
    """Add a rule about a word, named after its effect."""
    rule = FilterRule(effect.value, (word,), effect=effect)
    await change_filter(harness, lambda filter_: with_rule(filter_, rule))
    return rule


async def change_filter(harness: ServiceHarness, change: Callable[[Filter], Filter]) -> None:
    """Change the server's filter."""
    await harness.filter_editor.edit(GUILD, MODERATOR, change)


async def read_filter(harness: ServiceHarness) -> Filter:
    return (await harness.filter_editor.read(GUILD)).filter


async def set_log(harness: ServiceHarness, settings: LogSettings | None = None) -> None:
    """Give the server a log."""

    def change(rulebook: Rulebook) -> Rulebook:
        wanted = settings or LogSettings(LOG)
        return replace(rulebook, moderation=replace(rulebook.moderation, log=wanted))

    await harness.editor.edit(GUILD, MODERATOR, change)


async def entries(harness: ServiceHarness) -> Sequence[LogEntry]:
    """Return the entries that wait to be sent, and take them."""
    await harness.until_idle()
    now = harness.clock.now()
    waiting = await harness.stores.moderation_log.take("test", now=now, until=now, limit=50)
    await harness.stores.moderation_log.remove([one.id for one in waiting])
    return [one.entry for one in waiting]


async def offenses(harness: ServiceHarness, user_id: int = 1) -> int:
    """Return how many offenses of a member are stored, by adding one that is no one else's."""
    now = harness.clock.now()
    since = now.replace(year=now.year - 1)
    stored = await harness.stores.cases.add_offense(
        GUILD, user_id, 10**9 + user_id, now=now, since=since
    )
    return len(stored) - 1
