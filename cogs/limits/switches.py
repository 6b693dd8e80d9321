"""/limits pause, resume, event, zone: what holds for a whole server, some of it for a while."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import discord
from discord import app_commands

from bot.errors import SettingRefused
from bot.policy.amounts import EXPECTED_UNTIL
from bot.policy.rulebook import MOST_EVENT_FACTOR, MOST_REASON_LENGTH, Event, Pause, Rulebook
from bot.policy.window import Period, change_zone, parse_zone, window_at
from bot.ui.text import since
from cogs.limits.options import read_until, zone_choices
from cogs.limits.part import LimitsPart

_MOST_MINUTES = 60 * 24 * 365


class SwitchCommands(LimitsPart):
    """Pauses pictures, allows more of them for a while, and says when a day begins."""

    @app_commands.command(description="Stop pictures in this server until you resume them")
    @app_commands.describe(
        minutes="For how long; leave it out to pause until somebody resumes",
        reason="What members who ask are told",
    )
    async def pause(
        self,
        interaction: discord.Interaction[Any],
        minutes: app_commands.Range[int, 1, _MOST_MINUTES] | None = None,
        reason: app_commands.Range[str, 1, MOST_REASON_LENGTH] | None = None,
    ) -> None:
        """Pause the server."""
        session = await self.open(interaction)
        until = self.tools.clock.now() + timedelta(minutes=minutes) if minutes else None
        pause = Pause(until, " ".join((reason or "").split()))
        end = f"It ends by itself {since(until)}" if until else "It lasts until /limits resume"
        await self.change(
            session,
            lambda rulebook: replace(rulebook, pause=pause),
            f"Pictures that are under way are finished; new ones are refused. {end}.",
        )

    @app_commands.command(description="Take pictures again after a pause")
    async def resume(self, interaction: discord.Interaction[Any]) -> None:
        """End the pause."""
        session = await self.open(interaction)
        if session.rulebook.pause_at(self.tools.clock.now()) is None:
            await session.reply.show("Nothing changes: pictures are not paused.")
            return
        await self.change(session, lambda rulebook: replace(rulebook, pause=None))

    @app_commands.command(description="Multiply the limits of pictures for a while; dollars stay")
    @app_commands.describe(
        factor="2 doubles them; 1 ends an event",
        until="Such as 3d, 12h, 2026-12-24 or 2026-12-24 18:00, in the server's time zone",
    )
    async def event(
        self,
        interaction: discord.Interaction[Any],
        factor: app_commands.Range[float, 1, MOST_EVENT_FACTOR],
        until: app_commands.Range[str, 1, 100] | None = None,
    ) -> None:
        """Begin or end an event."""
        session = await self.open(interaction)
        if factor == 1:
            await self.change(session, lambda rulebook: replace(rulebook, event=None))
            return
        if until is None:
            wanted = EXPECTED_UNTIL
            raise SettingRefused("until", "", wanted.words, wanted.example)
        event = Event(factor, read_until(until, session.rulebook, self.tools.clock.now()))
        await self.change(
            session,
            lambda rulebook: replace(rulebook, event=event),
            "From the next click on every limit of pictures a day or month is multiplied, those "
            f"of members and the server's. Dollars stay as they are. It ends {since(event.until)}.",
        )

    @app_commands.command(description="The time zone by which days and months begin")
    @app_commands.describe(zone="Type to search, such as Europe/Berlin")
    async def zone(
        self, interaction: discord.Interaction[Any], zone: app_commands.Range[str, 1, 100]
    ) -> None:
        """Choose the time zone."""
        session = await self.open(interaction)
        now = self.tools.clock.now()
        name = _read_zone(zone)
        ends_at = window_at(now, Period.DAY, session.rulebook.zones).ends_at

        def changed(rulebook: Rulebook) -> Rulebook:
            return replace(rulebook, zones=change_zone(rulebook.zones, name, now=now))

        await self.change(
            session,
            changed,
            f"It counts from the next day on, which begins {since(ends_at)}, and for months from "
            "the next month on. So nobody gets a day twice.",
        )

    @zone.autocomplete("zone")
    async def complete_zone(
        self, _interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer time zones, from memory."""
        return zone_choices(typed)


def _read_zone(text: str) -> str:
    try:
        return parse_zone(text)
    except ValueError as error:
        raise SettingRefused(
            "zone", text, "a time zone from the list that appears as you type", "Europe/Berlin"
        ) from error
