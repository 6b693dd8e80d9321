"""The texts of a card, from waiting to finished, and of the bot's messages about it."""

from collections.abc import Iterator
from datetime import datetime

from bot.errors import Cancelled, ImagineError
from bot.i18n import Say
from bot.policy.images.image import Generation, ImageFile
from bot.policy.images.ratio import has_ratio
from bot.policy.images.request import Order
from bot.policy.images.title import fit_alt_text
from bot.policy.jobs.queue_position import QueuePosition
from bot.policy.limits.claim import Remaining
from bot.ui.sentences import explain
from bot.ui.text import MAX_CONTENT, clip, escape, join_sentences, quote, relative_time

#: A prompt may have 2,000 characters; in full it would push the images off the screen.
_SHOWN_PROMPT = 300
_SHOWN_NAME = 60


def waiting_card(order: Order, place: QueuePosition, *, say: Say) -> str:
    """Say the job's position in the queue and when its image will probably be ready."""
    key = "card-next" if place.position == 1 else "card-waiting"
    head = say(key, position=place.position, when=relative_time(place.ready_at))
    return f"{head}\n{quote(order.prompt, _SHOWN_PROMPT)}"


def generation_card(order: Order, *, started: datetime, say: Say) -> str:
    """Say which model generates since when, and that the image counts even when cancelled."""
    head = say("card-generating", model=_name(order.model.name), when=relative_time(started))
    note = say("card-cancel-counts")
    return f"{head}\n{quote(order.prompt, _SHOWN_PROMPT)}\n-# {note}"


def fitting_card(order: Order, *, started: datetime, say: Say) -> str:
    """Say that the image is generated and its file is being reduced."""
    head = say("card-fitting", when=relative_time(started))
    return f"{head}\n{quote(order.prompt, _SHOWN_PROMPT)}"


def image_card(
    generation: Generation,
    *,
    left: Remaining | None,
    mention: str,
    say: Say,
    is_restored: bool = False,
) -> str:
    """Describe finished images: requester, prompt, options, cost, and deviations from the request.

    Args:
        generation: The finished images, with their order and cost.
        left: The member's remaining images of today; None to leave that out.
        mention: Of the requester.
        say: The card's language.
        is_restored: Whether the bot restarted after the request.
    """
    facts = [mention, *_facts(generation, say)]
    if left is not None:
        facts.append(say("card-left", left=left.images, of=left.of))
    notes = list(_notes(generation, say))
    if is_restored:
        notes.append(say("card-restored"))
    # images that were reduced alike have the same note
    small = [f"-# {note}" for note in dict.fromkeys(notes)]
    lines = [" · ".join(facts), *small, quote(generation.order.prompt, _SHOWN_PROMPT)]
    return clip("\n".join(lines), MAX_CONTENT)


def alt_text(prompt: str, *, say: Say, number: int = 1, of: int = 1) -> str:
    """Describe an image for people who cannot see it, in at most 1,024 characters.

    Args:
        prompt: As the member wrote it.
        say: The card's language.
        number: The image's number, from 1.
        of: How many images the card has.
    """
    key = "card-alt-one" if of == 1 else "card-alt"
    return fit_alt_text(say(key, number=number, of=of, prompt=prompt))


def failure_card(error: ImagineError, *, mention: str, say: Say) -> str:
    """Say why there is no image, and whether the request counts toward limits."""
    note = say("error-refunded")
    if isinstance(error, Cancelled) and error.counted:
        note = say("error-still-counts", images=error.counted)
    head = say("card-failure", mention=mention, sentence=explain(error, say))
    return f"{head}\n-# {note}"


def postponed_card(prompt: str, *, until: datetime | None, say: Say) -> str:
    """Say that the bot is restarting, and what happens to the image.

    Args:
        prompt: The request's.
        until: The deadline for generating the image; None when it is already generated.
        say: The card's language.
    """
    if until is None:
        head = say("card-postponed-generated")
    else:
        head = say("card-postponed", when=relative_time(until))
    return f"{head}\n{quote(prompt, _SHOWN_PROMPT)}"


def end_note(link: str, *, mention: str, is_ready: bool, say: Say) -> str:
    """Tell the requester how the job ended, since an edited card sends no notification."""
    return say("card-ready" if is_ready else "card-not-generated", mention=mention, link=link)


def unreachable_note(job_id: int, *, until: datetime | None, mention: str, say: Say) -> str:
    """Tell the requester in public that their DMs are closed, without a word about the request.

    Args:
        job_id: The job.
        until: When the stored image expires; None when there is no image.
        mention: Of the requester.
        say: The card's language.
    """
    if until is None:
        return say("card-unreachable-over", mention=mention)
    command = f"`/show id:{job_id}`"
    return say("card-unreachable", mention=mention, command=command, when=relative_time(until))


def _facts(generation: Generation, say: Say) -> Iterator[str]:
    order = generation.order
    yield order.ratio or say("card-ratio-auto")
    yield f"**{_name(order.model.name)}**"
    if order.size:
        yield escape(order.size)
    if order.style:
        yield say("card-style", style=_name(order.style.name))
    # of several images, the first one's; the others count up from it
    if order.seed is not None:
        yield say("card-seed", seed=str(order.seed))
    if generation.cost_micros is not None:
        yield say.usd(generation.cost_micros)


def _notes(generation: Generation, say: Say) -> Iterator[str]:
    order, first = generation.order, generation.images[0]
    if generation.missing:
        yield _missing(generation, say)
    yield from _differences(order, say)
    if order.ratio and not has_ratio(order.ratio, first.width, first.height):
        yield say("card-other-pixels", ratio=order.ratio, **_pixels(first))
    for image in generation.images:
        if image.refitted:
            yield say("card-refitted", format=image.extension.upper(), **_pixels(image))


def _missing(generation: Generation, say: Say) -> str:
    """Say how many images are missing, whether they count, and the total cost if known."""
    came = len(generation.images)
    asked = came + generation.missing
    sentences = [say("card-missing", came=came, asked=asked, missing=generation.missing)]
    if generation.counted:
        counted = generation.counted
        sentences = [say("card-missing-counted", came=came, asked=asked, counted=counted)]
    if generation.cost_micros is not None:
        sentences.append(say("card-missing-cost", cost=say.usd(generation.cost_micros)))
    return join_sentences(sentences, say)


def _differences(order: Order, say: Say) -> Iterator[str]:
    """Say how an order differs from its request."""
    for option in order.left_out:
        yield say("card-left-out", option=option)
    if order.missing_style:
        yield say("card-style-missing", style=_name(order.missing_style))
    if order.is_thrifty:
        yield say("card-thrifty")
    if order.gone:
        yield say("card-gone", model=_name(order.gone))
    if order.failed_over:
        yield say("card-failed-over", model=_name(order.failed_over))


def _pixels(image: ImageFile) -> dict[str, str]:
    # as text, since Fluent would add thousands separators to numbers
    return {"width": str(image.width), "height": str(image.height)}


def _name(name: str) -> str:
    return escape(clip(name, _SHOWN_NAME))
