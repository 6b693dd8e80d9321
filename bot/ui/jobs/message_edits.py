"""Changes a message's attachments and controls through the token of an interaction with it.

This needs no permissions, and works in private answers, in DMs and as a user-installed app.
"""

import asyncio
import io
import logging
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from weakref import WeakValueDictionary

import discord
from discord.webhook.async_ import async_context

from bot.errors import ChangeRefused, ImageGone
from bot.ui.interactions.reply import CALL_FAILED

log = logging.getLogger(__name__)

_NOT_FOUND = 404

#: Deadline for one change with its downloads and uploads, without waiting for its turn, in s.
_CHANGE_S = 60

#: The most bytes of one message's images that are held in memory.
_MOST_BYTES = 64 << 20

#: How many messages' images are in memory at once, one message per member. More than one, so that
#: a slow upload does not block other members.
_LOADED_AT_ONCE = 3

#: `IS_SPOILER` of an attachment. https://docs.discord.com/developers/resources/message, read
#: 2026-11-22
_IS_SPOILER = 1 << 3
_SPOILER_NAME = "SPOILER_"

_Interaction = discord.Interaction[Any]


@dataclass(frozen=True, slots=True)
class Look:
    """How one attached image is shown."""

    alt: str
    """The alt text, 0 to 1,024 characters."""
    is_hidden: bool
    """Whether it is hidden until it is clicked."""


def look_of(attachment: discord.Attachment) -> Look:
    """Return how an image is shown now."""
    return Look(attachment.description or "", attachment.is_spoiler())


def same_controls(
    message: discord.Message, *, without: str | None = None
) -> discord.ui.View | discord.ui.LayoutView:
    """Return a message's controls as they were sent, which clears the choice in its selects.

    Args:
        message: The message.
        without: The value of an option to remove from its selects.
    """
    kind = discord.ui.LayoutView if message.flags.components_v2 else discord.ui.View
    view = kind.from_message(message, timeout=None)
    for item in view.walk_children():
        if without is not None and isinstance(item, discord.ui.Select):
            item.options = [option for option in item.options if option.value != without]
    # clicks are dispatched by custom id; without this, discord.py would also keep the view
    view.stop()
    return view


#: Deadline for changing attachments in place, in seconds. discord.py retries for up to 25 s during
#: an outage, in which uploading the images again would fail, too.
_IN_PLACE_S = 10


@asynccontextmanager
async def refusing_change(*, within_s: float = _CHANGE_S) -> AsyncGenerator[None]:
    """Raise `ChangeRefused` if Discord rejects a change or the deadline passes."""
    try:
        async with asyncio.timeout(within_s):
            yield
    except CALL_FAILED as error:
        log.warning("Discord did not take a change: %s", error)
        raise ChangeRefused from error


class AttachmentEditor:
    """Loads and changes the attachments of messages, of a few messages at a time."""

    def __init__(self, *, change_s: float = _CHANGE_S) -> None:
        self._change_s = change_s
        self._permits = asyncio.Semaphore(_LOADED_AT_ONCE)
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def loaded(
        self, attachments: Sequence[discord.Attachment], looks: Sequence[Look], *, user_id: int
    ) -> AsyncGenerator[list[discord.File]]:
        """Load attached images so that the caller can send them again, within one deadline.

        Args:
            attachments: Of a message that Discord just sent, since its links expire.
            looks: How to show each of them.
            user_id: The member; each has one message loaded at a time.

        Raises:
            ChangeRefused: The images are too large together, or Discord failed to send or accept
                one before the deadline.
            ImageGone: There are no attachments, or one no longer exists.
        """
        if not attachments:
            raise ImageGone
        if sum(attachment.size for attachment in attachments) > _MOST_BYTES:
            raise ChangeRefused
        turn = self._turns.setdefault(user_id, asyncio.Lock())
        # the deadline excludes the waits for the turn and the permit
        async with turn, self._permits, refusing_change(within_s=self._change_s):
            try:
                contents = [await attachment.read() for attachment in attachments]
            except discord.NotFound as error:
                raise ImageGone from error
            yield [
                discord.File(
                    io.BytesIO(data),
                    attachment.filename,
                    spoiler=look.is_hidden,
                    description=look.alt or None,
                )
                for data, attachment, look in zip(contents, attachments, looks, strict=True)
            ]

    async def change(
        self,
        interaction: _Interaction,
        attachments: Sequence[discord.Attachment],
        looks: Sequence[Look],
    ) -> None:
        """Change how the images of a message are shown.

        The attachments are changed in place if Discord supports that, and uploaded again if not.

        Args:
            interaction: With one of the message's controls, answered by an update or its deferral.
            attachments: All attachments of the message.
            looks: How to show each of them.

        Raises:
            ChangeRefused: Discord did neither.
            ImageGone: There are no attachments, or one no longer exists.
        """
        if not attachments:
            raise ImageGone
        async with refusing_change():
            if await _change_in_place(interaction, attachments, looks):
                return
        async with self.loaded(attachments, looks, user_id=interaction.user.id) as files:
            await interaction.edit_original_response(attachments=files)


async def _change_in_place(
    interaction: _Interaction, attachments: Sequence[discord.Attachment], looks: Sequence[Look]
) -> bool:
    """Ask Discord to change existing attachments; False if it did not apply every change."""
    try:
        message = await _edit(interaction, looks_payload(attachments, looks))
    except discord.HTTPException as error:
        if error.status == _NOT_FOUND:
            raise
        log.info("Discord does not change attachments, so they are sent again: %s", error)
        return False
    return has_looks(message, attachments, looks)


def looks_payload(
    attachments: Sequence[discord.Attachment], looks: Sequence[Look]
) -> Mapping[str, Any]:
    """Return the payload that changes existing attachments; discord.py cannot send `is_spoiler`."""
    attached = [
        {"id": str(one.id), "description": look.alt or None, "is_spoiler": look.is_hidden}
        for one, look in zip(attachments, looks, strict=True)
    ]
    return {"attachments": attached}


def has_looks(
    message: Mapping[str, Any], attachments: Sequence[discord.Attachment], looks: Sequence[Look]
) -> bool:
    """Tell whether Discord applied every change, from the message's JSON after it."""
    shown = {str(one["id"]): one for one in message["attachments"]}
    return all(
        str(one.id) in shown and _is_shown(shown[str(one.id)], look)
        for one, look in zip(attachments, looks, strict=True)
    )


async def _edit(interaction: _Interaction, payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """Edit the message of an interaction, and return Discord's JSON of it."""
    hook = interaction.followup
    async with asyncio.timeout(_IN_PLACE_S):
        edit = async_context.get().edit_original_interaction_response
        return await edit(
            interaction.application_id,
            interaction.token,
            session=hook.session,
            proxy=hook.proxy,
            proxy_auth=hook.proxy_auth,
            payload=dict(payload),
        )


def _is_shown(attachment: Mapping[str, Any], look: Look) -> bool:
    """Tell whether an attachment has the requested look; Discord may trim the alt text."""
    alt: str = attachment.get("description") or ""
    name: str = attachment["filename"]
    flags: int = attachment.get("flags") or 0
    is_hidden = name.startswith(_SPOILER_NAME) or bool(flags & _IS_SPOILER)
    return alt.split() == look.alt.split() and is_hidden == look.is_hidden
