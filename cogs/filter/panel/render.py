"""Renders the panel: the rules, what holds for all of them, and the controls of a selected one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import discord

from bot.i18n import Say
from bot.policy.moderation.filter import (
    MOST_EXEMPT_CHANNELS,
    MOST_EXEMPT_ROLES,
    Effect,
    Filter,
    FilterRule,
)
from bot.ui.moderation.filter_report import (
    detail_lines,
    effect_name,
    general_lines,
    rule_line,
    rule_lines,
    warnings,
)
from bot.ui.options.channel_options import SCOPE_CHANNEL_TYPES
from bot.ui.text import clip, escape, unescape
from cogs.filter.panel.state import PanelAction, PanelState, fingerprint
from cogs.filter.panel.word_lists import can_be_edited

#: Characters; https://docs.discord.com/developers/components/reference, read 2026-11-22
_MAX_OPTION = 100

#: Most values of one menu, by the same page.
_MAX_VALUES = 25

#: Characters of the parts; together they are within Discord's 4,000 of a message.
_SHOWN_RULES = 1_300
_SHOWN_DETAIL = 1_600
_SHOWN_NOTE = 900


@dataclass(frozen=True, slots=True)
class Page:
    """The content of the panel."""

    state: PanelState
    filter: Filter
    say: Say
    """The moderator's language."""
    has_log: bool
    """Whether the moderation log has a channel."""
    known_ids: frozenset[int] | None
    """Roles and channels that exist, since Discord does not accept others as selected; None while
    that is unknown."""
    note: str = ""
    """The result of the last action."""
    asks_removal: bool = False
    """Whether the next click on "Remove" removes the rule."""

    @property
    def rule(self) -> FilterRule | None:
        """The selected rule."""
        return self.state.rule_of(self.filter)


def panel_view(page: Page) -> discord.ui.LayoutView:
    """Return the panel as a view that discord.py does not keep; see `panel_items`."""
    say, rule = page.say, page.rule
    head = [say("filter-panel-title"), *rule_lines(page.filter, say)]
    parts: list[discord.ui.Item[Any]] = [
        discord.ui.TextDisplay(_fitting(head, _SHOWN_RULES)),
        *([discord.ui.ActionRow(_rule_menu(page))] if page.filter.rules else []),
        discord.ui.ActionRow(*_general_buttons(page)),
        discord.ui.Separator(),
    ]
    lines = general_lines(page.filter, say) if rule is None else _details(rule, say)
    lines += warnings(page.filter, say, has_log=page.has_log)
    parts.append(discord.ui.TextDisplay(_fitting(lines, _SHOWN_DETAIL)))
    if rule is not None:
        parts.append(discord.ui.ActionRow(_effect_menu(page, rule)))
    parts += [discord.ui.ActionRow(menu) for menu in _exemption_menus(page, rule or page.filter)]
    if rule is not None:
        parts.append(discord.ui.ActionRow(*_rule_buttons(page, rule)))
    if page.note:
        parts += [discord.ui.Separator(), discord.ui.TextDisplay(clip(page.note, _SHOWN_NOTE))]
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(discord.ui.Container(*parts))
    # `PanelControl` handles the controls; without this discord.py would also keep the view
    view.stop()
    return view


def _details(rule: FilterRule, say: Say) -> list[str]:
    # the list above already has the rule's own line, so its name is enough
    return [f"### {escape(rule.name)}", *detail_lines(rule, say)[1:]]


def _fitting(lines: Iterable[str], room: int) -> str:
    return clip("\n".join(lines), room)


def _rule_menu(page: Page) -> discord.ui.Select[Any]:
    options = [
        discord.SelectOption(
            label=clip(rule.name, _MAX_OPTION),
            value=fingerprint(rule.name),
            description=clip(_plain(rule, page.say), _MAX_OPTION),
            default=rule is page.rule,
        )
        for rule in page.filter.rules
    ]
    return discord.ui.Select(
        custom_id=page.state.custom_id(PanelAction.RULE),
        placeholder=page.say("placeholder-filter-rule"),
        options=options,
    )


def _plain(rule: FilterRule, say: Say) -> str:
    """Return a rule's line without its name and without Markdown, for a menu."""
    return unescape(rule_line(rule, say)).partition("**: ")[2]


def _general_buttons(page: Page) -> Sequence[discord.ui.Button[Any]]:
    say, state = page.say, page.state
    labels = [
        (PanelAction.ADD, say("button-filter-add")),
        (PanelAction.TEST, say("button-filter-test")),
        (PanelAction.LADDER, say("button-filter-ladder")),
        (PanelAction.NAMES, say("button-filter-names", state=_state(page.filter.names_rules))),
    ]
    if page.rule is not None:
        labels.append((PanelAction.OVERVIEW, say("button-filter-overview")))
    return [
        discord.ui.Button(
            label=label,
            style=discord.ButtonStyle.primary
            if action is PanelAction.ADD
            else discord.ButtonStyle.secondary,
            custom_id=state.custom_id(action),
        )
        for action, label in labels
    ]


def _rule_buttons(page: Page, rule: FilterRule) -> Sequence[discord.ui.Button[Any]]:
    say, state = page.say, page.state
    removal = PanelAction.DELETE if page.asks_removal else PanelAction.REMOVE
    words = discord.ui.Button[Any](
        label=say("button-filter-words"), custom_id=state.custom_id(PanelAction.WORDS)
    )
    return (
        *([words] if can_be_edited(rule) else []),
        discord.ui.Button(
            label=say("button-filter-switch", state=_state(rule.is_on)),
            custom_id=state.custom_id(PanelAction.SWITCH),
        ),
        discord.ui.Button(
            label=say("button-filter-message"),
            custom_id=state.custom_id(PanelAction.MESSAGE),
        ),
        discord.ui.Button(
            label=say("button-filter-delete" if page.asks_removal else "button-filter-remove"),
            style=discord.ButtonStyle.danger,
            custom_id=state.custom_id(removal),
        ),
    )


def _state(is_on: bool) -> str:  # noqa: FBT001 - a value for a message, not a flag
    return "on" if is_on else "off"


def _effect_menu(page: Page, rule: FilterRule) -> discord.ui.Select[Any]:
    options = [
        discord.SelectOption(
            label=clip(effect_name(effect, page.say), _MAX_OPTION),
            value=effect.value,
            default=effect is rule.effect,
        )
        for effect in Effect
    ]
    return discord.ui.Select(
        custom_id=page.state.custom_id(PanelAction.EFFECT),
        placeholder=page.say("placeholder-filter-effect"),
        options=options,
    )


def _exemption_menus(
    page: Page, part: Filter | FilterRule
) -> list[discord.ui.RoleSelect[Any] | discord.ui.ChannelSelect[Any]]:
    """Return the menus of exempt roles and channels; those that do not fit are not offered.

    A menu sets the whole list, so it must be able to show all of it.
    """
    menus: list[discord.ui.RoleSelect[Any] | discord.ui.ChannelSelect[Any]] = []
    if page.known_ids is None:
        return menus
    types = discord.SelectDefaultValueType
    roles, channels = part.exempt_roles & page.known_ids, part.exempt_channels & page.known_ids
    menus.append(
        discord.ui.RoleSelect(
            custom_id=page.state.custom_id(PanelAction.ROLES),
            placeholder=page.say("placeholder-filter-roles"),
            min_values=0,
            max_values=min(_MAX_VALUES, MOST_EXEMPT_ROLES),
            default_values=[discord.SelectDefaultValue(id=id_, type=types.role) for id_ in roles],
        )
    )
    if len(channels) <= _MAX_VALUES:
        menus.append(
            discord.ui.ChannelSelect(
                custom_id=page.state.custom_id(PanelAction.CHANNELS),
                placeholder=page.say("placeholder-filter-channels"),
                channel_types=list(SCOPE_CHANNEL_TYPES),
                min_values=0,
                max_values=min(_MAX_VALUES, MOST_EXEMPT_CHANNELS),
                default_values=[
                    discord.SelectDefaultValue(id=id_, type=types.channel) for id_ in channels
                ],
            )
        )
    return menus
