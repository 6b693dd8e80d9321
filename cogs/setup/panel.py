"""Handles the controls of the panel, whose whole state is in their custom ids."""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, ClassVar, Self

import discord

from bot.errors import ChangedMeanwhile, MissingPermission, Outdated
from bot.i18n import admin_texts_for
from bot.policy.languages import LANGUAGES
from bot.policy.limits.rulebook import ChannelList, ChannelMode, Rulebook
from bot.policy.limits.rulebook_diff import format_channels
from bot.policy.moderation.channel_lights import CommandUsers, command_users_of
from bot.ports import Clock
from bot.service.jobs.runner import Runner
from bot.service.limits.allowance import Allowance
from bot.service.limits.rulebook_editor import RulebookEditor
from bot.ui.interactions.click_guard import ClickGuard
from bot.ui.interactions.controls import SafeItem
from bot.ui.interactions.destination import spot_in
from bot.ui.interactions.facts import app_permissions_in, chosen_channel, facts_of
from bot.ui.interactions.moderators import require_moderator
from bot.ui.interactions.panels import PanelName
from bot.ui.interactions.reply import CALL_FAILED
from bot.ui.limits.changes import confirmed
from bot.ui.setup.render import SERVER_LANGUAGE, SetupPage, setup_view
from bot.ui.setup.report import SetupFacts
from bot.ui.setup.state import (
    TEMPLATE,
    ChosenChannel,
    Click,
    SetupAction,
    chosen_channel_of,
    fingerprint,
    read_click,
)
from bot.ui.setup.trial_image import TrialResult, send_test_image, trial_sentence

_Interaction = discord.Interaction[Any]

#: How long clicks of a moderator on *Test image* count as one.
_ONE_TEST = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class SetupDeps:
    """What the panel uses."""

    editor: RulebookEditor
    allowance: Allowance
    command: str
    """The name of the command that creates images."""
    clock: Clock
    runner: Runner
    """Owns tests, so that a stop of the bot waits until their images are deleted."""


class SetupPanel:
    """Shows a channel's lights and a server's first settings, and changes these."""

    def __init__(self, deps: SetupDeps) -> None:
        self.editor = deps.editor
        self._deps = deps
        self._tests = ClickGuard(deps.clock, window=_ONE_TEST)

    async def open(self, interaction: _Interaction) -> None:
        """Reply with the panel, for the channel of the command.

        Raises:
            MissingPermission: The member is not a moderator, or is not in a server.
            StorageFailed: The server's settings could not be read.
        """
        await require_moderator(interaction, self.editor)
        await interaction.response.defer(ephemeral=True, thinking=True)
        await self._show(interaction, self._own_channel(interaction))

    async def act(self, interaction: _Interaction, click: Click, values: Sequence[Any]) -> None:
        """Do what a control is for, and show the panel as it is then.

        Raises:
            Outdated: Another version of the bot sent the control.
            StorageFailed: The server's settings could not be read or changed.
        """
        if click.action == SetupAction.OPEN:
            await _open_other(interaction, click.tail)
            return
        await interaction.response.defer()
        channel, note = click.channel, ""
        if channel.id == facts_of(interaction).channel_id:
            # every click in the channel itself says what the bot can do there now
            channel = self._own_channel(interaction)
        match click.action:
            case SetupAction.CHANNEL if values:
                channel = self._chosen(interaction, int(values[0].id))
            case SetupAction.TEST:
                async with self._tests.once(interaction.user.id, channel.id) as is_first:
                    if not is_first:
                        return
                    note = await self._test(interaction, channel)
            case SetupAction.ALLOWED:
                ids = frozenset(int(one.id) for one in values)
                note = await self._set_channels(interaction, ids, click.tail)
            case SetupAction.LANGUAGE if values:
                note = await self._set_language(interaction, str(values[0]))
            case SetupAction.CHANNEL | SetupAction.LANGUAGE:
                pass
            case _:
                raise Outdated
        await self._show(interaction, channel, note)

    async def _show(
        self, interaction: _Interaction, channel: ChosenChannel, note: str = ""
    ) -> None:
        guild_id, say = _guild_id(interaction), admin_texts_for(interaction.locale)
        client, deps = interaction.client, self._deps
        spot = await spot_in(guild_id, channel.facts, frozenset(), lookup=client.channel_lookup)
        report = await deps.allowance.report(interaction.user.id, spot)
        facts = SetupFacts(
            channel=channel,
            spot=spot,
            command_users=await _command_users(interaction, guild_id, channel.id),
            report=report,
            caps=self.editor.caps,
            command=deps.command,
        )
        known = _known(interaction, report.rulebook.channels)
        await interaction.edit_original_response(
            view=setup_view(SetupPage(facts, known, say, note)),
            allowed_mentions=discord.AllowedMentions.none(),
        )

    async def _test(self, interaction: _Interaction, channel: ChosenChannel) -> str:
        say, client = admin_texts_for(interaction.locale), interaction.client
        results: list[TrialResult] = []

        async def send() -> None:
            guild_id, rights = _guild_id(interaction), client.channel_rights
            results.append(await send_test_image(client, rights, guild_id, channel, say))

        trial = self._deps.runner.start(f"test-image:{interaction.id}", send())
        # `wait`, so that the end of this click does not end the test
        await asyncio.wait({trial})
        trial.result()
        return trial_sentence(results[0], channel, say)

    async def _set_channels(
        self, interaction: _Interaction, ids: frozenset[int], shown: str
    ) -> str:
        """Change the list of channels, unless another moderator changed it meanwhile."""
        say = admin_texts_for(interaction.locale)

        def change(rulebook: Rulebook) -> Rulebook:
            present = rulebook.channels
            known = _known(interaction, present)
            if fingerprint(present, known) != shown:
                raise ChangedMeanwhile("channels", format_channels(present))
            # the menu cannot show channels that are not known now
            kept = present.ids - known
            return replace(rulebook, channels=_list_of(present.mode, ids | kept))

        try:
            changes = await self.editor.edit(_guild_id(interaction), interaction.user.id, change)
        except ChangedMeanwhile:
            return say("setup-channels-changed")
        return confirmed(changes, say("setup-channels-done"), say)

    async def _set_language(self, interaction: _Interaction, value: str) -> str:
        if value not in {*LANGUAGES, SERVER_LANGUAGE}:
            raise Outdated
        say = admin_texts_for(interaction.locale)
        language = None if value == SERVER_LANGUAGE else value
        changes = await self.editor.edit(
            _guild_id(interaction),
            interaction.user.id,
            lambda rulebook: replace(rulebook, language=language),
        )
        return confirmed(changes, say("setup-language-done"), say)

    def _own_channel(self, interaction: _Interaction) -> ChosenChannel:
        facts = facts_of(interaction)
        if facts.channel is None:
            raise MissingPermission
        return chosen_channel_of(facts.channel, facts.app_permissions, self._deps.clock.now())

    def _chosen(self, interaction: _Interaction, channel_id: int) -> ChosenChannel:
        found = chosen_channel(interaction, channel_id)
        if found is None:
            raise Outdated
        held = app_permissions_in(interaction, channel_id)
        return chosen_channel_of(found, held, self._deps.clock.now())


class _PanelControl(SafeItem, discord.ui.DynamicItem[Any], template=TEMPLATE):
    """Any control of the panel."""

    panel: ClassVar[SetupPanel]

    def __init__(self, item: discord.ui.Item[Any], match: re.Match[str]) -> None:
        super().__init__(item)
        self._match = match

    @classmethod
    async def from_custom_id(
        cls, _interaction: object, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Keep the match of the custom id."""
        return cls(item, match)

    async def check(self, interaction: _Interaction) -> None:
        """Require a moderator."""
        await require_moderator(interaction, self.panel.editor)

    async def act(self, interaction: _Interaction) -> None:
        """Do what the control is for."""
        values: Sequence[Any] = getattr(self.item, "values", ())
        await self.panel.act(interaction, read_click(self._match), values)


def panel_items(panel: SetupPanel) -> tuple[type[discord.ui.DynamicItem[Any]], ...]:
    """Return the handlers of the panel's controls; they also handle those sent before a restart."""
    setup_panel = panel

    class PanelControl(_PanelControl, template=TEMPLATE):
        panel = setup_panel

    return (PanelControl,)


async def _open_other(interaction: _Interaction, name: str) -> None:
    try:
        wanted = PanelName(name)
    except ValueError as error:
        raise Outdated from error
    await interaction.client.panels.open(interaction, wanted)


async def _command_users(interaction: _Interaction, guild_id: int, channel_id: int) -> CommandUsers:
    """Ask Discord who may use commands in a channel; the payload only has the bot's permissions."""
    rights = interaction.client.channel_rights
    try:
        everyone = await rights.of_everyone(guild_id, channel_id)
        if not everyone and await rights.server(guild_id) is None:
            return CommandUsers.UNKNOWN
    except CALL_FAILED:
        return CommandUsers.UNKNOWN
    return command_users_of(everyone)


def _list_of(mode: ChannelMode, ids: frozenset[int]) -> ChannelList:
    if not ids:
        return ChannelList()
    return ChannelList(ChannelMode.ONLY if mode is ChannelMode.ANYWHERE else mode, ids)


def _known(interaction: _Interaction, channels: ChannelList) -> frozenset[int]:
    """Return the channels of a list that exist, as far as is known."""
    lookup, guild_id = interaction.client.channel_lookup, _guild_id(interaction)
    return frozenset(one for one in channels.ids if lookup.known(guild_id, one) is not None)


def _guild_id(interaction: _Interaction) -> int:
    guild_id = facts_of(interaction).guild_id
    if guild_id is None:
        raise MissingPermission
    return guild_id
