"""What operators read on their terminals where members read something else on Discord."""

from bot.errors import (
    ImagineError,
    KeyRejected,
    ModelUnknown,
    OutOfCredit,
    ProviderForbids,
    SpoolFailed,
    StorageFailed,
    StorageFault,
    Unexpected,
)
from bot.speech import ENGLISH
from bot.ui.jobsentences import charge_words
from bot.ui.sentences import explain
from bot.ui.text import unescape

_STORAGE = {
    StorageFault.BUSY: "is locked or too slow. End what else uses it, then start again.",
    StorageFault.DAMAGED: "is damaged. Put the last backup in its place, then start again.",
    StorageFault.READ_ONLY: "cannot be written to. Check who owns DATA_DIR, or the role's rights.",
    StorageFault.FULL: "has no more room. Free some on its disk, then start again.",
    StorageFault.UNREACHABLE: (
        "cannot be reached, or refuses the log-in. Check DATABASE_URL and the server."
    ),
    StorageFault.NEWER: (
        "belongs to a newer version of the bot. Start that version, or put a backup in its place."
    ),
    StorageFault.OTHER: "does not work. The log says what it answered.",
}


def explain_to_operator(error: ImagineError) -> str:
    """Say in plain words what happened, whether it was charged, and what an operator can do."""
    match error:
        case StorageFailed(fault=fault):
            return f"The bot's database {_STORAGE[fault]}"
        case Unexpected(reference=reference):
            return (
                f"Something went wrong (reference {reference}). "
                "The log has the whole story under it; report that as a mistake of the bot's."
            )
        case ModelUnknown(wanted=None):
            return "None of MODELS can paint now. Nothing was charged; name others there."
        case ModelUnknown(wanted=wanted):
            return (
                f"There is no model {wanted}, or it is gone. Nothing was charged; "
                "https://openrouter.ai/models lists those that there are."
            )
        case KeyRejected() | OutOfCredit() | ProviderForbids() | SpoolFailed():
            return _CHARGED[type(error)].format(charge=charge_words(error.charge, ENGLISH))
        case _:
            return unescape(explain(error))


_CHARGED: dict[type[ImagineError], str] = {
    KeyRejected: "OpenRouter does not accept the key. {charge} Set a valid OPENROUTER_API_KEY.",
    OutOfCredit: (
        "There is not enough credit at OpenRouter for this picture. {charge} "
        "Add some at https://openrouter.ai/settings/credits, or raise the key's limit."
    ),
    ProviderForbids: (
        "OpenRouter does not allow this request for this account or region. {charge} "
        "Choose another model, or look at https://openrouter.ai/settings/privacy."
    ),
    SpoolFailed: "The disk did not take the picture. {charge} Make room for DATA_DIR.",
}
