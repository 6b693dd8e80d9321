"""Everything that a server's moderators have set, as one value."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from bot.policy.images.actions import Action, Audience
from bot.policy.limits.limit import Limit, Value
from bot.policy.limits.window import ZoneChange, zone_at

#: What one server can keep.
MOST_SCOPES = 200
MOST_VALUES = 500
MOST_EXEMPT_ROLES = 50
MOST_CHANNELS = 100
MOST_REASON_LENGTH = 200
MOST_EVENT_FACTOR = 100


class ScopeKind(StrEnum):
    """What kind of thing a limit is set for."""

    SERVER = "server"
    CATEGORY = "category"
    CHANNEL = "channel"
    ROLE = "role"


@dataclass(frozen=True, slots=True, order=True)
class Scope:
    """A thing that a limit is set for."""

    kind: ScopeKind
    id: int = 0
    """Discord's id; 0 for the server."""

    def __str__(self) -> str:
        """Name it as files and the history do: `server`, `role:123`."""
        return f"{self.kind}:{self.id}" if self.id else f"{self.kind}"


SERVER = Scope(ScopeKind.SERVER)


class ChannelMode(StrEnum):
    """What the list of channels means."""

    ANYWHERE = "anywhere"
    ONLY = "only"
    """Images in these channels only."""
    EXCEPT = "except"
    """Images everywhere but there."""


@dataclass(frozen=True, slots=True)
class ChannelList:
    """Where images may be asked for; a category stands for its channels."""

    mode: ChannelMode = ChannelMode.ANYWHERE
    ids: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Pause:
    """No images for a while."""

    until: datetime | None
    """None is until somebody resumes."""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """More images for a while; dollars stay as they are."""

    factor: float
    """What the quotas of images are multiplied by, above 1 and at most `MOST_EVENT_FACTOR`."""
    until: datetime


@dataclass(frozen=True, slots=True)
class Rulebook:
    """One server's own settings; what it leaves out is inherited from the operator."""

    limits: Mapping[Scope, Mapping[Limit, Value]] = field(
        default_factory=dict[Scope, Mapping[Limit, Value]]
    )
    exempt_roles: frozenset[int] = frozenset()
    channels: ChannelList = ChannelList()
    zones: tuple[ZoneChange, ...] = ()
    pause: Pause | None = None
    event: Event | None = None
    notices_channel: int | None = None
    moderator_role: int | None = None
    """Whoever has it may set limits, too."""
    audiences: Mapping[Action, Audience] = field(default_factory=dict[Action, Audience])
    """Who may press the buttons under an image; what is missing is as by default."""
    remixes_others: bool = True
    """Whether images that are not the bot's own may be remixed."""
    styles: Mapping[str, str] = field(default_factory=dict[str, str])
    """The server's own styles: what each name adds to a prompt."""

    @property
    def values(self) -> int:
        """How many limits are set, in all places together."""
        return sum(map(len, self.limits.values()))

    def own(self, place: Scope) -> Mapping[Limit, Value]:
        """Return what is set for a place itself."""
        return self.limits.get(place, {})

    def with_limit(self, place: Scope, limit: Limit, value: Value) -> "Rulebook":
        """Return the same rulebook with one limit set."""
        return self._with_own(place, {**self.own(place), limit: value})

    def without_limit(self, place: Scope, limit: Limit) -> "Rulebook":
        """Return the same rulebook with one limit inherited again."""
        return self._with_own(
            place, {name: value for name, value in self.own(place).items() if name is not limit}
        )

    def _with_own(self, place: Scope, own: Mapping[Limit, Value]) -> "Rulebook":
        others = {other: values for other, values in self.limits.items() if other != place}
        return replace(self, limits={**others, place: own} if own else others)

    def pause_at(self, now: datetime) -> Pause | None:
        """Return the pause that holds at an instant."""
        pause = self.pause
        return pause if pause and (pause.until is None or now < pause.until) else None

    def event_at(self, now: datetime) -> Event | None:
        """Return the event that holds at an instant."""
        return self.event if self.event and now < self.event.until else None


def zone_of(rulebook: Rulebook, now: datetime) -> str:
    """Return the time zone in which a server's days are counted at an instant."""
    return zone_at(now, rulebook.zones)
