"""The panel as Discord shows it: a place, its limits, and the controls for one of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import discord

from bot.policy.amounts import expected, format_value
from bot.policy.limits import SPECS, Kind, Limit, Value
from bot.policy.rulebook import Place, PlaceKind
from bot.service.moderation import Seen
from bot.ui.limitwords import place_name, set_by
from bot.ui.text import clip, escape
from cogs.limits.panel.address import Action, Address, mark
from cogs.limits.panel.table import Row, Table

#: https://docs.discord.com/developers/components/reference, read 2026-11-22
_MAX_OPTION = 100

#: A line shows the beginning of long lists, the chosen limit more of them.
_SHOWN_IN_LINE = 40
_SHOWN_CHOSEN = 150
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

_HINTS = {
    PlaceKind.SERVER: (
        "What has no value of its own (○) is inherited from the bot's owner. "
        "Choose a channel, category or role below to set what differs there."
    ),
    PlaceKind.CATEGORY: "What has no value of its own (○) is inherited from the server.",
    PlaceKind.CHANNEL: (
        "What has no value of its own (○) is inherited from the channel's category, "
        "then from the server."
    ),
    PlaceKind.ROLE: (
        "A role's value (●) goes before any channel's, and of several roles the most generous one. "
        "Where it has none (○) the place counts; the server's values are shown."
    ),
}


@dataclass(frozen=True, slots=True)
class Page:
    """What the panel shows."""

    address: Address
    table: Table
    note: str = ""
    """What just happened, about the chosen limit."""
    typed: str | None = None
    """What was typed and could not be read; None when nothing went wrong."""
    is_known: bool = True
    """Whether the place still exists; a menu cannot have a deleted one chosen."""


def panel_view(page: Page) -> discord.ui.LayoutView:
    """Return the panel; nothing of it is kept, since its controls are answered by their ids."""
    parts: list[discord.ui.Item[Any]] = [
        discord.ui.TextDisplay(_head(page.address.place)),
        discord.ui.ActionRow(_server_button(page.address)),
        discord.ui.ActionRow(_channel_menu(page)),
        discord.ui.ActionRow(_role_menu(page)),
        discord.ui.Separator(),
        discord.ui.TextDisplay("\n".join(map(_line, page.table.values()))),
        discord.ui.ActionRow(_limit_menu(page)),
    ]
    if page.address.limit is not None:
        row = page.table[page.address.limit]
        parts += [
            discord.ui.Separator(),
            discord.ui.TextDisplay(_detail(row, page.note)),
            discord.ui.ActionRow(*_buttons(page, row)),
        ]
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(discord.ui.Container(*parts))
    # discord.py would otherwise keep the view beside the items that answer for it
    view.stop()
    return view


def shown(limit: Limit, value: Value, length: int = _SHOWN_CHOSEN) -> str:
    """Write a value for people, harmless and in at most `length` characters before escaping."""
    return escape(clip(_said(limit, value), length))


def _said(limit: Limit, value: Value) -> str:
    # beside `references` or `models`, "off" would read as if there were none
    is_free = value is None and SPECS[limit].kind not in {Kind.SWITCH, Kind.RATING}
    return "no limit" if is_free else format_value(limit, value)


def _head(place: Place) -> str:
    return f"## Limits for {place_name(place)}\n-# {_HINTS[place.kind]}"


def _server_button(address: Address) -> discord.ui.Button[Any]:
    is_here = address.place.kind is PlaceKind.SERVER
    return discord.ui.Button(
        label="Whole server",
        style=discord.ButtonStyle.primary if is_here else discord.ButtonStyle.secondary,
        custom_id=address.custom_id(Action.SERVER),
    )


def _channel_menu(page: Page) -> discord.ui.ChannelSelect[Any]:
    place = page.address.place
    chosen = place.kind in {PlaceKind.CHANNEL, PlaceKind.CATEGORY} and page.is_known
    default = discord.SelectDefaultValue(id=place.id, type=discord.SelectDefaultValueType.channel)
    return discord.ui.ChannelSelect(
        custom_id=page.address.custom_id(Action.CHANNEL),
        placeholder="Or a channel or category…",
        channel_types=_CHANNEL_TYPES,
        default_values=[default] if chosen else [],
    )


def _role_menu(page: Page) -> discord.ui.RoleSelect[Any]:
    place = page.address.place
    chosen = place.kind is PlaceKind.ROLE and page.is_known
    default = discord.SelectDefaultValue(id=place.id, type=discord.SelectDefaultValueType.role)
    return discord.ui.RoleSelect(
        custom_id=page.address.custom_id(Action.ROLE),
        placeholder="Or a role…",
        default_values=[default] if chosen else [],
    )


def _limit_menu(page: Page) -> discord.ui.Select[Any]:
    options = [
        discord.SelectOption(
            label=str(row.limit),
            value=str(row.limit),
            description=clip(_plain(row), _MAX_OPTION),
            default=row.limit is page.address.limit,
        )
        for row in page.table.values()
    ]
    return discord.ui.Select(
        custom_id=page.address.custom_id(Action.LIMIT),
        placeholder="Change a limit…",
        options=options,
    )


def _line(row: Row) -> str:
    result = shown(row.limit, row.result.value, _SHOWN_IN_LINE)
    if row.seen.is_set:
        otherwise = shown(row.limit, row.inherited.value, _SHOWN_IN_LINE)
        text = f"● `{row.limit}` **{result}** (otherwise {otherwise})"
    elif _has_source(row):
        text = f"○ `{row.limit}` {result}, {set_by(row.result.origin)}"
    else:
        text = f"○ `{row.limit}` {result}"
    return f"{text}; owner's cap {_cap(row, _SHOWN_IN_LINE)}" if row.cap is not None else text


def _plain(row: Row) -> str:
    """Describe a row where nothing is formatted."""
    value = clip(_said(row.limit, row.result.value), _SHOWN_IN_LINE)
    return f"{value} · {SPECS[row.limit].summary}" + (" · set here" if row.seen.is_set else "")


def _detail(row: Row, note: str) -> str:
    own = shown(row.limit, row.seen.own) if row.seen.is_set else "not set"
    source = f" ({set_by(row.inherited.origin)})" if _has_source(row) else ""
    wanted = expected(row.limit)
    parts = (
        f"Own value: **{own}**",
        f"inherited: **{shown(row.limit, row.inherited.value)}**{source}",
        f"results in: **{shown(row.limit, row.result.value)}**",
    )
    lines = [f"### {row.limit}: {SPECS[row.limit].summary}", " · ".join(parts)]
    if row.cap is not None:
        lines.append(f"The bot's owner allows at most {_cap(row, _SHOWN_CHOSEN)}, whatever is set.")
    lines.append(f"-# It takes {wanted.words}; for example {wanted.example}.")
    if note:
        lines += ["", clip(note, _SHOWN_NOTE)]
    return "\n".join(lines)


def _has_source(row: Row) -> bool:
    return row.inherited.origin is not None or row.inherited.value is not None


def _cap(row: Row, length: int) -> str:
    everywhere = " in all servers" if row.limit is Limit.MEMBER_IMAGES_PER_DAY else ""
    return shown(row.limit, row.cap, length) + everywhere


def _buttons(page: Page, row: Row) -> Sequence[discord.ui.Button[Any]]:
    address, seen = page.address, row.seen
    failed = page.typed is not None
    return (
        discord.ui.Button(
            label="Try again" if failed else "Change…",
            style=discord.ButtonStyle.primary,
            custom_id=address.custom_id(Action.EDIT, page.typed or ""),
        ),
        discord.ui.Button(
            label=_off_label(row.limit),
            disabled=seen == Seen(None, is_set=True),
            custom_id=address.custom_id(Action.OFF, mark(seen)),
        ),
        discord.ui.Button(
            label="Inherit",
            disabled=not seen.is_set,
            custom_id=address.custom_id(Action.CLEAR, mark(seen)),
        ),
    )


def _off_label(limit: Limit) -> str:
    match SPECS[limit].kind:
        case Kind.SWITCH:
            return "Allow"
        case Kind.RATING:
            return "Allow anywhere"
        case Kind.NAMES:
            return "Allow all"
        case _:
            return "No limit (off)"
