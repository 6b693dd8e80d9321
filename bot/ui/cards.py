"""The texts of a picture's card, from waiting to done."""

from datetime import datetime

from bot.policy.claim import Left
from bot.policy.money import format_usd
from bot.policy.picture import Painting, Picture
from bot.policy.ratio import AUTO, has_ratio
from bot.policy.request import Order
from bot.ui.text import MAX_CONTENT, clip, escape, quote, since

#: A prompt may have 2,000 characters, but a channel is for looking at pictures.
_SHOWN_PROMPT = 300
_SHOWN_NAME = 60


def waiting_card(order: Order, *, started: datetime) -> str:
    """Say that all places are taken."""
    head = f"⏳ Waiting for a free place · asked {since(started)}"
    return f"{head}\n{quote(order.prompt, _SHOWN_PROMPT)}"


def painting_card(order: Order, *, started: datetime) -> str:
    """Say which model paints, and since when."""
    head = f"🎨 Painting with **{_name(order.model.name)}** · started {since(started)}"
    return f"{head}\n{quote(order.prompt, _SHOWN_PROMPT)}"


def fitting_card(order: Order, *, started: datetime) -> str:
    """Say that the picture is there but has to be made smaller."""
    head = f"📦 Painted; making it small enough for this place · started {since(started)}"
    return f"{head}\n{quote(order.prompt, _SHOWN_PROMPT)}"


def picture_card(painting: Painting, *, left: Left | None, mention: str) -> str:
    """Describe finished pictures: who asked, for what, what it took, is left, and differs."""
    order = painting.order
    facts = [mention, order.ratio or AUTO, f"**{_name(order.model.name)}**"]
    if order.size:
        facts.append(order.size)
    if painting.cost_micros is not None:
        facts.append(format_usd(painting.cost_micros))
    if left is not None:
        facts.append(f"{left.pictures} of {left.of} left today")
    notes = [f"-# {note}" for note in _notes(painting)]
    lines = [" · ".join(facts), *notes, quote(order.prompt, _SHOWN_PROMPT)]
    return clip("\n".join(lines), MAX_CONTENT)


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
    notes += [_refit_note(picture) for picture in painting.pictures if picture.refitted]
    return notes


def _refit_note(picture: Picture) -> str:
    return (
        f"The original was too large for this place, so this is a {picture.extension.upper()} "
        f"of {picture.width}×{picture.height} pixels."
    )


def _name(name: str) -> str:
    return escape(clip(name, _SHOWN_NAME))
