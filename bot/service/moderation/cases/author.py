"""Who typed a text or decides about a case, and the check of such texts."""

from dataclasses import dataclass
from typing import Protocol

from bot.policy.limits.effective import Spot


@dataclass(frozen=True, slots=True)
class CaseAuthor:
    """Who typed a text or acts on a case, and where."""

    user_id: int
    spot: Spot
    """Its server is the case's; in DMs it has nothing else."""
    event_id: int = 0
    """The interaction."""

    @property
    def guild_id(self) -> int:
        """The server; 0, which has no members' cases, outside of servers."""
        return self.spot.guild_id or 0


class CheckText(Protocol):
    """Checks texts that others will read, such as reasons and appeals."""

    async def __call__(self, author: CaseAuthor, text: str, /, *, is_offense: bool) -> None:
        """Check a text.

        Args:
            author: The moderator or member.
            text: As it will be shown.
            is_offense: Whether a refused text counts toward the ladder; not for moderators.

        Raises:
            Refused: The server's filter does not allow it.
            StorageFailed: The filter cannot be read.
        """
        ...


async def allow_text(_author: CaseAuthor, _text: str, /, *, is_offense: bool) -> None:
    """Allow every text: where there is no filter."""
