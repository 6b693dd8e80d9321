"""What the hits in a text lead to, for a member in a channel."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.policy.moderation.filter import Effect, Filter, FilterRule, Hit, Step

#: The strongest effect first.
_ORDER = (Effect.ALERT, Effect.REFUSE, Effect.HOLD, Effect.LOG)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The strongest effect of a text's hits."""

    effect: Effect
    hit: Hit
    """The first hit with this effect."""
    rule: FilterRule | None
    """None for the operator's own rules."""
    names_rules: bool = False
    """Whether a refusal may name the rule."""


def judge(
    filter_: Filter,
    hits: Iterable[Hit],
    *,
    role_ids: frozenset[int],
    channel_ids: frozenset[int],
) -> Verdict | None:
    """Return what a text's hits lead to; None if no rule applies.

    Args:
        filter_: The server's filter.
        hits: All hits of its rules and of the operator's.
        role_ids: The member's roles; one exempt role is enough.
        channel_ids: The channel, its category and, for a thread, its parent.
    """
    verdicts: list[Verdict] = []
    for hit in hits:
        if hit.rule is None:
            return Verdict(Effect.ALERT, hit, None)
        rule = filter_.rule(hit.rule)
        if rule is not None and not _is_exempt(filter_, rule, role_ids, channel_ids):
            verdicts.append(Verdict(rule.effect, hit, rule, filter_.names_rules))
    return min(verdicts, key=lambda verdict: _ORDER.index(verdict.effect), default=None)


def _is_exempt(
    filter_: Filter, rule: FilterRule, role_ids: frozenset[int], channel_ids: frozenset[int]
) -> bool:
    roles = filter_.exempt_roles | rule.exempt_roles
    channels = filter_.exempt_channels | rule.exempt_channels
    return bool(roles & role_ids or channels & channel_ids)


def next_block(
    ladder: Sequence[Step], offenses: Sequence[datetime], *, now: datetime
) -> Step | None:
    """Return the step of the ladder that a member has reached; the longest block wins.

    Args:
        ladder: The server's steps.
        offenses: When the member's offenses happened, this one included.
        now: The present.
    """
    reached = (
        step for step in ladder if sum(now - step.window < at for at in offenses) >= step.offenses
    )
    return max(reached, key=lambda step: step.block, default=None)


def longest_window(ladder: Iterable[Step]) -> timedelta:
    """Return how far back offenses matter; 0 without a ladder."""
    return max((step.window for step in ladder), default=timedelta())
