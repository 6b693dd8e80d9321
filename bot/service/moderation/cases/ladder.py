"""The ladder's blocks: their reason, and that one is given once."""

from datetime import datetime, timedelta

from bot.policy.limits.values import format_duration
from bot.policy.moderation.filter import Step
from bot.ports import Stores

#: How long a member gets no second block of the same length. Other processes, which an interaction
#: can reach as well, see the first one after milliseconds.
_ONCE_FOR = timedelta(seconds=10)


def ladder_words(step: Step) -> str:
    """Return the reason of an automatic block, in English as moderators read it."""
    window = format_duration(int(step.window.total_seconds()))
    texts = "1 text" if step.offenses == 1 else f"{step.offenses} texts"
    return f"{texts} that this server's filter refused within {window}"


async def is_first(
    stores: Stores, guild_id: int, user_id: int, step: Step, *, now: datetime
) -> bool:
    """Tell whether no other process gives a member the same block right now.

    Raises:
        StorageFailed: It is not known.
    """
    member = stores.members.pseudonym(user_id)
    key = f"ladder:{guild_id}:{member}:{step.block.total_seconds():.0f}"
    return await stores.notices.claim(key, kept_until=now + _ONCE_FOR, now=now)
