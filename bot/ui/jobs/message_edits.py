"""Changes what a message shows, through the token of an interaction with it and nothing else.

So it works in private answers, in DMs and as a user's own app, without any permission.
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
from bot.ui.interactions.reply import NOT_TAKEN

log = logging.getLogger(__name__)

_NOT_FOUND = 404

#: What one change may take, with its images loaded and sent, once it is its turn.
_CHANGE_S = 60

#: Images of one message that are held in memory.
_MOST_BYTES = 64 << 20

#: Messages whose images are, one of each member at most; a slow upload must not stop everybody.
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
    """For people who cannot see it, 0 to 1,024 characters."""
    is_hidden: bool
    """Whether it is hidden until it is clicked."""


def look_of(attachment: discord.Attachment) -> Look:
    """Return how an image is shown now."""
    return Look(attachment.description or "", attachment.is_spoiler())


def same_controls(
    message: discord.Message, *, without: str | None = None
) -> discord.ui.View | discord.ui.LayoutView:
    """Return a message's controls as they were sent, so that its selects show no choice.

    Args:
        message: Whose.
        without: The value of an option that its selects lose.
    """
    kind = discord.ui.LayoutView if message.flags.components_v2 else discord.ui.View
    view = kind.from_message(message, timeout=None)
    for item in view.walk_children():
        if without is not None and isinstance(item, discord.ui.Select):
            item.options = [option for option in item.options if option.value != without]
    # the controls are answered by their ids; discord.py would otherwise keep the view as well
    view.stop()
    return view


#: discord.py tries for up to 25 s while Discord has an outage, in which sending all of it again
#: would not get through either.
_DECLARE_S = 10


@asynccontextmanager
async def refusing_change(*, within_s: float = _CHANGE_S) -> AsyncGenerator[None]:
    """Raise `ChangeRefused` for what Discord does not take, or not within a minute."""
    try:
        async with asyncio.timeout(within_s):
            yield
    except NOT_TAKEN as error:
        log.warning("Discord did not take a change: %s", error)
        raise ChangeRefused from error


class AttachmentEditor:
    """Loads and changes what is attached to messages; few messages' images at a time."""

    def __init__(self, *, change_s: float = _CHANGE_S) -> None:
        self._change_s = change_s
        self._permits = asyncio.Semaphore(_LOADED_AT_ONCE)
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def loaded(
        self, attachments: Sequence[discord.Attachment], looks: Sequence[Look], *, user_id: int
    ) -> AsyncGenerator[list[discord.File]]:
        """Load attached images, and have a minute to send them again.

        Args:
            attachments: Of a message that Discord just sent, since its links expire.
            looks: How each of them is shown then.
            user_id: Who wants that; one message at a time.

        Raises:
            ChangeRefused: More than is held in memory, or Discord does not hand one over or take
                it again, or not within a minute.
            ImageGone: There is none, or not any more.
        """
        if not attachments:
            raise ImageGone
        if sum(attachment.size for attachment in attachments) > _MOST_BYTES:
            raise ChangeRefused
        turn = self._turns.setdefault(user_id, asyncio.Lock())
        # others who wait must not wait in vain, so the minute begins behind both
        async with turn, self._permits, refusing_change(within_s=self._change_s):
            try:
                pieces = [await attachment.read() for attachment in attachments]
            except discord.NotFound as error:
                raise ImageGone from error
            yield [
                discord.File(
                    io.BytesIO(data),
                    attachment.filename,
                    spoiler=look.is_hidden,
                    description=look.alt or None,
                )
                for data, attachment, look in zip(pieces, attachments, looks, strict=True)
            ]

    async def change(
        self,
        interaction: _Interaction,
        attachments: Sequence[discord.Attachment],
        looks: Sequence[Look],
    ) -> None:
        """Change how the images of a message are shown.

        They stay the same attachments where Discord does that, and are sent again elsewhere.

        Args:
            interaction: With one of the message's controls, answered by an update or its deferral.
            attachments: All of the message's.
            looks: How each of them is shown from now on.

        Raises:
            ChangeRefused: Discord does neither.
            ImageGone: There is none, or not any more.
        """
        if not attachments:
            raise ImageGone
        async with refusing_change():
            if await _declare(interaction, attachments, looks):
                return
        async with self.loaded(attachments, looks, user_id=interaction.user.id) as files:
            await interaction.edit_original_response(attachments=files)


async def _declare(
    interaction: _Interaction, attachments: Sequence[discord.Attachment], looks: Sequence[Look]
) -> bool:
    """Ask Discord to change attachments that exist; False when it did not, or not all of it.

    discord.py sends no `is_spoiler`.
    """
    attached = [
        {"id": str(one.id), "description": look.alt or None, "is_spoiler": look.is_hidden}
        for one, look in zip(attachments, looks, strict=True)
    ]
    try:
        message = await _edit(interaction, {"attachments": attached})
    except discord.HTTPException as error:
        if error.status == _NOT_FOUND:
            raise
        log.info("Discord does not change attachments, so they are sent again: %s", error)
        return False
    shown = {str(one["id"]): one for one in message["attachments"]}
    return all(
        str(one.id) in shown and _is_shown(shown[str(one.id)], look)
        for one, look in zip(attachments, looks, strict=True)
    )


async def _edit(interaction: _Interaction, payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """Edit the message of an interaction, and return it as Discord sends it."""
    hook = interaction.followup
    async with asyncio.timeout(_DECLARE_S):
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
    """Tell whether an attachment is as it was wanted; Discord may trim the text."""
    alt: str = attachment.get("description") or ""
    name: str = attachment["filename"]
    flags: int = attachment.get("flags") or 0
    is_hidden = name.startswith(_SPOILER_NAME) or bool(flags & _IS_SPOILER)
    return alt.split() == look.alt.split() and is_hidden == look.is_hidden
