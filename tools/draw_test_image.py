"""Draws the test image of /setup: `python -m tools.draw_test_image`.

The image is our own work, under the license of the program.
"""

from pathlib import Path

from PIL import Image, ImageDraw

OUT = Path(__file__).parents[1] / "bot" / "ui" / "setup" / "test-image.png"

_SIZE = (512, 288)
_SKY = ((255, 179, 107), (94, 84, 142))
_SUN = (255, 236, 179)
_HILLS = (((0, 208), (72, 61, 110)), ((300, 214), (58, 50, 92)), ((150, 250), (46, 40, 76)))
_GROUND = (38, 33, 64)


def draw() -> Image.Image:
    """Return the image: a sun over hills."""
    width, height = _SIZE
    image = Image.new("RGB", _SIZE)
    pen = ImageDraw.Draw(image)
    for y in range(height):
        part = y / height
        color = tuple(round(a + (b - a) * part) for a, b in zip(*_SKY, strict=True))
        pen.line((0, y, width, y), fill=color)
    pen.ellipse((330, 60, 410, 140), fill=_SUN)
    for (x, top), color in _HILLS:
        pen.ellipse((x - 90, top, x + 330, top + 260), fill=color)
    pen.rectangle((0, height - 26, width, height), fill=_GROUND)
    # few colors keep the file small
    return image.quantize(48)


if __name__ == "__main__":
    draw().save(OUT, optimize=True)
