"""Direct messages to members about their cases."""

import asyncio
import logging
from typing import Any

import discord

from bot.i18n import Say
from bot.policy.moderation.case import Case, CaseKind
from bot.ui.interactions.reply import CALL_FAILED
from bot.ui.moderation.cases.case_controls import member_view
from bot.ui.moderation.cases.case_texts import decision_message, member_message

log = logging.getLogger(__name__)

#: Seconds for one message. The moderator waits for it, behind "thinking".
_SEND_S = 10


async def tell_of_case(client: discord.Client, case: Case, guild_name: str, say: Say) -> bool:
    """Tell a member of a block, an unblock or a warning, with the button *Appeal*.

    Args:
        client: Logged in.
        case: The case.
        guild_name: The server's name.
        say: The language of the message; the server's, since the member's is unknown.

    Returns:
        Whether Discord took the message; a member can close their DMs.
    """
    view = None
    if case.kind is not CaseKind.UNBLOCK:
        view = member_view(case.guild_id, case.number, say)
    return await _send(client, case, member_message(case, guild_name, say), view=view)


async def tell_of_decision(client: discord.Client, case: Case, guild_name: str, say: Say) -> bool:
    """Tell a member how their appeal was decided, as `tell_of_case` does."""
    return await _send(client, case, decision_message(case, guild_name, say))


async def _send(
    client: discord.Client, case: Case, text: str, *, view: discord.ui.View | None = None
) -> bool:
    shown: dict[str, Any] = {} if view is None else {"view": view}
    try:
        async with asyncio.timeout(_SEND_S):
            channel = await client.create_dm(discord.Object(case.subject_id))
            await channel.send(
                text,
                allowed_mentions=discord.AllowedMentions.none(),
                suppress_embeds=True,
                **shown,
            )
    except CALL_FAILED as error:
        log.info("the member of case %s was not told: %s", case.number, error)
        return False
    return True
