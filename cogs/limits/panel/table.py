"""The rows of the panel: each limit's own, inherited and effective value in one scope."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.policy.limits.effective import Rule, Rules, Spot
from bot.policy.limits.limit import Limit, Value, cap_beside
from bot.policy.limits.rulebook import Rulebook, Scope, ScopeKind
from bot.service.limits.rulebook_editor import RulebookEditor, Seen


@dataclass(frozen=True, slots=True)
class Row:
    """One limit in one scope."""

    limit: Limit
    seen: Seen
    """The scope's own value, if it has one."""
    inherited: Rule
    """The rule without the own value."""
    result: Rule
    """The effective rule."""
    cap: int | None = None
    """The operator's cap if it is below the effective value; moderators cannot raise it."""


Table = Mapping[Limit, Row]


def read_table(editor: RulebookEditor, rulebook: Rulebook, scope: Scope, parent: Spot) -> Table:
    """Return every limit in a scope.

    Args:
        editor: Has the operator's defaults and caps.
        rulebook: The server's rulebook.
        scope: The shown scope.
        parent: The spot that it inherits from, see `parent_spot`.
    """
    above = Rulebook() if scope.kind is ScopeKind.SERVER else rulebook
    inherited = editor.rules(above, parent)
    own = rulebook.own(scope)
    return {limit: _row(scope, own, inherited, limit, _cap(editor, limit)) for limit in Limit}


def parent_spot(scope: Scope, *, guild_id: int, category_id: int | None) -> Spot:
    """Return the spot that a scope inherits from: a channel's category, or else the server.

    Args:
        scope: The shown scope.
        guild_id: Id of the server.
        category_id: Id of the channel's category; None for other scopes, and without a category.
    """
    is_channel = scope.kind is ScopeKind.CHANNEL
    return Spot(guild_id=guild_id, category_id=category_id if is_channel else None)


def _cap(editor: RulebookEditor, limit: Limit) -> int | None:
    cap_key = cap_beside(limit)
    return None if cap_key is None else editor.caps.get(cap_key)


def _row(
    scope: Scope, own: Mapping[Limit, Value], inherited: Rules, limit: Limit, cap: int | None
) -> Row:
    seen = Seen(own.get(limit), limit in own)
    result = Rule(limit, seen.own, scope) if seen.is_set else inherited[limit]
    binds = cap is not None and (not isinstance(result.value, int) or cap < result.value)
    return Row(limit, seen, inherited[limit], result, cap if binds else None)
