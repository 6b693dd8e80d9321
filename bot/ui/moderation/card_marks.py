"""Changes cards of the log after an action: a line that says who did what, and other buttons."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakValueDictionary

import discord

from bot.i18n import Say
from bot.ports import ShownMessage
from bot.ui.interactions.reply import CALL_FAILED
from bot.ui.jobs.discord_refusals import is_absent
from bot.ui.moderation.log_cards import THUMBNAIL, LogAction, log_button, log_button_id

log = logging.getLogger(__name__)

#: Seconds for one card.
_EDIT_S = 10

#: Lines that a card keeps; older ones are removed.
_MOST_MARKS = 10


@dataclass(frozen=True, slots=True)
class Mark:
    """A change of a card."""

    job_id: int
    line: str
    """What was done and by whom, in the server's language."""
    say: Say
    replaced: Mapping[LogAction, LogAction | None] = field(
        default_factory=dict[LogAction, LogAction | None]
    )
    """Buttons to replace by others; None removes them."""
    is_deleted: bool = False
    """Whether the thumbnail is removed."""
    is_hidden: bool | None = None
    """Whether the thumbnail is hidden from now on; None leaves it as it is."""


class CardMarks:
    """Changes cards one after another, each as it is on Discord now."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def mark(self, cards: Sequence[ShownMessage], mark: Mark) -> Sequence[ShownMessage]:
        """Change all cards of an image; a failure is only logged.

        Returns:
            The cards that no longer exist.
        """
        gone: list[ShownMessage] = []
        for card in cards:
            turn = self._turns.setdefault(card.message_id, asyncio.Lock())
            try:
                async with turn, asyncio.timeout(_EDIT_S):
                    await self._mark(card, mark)
            except CALL_FAILED as error:
                log.info("card %s of the log was not changed: %s", card.message_id, error)
                if is_absent(error):
                    gone.append(card)
        return gone

    async def _mark(self, card: ShownMessage, mark: Mark) -> None:
        channel = self._client.get_partial_messageable(card.channel_id)
        message = await channel.fetch_message(card.message_id)
        view = discord.ui.LayoutView.from_message(message, timeout=None)
        _change(view, mark)
        view.stop()
        options: dict[str, Any] = {"attachments": []} if mark.is_deleted else {}
        await message.edit(view=view, allowed_mentions=discord.AllowedMentions.none(), **options)


def _change(view: discord.ui.LayoutView, mark: Mark) -> None:
    for item in tuple(view.children):
        if isinstance(item, discord.ui.Container):
            _change_text(item, mark)
        elif isinstance(item, discord.ui.ActionRow):
            _change_buttons(view, item, mark)


def _change_text(container: discord.ui.Container[Any], mark: Mark) -> None:
    first, *lines = container.children
    if isinstance(first, discord.ui.Section):
        accessory = first.accessory
        if mark.is_deleted:
            text = first.children[0]
            container.clear_items()
            container.add_item(text)
            for line in lines:
                container.add_item(line)
        elif isinstance(accessory, discord.ui.Thumbnail):
            # Discord's link to the file expires
            accessory.media = f"attachment://{THUMBNAIL}"
            accessory.spoiler = accessory.spoiler if mark.is_hidden is None else mark.is_hidden
    for old in lines[: max(len(lines) + 1 - _MOST_MARKS, 0)]:
        container.remove_item(old)
    container.add_item(discord.ui.TextDisplay(f"-# {mark.line}"))


def _change_buttons(
    view: discord.ui.LayoutView, row: discord.ui.ActionRow[Any], mark: Mark
) -> None:
    ids = {log_button_id(action, mark.job_id): other for action, other in mark.replaced.items()}
    buttons: list[discord.ui.Item[Any]] = []
    for button in row.children:
        custom_id = getattr(button, "custom_id", None)
        if custom_id not in ids:
            buttons.append(button)
        elif (other := ids[custom_id]) is not None:
            buttons.append(log_button(other, mark.job_id, mark.say))
    row.clear_items()
    for button in buttons:
        row.add_item(button)
    if not buttons:
        view.remove_item(row)
