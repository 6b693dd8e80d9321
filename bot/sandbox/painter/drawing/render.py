"""Paints and encodes the images of an order. CPU-bound, so call it in a thread."""

import io
from typing import Final

from PIL import Image

from bot.sandbox.painter.answers import Painted
from bot.sandbox.painter.checks import ImageOrder, Refusal
from bot.sandbox.painter.drawing.art import paint, sketch
from bot.sandbox.painter.drawing.canvas import canvas_size, encode, pad
from bot.sandbox.painter.drawing.signing import sign
from bot.sandbox.painter.scripted_answer import ScriptedAnswer

#: References with more pixels are refused before they are decoded.
_MAX_REFERENCE_PIXELS: Final = 50_000_000
#: Pillow's exceptions for bytes that are not an image, and for decompression bombs.
_UNREADABLE: Final = (
    OSError,
    SyntaxError,
    ValueError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)
_NOT_AN_IMAGE: Final = b"This is text, whatever the label says.\n" * 8


def make_images(order: ImageOrder, scripted: ScriptedAnswer, salt: str = "") -> list[Painted]:
    """Paint and encode the images of an answer.

    Args:
        order: The order.
        scripted: Deviations from the order.
        salt: Distinguishes images without a seed.

    Raises:
        Refusal: A reference cannot be read.
    """
    reference = _read(order.references[0]) if order.references else None
    if not order.wants_image:
        return []
    width, height = order.pixels or canvas_size(order.ratio, order.size)
    width, height = scripted.width or width, scripted.height or height
    seed = salt if order.seed is None else str(order.seed)
    format_ = scripted.format or order.format
    images: list[Painted] = []
    count = order.count if scripted.count == 1 else scripted.count
    for index in range(count):
        variant = f"{order.model.id} {seed} {index}"
        image = (
            sketch(order.prompt, width, height, variant=variant)
            if scripted.sketch
            else paint(order.prompt, width, height, variant=variant, reference=reference)
        )
        data = _encode(image, format_, scripted)
        if not scripted.damages_last or index == count - 1:
            data = _damage(data, scripted)
        images += [Painted(data, f"image/{format_}")] * (2 if scripted.duplicate else 1)
    return images


def _encode(image: Image.Image, format_: str, scripted: ScriptedAnswer) -> bytes:
    """Encode an image; sign and pad it if the answer requires it."""
    if scripted.signed_by is None or format_ == "gif":
        return encode(image, format_, scripted.target_bytes)
    return pad(
        sign(encode(image, format_), format_, scripted.signed_by),
        format_,
        scripted.target_bytes or 0,
    )


def price_usd(order: ImageOrder, scripted: ScriptedAnswer, count: int) -> float:
    """Return OpenRouter's charge for this many images in dollars."""
    if scripted.cost_usd is not None:
        return scripted.cost_usd
    return 0.0 if scripted.own_key else list_price_usd(order, count)


def list_price_usd(order: ImageOrder, count: int) -> float:
    """Return the provider's price for this many images in dollars."""
    width, height = order.pixels or canvas_size(order.ratio, order.size)
    return order.model.cost_usd(order.size, width * height, count)


def _damage(data: bytes, scripted: ScriptedAnswer) -> bytes:
    if scripted.damage == "cut":
        return data[: len(data) // 2]
    return _NOT_AN_IMAGE if scripted.damage == "not an image" else data


def _read(data: bytes) -> Image.Image:
    """Decode a reference image."""
    try:
        image = Image.open(io.BytesIO(data))
        if image.width * image.height > _MAX_REFERENCE_PIXELS:
            raise _refusal("image_too_large")
        return image.convert("RGB")
    except _UNREADABLE as error:
        raise _refusal("invalid_image") from error


def _refusal(error_type: str) -> Refusal:
    return Refusal(
        ScriptedAnswer.error(400, error_type=error_type, message="The image could not be read")
    )
