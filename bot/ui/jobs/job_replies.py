"""Edits and sends the answers of a job by its stored address, without the interaction."""

from collections.abc import Sequence
from typing import Any

import discord
from discord.http import MultipartParameters, handle_message_parameters
from discord.webhook.async_ import async_context

from bot.policy.jobs.job import ReplyTarget, Requester
from bot.ui.jobs.discord_refusals import Unreadable
from bot.ui.jobs.exchange import call_by_token, call_watched, id_of

Files = Sequence[discord.File]


class JobReplies:
    """Edits, adds to and replaces the answer of one job.

    Every call raises one of `NOT_TAKEN` on failure. Calls that show something return whether
    Discord's response was readable, since the page of a proxy can have a success status, too.

    Attributes:
        message_id: The message shown last; None while it is unknown.
    """

    # thousands of jobs may be queued
    __slots__ = ("_address", "_client", "_requester", "message_id")

    def __init__(self, client: discord.Client, address: ReplyTarget, requester: Requester) -> None:
        self._client = client
        self._address = address
        self._requester = requester
        self.message_id = address.message_id

    async def edit(self, content: str, files: Files, view: discord.ui.View | None) -> bool:
        """Edit the first answer; idempotent.

        discord.py's own methods for `@original` all need the interaction.
        """
        with self._parameters(content, attachments=files, view=view) as parameters:
            message = await self._by_token(
                async_context.get().edit_original_interaction_response,
                payload=parameters.payload,
                multipart=parameters.multipart,
                files=parameters.files,
            )
        edited = id_of(message)
        self.message_id = edited or self.message_id
        return edited is not None

    async def follow_up(
        self,
        content: str,
        files: Files,
        view: discord.ui.View | None,
        *,
        is_ephemeral: bool = False,
    ) -> bool:
        """Send a follow-up; needs a valid token and is not idempotent.

        Args:
            content: The text.
            files: The images.
            view: The controls; None for none.
            is_ephemeral: Whether only the member sees it; implied for private requests.
        """
        self.message_id = await self.add(content, files, view, is_ephemeral=is_ephemeral)
        # an unreadable response counts as success, since a retry would show the message twice
        return True

    async def add(
        self,
        content: str,
        files: Files = (),
        view: discord.ui.View | None = None,
        *,
        is_ephemeral: bool = False,
    ) -> int | None:
        """Send another message after the answer; return its id, or None if it is unknown."""
        is_ephemeral = is_ephemeral or self._requester.private
        flags = discord.MessageFlags(suppress_embeds=True, ephemeral=is_ephemeral)
        with self._parameters(
            content, files=files, view=view or discord.utils.MISSING, flags=flags
        ) as parameters:
            return id_of(
                await self._by_token(
                    async_context.get().execute_webhook,
                    once=True,
                    payload=parameters.payload,
                    multipart=parameters.multipart,
                    files=parameters.files,
                    wait=True,
                    with_components=view is not None,
                )
            )

    async def write(self, content: str, files: Files, view: discord.ui.View | None) -> bool:
        """Send a message of the bot's own to the channel."""
        return await self._send(self._address.channel_id or 0, content, files, view)

    async def write_privately(
        self, content: str, files: Files, view: discord.ui.View | None
    ) -> bool:
        """Send a DM to the requester."""
        http = self._client.http
        channel = await call_watched(lambda: http.start_private_message(self._requester.user_id))
        channel_id = id_of(channel)
        if channel_id is None:
            raise Unreadable("no channel")
        return await self._send(channel_id, content, files, view)

    async def note(self, content: str) -> None:
        """Send a note to the channel, as a separate message from the answer."""
        await self._send(self._address.channel_id or 0, content, (), None, nonce_end="n")

    async def read(self, message_id: int | None) -> object:
        """Return the JSON of the first answer as it is now; None if it is unreadable.

        Args:
            message_id: Its id in the channel; None to read it through the interaction's token.
        """
        if message_id is None:
            return await self._by_token(async_context.get().get_original_interaction_response)
        http, channel_id = self._client.http, self._address.channel_id or 0
        return await call_watched(lambda: http.get_message(channel_id, message_id))

    async def _by_token(self, call: Any, **options: Any) -> object:  # noqa: ANN401 - one of discord.py's
        return await call_by_token(self._client, self._address, call, **options)

    async def _send(
        self,
        channel_id: int,
        content: str,
        files: Files,
        view: discord.ui.View | None,
        *,
        nonce_end: str = "",
    ) -> bool:
        """Send a message that Discord deduplicates against repeats of the last few minutes.

        The nonce starts with the job's id, and discord.py asks Discord to enforce it.
        https://docs.discord.com/developers/resources/message#create-message, read 2026-11-22
        """
        http = self._client.http
        with self._parameters(
            content,
            files=files or discord.utils.MISSING,
            view=view or discord.utils.MISSING,
            flags=discord.MessageFlags(suppress_embeds=True),
            nonce=f"{self._requester.job_id}{nonce_end}",
        ) as parameters:
            message = await call_watched(lambda: http.send_message(channel_id, params=parameters))
        sent = id_of(message)
        if not nonce_end:
            self.message_id = sent
        return sent is not None

    def _parameters(self, content: str, **options: Any) -> MultipartParameters:  # noqa: ANN401 - as discord.py takes them
        return handle_message_parameters(
            content,
            allowed_mentions=discord.AllowedMentions(
                users=[discord.Object(self._requester.user_id)]
            ),
            previous_allowed_mentions=self._client.allowed_mentions,
            **options,
        )
