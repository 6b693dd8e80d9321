"""/block, /unblock, /warn, and /case show, list, edit."""

from datetime import datetime
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.errors import SettingRefused
from bot.i18n import Say, admin_texts_for, texts_for
from bot.policy.limits.values import parse_until
from bot.policy.limits.window import zone_at
from bot.policy.moderation.case import MOST_REASON_LENGTH, Case
from bot.ports import Clock
from bot.service.limits.rulebook_editor import RulebookEditor
from bot.service.moderation.cases.author import CaseAuthor
from bot.service.moderation.cases.case_service import UNCHANGED, CaseService
from bot.ui.interactions.destination import spot_of
from bot.ui.interactions.facts import facts_of
from bot.ui.interactions.reply import InteractionReply
from bot.ui.moderation.cases.case_controls import case_view
from bot.ui.moderation.cases.case_messages import tell_of_case
from bot.ui.moderation.cases.case_permissions import check_subject, require_case_moderator
from bot.ui.moderation.cases.case_texts import case_details, done_message
from bot.ui.options.choices import choices
from cogs.cases.listing import show_list

_Interaction = discord.Interaction[Any]
_Reason = app_commands.Range[str, 1, MOST_REASON_LENGTH]
_Duration = app_commands.Range[str, 1, 100]

#: More cases than any server has; Discord takes numbers below 2**53.
_MOST_CASES = 2**31
_Number = app_commands.Range[int, 1, _MOST_CASES]

#: discord.py passes a User if the member has left the server.
_MemberOrUser = discord.Member | discord.User

_FOREVER = "forever"

#: What autocompletion offers; each can also be typed.
_DURATIONS = ("1 h", "1 d", "7 d", "30 d", _FOREVER)

_DURATION_WORDS = "How long, such as 1h, 7d or 2026-12-24; leave it out for no end date"


class CasesCog(commands.Cog):
    """Records what moderators decide about members."""

    case = app_commands.Group(
        name="case",
        description="The record of blocks and warnings in this server",
        guild_only=True,
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
        default_permissions=discord.Permissions(moderate_members=True),
    )

    def __init__(self, cases: CaseService, editor: RulebookEditor, clock: Clock) -> None:
        self._cases = cases
        self._editor = editor
        self._clock = clock

    @app_commands.command(description="Block a member from creating images in this server")
    @app_commands.describe(
        member="The member to block; may have left the server",
        duration=_DURATION_WORDS,
        reason="Shown to the member",
    )
    @app_commands.guild_only()
    @app_commands.allowed_installs(guilds=True, users=False)
    @app_commands.default_permissions(moderate_members=True)
    async def block(
        self,
        interaction: _Interaction,
        member: _MemberOrUser,
        duration: _Duration | None = None,
        reason: _Reason | None = None,
    ) -> None:
        """Block a member, and tell them by direct message."""
        by, reply = await self._open(interaction)
        check_subject(interaction, member)
        until = await self._end(interaction, duration or _FOREVER)
        case = await self._cases.block(by, member.id, until=until, reason=reason or "")
        await _finish(interaction, reply, case)

    @app_commands.command(description="Let a blocked member create images again")
    @app_commands.describe(member="The member to unblock", reason="Shown to the member")
    @app_commands.guild_only()
    @app_commands.allowed_installs(guilds=True, users=False)
    @app_commands.default_permissions(moderate_members=True)
    async def unblock(
        self, interaction: _Interaction, member: _MemberOrUser, reason: _Reason | None = None
    ) -> None:
        """End a member's block, and tell them by direct message."""
        by, reply = await self._open(interaction)
        case = await self._cases.unblock(by, member.id, reason=reason or "")
        await _finish(interaction, reply, case)

    @app_commands.command(description="Warn a member about the images they create")
    @app_commands.describe(member="The member to warn", reason="Shown to the member")
    @app_commands.guild_only()
    @app_commands.allowed_installs(guilds=True, users=False)
    @app_commands.default_permissions(moderate_members=True)
    async def warn(self, interaction: _Interaction, member: _MemberOrUser, reason: _Reason) -> None:
        """Warn a member by direct message."""
        by, reply = await self._open(interaction)
        check_subject(interaction, member)
        case = await self._cases.warn(by, member.id, reason=reason)
        await _finish(interaction, reply, case)

    @case.command(name="list", description="See the cases of this server, newest first")
    @app_commands.describe(member="Only cases of this member")
    async def list_cases(
        self, interaction: _Interaction, member: _MemberOrUser | None = None
    ) -> None:
        """Show the newest page."""
        guild_id = require_case_moderator(interaction)
        reply = InteractionReply.of(interaction)
        reply.think_after()
        await show_list(reply, self._cases, guild_id, member.id if member else 0, self._clock)

    @case.command(name="show", description="See a case with its reason, changes and appeal")
    @app_commands.describe(number="The case's number")
    async def show(self, interaction: _Interaction, number: _Number) -> None:
        """Show everything about a case."""
        guild_id = require_case_moderator(interaction)
        reply = InteractionReply.of(interaction)
        reply.think_after()
        case, say = await self._cases.read(guild_id, number), admin_texts_for(interaction.locale)
        await reply.show(case_details(case, say, now=self._clock.now()), view=case_view(case, say))

    @case.command(name="edit", description="Change the reason or the end of a case")
    @app_commands.describe(
        number="The case's number",
        reason="The new reason",
        duration="How long from now on, such as 1h, 7d, 2026-12-24 or forever",
    )
    async def edit(
        self,
        interaction: _Interaction,
        number: _Number,
        reason: _Reason | None = None,
        duration: _Duration | None = None,
    ) -> None:
        """Amend a case.

        Raises:
            SettingRefused: Neither a reason nor a duration was given.
        """
        by, reply = await self._open(interaction)
        say = admin_texts_for(interaction.locale)
        if reason is None and duration is None:
            raise SettingRefused("reason", "", say("case-wanted-change"), "duration:7d")
        until = UNCHANGED if duration is None else await self._end(interaction, duration)
        case = await self._cases.amend(by, number, reason=reason, until=until)
        details = case_details(case, say, now=self._clock.now())
        await reply.show(f"{say('case-edited', number=str(number))}\n{details}")

    @block.autocomplete("duration")
    @edit.autocomplete("duration")
    async def complete_duration(
        self, _interaction: _Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer usual durations, and what was typed; needs no I/O."""
        wanted = typed.strip().casefold()
        offered = [one for one in _DURATIONS if one.startswith(wanted)] or [typed]
        return choices(offered)

    async def _open(self, interaction: _Interaction) -> tuple[CaseAuthor, InteractionReply]:
        """Check that the member may decide cases, and return them with the reply.

        Raises:
            MissingPermission: The member may not.
        """
        require_case_moderator(interaction)
        reply = InteractionReply.of(interaction)
        reply.think_after()
        author = CaseAuthor(interaction.user.id, await spot_of(interaction), interaction.id)
        return author, reply

    async def _end(self, interaction: _Interaction, typed: str) -> datetime | None:
        """Read when a block ends; None for never. Dates are in the server's time zone.

        Raises:
            SettingRefused: It is not valid.
            StorageFailed: The time zone cannot be read.
        """
        if typed.strip().casefold() == _FOREVER:
            return None
        rulebook = (await self._editor.read(facts_of(interaction).guild_id or 0)).rulebook
        now = self._clock.now()
        try:
            return parse_until(typed, now=now, zone=zone_at(now, rulebook.zones))
        except ValueError as error:
            raise _invalid(typed, admin_texts_for(interaction.locale)) from error


def _invalid(typed: str, say: Say) -> SettingRefused:
    return SettingRefused("duration", typed, say("case-wanted-duration"), "7d")


async def _finish(interaction: _Interaction, reply: InteractionReply, case: Case) -> None:
    """Tell the member, then the moderator."""
    guild_name = interaction.guild.name if interaction.guild else ""
    say = texts_for(facts_of(interaction).guild_locale)
    was_told = await tell_of_case(interaction.client, case, guild_name, say)
    text = done_message(case, admin_texts_for(interaction.locale), was_told=was_told)
    await reply.show(text)
