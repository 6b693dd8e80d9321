"""A job's answer on Discord, by its address alone: no interaction is needed, nor kept."""

import logging
from collections.abc import Sequence
from typing import Any

import discord
from discord.http import handle_message_parameters
from discord.webhook.async_ import async_context

from bot.policy.job import Address, Asker
from bot.ui.reply import NOT_TAKEN

log = logging.getLogger(__name__)

Files = Sequence[discord.File]


class Answer:
    """Edits, adds to and replaces what answers one job.

    Every call but `remove` raises what is in `NOT_TAKEN` when Discord does not take it.

    Attributes:
        message_id: The message that was last shown; None while it is not known.
    """

    # thousands may wait in line
    __slots__ = ("_address", "_asker", "_client", "message_id")

    def __init__(self, client: discord.Client, address: Address, asker: Asker) -> None:
        self._client = client
        self._address = address
        self._asker = asker
        self.message_id = address.message_id

    async def edit(self, content: str, files: Files, view: discord.ui.View | None) -> None:
        """Show something in place of the first answer; doing it twice changes nothing more.

        discord.py's own ways to `@original` all need the interaction.
        """
        hook = self._hook()
        with handle_message_parameters(
            content,
            attachments=files,
            view=view,
            allowed_mentions=self._mentions(),
            previous_allowed_mentions=self._client.allowed_mentions,
        ) as parameters:
            message = await async_context.get().edit_original_interaction_response(
                self._address.application_id,
                self._address.token,
                session=hook.session,
                proxy=hook.proxy,
                proxy_auth=hook.proxy_auth,
                payload=parameters.payload,
                multipart=parameters.multipart,
                files=parameters.files,
            )
        self.message_id = int(message["id"])

    async def follow_up(self, content: str, files: Files, view: discord.ui.View | None) -> None:
        """Answer anew, as long as the token lives; doing it twice shows it twice."""
        self.message_id = await self.add(content, files, view)

    async def add(
        self, content: str, files: Files = (), view: discord.ui.View | None = None
    ) -> int:
        """Say more beside the answer, and return the new message's id."""
        message = await self._hook().send(
            content,
            files=files,
            view=view or discord.utils.MISSING,
            ephemeral=self._asker.private,
            suppress_embeds=True,
            allowed_mentions=self._mentions(),
            wait=True,
        )
        return message.id

    async def write(self, content: str, files: Files, view: discord.ui.View | None) -> None:
        """Write a message of the bot's own in the channel."""
        channel = self._client.get_partial_messageable(self._address.channel_id or 0)
        await self._send(channel, content, files, view)

    async def write_privately(
        self, content: str, files: Files, view: discord.ui.View | None
    ) -> None:
        """Write to the requester's DMs."""
        channel = await self._client.create_dm(discord.Object(self._asker.user_id))
        await self._send(channel, content, files, view)

    async def remove(self, message_id: int) -> None:
        """Take a public answer away as any message of the bot's; where that fails, it stays."""
        channel = self._client.get_partial_messageable(self._address.channel_id or 0)
        try:
            await channel.get_partial_message(message_id).delete()
        except NOT_TAKEN as error:
            log.info("the first answer stays: %s", error)

    async def _send(
        self,
        channel: discord.abc.Messageable,
        content: str,
        files: Files,
        view: discord.ui.View | None,
    ) -> None:
        """Send a message that Discord makes one with its repeats of the last few minutes.

        Its nonce is the job's id, and discord.py asks Discord to enforce it.
        https://docs.discord.com/developers/resources/message#create-message, read 2026-11-22
        """
        options: dict[str, Any] = {} if view is None else {"view": view}
        message = await channel.send(
            content,
            files=files,
            suppress_embeds=True,
            allowed_mentions=self._mentions(),
            nonce=str(self._asker.job_id),
            **options,
        )
        self.message_id = message.id

    def _hook(self) -> discord.Webhook:
        address = self._address
        hook = discord.Webhook.partial(address.application_id, address.token, client=self._client)
        # without this, discord.py takes it for a channel's webhook, which shows nothing in private
        hook.type = discord.WebhookType.application
        return hook

    def _mentions(self) -> discord.AllowedMentions:
        return discord.AllowedMentions(users=[discord.Object(self._asker.user_id)])
