"""One sentence for every error: what happened, whether it was charged, what to do."""

from functools import singledispatch

from bot.errors import (
    AlreadyAsked,
    AnswerLost,
    BadAnswer,
    Charge,
    ClosedReason,
    ConfigError,
    DeliveryFailed,
    DiscordUnavailable,
    DiscordUnreachable,
    ImagineError,
    IntakeClosed,
    KeyRejected,
    ModelGone,
    ModelUnknown,
    NotAllowed,
    NotPermitted,
    NowhereToDeliver,
    OptionRefused,
    Outdated,
    OutOfCredit,
    OutputRefused,
    OutsideServers,
    PaintingFailed,
    PaintingTimedOut,
    PromptRejected,
    ProviderBusy,
    ProviderDown,
    ReferenceFault,
    ReferenceRefused,
    RequestRejected,
    SpoolFailed,
    StartRefused,
    TokenRejected,
    TooLargeForDiscord,
    Unexpected,
)
from bot.policy.request import MAX_PROMPT_LENGTH
from bot.ui.jobsentences import CHARGES, JOB_SENTENCES
from bot.ui.limitsentences import LIMIT_SENTENCES
from bot.ui.text import clip, escape, since

_SHOWN_VALUE = 60
_SHOWN_VALUES = 400
_MEBIBYTE = 1 << 20

#: Added where a member asked on Discord and something was taken from them before.
GIVEN_BACK = "It does not count for you: picture and cooldown were given back."

_PAID = CHARGES[Charge.MADE]


@singledispatch
def explain(error: ImagineError) -> str:
    """Say in plain words what happened, whether it was charged, and what to do.

    Raises:
        TypeError: The error's class has no sentence; a test walks them all.
    """
    raise TypeError(f"no sentence for {type(error).__name__}")


@explain.register
def _(error: OptionRefused) -> str:
    if error.option == "prompt":
        return (
            f"The prompt needs 1 to {MAX_PROMPT_LENGTH:,} visible characters. "
            "Nothing was charged; write it anew."
        )
    model = escape(clip(error.model or "This model", _SHOWN_VALUE))
    if error.option == "image":
        most = error.accepted[0] if error.accepted else "0"
        takes = "no attached picture" if most == "0" else f"at most {most} attached pictures"
        return f"{model} takes {takes}. Nothing was charged; choose another model or leave it out."
    given = escape(clip(error.given, _SHOWN_VALUE))
    accepted = clip(", ".join(map(escape, error.accepted)), _SHOWN_VALUES)
    return (
        f"{model} does not take {given} as {error.option}. "
        f"Nothing was charged; it takes {accepted}."
    )


@explain.register
def _(error: ReferenceRefused) -> str:
    match error.fault:
        case ReferenceFault.TOO_LARGE:
            size = f"{(error.limit or 0) / _MEBIBYTE:g} MB"
            what = f"The attached picture is larger than {size}"
        case ReferenceFault.TOO_MANY_PIXELS:
            pixels = f"{(error.limit or 0) / 1_000_000:g} megapixels"
            what = f"The attached picture has more than {pixels}"
        case ReferenceFault.NOT_A_PICTURE:
            what = "The attached file is not a PNG, JPEG, WebP or GIF picture"
        case ReferenceFault.UNAVAILABLE:
            what = "Discord did not hand over the attached picture"
        case ReferenceFault.GONE:
            return (
                "The picture that was attached is not kept that long. "
                "Nothing was charged; ask with the command and attach it again."
            )
    return f"{what}. Nothing was charged; attach another one."


@explain.register
def _(error: ModelUnknown) -> str:
    if error.wanted is None:
        return (
            "None of the bot's models can paint now. Nothing was charged; "
            "name another one with the model option, or tell the bot's owner."
        )
    wanted = escape(clip(error.wanted, _SHOWN_VALUE))
    return (
        f"There is no model {wanted}, or it is gone. "
        "Nothing was charged; choose one from the list that appears as you type."
    )


@explain.register
def _(_error: OutsideServers) -> str:
    return (
        "The bot's owner allows pictures in servers that the bot is in, and nowhere else. "
        "Nothing was charged; ask in such a server."
    )


@explain.register
def _(_error: AlreadyAsked) -> str:
    return (
        "Discord sent this command twice, and the first one is being answered. "
        "Nothing was charged for the second."
    )


@explain.register
def _(error: IntakeClosed) -> str:
    match error.reason:
        case ClosedReason.STOPPING:
            return (
                "The bot is being restarted and takes no new pictures. "
                "Nothing was charged; try again in a minute."
            )
        case ClosedReason.KEY_REJECTED:
            again = f", and the next try is {since(error.retry_at)}" if error.retry_at else ""
            return (
                "OpenRouter does not accept the bot's key, so no pictures can be painted. "
                f"Nothing was charged; the bot's owner has to set a valid key{again}."
            )
        case ClosedReason.OUT_OF_CREDIT:
            again = f", and the next try is {since(error.retry_at)}" if error.retry_at else ""
            return (
                "The bot has no credit left at OpenRouter, so no pictures can be painted. "
                f"Nothing was charged; the bot's owner has to add some{again}."
            )


@explain.register
def _(_error: AnswerLost) -> str:
    return "Discord did not take the bot's answer. Nothing was charged; try again."


@explain.register
def _(_error: NotPermitted) -> str:
    return "You are not allowed to do that here. Nothing was charged; ask a moderator about it."


@explain.register
def _(_error: Outdated) -> str:
    return (
        "The bot does not know this command or button any more. "
        "Nothing was charged; type / to see the commands it has now."
    )


@explain.register
def _(error: PromptRejected) -> str:
    return (
        "The model refused this prompt, most likely for its content policy. "
        f"{CHARGES[error.charge]} Edit the prompt and try again with other words."
    )


@explain.register
def _(error: ProviderBusy) -> str:
    wait = "in a minute"
    if error.retry_after_s:
        seconds = max(1, round(error.retry_after_s))
        wait = "in a second" if seconds == 1 else f"in {seconds:,} seconds"
    return (
        f"The model has too many requests now. {CHARGES[error.charge]} "
        f"Try again {wait}, or choose another model."
    )


@explain.register
def _(error: ProviderDown) -> str:
    return (
        f"The model's provider does not work now. {CHARGES[error.charge]} "
        "Try again later, or choose another model."
    )


@explain.register
def _(error: KeyRejected) -> str:
    return (
        f"OpenRouter does not accept the key. {CHARGES[error.charge]} "
        "The bot's owner has to set a valid one."
    )


@explain.register
def _(error: OutOfCredit) -> str:
    return (
        f"There is not enough credit at OpenRouter for this picture. {CHARGES[error.charge]} "
        "The bot's owner has to add some; until then no pictures are taken."
    )


@explain.register
def _(error: ModelGone) -> str:
    model = escape(clip(error.model or "this model", _SHOWN_VALUE))
    return f"Nobody serves {model} any more. {CHARGES[error.charge]} Choose another model."


@explain.register
def _(error: NotAllowed) -> str:
    return (
        "OpenRouter does not allow this request for this account or region. "
        f"{CHARGES[error.charge]} Choose another model, or tell the bot's owner."
    )


@explain.register
def _(error: RequestRejected) -> str:
    return (
        f"OpenRouter did not accept the request as it was sent. {CHARGES[error.charge]} "
        "Try other options; a smaller attached picture may help."
    )


@explain.register
def _(error: PaintingTimedOut) -> str:
    return (
        f"The picture took too long and was given up. {CHARGES[error.charge]} "
        "Try again, or choose a faster model."
    )


@explain.register
def _(error: BadAnswer) -> str:
    return (
        f"The model's answer had no usable picture in it. {CHARGES[error.charge]} "
        "Try again, or choose another model."
    )


@explain.register
def _(error: PaintingFailed) -> str:
    return f"The picture could not be painted. {CHARGES[error.charge]} Try again later."


@explain.register
def _(_error: TooLargeForDiscord) -> str:
    return (
        f"The picture was painted but is too large for this place. {_PAID} Ask for a smaller size."
    )


@explain.register
def _(_error: DiscordUnavailable) -> str:
    return f"The picture was painted but Discord did not take it. {_PAID} Try again later."


@explain.register
def _(_error: NowhereToDeliver) -> str:
    return f"The picture was painted but there was nowhere left to show it. {_PAID} Ask again."


@explain.register
def _(_error: DeliveryFailed) -> str:
    return f"The picture was painted but could not be shown. {_PAID} Try again."


@explain.register
def _(error: SpoolFailed) -> str:
    return (
        "The bot's disk did not take the picture, so it could not be kept. "
        f"{CHARGES[error.charge]} Tell the bot's owner."
    )


@explain.register
def _(error: Unexpected) -> str:
    return (
        f"Something went wrong (reference {error.reference}). If a picture was on its way, "
        "OpenRouter may have charged for it. "
        "Try again; if it stays, tell the bot's owner the reference."
    )


@explain.register
def _(_error: TokenRejected) -> str:
    return (
        "Discord does not accept DISCORD_TOKEN. "
        "Reset the token on the application's Bot page and enter the new one."
    )


@explain.register
def _(_error: DiscordUnreachable) -> str:
    return "Discord cannot be reached. Check this machine's network, then start the bot again."


@explain.register
def _(error: StartRefused) -> str:
    return f"Discord did not let the bot start: {error.reason or 'it gave no reason'}."


@explain.register
def _(error: OutputRefused) -> str:
    return f"{error.path}: {error.reason}. {CHARGES[error.charge]}"


@explain.register
def _(error: ConfigError) -> str:
    return " ".join(f"{name} {what}." for name, what in error.problems)


for _sentence in (*JOB_SENTENCES, *LIMIT_SENTENCES):
    explain.register(_sentence)
