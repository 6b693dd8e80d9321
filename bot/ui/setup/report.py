"""The texts of the panel: a channel's lights, and what holds for images there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.i18n import Say
from bot.policy.limits.access import Forbidden, ForbiddenChannel, ServerPaused, UnknownChannel
from bot.policy.limits.effective import Spot
from bot.policy.limits.limit import Cap, Limit, Whose, cap_beside, is_count
from bot.policy.moderation.channel_lights import (
    ChannelKind,
    CommandUsers,
    lights_of,
    missing_in,
)
from bot.service.limits.allowance import AllowanceReport, AllowanceRow
from bot.ui.limits.limit_text import limit_name
from bot.ui.limits.limit_values import value_text
from bot.ui.limits.limits_report import channel_list
from bot.ui.setup.state import ChosenChannel
from bot.ui.text import escape, relative_time

#: The limits that the sentence about limits has.
_SHOWN_LIMITS = (Limit.COOLDOWN, Limit.MEMBER_IMAGES_PER_DAY, Limit.SERVER_USD_PER_DAY)

_SHARED = (Whose.SERVER, Whose.CAPPED_SERVER, Whose.BOT)

_BUDGETS = frozenset({Limit.SERVER_USD_PER_DAY, Cap.CAP_SERVER_USD_PER_DAY})


@dataclass(frozen=True, slots=True)
class SetupFacts:
    """Everything that the panel says about a channel and its server."""

    channel: ChosenChannel
    spot: Spot
    command_users: CommandUsers
    report: AllowanceReport
    """Of a member without roles, in the channel."""
    caps: Mapping[Cap, int]
    """The operator's."""
    command: str
    """The name of the command that creates images."""


def channel_lines(facts: SetupFacts, say: Say) -> Iterator[str]:
    """Write the lights of the channel."""
    channel = facts.channel
    yield say("setup-title")
    when = relative_time(channel.checked_at)
    yield say("setup-channel", channel=f"<#{channel.id}>", when=when)
    if channel.held is None:
        yield say("setup-unknown")
    else:
        for one in lights_of(channel.held, channel.kind):
            yield say(f"setup-{one.check}-{one.light}")
        missing = missing_in(channel.held, channel.kind)
        yield say("setup-late-bad" if missing else "setup-late-good")
    if channel.kind is ChannelKind.FORUM:
        yield say("setup-forum")
    yield _age_line(facts.spot, say)
    yield say(f"setup-members-{facts.command_users}", command=facts.command)


def server_lines(facts: SetupFacts, say: Say) -> Iterator[str]:
    """Write what holds for images in the channel, and in the server."""
    report = facts.report
    yield _refusal_line(report, facts.command, say)
    yield _limits_line(facts, say)
    budget = min((row for row in report.rows if _is_budget(row)), key=_left, default=None)
    if budget is not None:
        yield _budget_line(budget, say)
    yield channel_list(report.rulebook.channels, say)
    language = report.rulebook.language
    if language is None:
        yield say("setup-language-server")
    else:
        yield say("setup-language-own", language=say("language-name", code=language))


def _age_line(spot: Spot, say: Say) -> str:
    if not spot.is_rating_known:
        return say("setup-age-unknown")
    return say("setup-age-restricted" if spot.is_nsfw else "setup-age-open")


def _refusal_line(report: AllowanceReport, command: str, say: Say) -> str:
    match report.refusal:
        case ServerPaused():
            return say("setup-images-paused")
        case ForbiddenChannel():
            return say("setup-images-list")
        case UnknownChannel():
            return say("setup-images-unknown")
        case Forbidden():
            return say("setup-images-rating")
        case None:
            pass
    # moderators have their own counts, which say nothing about members
    full = [row.limit_or_cap for row in report.rows if row.is_full and _is_shared(row)]
    if full:
        return say("setup-images-used-up", limit=limit_name(say, full[0]))
    return say("setup-images-allowed", command=command)


def _limits_line(facts: SetupFacts, say: Say) -> str:
    shown: dict[str, str] = {}
    for limit in _SHOWN_LIMITS:
        value, beside = facts.report.rules[limit].value, cap_beside(limit)
        cap = None if beside is None else facts.caps.get(beside)
        numbers = [one for one in (value, cap) if isinstance(one, int)]
        shown[limit] = escape(value_text(limit, min(numbers, default=None), say))
    return say(
        "setup-limits",
        cooldown=shown[Limit.COOLDOWN],
        images=shown[Limit.MEMBER_IMAGES_PER_DAY],
        dollars=shown[Limit.SERVER_USD_PER_DAY],
    )


def _is_shared(row: AllowanceRow) -> bool:
    """Tell whether all members count toward it."""
    return any(is_count(row.limit_or_cap, whose) for whose in _SHARED)


def _is_budget(row: AllowanceRow) -> bool:
    return row.bound is not None and row.limit_or_cap in _BUDGETS


def _left(row: AllowanceRow) -> int:
    return 0 if row.bound is None else max(0, row.bound.cap - row.used)


def _budget_line(row: AllowanceRow, say: Say) -> str:
    left = _left(row)
    state = "good" if left else "bad"
    cap = 0 if row.bound is None else row.bound.cap
    facts = {"left": say.usd(left), "cap": say.usd(cap)}
    if row.resets_at is None or not row.used:
        return say(f"setup-budget-{state}", **facts)
    return say(f"setup-budget-{state}-until", when=relative_time(row.resets_at), **facts)
