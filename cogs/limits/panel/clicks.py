"""What the panel's controls do; all that they know comes from their custom ids."""

import functools
import re
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import discord

from bot.errors import ChangedMeanwhile, Outdated, SettingRefused
from bot.i18n import Say, admin_speech_for
from bot.policy.limits.limit import Limit
from bot.policy.limits.rulebook import SERVER, Rulebook, Scope, ScopeKind
from bot.policy.limits.rulebook_diff import Difference, own_value
from bot.policy.limits.values import parse_value
from bot.ports import Models, StoredRulebook
from bot.service.limits.moderation import Moderation, Seen
from bot.ui.interactions.controls import SafeItem
from bot.ui.interactions.moderators import require_moderator
from bot.ui.limits.changes import change_line
from bot.ui.limits.limit_values import example_of, wanted_text
from bot.ui.sentences import explain
from cogs.limits.panel.form import LimitForm, Question
from cogs.limits.panel.render import Page, panel_view
from cogs.limits.panel.state import TEMPLATE, Click, PanelAction, PanelState, mark, read_click
from cogs.limits.panel.table import Table, read_table, spot_around

_Interaction = discord.Interaction[Any]


async def open_panel(interaction: _Interaction, moderation: Moderation, models: Models) -> None:
    """Answer with the panel, for the moderator alone.

    Args:
        interaction: A command's, not answered yet.
        moderation: Reads and changes the limits.
        models: Which ones can be allowed.

    Raises:
        MissingPermission: The member may not set limits, or this is no server.
        StorageFailed: The limits cannot be read.
        discord.HTTPException: The panel could not be shown.
    """
    stored = await require_moderator(interaction, moderation)
    panel = _Panel(moderation, models)
    view = panel_view(panel.page(interaction, stored.rulebook, PanelState()))
    nobody = discord.AllowedMentions.none()
    await interaction.response.send_message(view=view, ephemeral=True, allowed_mentions=nobody)


def panel_items(
    moderation: Moderation, models: Models
) -> tuple[type[discord.ui.DynamicItem[Any]], ...]:
    """Return what answers for the controls of every panel, those of before a restart included."""
    panel = _Panel(moderation, models)

    class PanelControl(SafeItem, discord.ui.DynamicItem[Any], template=TEMPLATE):
        """Any control of the panel."""

        def __init__(self, item: discord.ui.Item[Any], match: re.Match[str]) -> None:
            super().__init__(item)
            self._match = match
            self._stored = StoredRulebook(Rulebook(), 0)

        @classmethod
        async def from_custom_id(
            cls, _interaction: object, item: discord.ui.Item[Any], match: re.Match[str], /
        ) -> "PanelControl":
            """Take the control as it was sent."""
            return cls(item, match)

        async def check(self, interaction: _Interaction) -> None:
            """Let moderators pass."""
            self._stored = await require_moderator(interaction, moderation)

        async def act(self, interaction: _Interaction) -> None:
            """Do what the control is for."""
            values: Sequence[Any] = getattr(self.item, "values", ())
            await panel.act(interaction, self._stored.rulebook, read_click(self._match), values)

    return (PanelControl,)


#: What a menu is for.
_CHOOSING = {PanelAction.CHANNEL, PanelAction.ROLE, PanelAction.LIMIT}


class _Panel:
    """Reads, shows and changes one place's limits."""

    def __init__(self, moderation: Moderation, models: Models) -> None:
        self._moderation = moderation
        self._models = models

    async def act(
        self, interaction: _Interaction, rulebook: Rulebook, click: Click, values: Sequence[Any]
    ) -> None:
        """Do what a control is for.

        Args:
            interaction: The click.
            rulebook: As it is now.
            click: What the control is about.
            values: What was chosen in a menu: limits, channels or roles.
        """
        address = click.address
        if click.action in _CHOOSING and not values:
            # a choice was taken back
            await self._show(interaction, rulebook, address)
            return
        match click.action:
            case PanelAction.SERVER:
                await self._show(interaction, rulebook, PanelState(SERVER, address.limit))
            case PanelAction.CHANNEL | PanelAction.ROLE:
                place = _chosen_place(interaction, click.action, values)
                await self._show(interaction, rulebook, PanelState(place, address.limit))
            case PanelAction.LIMIT:
                chosen = PanelState(address.place, _chosen_limit(values))
                await self._show(interaction, rulebook, chosen)
            case PanelAction.EDIT:
                await self._ask(interaction, rulebook, click)
            case PanelAction.OFF | PanelAction.CLEAR:
                await self._press(interaction, rulebook, click)

    def page(
        self,
        interaction: _Interaction,
        rulebook: Rulebook,
        address: PanelState,
        *,
        note: str = "",
        typed: str | None = None,
    ) -> Page:
        """Return what the panel shows for a place."""
        is_known, _ = _lookup(interaction, address.place)
        table = self._table(interaction, rulebook, address.place)
        say = admin_speech_for(interaction.locale)
        return Page(address, table, say, note=note, typed=typed, is_known=is_known)

    def _table(self, interaction: _Interaction, rulebook: Rulebook, place: Scope) -> Table:
        _, category_id = _lookup(interaction, place)
        around = spot_around(place, guild_id=_guild_id(interaction), category_id=category_id)
        return read_table(self._moderation, rulebook, place, around)

    async def _show(
        self,
        interaction: _Interaction,
        rulebook: Rulebook,
        address: PanelState,
        *,
        note: str = "",
        typed: str | None = None,
    ) -> None:
        page = self.page(interaction, rulebook, address, note=note, typed=typed)
        await interaction.response.edit_message(
            view=panel_view(page), allowed_mentions=discord.AllowedMentions.none()
        )

    async def _ask(self, interaction: _Interaction, rulebook: Rulebook, click: Click) -> None:
        limit = _limit_of(click.address)
        row = self._table(interaction, rulebook, click.address.place)[limit]
        say = admin_speech_for(interaction.locale)
        question = Question(click.address.place, row, say, click.tail)
        submit = functools.partial(self._submit, click.address, row.seen)
        await interaction.response.send_modal(LimitForm(question, self._models, submit))

    async def _submit(
        self, address: PanelState, seen: Seen, interaction: _Interaction, text: str
    ) -> None:
        stored = await require_moderator(interaction, self._moderation)
        limit = _limit_of(address)
        try:
            value = parse_value(limit, text)
        except ValueError:
            say = admin_speech_for(interaction.locale)
            wanted = wanted_text(limit, say)
            refused = SettingRefused(str(limit), text, wanted, example_of(limit))
            note = say("panel-warning", warning=explain(refused, say))
            await self._show(interaction, stored.rulebook, address, note=note, typed=text)
            return
        guild_id, actor_id = _guild_id(interaction), interaction.user.id
        await self._change(
            interaction,
            address,
            lambda: self._moderation.set_limit(
                guild_id, actor_id, address.place, limit, value, seen=seen
            ),
        )

    async def _press(self, interaction: _Interaction, rulebook: Rulebook, click: Click) -> None:
        """Set no limit, or inherit again, unless the value is no longer what the panel shows."""
        address, place = click.address, click.address.place
        limit = _limit_of(address)
        own = rulebook.own(place)
        seen = Seen(own.get(limit), limit in own)
        wanted = Seen(None, click.action is PanelAction.OFF)
        # a second click finds what the first one did
        if mark(seen) != click.tail and seen != wanted:
            current = own_value(rulebook, place, limit)
            note = _quarrel(limit, current, admin_speech_for(interaction.locale))
            await self._show(interaction, rulebook, address, note=note)
            return
        guild_id, actor_id = _guild_id(interaction), interaction.user.id

        def change() -> Awaitable[Sequence[Difference]]:
            if click.action is PanelAction.CLEAR:
                return self._moderation.clear_limit(guild_id, actor_id, place, limit, seen=seen)
            return self._moderation.set_limit(guild_id, actor_id, place, limit, None, seen=seen)

        await self._change(interaction, address, change)

    async def _change(
        self,
        interaction: _Interaction,
        address: PanelState,
        change: Callable[[], Awaitable[Sequence[Difference]]],
    ) -> None:
        """Change a limit, and show what became of it; somebody else's change stays."""
        say, typed = admin_speech_for(interaction.locale), None
        try:
            note = _done(await change(), say)
        except ChangedMeanwhile as error:
            note, typed = _quarrel(_limit_of(address), error.current, say), ""
        stored = await self._moderation.read(_guild_id(interaction))
        await self._show(interaction, stored.rulebook, address, note=note, typed=typed)


def _done(differences: Sequence[Difference], say: Say) -> str:
    if not differences:
        return say("panel-unchanged")
    return say("panel-changed", change=change_line(differences[0], say))


def _quarrel(limit: Limit, current: str, say: Say) -> str:
    return say("panel-warning", warning=explain(ChangedMeanwhile(str(limit), current), say))


def _chosen_place(interaction: _Interaction, action: PanelAction, values: Sequence[Any]) -> Scope:
    chosen = values[0]
    if action is PanelAction.ROLE:
        # everybody has this one, so it is no role that sets somebody apart
        return SERVER if chosen.id == interaction.guild_id else Scope(ScopeKind.ROLE, chosen.id)
    is_category = chosen.type is discord.ChannelType.category
    return Scope(ScopeKind.CATEGORY if is_category else ScopeKind.CHANNEL, chosen.id)


def _chosen_limit(values: Sequence[Any]) -> Limit:
    try:
        return Limit(values[0])
    except ValueError as error:
        raise Outdated from error


def _limit_of(address: PanelState) -> Limit:
    if address.limit is None:
        raise Outdated
    return address.limit


def _guild_id(interaction: _Interaction) -> int:
    if interaction.guild_id is None:
        raise Outdated
    return interaction.guild_id


def _lookup(interaction: _Interaction, place: Scope) -> tuple[bool, int | None]:
    """Return whether a place still exists, as far as that is known, and its category."""
    guild = interaction.guild
    if guild is None:
        return False, None
    match place.kind:
        case ScopeKind.SERVER:
            return True, None
        case ScopeKind.ROLE:
            return guild.unavailable or guild.get_role(place.id) is not None, None
        case ScopeKind.CATEGORY | ScopeKind.CHANNEL:
            known = interaction.client.channel_lookup.known(guild.id, place.id)
            return guild.unavailable or known is not None, known.category_id if known else None
