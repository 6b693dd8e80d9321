"""Sentences for what the owner and the moderators are told unasked."""

from bot.errors import ClosedReason
from bot.policy.cost import Doubt
from bot.policy.money import format_usd
from bot.service.noticeboard import (
    BudgetCrossed,
    ChargeDoubted,
    CreditLow,
    KeyTrouble,
    KeyWorks,
    Notice,
    ProviderBlocked,
    Undelivered,
)
from bot.speech import ENGLISH, Say
from bot.ui.limitwords import limit_name
from bot.ui.text import clip, escape, since

_ALL = 100

#: Characters of a name from outside.
_SHOWN = 100


_TROUBLE = {
    ClosedReason.KEY_REJECTED: (
        "**No pictures:** OpenRouter does not accept the bot's key. Set a valid OPENROUTER_API_KEY "
        "and restart the bot, or make the key valid again at <https://openrouter.ai/settings/keys>;"
        " the bot looks every minute."
    ),
    ClosedReason.OUT_OF_CREDIT: (
        "**No pictures:** the credit at OpenRouter is used up, the account's or the key's own, or "
        "a budget of a guardrail, the workspace or your own key at a provider is spent. Add "
        "some at <https://openrouter.ai/settings/credits>, or raise the key's limit at "
        "<https://openrouter.ai/settings/keys>; the bot tries again by itself."
    ),
    ClosedReason.ACCOUNT_BLOCKED: (
        "**No pictures:** OpenRouter has blocked or suspended the bot's account. Sign in at "
        "<https://openrouter.ai/> to see why, or write to its support; the bot tries again by "
        "itself."
    ),
}

_WORKS = {
    ClosedReason.KEY_REJECTED: "**Pictures again:** OpenRouter accepts the bot's key.",
    ClosedReason.OUT_OF_CREDIT: "**Pictures again:** there is credit at OpenRouter.",
    ClosedReason.ACCOUNT_BLOCKED: "**Pictures again:** OpenRouter serves the bot's account.",
}


def notice_text(notice: Notice, say: Say = ENGLISH) -> str:
    """Say what happened, what follows from it, and what can be done.

    Args:
        notice: What there is to tell.
        say: The language of what mentions a member; the rest is for moderators and the owner, who
            read English.
    """
    match notice:
        case BudgetCrossed():
            text = _budget_crossed(notice)
        case KeyTrouble(reason=reason):
            text = _TROUBLE[reason]
        case KeyWorks(reason=reason):
            text = _WORKS[reason]
        case CreditLow():
            text = _credit_low(notice)
        case ProviderBlocked():
            text = _provider_blocked(notice)
        case ChargeDoubted(doubt=doubt):
            text = _charge_doubted(doubt)
        case Undelivered():
            text = _undelivered(notice, say)
    return text


def _credit_low(notice: CreditLow) -> str:
    return (
        f"**{format_usd(notice.level_micros)} or less left:** the key's limit at "
        f"OpenRouter, or a budget above it, leaves {format_usd(notice.remaining_micros)}. "
        "When it is used up, no pictures are painted; raise it at "
        "<https://openrouter.ai/settings/keys>."
    )


def _provider_blocked(notice: ProviderBlocked) -> str:
    return (
        f"**{escape(clip(notice.model_id, _SHOWN))} cannot paint:** its provider "
        f"{escape(clip(notice.provider, _SHOWN))} has blocked the account that it is asked with, "
        "for every prompt. With a provider key of your own, ask the provider; else tell "
        "OpenRouter. Until then other models paint where they can."
    )


def _charge_doubted(doubt: Doubt) -> str:
    return (
        f"**A charge of {format_usd(doubt.said_micros)}:** that is what OpenRouter says of "
        f"a picture by {escape(clip(doubt.model_id, _SHOWN))}. It counts as "
        f"{format_usd(doubt.counted_micros)} here, the most that is believed, and no "
        "estimate uses it. Compare it at <https://openrouter.ai/activity>; if it is right, "
        "leave the model out. Of this model you are told once a week at most."
    )


def _undelivered(notice: Undelivered, say: Say) -> str:
    key = "card-undelivered-painted" if notice.is_painted else "card-undelivered"
    return say(key, mention=f"<@{notice.user_id}>", reference=str(notice.job_id))


def _budget_crossed(notice: BudgetCrossed) -> str:
    name = limit_name(ENGLISH, notice.rule)
    amounts = f"{name}, {format_usd(notice.used)} of {format_usd(notice.cap)}"
    resets = f" It resets {since(notice.resets_at)}." if notice.resets_at else ""
    if notice.level < _ALL:
        return f"**{notice.level} % used:** {amounts}.{resets}"
    follows = " Until then no picture is painted that costs more than what is left."
    return f"**Used up:** {amounts}.{resets}{follows}"
