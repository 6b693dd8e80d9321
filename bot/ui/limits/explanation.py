"""Explains to a moderator why a member can or cannot create an image."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.i18n import Say
from bot.policy.limits.claim import BindingRule
from bot.policy.limits.effective import Rule, Spot
from bot.policy.limits.limit import Limit, Whose, is_count
from bot.policy.limits.rulebook import Scope, ScopeKind
from bot.service.limits.allowance import AllowanceReport, AllowanceRow
from bot.ui.limits.allowance import blockers, grant_line
from bot.ui.limits.limit_text import bar, limit_name, scope_name, set_by, words_of
from bot.ui.limits.limit_values import shown_value
from bot.ui.limits.limits_report import amount_text, is_set, limit_facts, limit_line
from bot.ui.text import clip, relative_time

_SHOWN_REFUSAL = 700


def explain_lines(report: AllowanceReport, spot: Spot, say: Say, *, is_member: bool) -> list[str]:
    """Write everything that decides about a member's next image, for a moderator.

    Use in other servers is private: the text says at most that it prevents the image, and nothing
    about users who are not members.

    Args:
        report: The member's at the spot.
        spot: The channel, with the member's roles.
        say: The moderator's language.
        is_member: Whether the user is in the server.
    """
    here = tuple(row for row in report.rows if not _is_of_user(row))
    own = replace(report, refused_until=None, rows=report.rows if is_member else here)
    everywhere = [_of_user(row, say) for row in own.rows if _is_of_user(row) and row.bound]
    used = [*_used(here, say), *everywhere]
    must_wait = report.refused_until is not None and is_member
    chains = [_chain(report, spot, rule, say) for rule in report.rules.values() if is_set(rule)]
    return [
        *blockers(own, say),
        *([say("explain-refused")] if must_wait else []),
        say("explain-used"),
        *(used or [say("explain-used-nothing")]),
        *([grant_line(report.grant, say)] if report.grant else []),
        say("explain-limits"),
        *(chains or [say("explain-limits-none")]),
        *(_last_refusal(report, say) if is_member else ()),
    ]


def usage_lines(report: AllowanceReport, say: Say) -> list[str]:
    """Write what a member has used of the server's limits for members."""
    mine = [row for row in report.rows if is_count(row.limit_or_cap, Whose.MEMBER)]
    return list(_used(mine, say)) or [say("explain-used-nothing")]


def _is_of_user(row: AllowanceRow) -> bool:
    """Tell whether a count is a user's in all servers together."""
    return is_count(row.limit_or_cap, Whose.USER)


def _of_user(row: AllowanceRow, say: Say) -> str:
    return say(
        "explain-used-elsewhere",
        state="full" if row.is_full else "free",
        limit=limit_name(say, row.limit_or_cap),
        origin=set_by(row.bound.origin if row.bound else None, say),
    )


def _used(rows: Iterable[AllowanceRow], say: Say) -> Iterator[str]:
    unlimited: list[str] = []
    for row in rows:
        name, used = limit_name(say, row.limit_or_cap), amount_text(row.measure, row.used, say)
        if row.bound:
            yield _used_of(row, row.bound, say)
        elif row.used and isinstance(row.limit_or_cap, Limit):
            unlimited.append(say("explain-used-free", limit=name, used=used))
    if unlimited:
        yield say("explain-used-unlimited", listed=", ".join(unlimited))


def _used_of(row: AllowanceRow, bound: BindingRule, say: Say) -> str:
    facts = {
        "limit": limit_name(say, row.limit_or_cap),
        "used": amount_text(row.measure, row.used, say),
        "cap": amount_text(row.measure, bound.cap, say),
        "origin": set_by(bound.origin, say),
        "whose": words_of(row.limit_or_cap).get("whose", ""),
        "bar": bar(row.used, bound.cap),
    }
    if row.resets_at and row.used:
        return say("explain-used-bound-until", when=relative_time(row.resets_at), **facts)
    return say("explain-used-bound", **facts)


def _chain(report: AllowanceReport, spot: Spot, rule: Rule, say: Say) -> str:
    """Write the scopes that set a limit, from the server to the nearest, and the result."""
    roles = [Scope(ScopeKind.ROLE, id_) for id_ in sorted(spot.role_ids)]
    settings = [
        (scope, report.rulebook.own(scope)[rule.limit])
        for scope in (*reversed(spot.scopes), *roles)
        if rule.limit in report.rulebook.own(scope)
    ]
    if len(settings) < len(("one", "another")):
        return limit_line(rule, say)
    steps = (
        say(
            "explain-step",
            scope=scope_name(scope, say),
            value=shown_value(rule.limit, value, say),
        )
        for scope, value in settings
    )
    return say("explain-chain", steps=" → ".join(steps), **limit_facts(rule, say))


def _last_refusal(report: AllowanceReport, say: Say) -> Iterator[str]:
    refusal = report.last_refusal
    if refusal is None:
        yield say("explain-never-refused")
    else:
        yield say("explain-last-refused", when=relative_time(refusal.at))
        yield f"> {clip(refusal.sentence, _SHOWN_REFUSAL)}".replace("\n", "\n> ")
