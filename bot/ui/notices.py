"""Sentences for what the owner and the moderators are told unasked."""

from bot.policy.limits import Cap, Limit
from bot.policy.money import format_usd
from bot.service.noticeboard import BudgetCrossed
from bot.ui.text import since

_WHOSE: dict[Limit | Cap, str] = {
    Cap.BUDGET_USD_PER_DAY: "the bot's budget for the day",
    Cap.BUDGET_USD_PER_MONTH: "the bot's budget for the month",
    Cap.CAP_SERVER_USD_PER_DAY: "the dollars that the bot's owner allows this server a day",
    Cap.CAP_SERVER_USD_PER_MONTH: "the dollars that the bot's owner allows this server a month",
    Limit.SERVER_USD_PER_DAY: "this server's dollars for the day",
    Limit.SERVER_USD_PER_MONTH: "this server's dollars for the month",
}

_ALL = 100


def notice_text(notice: BudgetCrossed) -> str:
    """Say how much of which dollars is used, when they reset, and what follows."""
    amounts = f"{_WHOSE[notice.rule]}, {format_usd(notice.used)} of {format_usd(notice.cap)}"
    resets = f" It resets {since(notice.resets_at)}." if notice.resets_at else ""
    if notice.level < _ALL:
        return f"**{notice.level} % used:** {amounts}.{resets}"
    follows = " Until then no picture is painted that costs more than what is left."
    return f"**Used up:** {amounts}.{resets}{follows}"
