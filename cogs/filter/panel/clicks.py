"""Handles the panel's controls, whose whole state is in their custom ids."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, ClassVar, Self

import discord

from bot.errors import (
    ChangedMeanwhile,
    FilterTooLarge,
    Outdated,
    SettingRefused,
    TextRefused,
    WordsRefused,
)
from bot.policy.limits.rulebook_diff import Difference
from bot.policy.moderation.filter import Effect, Filter, FilterRule
from bot.policy.moderation.filter_edits import with_rule, without_rule
from bot.service.moderation.filter_editor import WHOLE_FILTER
from bot.ui.interactions.controls import SafeItem
from bot.ui.limits.changes import change_lines
from cogs.filter.base import FilterContext, Session, open_session
from cogs.filter.panel.questions import Change, Questions, refusal_note
from cogs.filter.panel.render import Page, panel_view
from cogs.filter.panel.state import TEMPLATE, Click, PanelAction, PanelState, read_click

_Interaction = discord.Interaction[Any]

#: Characters of the changes in a note.
_SHOWN_CHANGES = 500

#: Shown in the panel, so that it stays usable.
_NOTED = (ChangedMeanwhile, FilterTooLarge, SettingRefused, TextRefused, WordsRefused)


async def open_panel(interaction: _Interaction, context: FilterContext) -> None:
    """Reply with the panel, shown only to the moderator.

    Raises:
        MissingPermission: The member may not set the filter, or is not in a server.
        StorageFailed: The filter could not be read.
        discord.HTTPException: Discord did not take the reply.
    """
    session = await open_session(interaction, context)
    view = panel_view(_page(interaction, session, PanelState(session.stored.version)))
    await interaction.response.send_message(
        view=view, ephemeral=True, allowed_mentions=discord.AllowedMentions.none()
    )


class _PanelHandler:
    """Shows and changes the filter."""

    def __init__(self, context: FilterContext) -> None:
        self.context = context
        self._questions = Questions(context, self._change, self._show)

    async def act(
        self, interaction: _Interaction, session: Session, click: Click, values: Sequence[Any]
    ) -> None:
        """Do what a control is for.

        Raises:
            Outdated: Another version of the bot sent the control.
        """
        action, state = click.action, click.state
        if action in {PanelAction.OVERVIEW, PanelAction.RULE, PanelAction.REMOVE}:
            rule = {PanelAction.OVERVIEW: "", PanelAction.REMOVE: state.rule}.get(
                action, str(values[0]) if values else state.rule
            )
            await self._show(interaction, session, rule, asks=action is PanelAction.REMOVE)
            return
        form = self._questions.form_of(session, click)
        if form is not None:
            await interaction.response.send_modal(form)
            return
        await self._change(interaction, session, state, _change_of(click, values))

    async def _change(
        self,
        interaction: _Interaction,
        session: Session,
        state: PanelState,
        change: Change,
        *,
        typed: str = "",
    ) -> None:
        """Change the filter unless it changed since it was shown, and show the result."""
        say = session.say
        try:
            note = await self._try(session, state, change)
        except _NOTED as error:
            note = refusal_note(error, typed, say)
        present = replace(session, stored=await self.context.editor.read(session.guild_id))
        await self._show(interaction, present, state.rule, note=note)

    async def _try(self, session: Session, state: PanelState, change: Change) -> str:
        wanted = change(session.filter)
        # after a double click, the filter is already as wanted
        if wanted == session.filter:
            return session.say("panel-unchanged")
        if state.version != session.stored.version:
            raise ChangedMeanwhile(WHOLE_FILTER, "")
        changes = await self.context.editor.replace(
            session.guild_id, session.actor_id, wanted, version=state.version
        )
        return _changed(changes, session)

    async def _show(
        self,
        interaction: _Interaction,
        session: Session,
        rule: str,
        *,
        note: str = "",
        asks: bool = False,
    ) -> None:
        page = _page(interaction, session, PanelState(session.stored.version, rule))
        view = panel_view(replace(page, note=note, asks_removal=asks))
        await interaction.response.edit_message(
            view=view, allowed_mentions=discord.AllowedMentions.none()
        )


class _PanelControl(SafeItem, discord.ui.DynamicItem[Any], template=TEMPLATE):
    """Any control of the panel."""

    handler: ClassVar[_PanelHandler]

    def __init__(self, item: discord.ui.Item[Any], match: re.Match[str]) -> None:
        super().__init__(item)
        self._match = match
        self._session: Session | None = None

    @classmethod
    async def from_custom_id(
        cls, _interaction: object, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Keep the match of the custom id."""
        return cls(item, match)

    async def check(self, interaction: _Interaction) -> None:
        """Require a moderator."""
        self._session = await open_session(interaction, self.handler.context)

    async def act(self, interaction: _Interaction) -> None:
        """Do what the control is for."""
        if self._session is None:
            raise Outdated
        values: Sequence[Any] = getattr(self.item, "values", ())
        await self.handler.act(interaction, self._session, read_click(self._match), values)


def panel_items(context: FilterContext) -> tuple[type[discord.ui.DynamicItem[Any]], ...]:
    """Return the handlers of the panel's controls; they also handle those sent before a restart."""

    class PanelControl(_PanelControl, template=TEMPLATE):
        handler = _PanelHandler(context)

    return (PanelControl,)


def _page(interaction: _Interaction, session: Session, state: PanelState) -> Page:
    guild = interaction.guild
    known = None
    if guild is not None and not guild.unavailable:
        known = frozenset(one.id for one in (*guild.roles, *guild.channels))
    has_log = session.rulebook.moderation.log.channel_id is not None
    return Page(state, session.filter, session.say, has_log=has_log, known_ids=known)


def _changed(changes: Sequence[Difference], session: Session) -> str:
    lines = change_lines(changes, _SHOWN_CHANGES, session.say)
    return f"{lines}\n{session.say('filter-applies')}"


def _change_of(click: Click, values: Sequence[Any]) -> Change:
    """Return the change that a control makes.

    Raises:
        Outdated: Another version of the bot sent the control.
    """
    state = click.state
    match click.action:
        case PanelAction.NAMES:
            return lambda it: replace(it, names_rules=not it.names_rules)
        case PanelAction.SWITCH:
            return _of_rule(state, lambda rule: replace(rule, is_on=not rule.is_on))
        case PanelAction.EFFECT if values:
            effect = _effect(values)
            return _of_rule(state, lambda rule: replace(rule, effect=effect))
        case PanelAction.DELETE:
            return lambda it: without_rule(it, _selected(it, state).name)
        case PanelAction.ROLES:
            roles = frozenset(role.id for role in values if not role.is_default())
            return _exempting(state, exempt_roles=roles)
        case PanelAction.CHANNELS:
            return _exempting(state, exempt_channels=frozenset(one.id for one in values))
        case _:
            raise Outdated


def _exempting(state: PanelState, **exempt: frozenset[int]) -> Change:
    def change(part: Any) -> Any:  # noqa: ANN401 - a filter or a rule
        return replace(part, **exempt)

    return _of_rule(state, change) if state.rule else change


def _of_rule(state: PanelState, change: Callable[[FilterRule], FilterRule]) -> Change:
    return lambda it: with_rule(it, change(_selected(it, state)))


def _selected(filter_: Filter, state: PanelState) -> FilterRule:
    rule = state.rule_of(filter_)
    if rule is None:
        # another moderator removed it
        raise ChangedMeanwhile(WHOLE_FILTER, "")
    return rule


def _effect(values: Sequence[Any]) -> Effect:
    try:
        return Effect(values[0])
    except ValueError as error:
        raise Outdated from error
