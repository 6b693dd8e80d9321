"""The controls under a picture's card, those of before a restart included."""

import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import discord

from bot.errors import NotOwner, Outdated
from bot.policy.press import Audience
from bot.service.imagine import Imagine
from bot.service.moderation import Moderation
from bot.ui.controls import SafeItem
from bot.ui.jobbuttons import TEMPLATE, JobAction, MoreChoice
from cogs.imagine.again import AgainDesk
from cogs.imagine.more import MoreDesk
from cogs.imagine.pressing import is_author, may_moderate

log = logging.getLogger(__name__)

_Interaction = discord.Interaction[Any]
_Press = Callable[[_Interaction, int], Awaitable[None]]


def job_buttons(
    cancel: "CancelDesk", again: AgainDesk, more: MoreDesk
) -> tuple[type[discord.ui.DynamicItem[Any]], ...]:
    """Return what answers for the controls of every card."""
    buttons: Mapping[str, _Press] = {
        JobAction.CANCEL: cancel.cancel,
        JobAction.AGAIN: again.again,
        JobAction.EDIT: again.edit,
        JobAction.REMIX: again.remix,
        JobAction.LARGER: again.larger,
    }

    class JobControl(SafeItem, discord.ui.DynamicItem[Any], template=TEMPLATE):
        """Any control under a card."""

        def __init__(self, item: discord.ui.Item[Any], action: str, job_id: int) -> None:
            super().__init__(item)
            self._action = action
            self._job_id = job_id

        @classmethod
        async def from_custom_id(
            cls, _interaction: object, item: discord.ui.Item[Any], match: re.Match[str], /
        ) -> "JobControl":
            """Take the control as it was sent."""
            return cls(item, match["action"], int(match["id"]))

        async def check(self, interaction: _Interaction) -> None:
            """Let everybody pass; who may press it is written with the job."""

        async def act(self, interaction: _Interaction) -> None:
            """Do what the control is for.

            Raises:
                Outdated: This version does not know it.
            """
            press = buttons.get(self._action)
            if press is not None:
                await press(interaction, self._job_id)
            elif self._action == JobAction.MORE:
                choice = _choice(self.item)
                if choice is None:
                    await interaction.response.defer()
                else:
                    await more.act(interaction, self._job_id, choice)
            else:
                raise Outdated

    return (JobControl,)


def _choice(item: Any) -> MoreChoice | None:  # noqa: ANN401 - any control, since ids may be forged
    """Return what was chosen in a select; None where the choice was taken back.

    Raises:
        Outdated: Nothing that this version knows.
    """
    chosen: list[str] | None = getattr(item, "values", None)
    if chosen == []:
        return None
    try:
        return MoreChoice(chosen[0] if chosen else "")
    except ValueError:
        raise Outdated from None


class CancelDesk:
    """Gives up what is under way."""

    def __init__(self, imagine: Imagine, moderation: Moderation) -> None:
        self._imagine = imagine
        self._moderation = moderation

    async def cancel(self, interaction: _Interaction, job_id: int) -> None:
        """Give a job up for its requester or a moderator; its card says so by itself.

        Raises:
            NotOwner: The member is neither.
            CancelRefused: It is too late, or another process works on it.
            JobForgotten: Nothing is kept of the job.
            StorageFailed: The database does not work.
        """
        # first of all, since Discord waits for three seconds only
        await interaction.response.defer()
        stored = await self._imagine.read(job_id)
        if not is_author(interaction, stored):
            guild_id = stored.draft.asker.spot.guild_id
            rulebook = guild_id and (await self._moderation.read(guild_id)).rulebook
            role_id = rulebook.moderator_role if rulebook else None
            if not may_moderate(interaction, stored, role_id=role_id):
                raise NotOwner(Audience.MODERATORS)
        await self._imagine.cancel(job_id, interaction.user.id)
        log.info("given up by user %s", interaction.user.id, extra={"job": str(job_id)})
