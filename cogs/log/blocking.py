"""The menu "Block…" of a card of the log, and its form."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import discord

from bot.errors import Outdated, SettingRefused
from bot.i18n import Say
from bot.policy.moderation.block_duration import OFFERED, parse_block_duration
from bot.policy.moderation.case import MOST_REASON_LENGTH
from bot.ui.interactions.click_guard import ClickGuard
from bot.ui.interactions.controls import SafeModal
from bot.ui.jobs.message_edits import refusing_change
from bot.ui.moderation.cases.case_permissions import check_rank
from bot.ui.moderation.log_cards import LogAction, log_button_id, mention
from bot.ui.text import date_time
from cogs.log.actions import ImageActions, LogDeps, Press, open_press

#: The end of the custom id that opens the form.
OWN = "own"

#: Lifetime of an opened form in seconds; its interaction must be answered by this process.
_FORM_TIMEOUT_S = 15 * 60

#: Seconds to check rights before the form; Discord drops an unanswered click after 3 s.
_LOOKUP_S = 2.5

#: Seconds to ask Discord for the rights of the member.
_MEMBER_S = 10

#: Takes the form's interaction, the duration and the reason as they were typed.
Submit = Callable[[discord.Interaction[Any], str, str], Awaitable[None]]


class BlockForm(SafeModal):
    """Asks for how long and why a member is blocked."""

    def __init__(self, submit: Submit, say: Say) -> None:
        super().__init__(title=say("title-log-block"), timeout=_FORM_TIMEOUT_S)
        self._submit = submit
        self._duration: discord.ui.TextInput[Any] = discord.ui.TextInput(
            custom_id="duration", max_length=20, placeholder="3d"
        )
        self._reason: discord.ui.TextInput[Any] = discord.ui.TextInput(
            custom_id="reason",
            style=discord.TextStyle.paragraph,
            max_length=MOST_REASON_LENGTH,
            required=False,
        )
        self.add_item(
            discord.ui.Label(
                text=say("label-log-block-duration"),
                description=say("option-log-block-duration"),
                component=self._duration,
            )
        )
        self.add_item(
            discord.ui.Label(
                text=say("label-log-block-reason"),
                description=say("option-log-block-reason"),
                component=self._reason,
            )
        )

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Pass the values on."""
        await self._submit(interaction, self._duration.value, self._reason.value)


class Blocking:
    """Blocks the member of an image."""

    def __init__(self, deps: LogDeps, actions: ImageActions) -> None:
        self._deps = deps
        self._actions = actions
        # two moderators may press at the same time
        self._presses = ClickGuard(deps.clock, window=timedelta(minutes=1))

    async def offer(self, press: Press) -> None:
        """Show the durations."""
        view = discord.ui.View(timeout=None)
        for name in (*OFFERED, OWN):
            button: discord.ui.Button[Any] = discord.ui.Button(
                label=press.say(f"button-log-block-{name}"),
                custom_id=log_button_id(f"{LogAction.BLOCK}-{name}", press.job_id),
            )
            view.add_item(button)
        # clicks are dispatched by custom id; without this, discord.py would also keep the view
        view.stop()
        member = mention(press.stored.draft.requester.user_id, press.say)
        await press.reply.show(press.say("log-block-choose", member=member), view=view)

    async def open_form(self, interaction: discord.Interaction[Any], job_id: int, say: Say) -> None:
        """Show the form; rights are checked now, and again when it is sent."""
        async with asyncio.timeout(_LOOKUP_S):
            await open_press(interaction, self._deps, job_id, LogAction.BLOCK, is_form=True)

        async def submit(form: discord.Interaction[Any], typed: str, reason: str) -> None:
            press = await open_press(form, self._deps, job_id, LogAction.BLOCK)
            try:
                duration = parse_block_duration(typed)
            except ValueError as error:
                wanted = say("log-block-wanted")
                raise SettingRefused("duration", typed, wanted, "3d") from error
            await self.block(press, duration, " ".join(reason.split()))

        await interaction.response.send_modal(BlockForm(submit, say))

    async def block(self, press: Press, duration: timedelta | None, reason: str) -> None:
        """Block the member, unless the same was done within the last minute."""
        requester = press.stored.draft.requester
        guild_id = requester.spot.guild_id
        if guild_id is None:
            raise Outdated
        await _check_member(press.interaction, guild_id, requester.user_id)
        async with self._presses.once(guild_id, requester.user_id, duration) as is_first:
            if not is_first:
                await press.reply.show(press.say("log-reply-already"))
                return
            case = await self._deps.moderation.block(
                guild_id,
                requester.user_id,
                actor_id=press.interaction.user.id,
                duration=duration,
                reason=reason,
                channel_id=press.stored.draft.reply_target.channel_id,
            )
        await self._actions.note_block(press)
        facts = {"member": mention(requester.user_id, press.say), "number": str(case.number)}
        if case.until is None:
            text = press.say("log-block-done", **facts)
        else:
            text = press.say("log-block-done-until", until=date_time(case.until), **facts)
        await press.reply.show(text)


async def _check_member(interaction: discord.Interaction[Any], guild_id: int, user_id: int) -> None:
    """Check that a moderator may block a member, as /block does.

    Raises:
        ChangeRefused: Discord does not tell the member's rights.
        SubjectProtected: The member has higher rights.
    """
    async with refusing_change(within_s=_MEMBER_S):
        theirs = await interaction.client.channel_rights.of_member(guild_id, user_id)
    check_rank(interaction, discord.Permissions(theirs))
