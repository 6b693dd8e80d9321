"""Everything that a server's moderators have set, as one value."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from bot.policy.images.actions import Action, Audience
from bot.policy.limits.limit import Limit, Value
from bot.policy.limits.window import ZoneChange, zone_at
from bot.policy.moderation.log import ModerationSettings

#: Most entries of one server's rulebook, most characters of a reason, and the largest factor.
MOST_SCOPES = 200
MOST_VALUES = 500
MOST_EXEMPT_ROLES = 50
MOST_CHANNELS = 100
MOST_REASON_LENGTH = 200
MOST_EVENT_FACTOR = 100


class ScopeKind(StrEnum):
    """The kind of a scope."""

    SERVER = "server"
    CATEGORY = "category"
    CHANNEL = "channel"
    ROLE = "role"


@dataclass(frozen=True, slots=True, order=True)
class Scope:
    """A server, category, channel or role that a limit can be set for."""

    kind: ScopeKind
    id: int = 0
    """Discord's id; 0 for the server."""

    def __str__(self) -> str:
        """Return the name in files and audit entries: `server`, `role:123`."""
        return f"{self.kind}:{self.id}" if self.id else f"{self.kind}"


SERVER = Scope(ScopeKind.SERVER)


class ChannelMode(StrEnum):
    """The meaning of a channel list."""

    ANYWHERE = "anywhere"
    """The list has no effect."""
    ONLY = "only"
    """Images can be created only in these channels."""
    EXCEPT = "except"
    """Images can be created everywhere except in these channels."""


@dataclass(frozen=True, slots=True)
class ChannelList:
    """The channels where images can be created; a category includes its channels."""

    mode: ChannelMode = ChannelMode.ANYWHERE
    ids: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Pause:
    """Image creation is turned off."""

    until: datetime | None
    """None until a moderator resumes."""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """Image limits are multiplied; dollar limits are not."""

    factor: float
    """Above 1, at most `MOST_EVENT_FACTOR`."""
    until: datetime


@dataclass(frozen=True, slots=True)
class Rulebook:
    """One server's own settings; limits that are not set are inherited from the operator."""

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
    """A role whose members may set limits, in addition to moderators."""
    audiences: Mapping[Action, Audience] = field(default_factory=dict[Action, Audience])
    """The audience of each action; a missing one has the default."""
    remixes_others: bool = True
    """Whether images that the bot did not create can be remixed."""
    styles: Mapping[str, str] = field(default_factory=dict[str, str])
    """The server's own styles: from the name to the words that it adds to a prompt."""
    language: str | None = None
    """One of `LANGUAGES` for public messages; None for the server's language on Discord."""
    moderation: ModerationSettings = field(default_factory=ModerationSettings)
    """The moderation log and warnings; the filter has its own document."""

    @property
    def values(self) -> int:
        """Number of limits set, over all scopes."""
        return sum(map(len, self.limits.values()))

    def own(self, scope: Scope) -> Mapping[Limit, Value]:
        """Return the limits that are set for a scope itself."""
        return self.limits.get(scope, {})

    def with_limit(self, scope: Scope, limit: Limit, value: Value) -> "Rulebook":
        """Return the rulebook with one limit set."""
        return self._with_own(scope, {**self.own(scope), limit: value})

    def without_limit(self, scope: Scope, limit: Limit) -> "Rulebook":
        """Return the rulebook with one limit inherited again."""
        return self._with_own(
            scope, {name: value for name, value in self.own(scope).items() if name is not limit}
        )

    def _with_own(self, scope: Scope, own: Mapping[Limit, Value]) -> "Rulebook":
        others = {other: values for other, values in self.limits.items() if other != scope}
        return replace(self, limits={**others, scope: own} if own else others)

    def pause_at(self, now: datetime) -> Pause | None:
        """Return the pause in force at an instant."""
        pause = self.pause
        return pause if pause and (pause.until is None or now < pause.until) else None

    def event_at(self, now: datetime) -> Event | None:
        """Return the event in force at an instant."""
        return self.event if self.event and now < self.event.until else None


def zone_of(rulebook: Rulebook, now: datetime) -> str:
    """Return the time zone in which a server's days are counted at an instant."""
    return zone_at(now, rulebook.zones)
