"""Handles the panel's controls, whose whole state is in their custom ids."""

import functools
import re
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, ClassVar, Self

import discord

from bot.errors import ChangedMeanwhile, Outdated, SettingRefused
from bot.i18n import Say, admin_texts_for
from bot.policy.limits.limit import Limit
from bot.policy.limits.rulebook import SERVER, Rulebook, Scope, ScopeKind
from bot.policy.limits.rulebook_diff import Difference, own_value
from bot.policy.limits.values import parse_value
from bot.ports import Models, StoredRulebook
from bot.service.limits.rulebook_editor import RulebookEditor, Seen
from bot.ui.interactions.controls import SafeItem
from bot.ui.interactions.moderators import require_moderator
from bot.ui.limits.changes import change_line
from bot.ui.limits.limit_values import example_of, wanted_text
from bot.ui.sentences import explain
from cogs.limits.panel.form import LimitForm, Question
from cogs.limits.panel.render import Page, panel_view
from cogs.limits.panel.state import (
    TEMPLATE,
    Click,
    PanelAction,
    PanelState,
    fingerprint,
    read_click,
)
from cogs.limits.panel.table import Table, parent_spot, read_table

_Interaction = discord.Interaction[Any]


async def open_panel(interaction: _Interaction, editor: RulebookEditor, models: Models) -> None:
    """Reply with the panel, shown only to the moderator.

    Args:
        interaction: The command, not yet replied to.
        editor: Reads and changes the rulebook.
        models: The models that can be allowed.

    Raises:
        MissingPermission: The member may not set limits, or is not in a server.
        StorageFailed: The rulebook could not be read.
        discord.HTTPException: Discord did not take the reply.
    """
    stored = await require_moderator(interaction, editor)
    handler = _PanelHandler(editor, models)
    view = panel_view(handler.page(interaction, stored.rulebook, PanelState()))
    await interaction.response.send_message(
        view=view, ephemeral=True, allowed_mentions=discord.AllowedMentions.none()
    )


class _PanelHandler:
    """Shows and changes the limits of one scope."""

    def __init__(self, editor: RulebookEditor, models: Models) -> None:
        self.editor = editor
        self._models = models

    async def act(
        self, interaction: _Interaction, rulebook: Rulebook, click: Click, values: Sequence[Any]
    ) -> None:
        """Do what a control is for.

        Args:
            interaction: The click.
            rulebook: The current rulebook.
            click: The control's action and state.
            values: The selection of a menu: limits, channels or roles.

        Raises:
            Outdated: Another version of the bot sent the control.
        """
        match click.action:
            case PanelAction.EDIT:
                await self._show_form(interaction, rulebook, click)
            case PanelAction.OFF | PanelAction.CLEAR:
                await self._set_or_clear(interaction, rulebook, click)
            case _:
                await self._show(interaction, rulebook, _next_state(interaction, click, values))

    def page(
        self,
        interaction: _Interaction,
        rulebook: Rulebook,
        state: PanelState,
        *,
        note: str = "",
        typed: str | None = None,
    ) -> Page:
        """Return the panel's content for a state."""
        is_known, _ = _find(interaction, state.scope)
        table = self._table(interaction, rulebook, state.scope)
        say = admin_texts_for(interaction.locale)
        return Page(state, table, say, note=note, typed=typed, is_known=is_known)

    def _table(self, interaction: _Interaction, rulebook: Rulebook, scope: Scope) -> Table:
        _, category_id = _find(interaction, scope)
        parent = parent_spot(scope, guild_id=_guild_id(interaction), category_id=category_id)
        return read_table(self.editor, rulebook, scope, parent)

    async def _show(
        self,
        interaction: _Interaction,
        rulebook: Rulebook,
        state: PanelState,
        *,
        note: str = "",
        typed: str | None = None,
    ) -> None:
        page = self.page(interaction, rulebook, state, note=note, typed=typed)
        await interaction.response.edit_message(
            view=panel_view(page), allowed_mentions=discord.AllowedMentions.none()
        )

    async def _show_form(self, interaction: _Interaction, rulebook: Rulebook, click: Click) -> None:
        limit = _limit_of(click.state)
        row = self._table(interaction, rulebook, click.state.scope)[limit]
        say = admin_texts_for(interaction.locale)
        question = Question(click.state.scope, row, say, click.tail)
        submit = functools.partial(self._submit, click.state, row.seen)
        await interaction.response.send_modal(LimitForm(question, self._models, submit))

    async def _submit(
        self, state: PanelState, seen: Seen, interaction: _Interaction, text: str
    ) -> None:
        stored = await require_moderator(interaction, self.editor)
        limit = _limit_of(state)
        try:
            value = parse_value(limit, text)
        except ValueError:
            say = admin_texts_for(interaction.locale)
            wanted = wanted_text(limit, say)
            refused = SettingRefused(str(limit), text, wanted, example_of(limit))
            note = say("panel-warning", warning=explain(refused, say))
            await self._show(interaction, stored.rulebook, state, note=note, typed=text)
            return
        guild_id, actor_id = _guild_id(interaction), interaction.user.id
        await self._change(
            interaction,
            state,
            lambda: self.editor.set_limit(guild_id, actor_id, state.scope, limit, value, seen=seen),
        )

    async def _set_or_clear(
        self, interaction: _Interaction, rulebook: Rulebook, click: Click
    ) -> None:
        """Set "no limit" or remove the value, unless it changed since the panel showed it."""
        state, scope = click.state, click.state.scope
        limit = _limit_of(state)
        own = rulebook.own(scope)
        seen = Seen(own.get(limit), limit in own)
        wanted = Seen(None, click.action is PanelAction.OFF)
        # after a double click the value is already as wanted
        if fingerprint(seen) != click.tail and seen != wanted:
            current = own_value(rulebook, scope, limit)
            note = _conflict(limit, current, admin_texts_for(interaction.locale))
            await self._show(interaction, rulebook, state, note=note)
            return
        guild_id, actor_id = _guild_id(interaction), interaction.user.id

        def change() -> Awaitable[Sequence[Difference]]:
            if click.action is PanelAction.CLEAR:
                return self.editor.clear_limit(guild_id, actor_id, scope, limit, seen=seen)
            return self.editor.set_limit(guild_id, actor_id, scope, limit, None, seen=seen)

        await self._change(interaction, state, change)

    async def _change(
        self,
        interaction: _Interaction,
        state: PanelState,
        change: Callable[[], Awaitable[Sequence[Difference]]],
    ) -> None:
        """Change a limit and show the result; a concurrent change by another moderator wins."""
        say, typed = admin_texts_for(interaction.locale), None
        try:
            note = _confirmation(await change(), say)
        except ChangedMeanwhile as error:
            note, typed = _conflict(_limit_of(state), error.current, say), ""
        stored = await self.editor.read(_guild_id(interaction))
        await self._show(interaction, stored.rulebook, state, note=note, typed=typed)


class _PanelControl(SafeItem, discord.ui.DynamicItem[Any], template=TEMPLATE):
    """Any control of the panel."""

    handler: ClassVar[_PanelHandler]

    def __init__(self, item: discord.ui.Item[Any], match: re.Match[str]) -> None:
        super().__init__(item)
        self._match = match
        self._stored = StoredRulebook(Rulebook(), 0)

    @classmethod
    async def from_custom_id(
        cls, _interaction: object, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Keep the match of the custom id."""
        return cls(item, match)

    async def check(self, interaction: _Interaction) -> None:
        """Require a moderator."""
        self._stored = await require_moderator(interaction, self.handler.editor)

    async def act(self, interaction: _Interaction) -> None:
        """Do what the control is for."""
        values: Sequence[Any] = getattr(self.item, "values", ())
        await self.handler.act(interaction, self._stored.rulebook, read_click(self._match), values)


def panel_items(
    editor: RulebookEditor, models: Models
) -> tuple[type[discord.ui.DynamicItem[Any]], ...]:
    """Return the handlers of the panel's controls; they also handle those sent before a restart."""

    class PanelControl(_PanelControl, template=TEMPLATE):
        handler = _PanelHandler(editor, models)

    return (PanelControl,)


def _confirmation(differences: Sequence[Difference], say: Say) -> str:
    if not differences:
        return say("panel-unchanged")
    return say("panel-changed", change=change_line(differences[0], say))


def _conflict(limit: Limit, current: str, say: Say) -> str:
    return say("panel-warning", warning=explain(ChangedMeanwhile(str(limit), current), say))


def _next_state(interaction: _Interaction, click: Click, values: Sequence[Any]) -> PanelState:
    """Return the state to show after a click; the same one if a selection was cleared."""
    state = click.state
    match click.action:
        case PanelAction.SERVER:
            return PanelState(SERVER, state.limit)
        case PanelAction.CHANNEL | PanelAction.ROLE if values:
            scope = _selected_scope(interaction, click.action, values)
            return PanelState(scope, state.limit)
        case PanelAction.LIMIT if values:
            return PanelState(state.scope, _selected_limit(values))
        case _:
            return state


def _selected_scope(interaction: _Interaction, action: PanelAction, values: Sequence[Any]) -> Scope:
    selected = values[0]
    if action is PanelAction.ROLE:
        # @everyone has the server's id, and its scope is the server
        return SERVER if selected.id == interaction.guild_id else Scope(ScopeKind.ROLE, selected.id)
    is_category = selected.type is discord.ChannelType.category
    return Scope(ScopeKind.CATEGORY if is_category else ScopeKind.CHANNEL, selected.id)


def _selected_limit(values: Sequence[Any]) -> Limit:
    try:
        return Limit(values[0])
    except ValueError as error:
        raise Outdated from error


def _limit_of(state: PanelState) -> Limit:
    if state.limit is None:
        raise Outdated
    return state.limit


def _guild_id(interaction: _Interaction) -> int:
    if interaction.guild_id is None:
        raise Outdated
    return interaction.guild_id


def _find(interaction: _Interaction, scope: Scope) -> tuple[bool, int | None]:
    """Return whether a scope still exists, as far as is known, and a channel's category id."""
    guild = interaction.guild
    if guild is None:
        return False, None
    match scope.kind:
        case ScopeKind.SERVER:
            return True, None
        case ScopeKind.ROLE:
            return guild.unavailable or guild.get_role(scope.id) is not None, None
        case ScopeKind.CATEGORY | ScopeKind.CHANNEL:
            known = interaction.client.channel_lookup.known(guild.id, scope.id)
            return guild.unavailable or known is not None, known.category_id if known else None
