"""The panel as Discord shows it: a place, its limits, and the controls for one of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import discord

from bot.i18n import Say
from bot.policy.limits.limit import SPECS, Whose, cap_beside, is_count
from bot.policy.limits.rulebook import Scope, ScopeKind
from bot.service.limits.moderation import Seen
from bot.ui.limits.limit_text import (
    Group,
    group_name,
    group_of,
    limit_name,
    scope_name,
    set_by,
)
from bot.ui.limits.limit_values import example_of, shown_value, value_text, wanted_text
from bot.ui.text import clip
from cogs.limits.panel.state import PanelAction, PanelState, mark
from cogs.limits.panel.table import Row, Table

#: https://docs.discord.com/developers/components/reference, read 2026-11-22
_MAX_OPTION = 100

#: A line shows the beginning of long lists.
_SHOWN_IN_LINE = 40
_SHOWN_NOTE = 600

#: What can be looked at; threads and forum posts follow the channel that they are in.
_CHANNEL_TYPES = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.forum,
    discord.ChannelType.voice,
    discord.ChannelType.stage_voice,
    discord.ChannelType.category,
]


@dataclass(frozen=True, slots=True)
class Page:
    """What the panel shows."""

    address: PanelState
    table: Table
    say: Say
    """The moderator's language."""
    note: str = ""
    """What just happened, about the chosen limit."""
    typed: str | None = None
    """What was typed and could not be read; None when nothing went wrong."""
    is_known: bool = True
    """Whether the place still exists; a menu cannot have a deleted one chosen."""


def panel_view(page: Page) -> discord.ui.LayoutView:
    """Return the panel; nothing of it is kept, since its controls are answered by their ids."""
    say = page.say
    parts: list[discord.ui.Item[Any]] = [
        discord.ui.TextDisplay(_head(page.address.place, say)),
        discord.ui.ActionRow(_server_button(page)),
        discord.ui.ActionRow(_channel_menu(page)),
        discord.ui.ActionRow(_role_menu(page)),
        discord.ui.Separator(),
        discord.ui.TextDisplay("\n".join(_lines(page.table.values(), say))),
        discord.ui.ActionRow(_limit_menu(page)),
    ]
    if page.address.limit is not None:
        row = page.table[page.address.limit]
        parts += [
            discord.ui.Separator(),
            discord.ui.TextDisplay(_detail(row, page.note, say)),
            discord.ui.ActionRow(*_buttons(page, row)),
        ]
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(discord.ui.Container(*parts))
    # discord.py would otherwise keep the view beside the items that answer for it
    view.stop()
    return view


def _head(place: Scope, say: Say) -> str:
    title = say("panel-title", scope=scope_name(place, say))
    return f"{title}\n{say('panel-hint', kind=str(place.kind))}"


def _server_button(page: Page) -> discord.ui.Button[Any]:
    address = page.address
    is_here = address.place.kind is ScopeKind.SERVER
    return discord.ui.Button(
        label=page.say("button-panel-server"),
        style=discord.ButtonStyle.primary if is_here else discord.ButtonStyle.secondary,
        custom_id=address.custom_id(PanelAction.SERVER),
    )


def _channel_menu(page: Page) -> discord.ui.ChannelSelect[Any]:
    place = page.address.place
    chosen = place.kind in {ScopeKind.CHANNEL, ScopeKind.CATEGORY} and page.is_known
    default = discord.SelectDefaultValue(id=place.id, type=discord.SelectDefaultValueType.channel)
    return discord.ui.ChannelSelect(
        custom_id=page.address.custom_id(PanelAction.CHANNEL),
        placeholder=page.say("placeholder-panel-channel"),
        channel_types=_CHANNEL_TYPES,
        default_values=[default] if chosen else [],
    )


def _role_menu(page: Page) -> discord.ui.RoleSelect[Any]:
    place = page.address.place
    chosen = place.kind is ScopeKind.ROLE and page.is_known
    default = discord.SelectDefaultValue(id=place.id, type=discord.SelectDefaultValueType.role)
    return discord.ui.RoleSelect(
        custom_id=page.address.custom_id(PanelAction.ROLE),
        placeholder=page.say("placeholder-panel-role"),
        default_values=[default] if chosen else [],
    )


def _limit_menu(page: Page) -> discord.ui.Select[Any]:
    options = [
        discord.SelectOption(
            label=clip(limit_name(page.say, row.limit), _MAX_OPTION),
            value=str(row.limit),
            description=clip(_plain(row, page.say), _MAX_OPTION),
            default=row.limit is page.address.limit,
        )
        for row in page.table.values()
    ]
    return discord.ui.Select(
        custom_id=page.address.custom_id(PanelAction.LIMIT),
        placeholder=page.say("placeholder-panel-limit"),
        options=options,
    )


def _lines(rows: Iterable[Row], say: Say) -> Iterator[str]:
    """Write all limits under the titles of their groups."""
    several = list(rows)
    for group in Group:
        yield say("panel-group", group=group_name(say, group))
        yield from (_line(row, say) for row in several if group_of(row.limit) is group)


def _line(row: Row, say: Say) -> str:
    facts = {
        "limit": limit_name(say, row.limit),
        "value": shown_value(row.limit, row.result.value, say, _SHOWN_IN_LINE),
    }
    if row.seen.is_set:
        otherwise = shown_value(row.limit, row.inherited.value, say, _SHOWN_IN_LINE)
        line = say("panel-own", inherited=otherwise, **facts)
    elif has_source(row):
        line = say("panel-inherited", origin=set_by(row.result.origin, say), **facts)
    else:
        line = say("panel-unset", **facts)
    if row.cap is None:
        return line
    return say("panel-capped", line=line, cap=_cap(row, row.cap, say))


def _plain(row: Row, say: Say) -> str:
    """Describe a row where nothing is formatted."""
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
    """Tell whether what is inherited is set by someone."""
    return row.inherited.origin is not None or row.inherited.value is not None


def _cap(row: Row, cap: int, say: Say) -> str:
    amount = shown_value(row.limit, cap, say)
    beside = cap_beside(row.limit)
    if beside is not None and is_count(beside, Whose.USER):
        return say("panel-cap-everywhere", cap=amount)
    return amount


def _buttons(page: Page, row: Row) -> Sequence[discord.ui.Button[Any]]:
    address, seen = page.address, row.seen
    failed = page.typed is not None
    return (
        discord.ui.Button(
            label=page.say("button-panel-retry" if failed else "button-panel-edit"),
            style=discord.ButtonStyle.primary,
            custom_id=address.custom_id(PanelAction.EDIT, page.typed or ""),
        ),
        discord.ui.Button(
            label=page.say("button-panel-off", kind=str(SPECS[row.limit].kind)),
            disabled=seen == Seen(None, is_set=True),
            custom_id=address.custom_id(PanelAction.OFF, mark(seen)),
        ),
        discord.ui.Button(
            label=page.say("button-panel-inherit"),
            disabled=not seen.is_set,
            custom_id=address.custom_id(PanelAction.CLEAR, mark(seen)),
        ),
    )
