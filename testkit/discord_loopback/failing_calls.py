"""Calls of the bot that the loopback Discord lets fail."""

import re
from dataclasses import dataclass

from testkit.discord_loopback.messages import Refusal
from testkit.discord_loopback.rest import Call


@dataclass(slots=True)
class FailingCalls:
    """The next calls of one kind, which fail."""

    method: str
    path: re.Pattern[str]
    """Found anywhere in the path."""
    refusal: Refusal
    times: int
    """How many more calls fail."""
    retry_after_s: float | None
    takes_effect: bool
    """Whether the calls are carried out and only their responses are lost."""

    def has(self, call: Call) -> bool:
        """Tell whether this call is one of them."""
        is_meant = self.method == call.method and self.path.search(call.path) is not None
        return is_meant and self.times > 0
