"""A job's answer on Discord, by its address alone: no interaction is needed, nor kept."""

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
    """Edits, adds to and replaces what answers one job.

    Every call raises what is in `NOT_TAKEN` when Discord does not take it. Those that show
    something tell whether Discord's answer could be read, since a page of something else in
    between can have the status of a success, too.

    Attributes:
        message_id: The message that was last shown; None while it is not known.
    """

    # thousands may wait in line
    __slots__ = ("_address", "_client", "_requester", "message_id")

    def __init__(self, client: discord.Client, address: ReplyTarget, requester: Requester) -> None:
        self._client = client
        self._address = address
        self._requester = requester
        self.message_id = address.message_id

    async def edit(self, content: str, files: Files, view: discord.ui.View | None) -> bool:
        """Show something in place of the first answer; doing it twice changes nothing more.

        discord.py's own ways to `@original` all need the interaction.
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
        """Answer anew, as long as the token lives; doing it twice shows it twice.

        Args:
            content: What is said.
            files: What is shown.
            view: What can be done.
            is_ephemeral: Whether the member alone sees it, as with every private answer.
        """
        self.message_id = await self.add(content, files, view, is_ephemeral=is_ephemeral)
        # nothing tells of it, and once more would be shown twice
        return True

    async def add(
        self,
        content: str,
        files: Files = (),
        view: discord.ui.View | None = None,
        *,
        is_ephemeral: bool = False,
    ) -> int | None:
        """Say more beside the answer, and return the new message's id where it is known."""
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
        """Write a message of the bot's own in the channel."""
        return await self._send(self._address.channel_id or 0, content, files, view)

    async def write_privately(
        self, content: str, files: Files, view: discord.ui.View | None
    ) -> bool:
        """Write to the requester's DMs."""
        http = self._client.http
        channel = await call_watched(lambda: http.start_private_message(self._requester.user_id))
        channel_id = id_of(channel)
        if channel_id is None:
            raise Unreadable("no channel")
        return await self._send(channel_id, content, files, view)

    async def note(self, content: str) -> None:
        """Write a line to the requester in the channel, without what they asked for."""
        await self._send(self._address.channel_id or 0, content, (), None, nonce_end="n")

    async def read(self, message_id: int | None) -> object:
        """Return the first answer as it is on Discord now; None where it cannot be read.

        Args:
            message_id: As which message of the channel; None through the interaction's token.
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
        """Send a message that Discord makes one with its repeats of the last few minutes.

        Its nonce begins with the job's id, and discord.py asks Discord to enforce it.
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
