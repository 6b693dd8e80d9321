"""The moderation log: what a server sends there, and its entries as values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

#: Most characters of a member's or moderator's text in an entry.
MOST_TEXT_LENGTH = 4_000


class Topic(StrEnum):
    """What moderators can send to the log. The values are stored and never change."""

    IMAGES = "images"
    """Every delivered image."""
    REFUSALS = "refusals"
    """Hits of the filter, and prompts that the provider rejected."""
    REPORTS = "reports"
    """Members' reports and appeals."""
    ACTIONS = "actions"
    """What moderators and the ladder did."""


@dataclass(frozen=True, slots=True)
class LogSettings:
    """Where a server's log is, and what goes there."""

    channel_id: int | None = None
    """None turns the log off."""
    topics: frozenset[Topic] = frozenset(Topic)
    shows_private: bool = False
    """Whether private requests go there, too, once their member has agreed."""


@dataclass(frozen=True, slots=True)
class ModerationSettings:
    """What moderators have set besides limits and the filter."""

    log: LogSettings = LogSettings()
    warning_days: int | None = None
    """Days after which a warning expires; None for never."""


class EntryKind(StrEnum):
    """What an entry is about. The values are stored and never change."""

    IMAGE = "image"
    HIT = "hit"
    """A text that broke a rule of the filter."""
    REJECTION = "rejection"
    """A prompt that the provider rejected."""
    HELD = "held"
    """A request that waits for a moderator."""
    REPORT = "report"
    APPEAL = "appeal"
    ACTION = "action"
    """Something that a moderator did, or the ladder."""


#: The topic of each kind. A held request is posted even if its topic is off: it needs an answer.
TOPICS = {
    EntryKind.IMAGE: Topic.IMAGES,
    EntryKind.HIT: Topic.REFUSALS,
    EntryKind.REJECTION: Topic.REFUSALS,
    EntryKind.HELD: None,
    EntryKind.REPORT: Topic.REPORTS,
    EntryKind.APPEAL: Topic.REPORTS,
    EntryKind.ACTION: Topic.ACTIONS,
}


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One entry of a server's log; what does not apply to its kind is None or empty."""

    kind: EntryKind
    guild_id: int
    at: datetime
    user_id: int | None = None
    """The member that it is about."""
    actor_id: int | None = None
    """The moderator, or the member who reports; None for the bot itself."""
    channel_id: int | None = None
    """Where it happened."""
    job_id: int | None = None
    """The image's or the held request's job."""
    case_number: int | None = None
    rule: str = ""
    """The rule of the filter."""
    action: str = ""
    """What was done: the message id `log-action-<action>` has its words."""
    text: str = ""
    """The prompt, the reason, or the text that was refused."""
    until: datetime | None = None
    """When the block ends that was given; None for without an end, or for anything else."""
    is_private: bool = False
    """Whether it is about a private request whose member has agreed."""


def goes_to_log(settings: LogSettings, entry: LogEntry) -> bool:
    """Tell whether a server's log gets an entry."""
    if settings.channel_id is None or (entry.is_private and not settings.shows_private):
        return False
    topic = TOPICS[entry.kind]
    return topic is None or topic in settings.topics


#: Entries that need an answer, so that each is a message of its own.
NEED_ANSWERS = frozenset({EntryKind.HELD, EntryKind.REPORT, EntryKind.APPEAL})

#: Entries of one server that may wait before some of them become a digest.
MOST_CARDS = 10

#: Entries of one digest.
MOST_IN_DIGEST = 20


def in_next_message(waiting: Sequence[LogEntry]) -> int:
    """Return how many of a server's waiting entries the next message has.

    One is a card, more are a digest. A digest never has entries that need an answer.

    Args:
        waiting: At least one, the oldest first.
    """
    if len(waiting) <= MOST_CARDS:
        return 1
    count = 0
    for entry in waiting[:MOST_IN_DIGEST]:
        if entry.kind in NEED_ANSWERS:
            break
        count += 1
    return max(count, 1)
