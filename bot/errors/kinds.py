"""What kind of answer a failure was, in few words."""

from typing import Literal

from bot.errors.painting import (
    BadAnswer,
    KeyRejected,
    ModelGone,
    NotAllowed,
    OutOfCredit,
    PaintingFailed,
    PaintingTimedOut,
    PromptRejected,
    ProviderBusy,
    ProviderDown,
    RequestRejected,
)

Kind = Literal[
    "refusal", "capacity", "outage", "timeout", "gone", "account", "our_mistake", "bad_answer"
]

_KINDS: tuple[tuple[type[PaintingFailed], Kind], ...] = (
    (PromptRejected, "refusal"),
    (ProviderBusy, "capacity"),
    (ProviderDown, "outage"),
    (PaintingTimedOut, "timeout"),
    (ModelGone, "gone"),
    (KeyRejected, "account"),
    (OutOfCredit, "account"),
    (NotAllowed, "account"),
    (RequestRejected, "our_mistake"),
    (BadAnswer, "bad_answer"),
)


def kind_of(error: PaintingFailed) -> Kind:
    """Return what kind of answer a failure was.

    `refusal` is the prompt's; `capacity`, `outage`, `timeout` and `gone` are the provider's;
    `account` is the operator's to mend; `our_mistake` is a request that nobody should have sent;
    `bad_answer` is no picture for no known reason.
    """
    for failure, kind in _KINDS:
        if isinstance(error, failure):
            return kind
    return "bad_answer"
