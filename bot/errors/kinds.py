"""What kind of error one is, in few words."""

import re
from typing import Literal

from bot.errors.painting import (
    AccountBlocked,
    BadAnswer,
    Cancelled,
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
from bot.errors.root import ImagineError

Kind = Literal[
    "refusal",
    "unclear",
    "capacity",
    "outage",
    "timeout",
    "gone",
    "account",
    "our_mistake",
    "bad_answer",
]

_KINDS: tuple[tuple[type[PaintingFailed], Kind], ...] = (
    (PromptRejected, "refusal"),
    (ProviderBusy, "capacity"),
    (ProviderDown, "outage"),
    (PaintingTimedOut, "timeout"),
    (ModelGone, "gone"),
    (KeyRejected, "account"),
    (AccountBlocked, "account"),
    (OutOfCredit, "account"),
    (NotAllowed, "account"),
    (RequestRejected, "our_mistake"),
    (BadAnswer, "bad_answer"),
)


#: Why a job ended that its requester cancelled.
WITHDRAWN = "withdrawn"


def reason_of(error: ImagineError) -> str:
    """Return an error's name as it is stored, counted and printed, such as `prompt_rejected`."""
    if isinstance(error, Cancelled) and error.is_by_requester:
        return WITHDRAWN
    return re.sub(r"(?<!^)(?=[A-Z])", "_", type(error).__name__).lower()


def is_about_prompt(error: ImagineError) -> bool:
    """Tell whether a failure is, or may be, the model's refusal of the prompt."""
    return isinstance(error, PaintingFailed) and kind_of(error) in {"refusal", "unclear"}


def kind_of(error: PaintingFailed) -> Kind:
    """Return what kind of answer a failure was.

    `refusal` is the prompt's, `unclear` may be that or something else; `capacity`, `outage`,
    `timeout` and `gone` are the provider's; `account` is the operator's to mend; `our_mistake` is a
    request that nobody should have sent; `bad_answer` is no picture for no known reason.
    """
    if error.may_be_refusal:
        return "unclear"
    for failure, kind in _KINDS:
        if isinstance(error, failure):
            return kind
    return "bad_answer"
