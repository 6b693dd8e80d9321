"""Errors for the operator's terminal that read differently for members on Discord."""

from bot.errors import (
    AlreadyBlocked,
    ImagineError,
    KeyRejected,
    ModelUnknown,
    NotBlocked,
    OutOfCredit,
    ProviderForbids,
    SpoolFailed,
    StorageFailed,
    StorageFault,
    Unexpected,
)
from bot.i18n import ENGLISH
from bot.ui.jobs.job_sentences import charge_words
from bot.ui.sentences import explain
from bot.ui.text import unescape

_STORAGE = {
    StorageFault.BUSY: "is locked or too slow. Stop other programs that use it, then start again.",
    StorageFault.DAMAGED: "is damaged. Restore the latest backup, then start again.",
    StorageFault.READ_ONLY: (
        "can't be written to. Check the permissions of DATA_DIR, or those of the database role."
    ),
    StorageFault.FULL: "is full. Free some disk space, then start again.",
    StorageFault.UNREACHABLE: (
        "can't be reached, or rejects the login. Check DATABASE_URL and the server."
    ),
    StorageFault.NEWER: (
        "belongs to a newer version of the bot. Start that version, or restore a backup."
    ),
    StorageFault.OTHER: "isn't working. The log has its error message.",
}


def explain_to_operator(error: ImagineError) -> str:
    """Say what happened, whether it may have been charged, and what an operator can do."""
    match error:
        case StorageFailed(fault=fault):
            return f"The bot's database {_STORAGE[fault]}"
        case Unexpected(reference=reference):
            return (
                f"Something went wrong (reference {reference}). "
                "The log has the details under this reference; report them as a bug."
            )
        case ModelUnknown(wanted=None):
            return "None of the models in MODELS are available right now. Set other models."
        case ModelUnknown(wanted=wanted):
            return (
                f"There is no model {wanted}, or it's no longer available. "
                "https://openrouter.ai/models lists the available ones."
            )
        case KeyRejected() | OutOfCredit() | ProviderForbids() | SpoolFailed():
            return _CHARGED[type(error)].format(charge=charge_words(error.charge, ENGLISH))
        case _:
            return _about_block(error) or unescape(explain(error))


def _about_block(error: ImagineError) -> str | None:
    match error:
        case AlreadyBlocked(number=number):
            return f"It's already blocked (case {number}). Unblock it first to change the block."
        case NotBlocked():
            return "The operator hasn't blocked it, so there is nothing to lift."
        case _:
            return None


_CHARGED: dict[type[ImagineError], str] = {
    KeyRejected: "OpenRouter doesn't accept the key. {charge} Set a valid OPENROUTER_API_KEY.",
    OutOfCredit: (
        "There isn't enough OpenRouter credit for this image. {charge} "
        "Add credit at https://openrouter.ai/settings/credits, or raise the key's limit."
    ),
    ProviderForbids: (
        "OpenRouter doesn't allow this request for this account or region. {charge} "
        "Choose another model, or check https://openrouter.ai/settings/privacy."
    ),
    SpoolFailed: "The image couldn't be saved to disk. {charge} Free some space for DATA_DIR.",
}
