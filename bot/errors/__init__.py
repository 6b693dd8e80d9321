"""Every error of ours, with the facts; the sentence for people is made in `bot.ui.sentences`.

ImagineError
├── Refused                 before anything was sent: nothing is charged
│   ├── OptionRefused       a value that the model or the bot does not accept
│   ├── OptionOutOfRange    a number or a text outside of what an option takes
│   ├── ReferenceRefused    an attached picture that cannot be used
│   ├── ModelUnknown        no such model, nor a successor
│   ├── CooldownActive      too soon after the last one
│   ├── LimitReached        a quota, a budget or the number of jobs at once
│   ├── NotAllowedHere      a limit does not allow this model, size, kind or place
│   ├── WrongChannel        pictures are asked for in other channels
│   ├── PlaceUnknown        a rule needs to know of the channel what Discord does not tell
│   ├── OnHold              a moderator has paused the server
│   ├── OutsideServers      the operator takes no pictures in DMs
│   ├── TooManyRefusals     the provider refused this member's prompts again and again
│   ├── AlreadyAsked        the same event once more; the first one is answered
│   ├── IntakeClosed        the bot takes no pictures now
│   ├── ProviderOnHold      a model or OpenRouter failed again and again
│   ├── LineFull            too many pictures wait already
│   ├── WaitTooLong         the line is too long for the answer's life
│   ├── CancelRefused       a job that cannot be cancelled
│   ├── NotYours            somebody else's control
│   ├── JobForgotten        nothing is kept of the job any more
│   ├── PictureGone         no picture in the message that a control is about
│   ├── OthersForbidden     the server keeps others' pictures from being remixed
│   ├── NothingLarger       the model has no larger size than the picture's
│   ├── CopyRefused         the member takes no direct messages
│   ├── ChangeRefused       Discord did not take the change of a message
│   ├── StyleUnknown        no style of this name
│   ├── ServersOnly         needs a server that the bot is in
│   ├── AnswerLost          Discord did not take the first answer
│   ├── NotPermitted        Discord's or our own check says no
│   ├── Outdated            a command, button or form that nobody knows any more
│   ├── SettingRefused      a moderator's input that cannot be read or is out of range
│   ├── ImportRefused       a file of limits with mistakes in it
│   └── ChangedMeanwhile    somebody else changed the same setting first
├── PaintingFailed          after sending; `charge` says what the operator may owe
│   ├── PromptRejected      the model or its provider refuses this prompt
│   ├── ProviderBusy        rate limit or capacity
│   ├── ProviderDown        outage, unreachable, incomplete answer
│   ├── KeyRejected         OpenRouter does not accept the key
│   ├── AccountBlocked      the operator's account is blocked, here or at a provider
│   ├── OutOfCredit         no credit, or a limit in dollars is spent
│   ├── ModelGone           the model exists no more
│   ├── NotAllowed          a rule of the account, the region or a guardrail
│   ├── RequestRejected     OpenRouter finds fault with the request: our mistake or too large
│   ├── PaintingTimedOut    a deadline passed, theirs or ours
│   └── BadAnswer           an answer without a usable picture
├── DeliveryFailed          painted, but Discord did not take it
│   ├── TooLargeForDiscord  larger than the upload limit
│   ├── DiscordUnavailable  an outage that may pass
│   ├── ShowingGivenUp      the process died of it again and again
│   └── NowhereToDeliver    the answer, the channel or the DM is gone or closed
├── Interrupted             the bot stopped while it was painted
├── LostInRestart           the process died while it was painted
├── Cancelled               its requester or a moderator cancelled it
├── SpoolFailed             the disk did not take the bytes
├── StorageFailed           the database does not work
├── OutputRefused           a file that cannot be written where it was wanted
├── TokenRejected           Discord does not accept the bot's token
├── DiscordUnreachable      no way to Discord
├── StartRefused            Discord does not let the bot log in or connect
├── CommandsRefused         Discord does not take the bot's commands
├── Unexpected              a mistake of ours, known by its reference id
└── ConfigError             settings that cannot work
"""

from bot.errors.delivery import (
    DeliveryFailed,
    DiscordUnavailable,
    NowhereToDeliver,
    ShowingGivenUp,
    TooLargeForDiscord,
)
from bot.errors.kinds import WITHDRAWN, Kind, is_about_prompt, kind_of, reason_of
from bot.errors.painting import (
    AccountBlocked,
    BadAnswer,
    Cancelled,
    Charge,
    Interrupted,
    KeyRejected,
    LostInRestart,
    ModelGone,
    NotAllowed,
    OutOfCredit,
    PaintingFailed,
    PaintingTimedOut,
    PromptRejected,
    ProviderBusy,
    ProviderDown,
    RequestRejected,
    SpoolFailed,
)
from bot.errors.refused import (
    AlreadyAsked,
    AnswerLost,
    CancelFault,
    CancelRefused,
    ChangedMeanwhile,
    ChangeRefused,
    ClosedReason,
    CooldownActive,
    CopyRefused,
    ImportRefused,
    IntakeClosed,
    JobForgotten,
    LimitReached,
    LineFull,
    LineScope,
    ModelUnknown,
    NotAllowedHere,
    NothingLarger,
    NotPermitted,
    NotYours,
    OnHold,
    OptionOutOfRange,
    OptionRefused,
    OthersForbidden,
    Outdated,
    OutsideServers,
    PictureGone,
    PlaceUnknown,
    ProviderOnHold,
    ReferenceFault,
    ReferenceRefused,
    Refused,
    ServersOnly,
    SettingRefused,
    StyleUnknown,
    TooManyRefusals,
    WaitTooLong,
    WrongChannel,
)
from bot.errors.root import ImagineError
from bot.errors.running import (
    CommandsRefused,
    ConfigError,
    DiscordFault,
    DiscordUnreachable,
    OutputRefused,
    StartRefused,
    StorageFailed,
    StorageFault,
    TokenRejected,
    Unexpected,
)

__all__ = [
    "WITHDRAWN",
    "AccountBlocked",
    "AlreadyAsked",
    "AnswerLost",
    "BadAnswer",
    "CancelFault",
    "CancelRefused",
    "Cancelled",
    "ChangeRefused",
    "ChangedMeanwhile",
    "Charge",
    "ClosedReason",
    "CommandsRefused",
    "ConfigError",
    "CooldownActive",
    "CopyRefused",
    "DeliveryFailed",
    "DiscordFault",
    "DiscordUnavailable",
    "DiscordUnreachable",
    "ImagineError",
    "ImportRefused",
    "IntakeClosed",
    "Interrupted",
    "JobForgotten",
    "KeyRejected",
    "Kind",
    "LimitReached",
    "LineFull",
    "LineScope",
    "LostInRestart",
    "ModelGone",
    "ModelUnknown",
    "NotAllowed",
    "NotAllowedHere",
    "NotPermitted",
    "NotYours",
    "NothingLarger",
    "NowhereToDeliver",
    "OnHold",
    "OptionOutOfRange",
    "OptionRefused",
    "OthersForbidden",
    "OutOfCredit",
    "Outdated",
    "OutputRefused",
    "OutsideServers",
    "PaintingFailed",
    "PaintingTimedOut",
    "PictureGone",
    "PlaceUnknown",
    "PromptRejected",
    "ProviderBusy",
    "ProviderDown",
    "ProviderOnHold",
    "ReferenceFault",
    "ReferenceRefused",
    "Refused",
    "RequestRejected",
    "ServersOnly",
    "SettingRefused",
    "ShowingGivenUp",
    "SpoolFailed",
    "StartRefused",
    "StorageFailed",
    "StorageFault",
    "StyleUnknown",
    "TokenRejected",
    "TooLargeForDiscord",
    "TooManyRefusals",
    "Unexpected",
    "WaitTooLong",
    "WrongChannel",
    "is_about_prompt",
    "kind_of",
    "reason_of",
]
