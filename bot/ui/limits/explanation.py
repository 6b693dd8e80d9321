"""Why a member can or cannot create an image, told to a moderator."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.i18n import Say
from bot.policy.limits.claim import BindingRule
from bot.policy.limits.effective import Rule, Spot
from bot.policy.limits.limit import Limit, Whose, is_count
from bot.policy.limits.rulebook import Scope, ScopeKind
from bot.service.limits.allowance import AllowanceReport, AllowanceRow
from bot.ui.limits.allowance import grant_line, in_the_way
from bot.ui.limits.limit_text import bar, limit_name, scope_name, set_by
from bot.ui.limits.limit_values import shown_value
from bot.ui.limits.limits_report import amount_text, holds_line, limit_facts, matters
from bot.ui.text import clip, since

_SHOWN_REFUSAL = 700


def explain_lines(standing: AllowanceReport, spot: Spot, say: Say, *, is_member: bool) -> list[str]:
    """Write everything that decides about a member's next image, for a moderator.

    What a member does elsewhere is not this server's: the report says at most that it is in the
    way, and nothing at all about a user who is not a member.

    Args:
        standing: The member's at the spot.
        spot: Where, and with which roles.
        say: The moderator's language.
        is_member: Whether they are in the server.
    """
    here = tuple(line for line in standing.rows if not _is_of_user(line))
    own = replace(standing, refused_until=None, rows=standing.rows if is_member else here)
    everywhere = [_of_user(line, say) for line in own.rows if _is_of_user(line) and line.bound]
    used = [*_used(here, say), *everywhere]
    elsewhere = standing.refused_until is not None and is_member
    chains = [
        _chain(standing, spot, rule, say) for rule in standing.rules.values() if matters(rule)
    ]
    return [
        *in_the_way(own, say),
        *([say("explain-refused")] if elsewhere else []),
        say("explain-used"),
        *(used or [say("explain-used-nothing")]),
        *([grant_line(standing.grant, say)] if standing.grant else []),
        say("explain-limits"),
        *(chains or [say("explain-limits-none")]),
        *(_last_refusal(standing, say) if is_member else ()),
    ]


def _is_of_user(line: AllowanceRow) -> bool:
    """Tell whether a count is a user's in all servers together."""
    return is_count(line.limit_or_cap, Whose.USER)


def _of_user(line: AllowanceRow, say: Say) -> str:
    return say(
        "explain-used-elsewhere",
        state="full" if line.is_full else "free",
        limit=limit_name(say, line.limit_or_cap),
        origin=set_by(line.bound.origin if line.bound else None, say),
    )


def _used(lines: Iterable[AllowanceRow], say: Say) -> Iterator[str]:
    free: list[str] = []
    for line in lines:
        name, used = limit_name(say, line.limit_or_cap), amount_text(line.measure, line.used, say)
        if line.bound:
            yield _used_of(line, line.bound, say)
        elif line.used and isinstance(line.limit_or_cap, Limit):
            free.append(say("explain-used-free", limit=name, used=used))
    if free:
        yield say("explain-used-unlimited", listed=", ".join(free))


def _used_of(line: AllowanceRow, bound: BindingRule, say: Say) -> str:
    facts = {
        "limit": limit_name(say, line.limit_or_cap),
        "used": amount_text(line.measure, line.used, say),
        "cap": amount_text(line.measure, bound.cap, say),
        "origin": set_by(bound.origin, say),
        "bar": bar(line.used, bound.cap),
    }
    if line.resets_at and line.used:
        return say("explain-used-bound-until", when=since(line.resets_at), **facts)
    return say("explain-used-bound", **facts)


def _chain(standing: AllowanceReport, spot: Spot, rule: Rule, say: Say) -> str:
    """Write who sets a limit, the farthest first, and what results."""
    roles = [Scope(ScopeKind.ROLE, id_) for id_ in sorted(spot.role_ids)]
    setters = [
        (place, standing.rulebook.own(place)[rule.limit])
        for place in (*reversed(spot.scopes), *roles)
        if rule.limit in standing.rulebook.own(place)
    ]
    if len(setters) < len(("one", "another")):
        return holds_line(rule, say)
    steps = (
        say(
            "explain-step",
            scope=scope_name(place, say),
            value=shown_value(rule.limit, value, say),
        )
        for place, value in setters
    )
    return say("explain-chain", steps=" → ".join(steps), **limit_facts(rule, say))


def _last_refusal(standing: AllowanceReport, say: Say) -> Iterator[str]:
    refusal = standing.last_refusal
    if refusal is None:
        yield say("explain-never-refused")
    else:
        yield say("explain-last-refused", when=since(refusal.at))
        yield f"> {clip(refusal.sentence, _SHOWN_REFUSAL)}".replace("\n", "\n> ")
