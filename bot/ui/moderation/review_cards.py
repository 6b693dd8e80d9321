"""Changes the card of a held request or report once a moderator has decided."""

import re

import discord

from bot.ui.moderation.log_cards import THUMBNAIL
from bot.ui.moderation.review_buttons import REVIEW_TEMPLATE
from bot.ui.text import MAX_CONTENT, clip


def closed_card(message: discord.Message, line: str) -> discord.ui.LayoutView:
    """Return a card without the decision's buttons, and with a line about the decision.

    Other controls stay as they were sent.

    Args:
        message: The card in the log.
        line: What was decided, and by whom.
    """
    view = discord.ui.LayoutView.from_message(message, timeout=None)
    for item in tuple(view.children):
        if isinstance(item, discord.ui.ActionRow):
            _take_out_buttons(view, item)
    containers = [item for item in view.children if isinstance(item, discord.ui.Container)]
    text = discord.ui.TextDisplay[discord.ui.LayoutView](f"-# {line}")
    (containers[0] if containers else view).add_item(text)
    for item in view.walk_children():
        if isinstance(item, discord.ui.Section) and isinstance(
            item.accessory, discord.ui.Thumbnail
        ):
            # Discord's link to the file expires
            item.accessory.media = f"attachment://{THUMBNAIL}"
    # clicks are dispatched by custom id; without this, discord.py would also keep the view
    view.stop()
    return view


def closed_notice(message: discord.Message, line: str) -> str:
    """Return the text of a notice with a line about the decision; it has no other buttons.

    Args:
        message: The notice in the channel for notices.
        line: What was decided, and by whom.
    """
    ending = f"\n-# {line}"
    return clip(message.content, MAX_CONTENT - len(ending)) + ending


def _take_out_buttons(
    view: discord.ui.LayoutView, row: discord.ui.ActionRow[discord.ui.LayoutView]
) -> None:
    for button in tuple(row.children):
        if re.fullmatch(REVIEW_TEMPLATE, getattr(button, "custom_id", None) or ""):
            row.remove_item(button)
    if not row.children:
        # Discord takes no empty rows
        view.remove_item(row)
