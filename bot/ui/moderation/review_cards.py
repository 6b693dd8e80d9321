"""Changes the card of a held request or report once a moderator has decided."""

import re
from typing import Any

import discord

from bot.ui.moderation.review_buttons import REVIEW_TEMPLATE
from bot.ui.text import MAX_CONTENT, clip


def closed_card(message: discord.Message, line: str) -> dict[str, Any]:
    """Return the changes that take the decision's buttons off a card, and add a line to it.

    Other controls stay as they were sent.

    Args:
        message: The card, with content and embeds or made of components.
        line: What was decided, and by whom.
    """
    is_layout = message.flags.components_v2
    kind = discord.ui.LayoutView if is_layout else discord.ui.View
    view = kind.from_message(message, timeout=None)
    for item in tuple(view.walk_children()):
        custom_id = getattr(item, "custom_id", None) or ""
        if re.fullmatch(REVIEW_TEMPLATE, custom_id):
            _take_out(view, item)
    # clicks are dispatched by custom id; without this, discord.py would also keep the view
    view.stop()
    if isinstance(view, discord.ui.LayoutView):
        view.add_item(discord.ui.TextDisplay(line))
        return {"view": view}
    room = MAX_CONTENT - len(line) - 1
    content = f"{clip(message.content, room)}\n{line}" if message.content else line
    return {"content": content, "view": view if view.children else None}


def _take_out(view: Any, item: Any) -> None:  # noqa: ANN401 - any container of controls
    parent = item.parent or view
    parent.remove_item(item)
    if parent is not view and not parent.children:
        # Discord takes no empty rows
        _take_out(view, parent)
