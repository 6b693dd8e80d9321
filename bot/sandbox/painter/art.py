"""Paints a landscape from a prompt: the same prompt and variant always give the same one."""

import hashlib
import math
import random
from collections.abc import Callable
from typing import Final

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont, ImageOps

from bot.sandbox.painter.palette import Colour, Scene, choose_scene, mix

#: Larger pictures are painted with at most so many pixels and then enlarged; nothing in them is
#: finer than that but the signature.
_WORKING_PIXELS: Final = 1_100_000
_RIDGES: Final = 5
_SIGNATURE_LENGTH: Final = 60


def paint(
    prompt: str, width: int, height: int, *, variant: str = "", reference: Image.Image | None = None
) -> Image.Image:
    """Paint a landscape.

    Args:
        prompt: Chooses the scene, and is written small in a corner.
        width: In pixels.
        height: In pixels.
        variant: Whatever tells pictures of one prompt apart, such as model and seed.
        reference: A picture that is pinned onto this one.

    Returns:
        An RGB image.
    """
    digest = hashlib.sha256(f"{variant}\n{prompt}".encode("utf-8", "replace")).digest()
    chance = random.Random(digest)  # noqa: S311 -- a picture is no secret
    shrink = max(1.0, math.sqrt(width * height / _WORKING_PIXELS))
    small = (max(1, round(width / shrink)), max(1, round(height / shrink)))
    image = _landscape(choose_scene(prompt, chance), small, chance)
    if image.size != (width, height):
        image = image.resize((width, height), Image.Resampling.BICUBIC)
    if reference is not None:
        _pin(image, reference)
    _sign(image, prompt)
    return image


def _landscape(scene: Scene, size: tuple[int, int], chance: random.Random) -> Image.Image:
    """Put sky, light, clouds and ridges behind one another."""
    width, height = size
    palette = scene.palette
    image = _gradient(size, palette.sky)
    if palette.is_night:
        _scatter_stars(image, chance)
    unit = min(max(width, height) * 0.6, width, height)
    horizon = chance.uniform(0.56, 0.66) * height
    radius = unit * chance.uniform(0.05, 0.085)
    centre = (width * chance.uniform(0.22, 0.78), horizon - unit * chance.uniform(0.16, 0.36))
    _shine(image, centre, radius, palette.light)
    if not palette.is_night:
        _drift_clouds(image, horizon, mix(palette.sky[2], (255, 255, 255), 0.6), chance)
    _raise_ridges(image, scene, horizon, chance)
    if chance.random() < 0.7:
        _fly_birds(image, unit, horizon, mix(palette.near, palette.far, 0.25), chance)
    return image


def _gradient(size: tuple[int, int], colours: tuple[Colour, ...]) -> Image.Image:
    """Blend colours smoothly from the top to the bottom."""
    strip = Image.new("RGB", (1, len(colours)))
    strip.putdata(colours)
    return strip.resize((1, 256), Image.Resampling.BICUBIC).resize(size, Image.Resampling.BILINEAR)


def _scatter_stars(image: Image.Image, chance: random.Random) -> None:
    draw = ImageDraw.Draw(image)
    width, height = image.size
    for _ in range(width * height // 5000):
        x, y = chance.uniform(0, width), chance.uniform(0, height * 0.6)
        dim = (1 - y / height) * chance.uniform(0.25, 1.0)
        radius = chance.choice((0.6, 0.8, 1.4)) * min(image.size) / 900
        colour = mix((90, 100, 160), (255, 252, 240), dim)
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)


def _shine(image: Image.Image, centre: tuple[float, float], radius: float, colour: Colour) -> None:
    """Set a disc with a wide glow around it."""
    x, y = centre
    for reach, strength in ((9.0, 0.55), (3.2, 0.5)):
        side = max(2, round(radius * reach * 2))
        glow = ImageOps.invert(Image.radial_gradient("L")).point(
            lambda v, strength=strength: int(max(0.0, (v - 75) / 180) ** 1.6 * 255 * strength)
        )
        image.paste(colour, _box(x, y, side), glow.resize((side, side)))
    side = max(4, round(radius * 2))
    disc = Image.new("L", (side * 4, side * 4))
    ImageDraw.Draw(disc).ellipse((0, 0, side * 4 - 1, side * 4 - 1), fill=255)
    image.paste(colour, _box(x, y, side), disc.reduce(4))


def _box(x: float, y: float, side: int) -> tuple[int, int]:
    return round(x - side / 2), round(y - side / 2)


def _drift_clouds(
    image: Image.Image, horizon: float, colour: Colour, chance: random.Random
) -> None:
    """Lay soft flat clouds into the sky; drawn small, since they have no edges."""
    width, height = image.size
    scale = 8
    mask = Image.new("L", (max(1, width // scale), max(1, height // scale)))
    draw = ImageDraw.Draw(mask)
    unit = min(width, height) / scale
    for _ in range(chance.randint(4, 7)):
        x, y = chance.uniform(0, mask.width), chance.uniform(0.06, 0.75) * horizon / scale
        for _ in range(chance.randint(5, 9)):
            across, down = chance.uniform(0.10, 0.26) * unit, chance.uniform(0.008, 0.024) * unit
            left, top = x + chance.gauss(0, 0.14) * unit, y + chance.gauss(0, 0.016) * unit
            shade = chance.randint(70, 150)
            draw.ellipse((left - across, top - down, left + across, top + down), fill=shade)
    soft = mask.filter(ImageFilter.GaussianBlur(max(1.0, unit * 0.012)))
    image.paste(colour, (0, 0), soft.resize(image.size, Image.Resampling.BICUBIC))


def _raise_ridges(image: Image.Image, scene: Scene, horizon: float, chance: random.Random) -> None:
    """Draw ridges from the farthest to the closest, each darker and less misty."""
    width, height = image.size
    palette = scene.palette
    span = min(height, width * 1.4)
    for index in range(_RIDGES):
        depth = index / (_RIDGES - 1)
        if scene.has_water and index == 2:
            _flood(image, horizon + span * 0.05, scene, chance)
        if scene.has_water and index in {2, 3}:
            continue
        base = horizon + (height - horizon) * depth * 0.72 if index else horizon
        swing = span * (0.13 - 0.07 * depth)
        line = _ridge_line(width, base, swing, roughness=0.62 - 0.22 * depth, chance=chance)
        colour = mix(palette.far, palette.near, depth**1.15)
        foot = mix(colour, palette.sky[2], 0.42 * (1 - depth))
        trees = scene.has_trees and index >= _RIDGES - 2
        _fill_below(image, line, colour, foot, _trees(line, span, depth, chance) if trees else None)


Line = Callable[[float], float]
Polygon = list[tuple[float, float]]


def _ridge_line(
    width: int, base: float, swing: float, *, roughness: float, chance: random.Random
) -> Line:
    """Return the height of a ridge above each x: waves of shrinking length and height."""
    waves = [
        (
            chance.uniform(0.8, 1.25) * 2.0**octave * math.tau / max(width, swing * 7),
            chance.uniform(0, math.tau),
            swing * roughness**octave,
        )
        for octave in range(7)
    ]
    return lambda x: base - sum(a * math.sin(x * f + p) for f, p, a in waves) * 0.7


def _fill_below(
    image: Image.Image, line: Line, colour: Colour, foot: Colour, shapes: list[Polygon] | None
) -> None:
    """Fill everything under a line, drawn at twice the size for smooth edges."""
    width, height = image.size
    mask = Image.new("L", (width * 2, height * 2))
    draw = ImageDraw.Draw(mask)
    crest = [(x * 2.0, line(x) * 2) for x in range(0, width + 4, 3)]
    draw.polygon([(0, height * 2), *crest, (width * 2, height * 2)], fill=255)
    for shape in shapes or ():
        draw.polygon([(x * 2, y * 2) for x, y in shape], fill=255)
    top = max(0, min(height - 1, int(min(y for _, y in crest) / 2)))
    earth = Image.new("RGB", image.size, colour)
    earth.paste(_gradient((width, height - top), (colour, mix(colour, foot, 0.7), foot)), (0, top))
    image.paste(earth, (0, 0), mask.reduce(2))


def _trees(line: Line, span: float, depth: float, chance: random.Random) -> list[Polygon]:
    """Plant pines along a ridge, as three stacked triangles each."""
    raise NotImplementedError
