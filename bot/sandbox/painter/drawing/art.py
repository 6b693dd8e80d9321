"""Paints a landscape from a prompt; the same arguments always give the same image."""

import hashlib
import math
import random
from typing import Final

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from bot.sandbox.painter.drawing.canvas import resize
from bot.sandbox.painter.drawing.landscape import paint_landscape
from bot.sandbox.painter.drawing.palette import choose_scene

#: Larger images are painted with about this many pixels and then scaled up. Only the text is
#: finer than that.
_WORKING_PIXELS: Final = 1_100_000
_SIGNATURE_LENGTH: Final = 64


def paint(
    prompt: str, width: int, height: int, *, variant: str = "", reference: Image.Image | None = None
) -> Image.Image:
    """Paint a landscape.

    Args:
        prompt: Determines the scene; its beginning is written in a corner.
        width: In pixels.
        height: In pixels.
        variant: Distinguishes images of the same prompt, for example by model and seed.
        reference: An image that is pasted onto this one.

    Returns:
        An RGB image.
    """
    chance = random.Random(_digest(prompt, variant))  # noqa: S311 -- an image is no secret
    shrink = max(1.0, math.sqrt(width * height / _WORKING_PIXELS))
    small = (max(1, round(width / shrink)), max(1, round(height / shrink)))
    image = paint_landscape(choose_scene(prompt, chance), small, chance)
    if image.size != (width, height):
        image = resize(image, (width, height))
    if reference is not None:
        _pin(image, reference)
    _sign(image, prompt)
    return image


def sketch(prompt: str, width: int, height: int, *, variant: str = "") -> Image.Image:
    """Return an image in one colour, which depends on prompt and variant."""
    red, green, blue = _digest(prompt, variant)[:3]
    return Image.new("RGB", (width, height), (red, green, blue))


def _digest(prompt: str, variant: str) -> bytes:
    return hashlib.sha256(f"{variant}\n{prompt}".encode("utf-8", "replace")).digest()


def _pin(image: Image.Image, reference: Image.Image) -> None:
    """Paste a reference onto the image like a photograph, tilted, with a frame and a shadow."""
    unit = min(image.size)
    photo = reference.copy()
    photo.thumbnail((round(unit * 0.44), round(unit * 0.44)))
    border, shadow = max(1, unit // 60), max(1, unit // 50)
    width, height = photo.width + border * 2, photo.height + border * 2
    card = Image.new("RGBA", (width + shadow * 4, height + shadow * 4))
    draw = ImageDraw.Draw(card)
    corner = shadow * 2
    draw.rectangle(
        (corner, corner + shadow, corner + width, corner + height + shadow), (0, 0, 0, 150)
    )
    card = card.filter(ImageFilter.GaussianBlur(shadow))
    frame = (corner, corner, corner + width - 1, corner + height - 1)
    ImageDraw.Draw(card).rectangle(frame, (250, 248, 242, 255))
    card.paste(photo, (corner + border, corner + border))
    card = card.rotate(-5, Image.Resampling.BICUBIC, expand=True)
    position = (image.width - card.width - unit // 40, image.height - card.height - unit // 12)
    image.paste(card, position, card)


def _sign(image: Image.Image, prompt: str) -> None:
    """Write the beginning of the prompt into the lower left corner."""
    unit = min(image.size)
    font = ImageFont.load_default(size=max(6.0, unit / 42))
    text = " ".join(prompt.split())
    if len(text) > _SIGNATURE_LENGTH:
        text = text[: _SIGNATURE_LENGTH - 1] + "…"
    while text and font.getlength(text) > image.width - unit / 15:
        text = text[: int(len(text) * 0.8)]
    margin = unit / 30
    draw = ImageDraw.Draw(image, "RGBA")
    draw.text(
        (margin, image.height - margin),
        text,
        (255, 255, 255, 190),
        font,
        anchor="ls",
    )
