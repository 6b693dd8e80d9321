"""The Discord client: registers commands, reports errors, and answers outdated controls."""

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
from bot.errors import Blocked, OptionOutOfRange, Outdated, StorageFailed
from bot.i18n import prepare
from bot.ports import Clock, Ledger, Models, References, Signals
from bot.service.delivery.stale_cards import StaleCardSweep
from bot.service.jobs.imagine import Imagine
from bot.service.jobs.queue import FairQueue
from bot.service.jobs.runner import Runner
from bot.service.limits.allowance import Allowance
from bot.service.limits.rulebook_editor import RulebookEditor
from bot.service.members.defaults import Defaults
from bot.service.members.history import History
from bot.service.members.privacy import Privacy
from bot.service.moderation.reviews.decisions import Reviews
from bot.service.moderation.services import ModerationServices
from bot.service.notifications import Notifications
from bot.service.provider.health import ProviderHealth
from bot.service.provider.intake import Intake
from bot.service.recovery.reconcile import Reconciler
from bot.service.recovery.takeover import Takeover
from bot.settings import Settings
from bot.translator import CommandTranslator
from bot.ui.interactions.channel_rights import ChannelRights
from bot.ui.interactions.channels import ChannelLookup
from bot.ui.interactions.controls import is_known
from bot.ui.interactions.facts import keep_facts
from bot.ui.interactions.faults import report
from bot.ui.interactions.incoming import guard_events
from bot.ui.interactions.panels import Panels
from bot.ui.invite import invite_link
from bot.ui.jobs.discord_card import restored_card
from bot.ui.jobs.exchange import status_trace
from bot.ui.jobs.stale_card import StaleCardEditor
from bot.ui.moderation.cases.block_check import BlockCheck
from bot.ui.moderation.log_cards import LogCards
from bot.ui.options.option_bounds import check_options
from bot.ui.sentences import explain
from bot.ui.start_faults import START_FAULTS, why_not_registered

log = logging.getLogger(__name__)

#: Seconds before an unknown control is answered as outdated. A view may be removed while it still
#: answers (at most 1 s), or another process may handle it. Discord allows 3 s.
_UNANSWERED_S = 2

#: Seconds that startup waits for command registration, which normally takes at most 1 s.
_REGISTERING_S = 3


@dataclass(frozen=True, slots=True)
class Services:
    """The services that cogs and views use."""

    settings: Settings
    imagine: Imagine
    queue: FairQueue
    provider: ProviderHealth
    takeover: Takeover
    stale_cards: StaleCardSweep
    rulebook_editor: RulebookEditor
    allowance: Allowance
    history: History
    defaults: Defaults
    privacy: Privacy
    notifications: Notifications
    moderation: ModerationServices
    reviews: Reviews
    models: Models
    ledger: Ledger
    reconciler: Reconciler
    references: References
    clock: Clock
    intake: Intake
    signals: Signals
    runner: Runner


class ImagineTree(app_commands.CommandTree["ImagineBot"]):
    """The command tree; its errors get the same report as all others."""

    async def on_error(
        self, interaction: discord.Interaction[Any], error: app_commands.AppCommandError, /
    ) -> None:
        """Report the error."""
        await report(interaction, error)

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Refuse blocked members, and options outside of the ranges that the command declares."""
        try:
            await BlockCheck(self.client.services.moderation.cases)(interaction)
            check_options(interaction)
        except (Blocked, StorageFailed, OptionOutOfRange) as error:
            await report(interaction, error)
            return False
        return True

    async def _call(self, interaction: discord.Interaction[Any]) -> None:
        """Run a command; report errors that discord.py raises and drops while parsing it."""
        try:
            await super()._call(interaction)
        except app_commands.AppCommandError:
            raise
        except Exception as error:  # noqa: BLE001 - reported like all other errors
            await report(interaction, error)


class ImagineBot(commands.AutoShardedBot):
    """The bot, with the minimum of intents and no cache of members or messages."""

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
        self.channel_rights = ChannelRights(self)
        self.log_cards = LogCards()
        self.panels = Panels()
        keep_facts(self)
        self._extensions_to_load = extensions
        self._registering = Runner()
        guard_events(self, services.runner.start, services.signals.discord_failed)

    async def setup_hook(self) -> None:
        """Load the extensions in order, then register their commands.

        Raises:
            commands.ExtensionError: An extension does not load; the bot then does not start.
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
        # commands should be there when the bot goes online, but a failure must not keep it offline
        await asyncio.wait({registering}, timeout=_REGISTERING_S)
        self.services.runner.start("takeover", self._take_over())

    async def close(self) -> None:
        """Disconnect; commands that are not registered yet are left to the next start."""
        await self._registering.drain(0)
        await super().close()

    async def _take_over(self) -> None:
        """Load all texts, then continue the jobs of dead processes.

        Their cards need the texts. They are edited through interaction tokens, without the gateway.
        """
        await asyncio.to_thread(prepare)
        await self.services.takeover.start(partial(restored_card, self, self.services.signals))
        self.services.stale_cards.start(StaleCardEditor(self, self.services.clock).put_right)

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Schedule an answer to controls and forms that no view handles any longer."""
        controls = {discord.InteractionType.component, discord.InteractionType.modal_submit}
        if interaction.type in controls and not is_known(interaction):
            self.services.runner.start(
                f"unanswered:{interaction.id}", self._answer_if_unanswered(interaction)
            )

    async def on_ready(self) -> None:
        """Record the servers that were joined or left while the bot was offline."""
        shards, count = set(self.shards), self.shard_count or 1
        try:
            await self.services.rulebook_editor.sync_presence(
                {guild.id for guild in self.guilds},
                # https://docs.discord.com/developers/events/gateway#sharding, read 2026-11-22
                is_ours=lambda guild_id: (guild_id >> 22) % count in shards,
            )
        except StorageFailed as error:
            log.warning("not noted which servers were joined or left: %s", error)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Keep the rulebook of a server, which the bot may have left before."""
        await self._note_presence(guild, is_member=True)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Let the rulebook of a server expire after the retention period."""
        await self._note_presence(guild, is_member=False)

    async def _note_presence(self, guild: discord.Guild, *, is_member: bool) -> None:
        try:
            await self.services.rulebook_editor.set_presence(guild.id, is_member=is_member)
        except StorageFailed as error:
            log.warning("not noted that server %s was joined or left: %s", guild.id, error)

    async def _answer_if_unanswered(self, interaction: discord.Interaction[Any]) -> None:
        # another process with the same token may handle it, and would answer at once
        await asyncio.sleep(_UNANSWERED_S)
        if not interaction.response.is_done():
            await report(interaction, Outdated())

    def heartbeat_age_s(self) -> float | None:
        """Return the age in seconds of the oldest heartbeat acknowledgement of any shard.

        None while a shard is disconnected. discord.py only has the latency of the last heartbeat,
        not its time.
        """
        hearts: list[Any] = [
            shard._parent.ws and shard._parent.ws._keep_alive  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] - its only way
            for shard in self.shards.values()
        ]
        if not hearts or None in hearts:
            return None
        return time.perf_counter() - min(heart._last_ack for heart in hearts)  # noqa: SLF001 - as above

    def invite_link(self) -> str:
        """Return the link that adds the bot to a server with the minimum of permissions.

        Raises:
            RuntimeError: The bot is not logged in yet.
        """
        if self.application_id is None:
            raise RuntimeError("the invite link needs a login")
        return invite_link(self.application_id)
