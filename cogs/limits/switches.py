"""/limits pause, resume, event, zone: settings of the whole server."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import discord
from discord import app_commands

from bot.errors import SettingRefused
from bot.i18n import Say
from bot.policy.limits.rulebook import MOST_EVENT_FACTOR, MOST_REASON_LENGTH, Event, Pause, Rulebook
from bot.policy.limits.window import Period, change_zone, parse_zone, window_at
from bot.ui.moderation.shown_texts import check_shown
from bot.ui.text import relative_time
from cogs.limits.base import LimitsCommands
from cogs.limits.options import invalid_until, read_until, zone_choices

_MAX_MINUTES = 60 * 24 * 365


class SwitchCommands(LimitsCommands):
    """Pauses image creation, runs events with higher limits, and sets the time zone."""

    @app_commands.command(description="Pause image creation in this server")
    @app_commands.describe(
        minutes="How long to pause, in minutes; leave it out to pause until /limits resume",
        reason="Shown to members who try to create an image",
    )
    async def pause(
        self,
        interaction: discord.Interaction[Any],
        minutes: app_commands.Range[int, 1, _MAX_MINUTES] | None = None,
        reason: app_commands.Range[str, 1, MOST_REASON_LENGTH] | None = None,
    ) -> None:
        """Pause image creation.

        Raises:
            TextRefused: The server's filter does not allow the reason.
        """
        session = await self.open(interaction)
        await check_shown(interaction, self.context.text_check, reason or "", is_offense=False)
        until = self.context.clock.now() + timedelta(minutes=minutes) if minutes else None
        pause = Pause(until, " ".join((reason or "").split()))
        note = (
            session.say("pause-until", when=relative_time(until))
            if until
            else session.say("pause-open")
        )
        await self.change(session, lambda rulebook: replace(rulebook, pause=pause), note)

    @app_commands.command(description="End a pause, so that members can create images again")
    async def resume(self, interaction: discord.Interaction[Any]) -> None:
        """End the pause."""
        session = await self.open(interaction)
        if session.rulebook.pause_at(self.context.clock.now()) is None:
            await session.reply.show(session.say("resume-nothing"))
            return
        await self.change(session, lambda rulebook: replace(rulebook, pause=None))

    @app_commands.command(description="Raise the image limits for a while; money limits stay")
    @app_commands.describe(
        factor="The factor for all image limits: 2 doubles them, 1 ends the event",
        until="When it ends, such as 3d, 12h, 2026-12-24 or 2026-12-24 18:00 (server time zone)",
    )
    async def event(
        self,
        interaction: discord.Interaction[Any],
        factor: app_commands.Range[float, 1, MOST_EVENT_FACTOR],
        until: app_commands.Range[str, 1, 100] | None = None,
    ) -> None:
        """Start or end an event.

        Raises:
            SettingRefused: The end is missing or not valid.
        """
        session = await self.open(interaction)
        if factor == 1:
            await self.change(session, lambda rulebook: replace(rulebook, event=None))
            return
        if until is None:
            raise invalid_until("", session.say)
        now = self.context.clock.now()
        event = Event(factor, read_until(until, session.rulebook, now, session.say))
        await self.change(
            session,
            lambda rulebook: replace(rulebook, event=event),
            session.say("event-done", when=relative_time(event.until)),
        )

    @app_commands.command(description="Choose the time zone that decides when limits reset")
    @app_commands.describe(zone="The time zone, such as Europe/Berlin; type to search")
    async def zone(
        self, interaction: discord.Interaction[Any], zone: app_commands.Range[str, 1, 100]
    ) -> None:
        """Set the server's time zone.

        Raises:
            SettingRefused: No time zone has this name.
        """
        session = await self.open(interaction)
        now = self.context.clock.now()
        name = _read_zone(zone, session.say)
        ends_at = window_at(now, Period.DAY, session.rulebook.zones).ends_at

        def change(rulebook: Rulebook) -> Rulebook:
            return replace(rulebook, zones=change_zone(rulebook.zones, name, now=now))

        await self.change(
            session,
            change,
            session.say("zone-done", when=relative_time(ends_at)),
        )

    @zone.autocomplete("zone")
    async def complete_zone(
        self, _interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer time zones; needs no I/O."""
        return zone_choices(typed)


def _read_zone(text: str, say: Say) -> str:
    try:
        return parse_zone(text)
    except ValueError as error:
        raise SettingRefused("zone", text, say("setting-wanted-zone"), "Europe/Berlin") from error
