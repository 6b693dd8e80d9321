"""The bot on Discord: its commands, its errors, and controls that nobody answers."""

import asyncio
import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.command_sync import keep_registering
from bot.errors import OptionOutOfRange, Outdated, StorageFailed
from bot.i18n import prepare
from bot.ports import Clock, Ledger, Models, References, Signals
from bot.service.delivery.stale_cards import StaleCardSweep
from bot.service.jobs.imagine import Imagine
from bot.service.jobs.queue import FairQueue
from bot.service.jobs.runner import Runner
from bot.service.limits.allowance import Allowance
from bot.service.limits.moderation import Moderation
from bot.service.members.defaults import Defaults
from bot.service.members.history import History
from bot.service.members.privacy import Privacy
from bot.service.notifications import Notifications
from bot.service.provider.health import ProviderHealth
from bot.service.provider.intake import Intake
from bot.service.recovery.reconcile import Reconciler
from bot.service.recovery.takeover import Takeover
from bot.settings import Settings
from bot.translator import CommandTranslator
from bot.ui.interactions.channels import ChannelLookup
from bot.ui.interactions.controls import is_known
from bot.ui.interactions.destination import LATE_PERMISSIONS
from bot.ui.interactions.facts import keep_facts
from bot.ui.interactions.faults import report
from bot.ui.interactions.incoming import guard_events
from bot.ui.interactions.option_bounds import check_options
from bot.ui.jobs.discord_card import restored_card
from bot.ui.jobs.exchange import status_trace
from bot.ui.jobs.stale_card import StaleCardEditor
from bot.ui.sentences import explain
from bot.ui.start_faults import START_FAULTS, why_not_registered

log = logging.getLogger(__name__)

#: A control may forget itself while it answers, which takes it a second at most, and another
#: process may know it. Discord waits for three.
_UNANSWERED_S = 2

#: What the start waits for the commands; it takes a second at most unless something is wrong.
_REGISTERING_S = 3


@dataclass(frozen=True, slots=True)
class Services:
    """What the features are given to work with."""

    settings: Settings
    imagine: Imagine
    queue: FairQueue
    provider: ProviderHealth
    takeover: Takeover
    stale_cards: StaleCardSweep
    moderation: Moderation
    allowance: Allowance
    history: History
    defaults: Defaults
    privacy: Privacy
    notifications: Notifications
    models: Models
    ledger: Ledger
    reconciler: Reconciler
    references: References
    clock: Clock
    intake: Intake
    signals: Signals
    runner: Runner


class ImagineTree(app_commands.CommandTree["ImagineBot"]):
    """The command tree; its errors end where all errors end."""

    async def on_error(
        self, interaction: discord.Interaction[Any], error: app_commands.AppCommandError, /
    ) -> None:
        """Report the error."""
        await report(interaction, error)

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Let no option pass that the command does not take."""
        try:
            check_options(interaction)
        except OptionOutOfRange as error:
            await report(interaction, error)
            return False
        return True

    async def _call(self, interaction: discord.Interaction[Any]) -> None:
        """Run a command; discord.py loses what it raises itself while it reads one."""
        try:
            await super()._call(interaction)
        except app_commands.AppCommandError:
            raise
        except Exception as error:  # noqa: BLE001 - reported, as all errors are
            await report(interaction, error)


class ImagineBot(commands.AutoShardedBot):
    """The bot, with the least intent and no cache that grows with its servers' members."""

    def __init__(self, services: Services, extensions: Sequence[str]) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            tree_cls=ImagineTree,
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            http_trace=status_trace(),
        )
        self.services = services
        self.channel_lookup = ChannelLookup(self, services.runner)
        keep_facts(self)
        self._extensions_to_load = extensions
        self._registering = Runner()
        guard_events(self, services.runner.start)

    async def setup_hook(self) -> None:
        """Load the features, one after another, then register their commands.

        Raises:
            commands.ExtensionError: A feature does not load; the bot does not start without it.
        """
        for extension in self._extensions_to_load:
            await self.load_extension(extension)
        await self.tree.set_translator(CommandTranslator())
        registering = self._registering.start(
            "commands",
            keep_registering(
                self.tree,
                self.services.settings.data_dir / "commands.json",
                faults=START_FAULTS,
                explain=lambda error: explain(why_not_registered(error)),
            ),
        )
        # members had best find them when the bot appears, but it appears without them as well
        await asyncio.wait({registering}, timeout=_REGISTERING_S)
        self.services.runner.start("takeover", self._take_over())

    async def close(self) -> None:
        """Leave Discord; commands that it did not take yet are left to the next start."""
        await self._registering.drain(0)
        await super().close()

    async def _take_over(self) -> None:
        """Read all texts, then go on with the jobs of dead processes.

        Their cards say something, and are answered through their tokens, which needs no gateway.
        """
        await asyncio.to_thread(prepare)
        await self.services.takeover.start(partial(restored_card, self, self.services.signals))
        self.services.stale_cards.start(StaleCardEditor(self, self.services.clock).put_right)

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Watch over controls and forms that nobody knows any more."""
        controls = {discord.InteractionType.component, discord.InteractionType.modal_submit}
        if interaction.type in controls and not is_known(interaction):
            self.services.runner.start(
                f"unanswered:{interaction.id}", self._answer_if_nobody_does(interaction)
            )

    async def on_ready(self) -> None:
        """Note which servers were joined or left while nobody listened."""
        shards, count = set(self.shards), self.shard_count or 1
        try:
            await self.services.moderation.sync_presence(
                {guild.id for guild in self.guilds},
                # https://docs.discord.com/developers/events/gateway#sharding, read 2026-11-22
                is_ours=lambda guild_id: (guild_id >> 22) % count in shards,
            )
        except StorageFailed as error:
            log.warning("not noted which servers were joined or left: %s", error)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Keep what the moderators of a server have set, since the bot is in it again."""
        await self._note_presence(guild, is_member=True)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Let what the moderators of a server have set go after a while."""
        await self._note_presence(guild, is_member=False)

    async def _note_presence(self, guild: discord.Guild, *, is_member: bool) -> None:
        try:
            await self.services.moderation.set_presence(guild.id, is_member=is_member)
        except StorageFailed as error:
            log.warning("not noted that server %s was joined or left: %s", guild.id, error)

    async def _answer_if_nobody_does(self, interaction: discord.Interaction[Any]) -> None:
        # another process with the same token may know it, and answers at once
        await asyncio.sleep(_UNANSWERED_S)
        if not interaction.response.is_done():
            await report(interaction, Outdated())

    def heartbeat_age_s(self) -> float | None:
        """Return the seconds since Discord acknowledged every shard's heartbeat.

        None while one has no connection. discord.py tells the latency of the last heartbeat, but
        not how long ago that was.
        """
        hearts: list[Any] = [
            shard._parent.ws and shard._parent.ws._keep_alive  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] - its only way
            for shard in self.shards.values()
        ]
        if not hearts or None in hearts:
            return None
        return time.perf_counter() - min(heart._last_ack for heart in hearts)  # noqa: SLF001 - as above

    def invite_link(self) -> str:
        """Return the link that adds the bot to a server with just what it needs.

        Raises:
            RuntimeError: The bot is not logged in yet.
        """
        if self.application_id is None:
            raise RuntimeError("the invite link needs a log-in")
        return discord.utils.oauth_url(
            self.application_id,
            permissions=LATE_PERMISSIONS,
            scopes=("bot", "applications.commands"),
        )
