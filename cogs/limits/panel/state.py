"""What a control of the panel is about, in its custom id, so that it survives a restart."""

import re
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b

from bot.errors import Outdated
from bot.policy.limits.limit import Limit
from bot.policy.limits.rulebook import SERVER, Scope, ScopeKind
from bot.service.limits.moderation import Seen

#: https://docs.discord.com/developers/components/reference, read 2026-11-22
MAX_CUSTOM_ID = 100

_LETTERS = {
    ScopeKind.SERVER: "s",
    ScopeKind.CATEGORY: "g",
    ScopeKind.CHANNEL: "c",
    ScopeKind.ROLE: "r",
}
_KINDS = {letter: kind for kind, letter in _LETTERS.items()}

#: Every custom id that `Address.custom_id` makes.
TEMPLATE = re.compile(
    r"limits:panel:(?P<action>[a-z]+):(?P<kind>[sgcr])(?P<id>[0-9]{1,20}):"
    r"(?P<limit>[-a-z]*):(?P<tail>.*)",
    re.DOTALL,
)


class PanelAction(StrEnum):
    """What a control does."""

    SERVER = "server"
    """Look at the whole server."""
    CHANNEL = "channel"
    """Look at a channel or category."""
    ROLE = "role"
    """Look at a role."""
    LIMIT = "limit"
    """Choose a limit."""
    EDIT = "edit"
    """Open the form for the chosen limit; its tail is what is typed already."""
    OFF = "off"
    """Set no limit; its tail is the mark of what was seen."""
    CLEAR = "clear"
    """Inherit again; its tail is the mark of what was seen."""


@dataclass(frozen=True, slots=True)
class PanelState:
    """A place, and the limit that is chosen there."""

    place: Scope = SERVER
    limit: Limit | None = None

    def custom_id(self, action: PanelAction, tail: str = "") -> str:
        """Return the id of a control; a tail that is too long is cut."""
        place = f"{_LETTERS[self.place.kind]}{self.place.id}"
        head = f"limits:panel:{action}:{place}:{self.limit or ''}:"
        # an emoji may count twice, depending on who counts
        room = 2 * (MAX_CUSTOM_ID - len(head))
        encoded = tail.encode("utf-16-le", "ignore")[:room]
        return head + encoded.decode("utf-16-le", "ignore")


@dataclass(frozen=True, slots=True)
class Click:
    """A custom id, read again."""

    action: PanelAction
    address: PanelState
    tail: str = ""


def read_click(match: re.Match[str]) -> Click:
    """Read a custom id that matches `TEMPLATE`.

    Raises:
        Outdated: Another version of the bot made it.
    """
    place = Scope(_KINDS[match["kind"]], int(match["id"]))
    try:
        limit = Limit(match["limit"]) if match["limit"] else None
        return Click(PanelAction(match["action"]), PanelState(place, limit), match["tail"])
    except ValueError as error:
        raise Outdated from error


def mark(seen: Seen) -> str:
    """Return a short mark by which it can be told whether a limit is still as it was seen."""
    own = sorted(seen.own) if isinstance(seen.own, frozenset) else seen.own
    return blake2b(f"{seen.is_set} {own!r}".encode(), digest_size=4).hexdigest()
