"""What the buttons under a picture's card do: cancel it, try again, edit the prompt."""

import functools
import logging
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import discord

from bot.errors import NotYours, ReferenceFault, ReferenceRefused
from bot.policy.press import Audience
from bot.policy.request import MAX_PROMPT_LENGTH, normalise_prompt
from bot.ports import StoredJob
from bot.service.imagine import Imagine
from bot.ui.controls import SafeItem, SafeModal
from bot.ui.jobbuttons import TEMPLATE, JobAction
from cogs.imagine.asking import Asking

log = logging.getLogger(__name__)

_Interaction = discord.Interaction[Any]

#: Whoever has a form open for longer opens it again; a form that was closed is forgotten by then.
_OPEN_S = 15 * 60

_INPUT = "prompt"


def job_buttons(imagine: Imagine, asking: Asking) -> tuple[type[discord.ui.DynamicItem[Any]], ...]:
    """Return what answers for the buttons of every card, those of before a restart included."""
    desk = _Desk(imagine, asking)

    class JobButton(SafeItem, discord.ui.DynamicItem[Any], template=TEMPLATE):
        """Any button under a card."""

        def __init__(self, item: discord.ui.Item[Any], action: JobAction, job_id: int) -> None:
            super().__init__(item)
            self._action = action
            self._job_id = job_id

        @classmethod
        async def from_custom_id(
            cls, _interaction: object, item: discord.ui.Item[Any], match: re.Match[str], /
        ) -> "JobButton":
            """Take the button as it was sent."""
            return cls(item, JobAction(match["action"]), int(match["id"]))

        async def check(self, interaction: _Interaction) -> None:
            """Let everybody pass; who may press it is written with the job."""

        async def act(self, interaction: _Interaction) -> None:
            """Do what the button is for."""
            match self._action:
                case JobAction.CANCEL:
                    await desk.cancel(interaction, self._job_id)
                case JobAction.AGAIN:
                    await desk.ask_again(interaction, self._job_id)
                case JobAction.EDIT:
                    await desk.edit(interaction, self._job_id)

    return (JobButton,)


class PromptForm(SafeModal, title="Edit prompt"):
    """Asks for another prompt, beginning with the one that there was."""

    def __init__(self, prompt: str, submit: Callable[[_Interaction, str], Awaitable[None]]) -> None:
        super().__init__(timeout=_OPEN_S)
        self._submit = submit
        self._input = discord.ui.TextInput[discord.ui.View](
            custom_id=_INPUT,
            style=discord.TextStyle.paragraph,
            default=prompt,
            max_length=MAX_PROMPT_LENGTH,
        )
        self.add_item(discord.ui.Label(text="What to paint", component=self._input))

    async def on_submit(self, interaction: _Interaction, /) -> None:
        """Hand over what was written."""
        await self._submit(interaction, self._input.value)


class _Desk:
    """Does what a button is for."""

    def __init__(self, imagine: Imagine, asking: Asking) -> None:
        self._imagine = imagine
        self._asking = asking

    async def cancel(self, interaction: _Interaction, job_id: int) -> None:
        """Give a job up for its requester or a moderator; its card says so by itself."""
        # first of all, since Discord waits for three seconds only
        await interaction.response.defer()
        stored = await self._imagine.read(job_id)
        if not (_is_requester(interaction, stored) or _may_moderate(interaction, stored)):
            raise NotYours(Audience.MODERATORS)
        await self._imagine.cancel(job_id, interaction.user.id)
        log.info("given up by user %s", interaction.user.id, extra={"job": str(job_id)})

    async def ask_again(self, interaction: _Interaction, job_id: int) -> None:
        """Ask for the same once more, as a new job."""
        stored = await self._own(interaction, job_id)
        await self._ask(interaction, stored, prompt=stored.draft.request.prompt)

    async def edit(self, interaction: _Interaction, job_id: int) -> None:
        """Show the form whose prompt is asked for as a new job."""
        stored = await self._own(interaction, job_id)
        submit = functools.partial(self._submit, stored)
        form = PromptForm(stored.draft.request.prompt, submit)
        await interaction.response.send_modal(form)

    async def _submit(self, stored: StoredJob, interaction: _Interaction, text: str) -> None:
        await self._ask(interaction, stored, prompt=normalise_prompt(text))

    async def _own(self, interaction: _Interaction, job_id: int) -> StoredJob:
        """Read a job that may be asked for again.

        Raises:
            NotYours: Somebody else asked for it.
            ReferenceRefused: A picture was attached, and is gone.
            JobForgotten: Nothing is kept of it.
            StorageFailed: The database does not work.
        """
        stored = await self._imagine.read(job_id)
        if not _is_requester(interaction, stored):
            raise NotYours
        if stored.draft.request.references:
            raise ReferenceRefused(ReferenceFault.GONE)
        return stored

    async def _ask(self, interaction: _Interaction, stored: StoredJob, *, prompt: str) -> None:
        draft = stored.draft
        await self._asking.ask(
            interaction,
            replace(draft.request, prompt=prompt),
            private=draft.asker.private,
            spoiler=draft.address.spoiler,
        )


def _is_requester(interaction: _Interaction, stored: StoredJob) -> bool:
    return interaction.user.id == stored.draft.asker.user_id


def _may_moderate(interaction: _Interaction, stored: StoredJob) -> bool:
    """Tell whether a member may take messages away where the job is, or manage its server."""
    if interaction.channel_id != stored.draft.address.channel_id:
        return False
    may = interaction.permissions
    return may.manage_messages or may.manage_guild or may.administrator
