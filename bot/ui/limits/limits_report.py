"""A server's limits as text for moderators: what applies in a scope, and where it was set."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from bot.i18n import Say
from bot.policy.images.action_permissions import audience_of
from bot.policy.images.actions import DEFAULT_AUDIENCES, Action, Audience
from bot.policy.limits.effective import Rule, Rules
from bot.policy.limits.limit import CAPS, SPECS, Cap, Kind, Limit, Measure, Value
from bot.policy.limits.rulebook import (
    ChannelList,
    ChannelMode,
    Pause,
    Rulebook,
    Scope,
    ScopeKind,
    zone_of,
)
from bot.ui.jobs.buttons import action_label
from bot.ui.limits.limit_text import (
    Group,
    group_name,
    group_of,
    limit_name,
    scope_name,
    set_by,
)
from bot.ui.limits.limit_values import shown_value
from bot.ui.text import clip, date_time, escape

_SHOWN_VALUE = 150
_SHOWN_REASON = 200
_MOST_SCOPES = 8

#: The kinds of limits that allow or forbid something as a whole.
_PERMISSIONS = frozenset((Kind.SWITCH, Kind.RATING))
_MOST_IDS = 20


def effect(rule: Rule, scope: Scope, rulebook: Rulebook, say: Say, *, known: frozenset[str]) -> str:
    """Say what applies after a change of one limit in a scope, and which scopes override it.

    Args:
        rule: The limit as it applies in the scope now.
        scope: Where it was changed.
        rulebook: The server's, after the change.
        say: The moderator's language.
        known: Ids of the models that are available now.
    """
    facts = {
        "kind": str(scope.kind),
        "scope": scope_name(scope, say),
        "value": shown_value(rule.limit, rule.value, say),
    }
    if rule.origin == scope:
        lines = [say("effect-own", **facts)]
    else:
        lines = [say("effect-inherited", origin=_source(rule, say), **facts)]
    nearer = [scope_name(other, say) for other in sorted(_nearer(rulebook, scope, rule.limit))]
    if nearer:
        lines.append(say("effect-nearer", scopes=_listed(nearer, _MOST_SCOPES, say)))
    unknown = _names(rule.value) - known if rule.limit is Limit.MODELS else frozenset[str]()
    if unknown:
        names = escape(clip(", ".join(sorted(unknown)), _SHOWN_VALUE))
        lines.append(say("effect-unknown-models", names=names))
    return "\n".join(lines)


def show_lines(
    rulebook: Rulebook, rules: Rules, say: Say, *, caps: Mapping[Cap, int], now: datetime
) -> list[str]:
    """Write every limit that applies, then the server's other settings and the operator's caps."""
    unset = [rule.limit for rule in rules.values() if not is_set(rule)]
    lines = list(_in_groups(filter(is_set, rules.values()), say))
    lines += _unset(unset, say)
    lines += _of_the_server(rulebook, now, say)
    if caps:
        listed = ", ".join(_cap(cap, value, say) for cap, value in caps.items())
        lines.append(say("report-caps", caps=listed))
    return lines


def _unset(limits: Sequence[Limit], say: Say) -> Iterator[str]:
    """List the limits without a value: those with an amount or names, then what is allowed."""
    for key, is_permission in (("report-unlimited", False), ("report-allowed", True)):
        names = [
            limit_name(say, limit)
            for limit in limits
            if (SPECS[limit].kind in _PERMISSIONS) is is_permission
        ]
        if names:
            yield say(key, limits=", ".join(names))


def channel_list(channels: ChannelList, say: Say) -> str:
    """Say where images can be created."""
    match channels.mode:
        case ChannelMode.ANYWHERE:
            return say("channels-anywhere")
        case ChannelMode.ONLY:
            return say("channels-only", channels=_mentions("#", channels.ids, say))
        case ChannelMode.EXCEPT:
            return say("channels-except", channels=_mentions("#", channels.ids, say))


def role_list(roles: frozenset[int], say: Say) -> str:
    """Say which roles are exempt."""
    if not roles:
        return say("exempt-none")
    return say("exempt-roles", roles=_mentions("@&", roles, say))


def button_table(own: Mapping[Action, Audience], say: Say) -> list[str]:
    """Say for every button under an image which audience it has."""
    lines = [
        say(
            "buttons-line-own" if action in own else "buttons-line",
            button=action_label(action, say),
            audience=say("audience-name", audience=str(audience_of(action, own))),
        )
        for action in DEFAULT_AUDIENCES
    ]
    return [say("buttons-title"), *lines, say("buttons-note")]


def amount_text(measure: Measure, number: int, say: Say) -> str | int:
    """Write money as text; return any other amount as a number for the message to format."""
    return say.usd(number) if measure is Measure.MICROS else number


def _in_groups(rules: Iterable[Rule], say: Say) -> Iterator[str]:
    """Write limits under the titles of their groups."""
    listed = list(rules)
    for group in Group:
        own = [limit_line(rule, say) for rule in listed if group_of(rule.limit) is group]
        if own:
            yield say("report-group", group=group_name(say, group))
            yield from own


def limit_line(rule: Rule, say: Say) -> str:
    """Write a limit with its value and origin."""
    return say("report-limit", **limit_facts(rule, say))


def limit_facts(rule: Rule, say: Say) -> dict[str, str]:
    """Return a limit's name, value and origin."""
    return {
        "limit": limit_name(say, rule.limit),
        "value": shown_value(rule.limit, rule.value, say),
        "origin": _source(rule, say),
    }


def _of_the_server(rulebook: Rulebook, now: datetime, say: Say) -> Iterator[str]:
    pause, event = rulebook.pause_at(now), rulebook.event_at(now)
    if rulebook.channels.mode is not ChannelMode.ANYWHERE:
        yield channel_list(rulebook.channels, say)
    if rulebook.exempt_roles:
        yield role_list(rulebook.exempt_roles, say)
    if pause:
        yield _paused(pause, say)
    if event:
        yield say("report-event", factor=event.factor, until=date_time(event.until))
    yield say("report-zone", zone=escape(zone_of(rulebook, now)))
    if rulebook.notices_channel:
        yield say("report-notices", channel=f"<#{rulebook.notices_channel}>")
    if rulebook.moderator_role:
        yield say("report-moderators", role=f"<@&{rulebook.moderator_role}>")
    yield from _of_images(rulebook, say)


def _paused(pause: Pause, say: Say) -> str:
    if pause.until:
        paused = say("report-paused-until", until=date_time(pause.until))
    else:
        paused = say("report-paused")
    if not pause.reason:
        return paused
    reason = escape(clip(pause.reason, _SHOWN_REASON))
    return say("report-paused-reason", paused=paused, reason=reason)


def _of_images(rulebook: Rulebook, say: Say) -> Iterator[str]:
    for action in DEFAULT_AUDIENCES:
        if action in rulebook.audiences:
            audience = say("audience-name", audience=str(rulebook.audiences[action]))
            yield say("report-button", button=action_label(action, say), audience=audience)
    if not rulebook.remixes_others:
        yield say("report-own-images-only")
    if rulebook.language:
        yield say("report-language", language=say("language-name", code=rulebook.language))
    if rulebook.styles:
        yield say("report-styles", n=len(rulebook.styles))


def _mentions(mark: str, ids: frozenset[int], say: Say) -> str:
    return _listed([f"<{mark}{id_}>" for id_ in sorted(ids)], _MOST_IDS, say)


def _listed(names: Sequence[str], most: int, say: Say) -> str:
    listed, more = ", ".join(names[:most]), len(names) - most
    return say("list-and-more", listed=listed, more=more) if more > 0 else listed


def _nearer(rulebook: Rulebook, scope: Scope, limit: Limit) -> Iterator[Scope]:
    order = (ScopeKind.SERVER, ScopeKind.CATEGORY, ScopeKind.CHANNEL, ScopeKind.ROLE)
    for other, own in rulebook.limits.items():
        if limit in own and order.index(other.kind) > order.index(scope.kind):
            yield other


def is_set(rule: Rule) -> bool:
    """Tell whether a limit is set, be it to "no limit"."""
    return rule.value is not None or rule.origin is not None


def _source(rule: Rule, say: Say) -> str:
    return set_by(rule.origin, say) if is_set(rule) else say("limit-unset")


def _cap(cap: Cap, value: int, say: Say) -> str:
    amount = amount_text(CAPS[cap].measure, value, say)
    return say("report-cap", limit=limit_name(say, cap), value=amount)


def _names(value: Value) -> frozenset[str]:
    return value if isinstance(value, frozenset) else frozenset()
