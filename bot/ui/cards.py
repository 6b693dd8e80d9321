"""The texts of a picture's card, from waiting to done."""

from datetime import datetime

from bot.errors import ImagineError
from bot.policy.claim import Left
from bot.policy.line import Place
from bot.policy.money import format_usd
from bot.policy.picture import Painting, Picture
from bot.policy.ratio import AUTO, has_ratio
from bot.policy.request import Order
from bot.ui.sentences import GIVEN_BACK, explain
from bot.ui.text import MAX_CONTENT, clip, escape, quote, since

#: A prompt may have 2,000 characters, but a channel is for looking at pictures.
_SHOWN_PROMPT = 300
_SHOWN_NAME = 60


def waiting_card(order: Order, place: Place) -> str:
    """Say which place in line it has, and when it will most likely be ready."""
    position = "Next" if place.position == 1 else _ordinal(place.position)
    head = f"⏳ {position} in line · ready {since(place.ready_at)}"
    return f"{head}\n{quote(order.prompt, _SHOWN_PROMPT)}"


def painting_card(order: Order, *, started: datetime) -> str:
    """Say which model paints, and since when."""
    head = f"🎨 Painting with **{_name(order.model.name)}** · started {since(started)}"
    return f"{head}\n{quote(order.prompt, _SHOWN_PROMPT)}"


def fitting_card(order: Order, *, started: datetime) -> str:
    """Say that the picture is there but has to be made smaller."""
    head = f"📦 Painted; making it small enough for this place · started {since(started)}"
    return f"{head}\n{quote(order.prompt, _SHOWN_PROMPT)}"


def picture_card(
    painting: Painting, *, left: Left | None, mention: str, is_restored: bool = False
) -> str:
    """Describe finished pictures: who asked, for what, what it took, is left, and differs.

    Args:
        painting: What was painted.
        left: What the member has left today; None says nothing about it.
        mention: Who asked.
        is_restored: Whether the bot was restarted in between.
    """
    order = painting.order
    facts = [mention, order.ratio or AUTO, f"**{_name(order.model.name)}**"]
    if order.size:
        facts.append(order.size)
    if painting.cost_micros is not None:
        facts.append(format_usd(painting.cost_micros))
    if left is not None:
        facts.append(f"{left.pictures} of {left.of} left today")
    notes = [f"-# {note}" for note in _notes(painting)]
    if is_restored:
        notes.append("-# It took longer, since the bot was restarted in between.")
    lines = [" · ".join(facts), *notes, quote(order.prompt, _SHOWN_PROMPT)]
    return clip("\n".join(lines), MAX_CONTENT)


def failure_card(error: ImagineError, *, mention: str) -> str:
    """Say why there is no picture, and that it does not count."""
    return f"{mention} {explain(error)}\n-# {GIVEN_BACK}"


def postponed_card(prompt: str, *, until: datetime | None) -> str:
    """Say that the bot stops, and what becomes of the picture.

    Args:
        prompt: What was asked for.
        until: When the bot has to be back to paint it; None when it is painted.
    """
    head = "🔁 The bot stops for now. Your picture is painted, and shown when the bot is back."
    if until is not None:
        head = (
            "🔁 The bot stops for now and paints this picture when it is back. If that takes too "
            f"long, it is given up {since(until)}; nothing was charged so far."
        )
    return f"{head}\n{quote(prompt, _SHOWN_PROMPT)}"


def end_note(link: str, *, mention: str, is_ready: bool) -> str:
    """Tell the requester how it ended; an edit notifies nobody."""
    return f"{mention} your picture {'is ready' if is_ready else 'was not painted'}: {link}"


def _notes(painting: Painting) -> list[str]:
    order, first = painting.order, painting.pictures[0]
    notes: list[str] = []
    if order.ratio and not has_ratio(order.ratio, first.width, first.height):
        notes.append(
            f"The model answered with {first.width}×{first.height} pixels instead of {order.ratio}."
        )
    if order.left_out:
        options = " and ".join(order.left_out)
        notes.append(f"This model has no {options} setting, so that was left out.")
    if order.is_thrifty:
        notes.append("The bot's budget is nearly used, so a cheaper model painted.")
    if order.gone:
        notes.append(f"{escape(clip(order.gone, _SHOWN_NAME))} is gone; its successor painted.")
    if order.failed_over:
        failed = escape(clip(order.failed_over, _SHOWN_NAME))
        notes.append(f"{failed} was not available, so its successor painted.")
    notes += [_refit_note(picture) for picture in painting.pictures if picture.refitted]
    return notes


def _refit_note(picture: Picture) -> str:
    return (
        f"The original was too large for this place, so this is a {picture.extension.upper()} "
        f"of {picture.width}×{picture.height} pixels."
    )


def _name(name: str) -> str:
    return escape(clip(name, _SHOWN_NAME))


def _ordinal(number: int) -> str:
    teens = number % 100 in {11, 12, 13}
    ending = "th" if teens else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number:,}{ending}"
