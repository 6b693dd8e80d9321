"""A loopback Discord that refuses some calls at random."""

import random
import re
from collections import Counter
from dataclasses import replace

from aiohttp import web

from testkit.discord_loopback.discord import LoopbackDiscord
from testkit.discord_loopback.messages import (
    TOKEN_ENDED,
    UNKNOWN_CHANNEL,
    UNKNOWN_MESSAGE,
    UNKNOWN_WEBHOOK,
    Refusal,
)
from testkit.discord_loopback.rest import Call

#: Refused calls per thousand.
REFUSED_PER_1000 = 10

_REFUSALS = (
    Refusal(500, 0, "500: Internal Server Error"),
    Refusal(502, 0, "502: Bad Gateway"),
    Refusal(503, 0, "503: Service Unavailable"),
    Refusal(429, 0, "You are being rate limited."),
    Refusal(403, 50013, "Missing Permissions"),
    UNKNOWN_CHANNEL,
    UNKNOWN_MESSAGE,
    UNKNOWN_WEBHOOK,
    TOKEN_ENDED,
)
#: Calls that can be refused. Those that a bot needs to start always succeed.
_CAN_FAIL = re.compile(r"^/(interactions|webhooks|channels)/")


class FlakyDiscord(LoopbackDiscord):
    """Refuses calls at random; keeps neither calls nor files."""

    def __init__(self, rng: random.Random) -> None:
        super().__init__()
        self.is_calm = False
        self.refused: Counter[int] = Counter()
        self.images = 0
        self._rng = rng

    def _respond(self, call: Call) -> web.Response:
        self.clear_failures()
        if not self.is_calm and _CAN_FAIL.match(call.path):
            self._maybe_refuse(call)
        self.images += len(call.files)
        response = super()._respond(replace(call, files=tuple(b"" for _ in call.files)))
        self.calls.clear()
        return response

    def _maybe_refuse(self, call: Call) -> None:
        if self._rng.randrange(1000) >= REFUSED_PER_1000:
            return
        refusal = self._rng.choice(_REFUSALS)
        self.refused[refusal.status] += 1
        self.fail(
            call.method,
            "^" + re.escape(call.path) + "$",
            refusal,
            retry_after_s=0.5 if refusal.status == web.HTTPTooManyRequests.status_code else None,
            takes_effect=not self._rng.randrange(4),
        )
