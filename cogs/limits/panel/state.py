"""The panel's state, kept in the custom ids of its controls so that it survives a restart."""

import re
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b

from bot.errors import Outdated
from bot.policy.limits.limit import Limit
from bot.policy.limits.rulebook import SERVER, Scope, ScopeKind
from bot.service.limits.rulebook_editor import Seen

#: Characters; https://docs.discord.com/developers/components/reference, read 2026-11-22
MAX_CUSTOM_ID = 100

_LETTERS = {
    ScopeKind.SERVER: "s",
    ScopeKind.CATEGORY: "g",
    ScopeKind.CHANNEL: "c",
    ScopeKind.ROLE: "r",
}
_KINDS = {letter: kind for kind, letter in _LETTERS.items()}

#: Matches every custom id that `PanelState.custom_id` returns.
TEMPLATE = re.compile(
    r"limits:panel:(?P<action>[a-z]+):(?P<kind>[sgcr])(?P<id>[0-9]{1,20}):"
    r"(?P<limit>[-a-z]*):(?P<tail>.*)",
    re.DOTALL,
)


class PanelAction(StrEnum):
    """What a control of the panel does. The values are part of custom ids and never change."""

    SERVER = "server"
    """Show the server's limits."""
    CHANNEL = "channel"
    """Show the limits of a channel or category."""
    ROLE = "role"
    """Show the limits of a role."""
    LIMIT = "limit"
    """Select a limit."""
    EDIT = "edit"
    """Open the form for the selected limit. The tail is the rejected input to start with."""
    OFF = "off"
    """Set the selected limit to "no limit". The tail is the fingerprint of the shown value."""
    CLEAR = "clear"
    """Remove the value so that it is inherited. The tail is the fingerprint of the shown value."""


@dataclass(frozen=True, slots=True)
class PanelState:
    """The shown scope and the selected limit."""

    scope: Scope = SERVER
    limit: Limit | None = None

    def custom_id(self, action: PanelAction, tail: str = "") -> str:
        """Return a control's custom id; a tail that does not fit is cut off.

        Args:
            action: What the control does.
            tail: See `PanelAction`.
        """
        scope = f"{_LETTERS[self.scope.kind]}{self.scope.id}"
        head = f"limits:panel:{action}:{scope}:{self.limit or ''}:"
        # count UTF-16 code units, as Discord may: an emoji is then two characters
        max_bytes = 2 * (MAX_CUSTOM_ID - len(head))
        encoded = tail.encode("utf-16-le", "ignore")[:max_bytes]
        return head + encoded.decode("utf-16-le", "ignore")


@dataclass(frozen=True, slots=True)
class Click:
    """A parsed custom id."""

    action: PanelAction
    state: PanelState
    tail: str = ""


def read_click(match: re.Match[str]) -> Click:
    """Parse a custom id that matches `TEMPLATE`.

    Raises:
        Outdated: Its action or limit is unknown; another version of the bot sent it.
    """
    scope = Scope(_KINDS[match["kind"]], int(match["id"]))
    try:
        limit = Limit(match["limit"]) if match["limit"] else None
        return Click(PanelAction(match["action"]), PanelState(scope, limit), match["tail"])
    except ValueError as error:
        raise Outdated from error


def fingerprint(seen: Seen) -> str:
    """Return a short hash of a limit's own value, to detect changes since it was shown."""
    own = sorted(seen.own) if isinstance(seen.own, frozenset) else seen.own
    return blake2b(f"{seen.is_set} {own!r}".encode(), digest_size=4).hexdigest()
