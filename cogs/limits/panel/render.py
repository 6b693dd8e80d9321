"""Renders the panel: a scope, its limits, and the controls of the selected limit."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import discord

from bot.i18n import Say
from bot.policy.limits.limit import SPECS, Whose, cap_beside, is_count
from bot.policy.limits.rulebook import Scope, ScopeKind
from bot.service.limits.rulebook_editor import Seen
from bot.ui.limits.limit_text import (
    Group,
    group_name,
    group_of,
    limit_name,
    scope_name,
    set_by,
)
from bot.ui.limits.limit_values import example_of, shown_value, value_text, wanted_text
from bot.ui.options.channel_options import SCOPE_CHANNEL_TYPES
from bot.ui.text import clip
from cogs.limits.panel.state import PanelAction, PanelState, fingerprint
from cogs.limits.panel.table import Row, Table

#: Characters; https://docs.discord.com/developers/components/reference, read 2026-11-22
_MAX_OPTION = 100

#: Characters of a value in the list of limits, and of a note.
_SHOWN_IN_LINE = 40
_SHOWN_NOTE = 600


@dataclass(frozen=True, slots=True)
class Page:
    """The content of the panel."""

    state: PanelState
    table: Table
    say: Say
    """The moderator's language."""
    note: str = ""
    """The result of the last action on the selected limit."""
    typed: str | None = None
    """The rejected input, empty after a conflict; None unless the last action failed."""
    is_known: bool = True
    """Whether the scope still exists; Discord does not accept deleted ones as default values."""


def panel_view(page: Page) -> discord.ui.LayoutView:
    """Return the panel as a view that discord.py does not keep; see `panel_items`."""
    say = page.say
    parts: list[discord.ui.Item[Any]] = [
        discord.ui.TextDisplay(_head(page.state.scope, say)),
        discord.ui.ActionRow(_server_button(page)),
        discord.ui.ActionRow(_channel_menu(page)),
        discord.ui.ActionRow(_role_menu(page)),
        discord.ui.Separator(),
        discord.ui.TextDisplay("\n".join(_lines(page.table.values(), say))),
        discord.ui.ActionRow(_limit_menu(page)),
    ]
    if page.state.limit is not None:
        row = page.table[page.state.limit]
        parts += [
            discord.ui.Separator(),
            discord.ui.TextDisplay(_detail(row, page.note, say)),
            discord.ui.ActionRow(*_buttons(page, row)),
        ]
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(discord.ui.Container(*parts))
    # `PanelControl` handles the controls; without this discord.py would also keep the view
    view.stop()
    return view


def _head(scope: Scope, say: Say) -> str:
    title = say("panel-title", scope=scope_name(scope, say))
    return f"{title}\n{say('panel-hint', kind=str(scope.kind))}"


def _server_button(page: Page) -> discord.ui.Button[Any]:
    state = page.state
    is_server = state.scope.kind is ScopeKind.SERVER
    return discord.ui.Button(
        label=page.say("button-panel-server"),
        style=discord.ButtonStyle.primary if is_server else discord.ButtonStyle.secondary,
        custom_id=state.custom_id(PanelAction.SERVER),
    )


def _channel_menu(page: Page) -> discord.ui.ChannelSelect[Any]:
    scope = page.state.scope
    is_selected = scope.kind in {ScopeKind.CHANNEL, ScopeKind.CATEGORY} and page.is_known
    default = discord.SelectDefaultValue(id=scope.id, type=discord.SelectDefaultValueType.channel)
    return discord.ui.ChannelSelect(
        custom_id=page.state.custom_id(PanelAction.CHANNEL),
        placeholder=page.say("placeholder-panel-channel"),
        channel_types=list(SCOPE_CHANNEL_TYPES),
        default_values=[default] if is_selected else [],
    )


def _role_menu(page: Page) -> discord.ui.RoleSelect[Any]:
    scope = page.state.scope
    is_selected = scope.kind is ScopeKind.ROLE and page.is_known
    default = discord.SelectDefaultValue(id=scope.id, type=discord.SelectDefaultValueType.role)
    return discord.ui.RoleSelect(
        custom_id=page.state.custom_id(PanelAction.ROLE),
        placeholder=page.say("placeholder-panel-role"),
        default_values=[default] if is_selected else [],
    )


def _limit_menu(page: Page) -> discord.ui.Select[Any]:
    options = [
        discord.SelectOption(
            label=clip(limit_name(page.say, row.limit), _MAX_OPTION),
            value=str(row.limit),
            description=clip(_plain_value(row, page.say), _MAX_OPTION),
            default=row.limit is page.state.limit,
        )
        for row in page.table.values()
    ]
    return discord.ui.Select(
        custom_id=page.state.custom_id(PanelAction.LIMIT),
        placeholder=page.say("placeholder-panel-limit"),
        options=options,
    )


def _lines(rows: Iterable[Row], say: Say) -> Iterator[str]:
    """List the limits by group, each group under its title."""
    all_rows = list(rows)
    for group in Group:
        yield say("panel-group", group=group_name(say, group))
        yield from (_line(row, say) for row in all_rows if group_of(row.limit) is group)


def _line(row: Row, say: Say) -> str:
    if row.cap is not None and row.result.value is None:
        value = say("panel-no-limit")
    else:
        value = shown_value(row.limit, row.result.value, say, _SHOWN_IN_LINE)
    facts = {"limit": limit_name(say, row.limit), "value": value}
    if row.seen.is_set:
        inherited = shown_value(row.limit, row.inherited.value, say, _SHOWN_IN_LINE)
        line = say("panel-own", inherited=inherited, **facts)
    elif has_source(row):
        line = say("panel-inherited", origin=set_by(row.result.origin, say), **facts)
    else:
        line = say("panel-unset", **facts)
    if row.cap is None:
        return line
    return say("panel-capped", line=line, cap=_cap(row, row.cap, say))


def _plain_value(row: Row, say: Say) -> str:
    """Return a row's value without Markdown, for a menu."""
    value = clip(value_text(row.limit, row.result.value, say), _SHOWN_IN_LINE)
    return say("option-panel-own" if row.seen.is_set else "option-panel-inherited", value=value)


def _detail(row: Row, note: str, say: Say) -> str:
    limit = row.limit
    own = shown_value(limit, row.seen.own, say) if row.seen.is_set else say("panel-not-set")
    values = {
        "own": own,
        "inherited": shown_value(limit, row.inherited.value, say),
        "result": shown_value(limit, row.result.value, say),
    }
    lines = [say("panel-chosen", limit=limit_name(say, limit))]
    if has_source(row):
        lines.append(say("panel-values-origin", origin=set_by(row.inherited.origin, say), **values))
    else:
        lines.append(say("panel-values", **values))
    if row.cap is not None:
        lines.append(say("panel-cap", cap=_cap(row, row.cap, say)))
    lines.append(say("panel-takes", wanted=wanted_text(limit, say), example=example_of(limit)))
    if note:
        lines += ["", clip(note, _SHOWN_NOTE)]
    return "\n".join(lines)


def has_source(row: Row) -> bool:
    """Tell whether the inherited value was set in another scope or by the operator."""
    return row.inherited.origin is not None or row.inherited.value is not None


def _cap(row: Row, cap: int, say: Say) -> str:
    amount = shown_value(row.limit, cap, say)
    cap_key = cap_beside(row.limit)
    if cap_key is not None and is_count(cap_key, Whose.USER):
        return say("panel-cap-everywhere", cap=amount)
    return amount


def _buttons(page: Page, row: Row) -> Sequence[discord.ui.Button[Any]]:
    state, seen = page.state, row.seen
    is_retry = page.typed is not None
    return (
        discord.ui.Button(
            label=page.say("button-panel-retry" if is_retry else "button-panel-edit"),
            style=discord.ButtonStyle.primary,
            custom_id=state.custom_id(PanelAction.EDIT, page.typed or ""),
        ),
        discord.ui.Button(
            label=page.say("button-panel-off", kind=str(SPECS[row.limit].kind)),
            disabled=seen == Seen(None, is_set=True),
            custom_id=state.custom_id(PanelAction.OFF, fingerprint(seen)),
        ),
        discord.ui.Button(
            label=page.say("button-panel-inherit"),
            disabled=not seen.is_set,
            custom_id=state.custom_id(PanelAction.CLEAR, fingerprint(seen)),
        ),
    )
