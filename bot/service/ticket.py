"""What a job has in hand when it starts, whether it was just admitted or left by a dead process."""

from dataclasses import dataclass
from datetime import datetime

from bot.policy.claim import Claim, Left
from bot.policy.job import Draft
from bot.policy.picture import Painting
from bot.policy.request import Order


@dataclass(frozen=True, slots=True)
class Ticket:
    """An admitted wish; what was reserved for it is settled when its job ends."""

    draft: Draft
    order: Order
    claim: Claim | None = None
    """What is reserved; None after a restart, when nothing can be added to it any more."""
    micros: int = 0
    """Micro-dollars that were held before the restart."""
    left: Left | None = None
    """What the member has left; None after a restart."""
    painting: Painting | None = None
    """What is painted already, and only has to be shown."""
    painted_at: datetime | None = None
    """When that was; None for now."""
    is_answered: bool = False
    """Whether the first answer was out before this job started."""
