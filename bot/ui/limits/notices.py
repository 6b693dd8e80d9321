"""The texts of notices to the operator and to moderators."""

import discord

from bot.i18n import Say
from bot.policy.images.cost import DoubtedCharge
from bot.service.notifications import (
    AppealMade,
    BudgetCrossed,
    ChargeDoubted,
    CreditLow,
    ImageReported,
    KeyTrouble,
    KeyWorks,
    LogUnreachable,
    Notice,
    ProviderBlocked,
    Undelivered,
)
from bot.ui.limits.limit_text import limit_name
from bot.ui.moderation.cases.case_controls import appeal_view
from bot.ui.moderation.review_buttons import report_view
from bot.ui.text import clip, escape, message_link, quote, relative_time

_FULL_PERCENT = 100

#: Characters of a model's or provider's name, and of an appeal before escaping.
_SHOWN = 100
_SHOWN_APPEAL = 800


def notice_text(notice: Notice, say: Say) -> str:
    """Say what happened, its consequences, and what can be done.

    Args:
        notice: The notice.
        say: The reader's language.
    """
    match notice:
        case BudgetCrossed():
            text = _budget_crossed(notice, say)
        case KeyTrouble(reason=reason):
            text = say(f"notice-{_kebab(reason)}")
        case KeyWorks(reason=reason):
            text = say(f"notice-works-{_kebab(reason)}")
        case CreditLow():
            text = _credit_low(notice, say)
        case ProviderBlocked():
            text = _provider_blocked(notice, say)
        case ChargeDoubted(doubt=doubt):
            text = _charge_doubted(doubt, say)
        case _:
            text = _for_moderators(notice, say)
    return text


def _for_moderators(
    notice: Undelivered | ImageReported | AppealMade | LogUnreachable, say: Say
) -> str:
    match notice:
        case Undelivered():
            text = _undelivered(notice, say)
        case ImageReported():
            text = _image_reported(notice, say)
        case AppealMade():
            text = _appeal_made(notice, say)
        case LogUnreachable():
            text = _log_unreachable(notice, say)
    return text


def notice_view(notice: Notice, say: Say) -> discord.ui.View | None:
    """Return the buttons below a notice; None for all but appeals and reports."""
    if isinstance(notice, AppealMade):
        return appeal_view(notice.guild_id, notice.number, say)
    if isinstance(notice, ImageReported):
        return report_view(notice.job_id, say)
    return None


def _kebab(reason: str) -> str:
    return reason.replace("_", "-")


def _credit_low(notice: CreditLow, say: Say) -> str:
    level, remaining = say.usd(notice.level_micros), say.usd(notice.remaining_micros)
    return say("notice-credit-low", level=level, left=remaining)


def _provider_blocked(notice: ProviderBlocked, say: Say) -> str:
    model, provider = _name(notice.model_id), _name(notice.provider)
    return say("notice-provider-blocked", model=model, provider=provider)


def _charge_doubted(doubt: DoubtedCharge, say: Say) -> str:
    return say(
        "notice-charge-doubted",
        model=_name(doubt.model_id),
        said=say.usd(doubt.reported_micros),
        counted=say.usd(doubt.counted_micros),
    )


def _undelivered(notice: Undelivered, say: Say) -> str:
    key = "card-undelivered-generated" if notice.is_generated else "card-undelivered"
    return say(key, mention=f"<@{notice.user_id}>", reference=str(notice.job_id))


def _image_reported(notice: ImageReported, say: Say) -> str:
    author, reporter = f"<@{notice.user_id}>", f"<@{notice.reporter_id}>"
    reason = quote(notice.reason, len(notice.reason))
    if notice.message_id is None:
        text = say("notice-image-reported-unlinked", author=author, reporter=reporter)
    else:
        link = message_link(notice.guild_id, notice.image_channel_id, notice.message_id)
        text = say("notice-image-reported", link=link, author=author, reporter=reporter)
    return f"{text}\n{reason}"


def _log_unreachable(notice: LogUnreachable, say: Say) -> str:
    key = "notice-log-gone" if notice.is_gone else "notice-log-forbidden"
    return say(key, channel=f"<#{notice.log_channel_id}>")


def _appeal_made(notice: AppealMade, say: Say) -> str:
    text = " ".join(notice.text.split())
    return "\n".join(
        (
            say("notice-appeal", member=f"<@{notice.user_id}>", number=str(notice.number)),
            # escaping may double the text; the case has all of it
            quote(text, _SHOWN_APPEAL),
        )
    )


def _budget_crossed(notice: BudgetCrossed, say: Say) -> str:
    key = "notice-budget-level" if notice.level < _FULL_PERCENT else "notice-budget-full"
    facts = {
        "level": notice.level,
        "budget": limit_name(say, notice.rule),
        "used": say.usd(notice.used),
        "cap": say.usd(notice.cap),
    }
    if notice.resets_at:
        return say(f"{key}-until", when=relative_time(notice.resets_at), **facts)
    return say(key, **facts)


def _name(text: str) -> str:
    return escape(clip(text, _SHOWN))
