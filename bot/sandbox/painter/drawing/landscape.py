"""Paints a landscape: a sky with sun or moon, then ridges, water and trees in front of it."""

import math
import random
from collections.abc import Callable
from typing import Final

from PIL import Image, ImageDraw, ImageFilter, ImageOps

from bot.sandbox.painter.drawing.canvas import resize
from bot.sandbox.painter.drawing.palette import Colour, Scene, mix

_RIDGES: Final = 5
#: Ridges that water replaces, counted from the farthest.
_UNDER_WATER: Final = (2, 3)
#: Distances between pines, in heights of the tallest: the range within a group, the gap between
#: groups, and the chance of a gap.
_SPACING: Final = (0.1, 0.45)
_GAP: Final = 2.2
_GAP_CHANCE: Final = 0.12
_WHITE: Final = (255, 255, 255)

Line = Callable[[float], float]
Polygon = list[tuple[float, float]]


def paint_landscape(scene: Scene, size: tuple[int, int], chance: random.Random) -> Image.Image:
    """Paint a scene as an RGB image of this size in pixels; `chance` determines all positions."""
    width, height = size
    palette = scene.palette
    image = _gradient(size, palette.sky)
    if palette.is_night:
        _scatter_stars(image, chance)
    unit = min(max(width, height) * 0.6, width, height)
    horizon = chance.uniform(0.56, 0.64) * height
    radius = unit * chance.uniform(0.045, 0.075)
    centre = (width * chance.uniform(0.22, 0.78), horizon - unit * chance.uniform(0.2, 0.36))
    _shine(image, centre, radius, palette.light)
    if not palette.is_night:
        _drift_clouds(image, horizon, mix(palette.sky[2], _WHITE, 0.6), chance)
    _raise_ridges(image, scene, horizon, chance)
    if not palette.is_night:
        _fly_birds(image, unit, horizon, mix(palette.near, palette.far, 0.25), chance)
    return image


def _gradient(size: tuple[int, int], colours: tuple[Colour, ...]) -> Image.Image:
    """Return a smooth vertical gradient."""
    strip = Image.frombytes("RGB", (1, len(colours)), bytes(part for c in colours for part in c))
    return resize(resize(strip, (1, 256)), size, Image.Resampling.BILINEAR)


def _scatter_stars(image: Image.Image, chance: random.Random) -> None:
    draw = ImageDraw.Draw(image)
    width, height = image.size
    for _ in range(width * height // 5000):
        x, y = chance.uniform(0, width), chance.uniform(0, height * 0.6)
        light = (1 - y / height) * chance.uniform(0.2, 1.0)
        radius = chance.choice((0.5, 0.7, 1.3)) * min(image.size) / 900
        colour = mix((90, 100, 160), (255, 252, 240), light)
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)


def _shine(image: Image.Image, centre: tuple[float, float], radius: float, colour: Colour) -> None:
    """Draw a disc with a wide glow around it."""
    for reach, strength in ((8.0, 0.5), (3.0, 0.5)):
        side = max(2, round(radius * reach * 2))
        image.paste(colour, _around(centre, side), resize(_glow(strength), (side, side)))
    side = max(4, round(radius * 2))
    disc = Image.new("L", (side * 4, side * 4))
    ImageDraw.Draw(disc).ellipse((0, 0, side * 4 - 1, side * 4 - 1), fill=255)
    image.paste(colour, _around(centre, side), disc.reduce(4))


def _glow(strength: float) -> Image.Image:
    """Return a mask that fades from its centre to 0 at the middle of its edges."""
    # Pillow's radial gradient is 0 in the centre, 178 at the middle of each edge, 255 in corners
    return Image.eval(
        Image.radial_gradient("L"),
        lambda value: round(max(0.0, 1 - value / 178) ** 2 * 255 * strength),
    )


def _around(centre: tuple[float, float], side: int) -> tuple[int, int]:
    """Return the upper left corner of a square around a point."""
    return round(centre[0] - side / 2), round(centre[1] - side / 2)


def _drift_clouds(
    image: Image.Image, horizon: float, colour: Colour, chance: random.Random
) -> None:
    """Draw soft flat clouds, at low resolution since they have no sharp edges."""
    width, height = image.size
    scale = 6
    mask = Image.new("L", (max(1, width // scale), max(1, height // scale)))
    draw = ImageDraw.Draw(mask)
    unit = min(width, height) / scale
    for _ in range(chance.randint(4, 7)):
        x, y = chance.uniform(0, mask.width), chance.uniform(0.08, 0.72) * horizon / scale
        for _ in range(chance.randint(5, 9)):
            across, down = chance.uniform(0.08, 0.24) * unit, chance.uniform(0.008, 0.022) * unit
            left, top = x + chance.gauss(0, 0.14) * unit, y + chance.gauss(0, 0.016) * unit
            shade = chance.randint(70, 150)
            draw.ellipse((left - across, top - down, left + across, top + down), fill=shade)
    soft = mask.filter(ImageFilter.GaussianBlur(max(1.0, unit * 0.012)))
    image.paste(colour, (0, 0), resize(soft, image.size))


def _raise_ridges(image: Image.Image, scene: Scene, horizon: float, chance: random.Random) -> None:
    """Draw ridges from the farthest to the nearest, each darker and less hazy."""
    width, height = image.size
    palette = scene.palette
    span = min(height, width * 1.4)
    for index in range(_RIDGES):
        depth = index / (_RIDGES - 1)
        if scene.has_water and index == _UNDER_WATER[0]:
            _flood(image, horizon + span * 0.06, palette.light, chance)
        if scene.has_water and index in _UNDER_WATER:
            continue
        base = horizon + (height - horizon) * depth * 0.72
        swing = span * (0.12 - 0.065 * depth)
        line = _ridge_line(width, base, swing, roughness=0.6 - 0.22 * depth, chance=chance)
        colour = mix(palette.far, palette.near, depth)
        foot = mix(colour, palette.sky[2], 0.5 * (1 - depth))
        has_trees = scene.has_trees and index >= _RIDGES - 2
        trees = (
            _plant(line, image.size, span * (0.02 + 0.05 * depth**2), chance) if has_trees else []
        )
        _fill_below(image, line, colour, foot, trees)


def _ridge_line(
    width: int, base: float, swing: float, *, roughness: float, chance: random.Random
) -> Line:
    """Return a function from x to the ridge's y: a sum of ever shorter and lower waves."""
    longest = max(width * 0.9, swing * 9)
    waves = [
        (
            chance.uniform(0.8, 1.25) * 2.0**octave * math.tau / longest,
            chance.uniform(0, math.tau),
            swing * roughness**octave,
        )
        for octave in range(7)
    ]
    return lambda x: base - 0.7 * sum(a * math.sin(x * f + p) for f, p, a in waves)


def _fill_below(
    image: Image.Image, line: Line, colour: Colour, foot: Colour, shapes: list[Polygon]
) -> None:
    """Fill the area below a line and some shapes, at double resolution for smooth edges."""
    width, height = image.size
    mask = Image.new("L", (width * 2, height * 2))
    draw = ImageDraw.Draw(mask)
    crest = [(x * 2.0, line(x) * 2) for x in range(0, width + 4, 3)]
    draw.polygon([(0, height * 2), *crest, (width * 2, height * 2)], fill=255)
    for shape in shapes:
        draw.polygon([(x * 2, y * 2) for x, y in shape], fill=255)
    top = max(0, min(height - 1, int(min(y for _, y in crest) / 2)))
    earth = Image.new("RGB", image.size, colour)
    earth.paste(_gradient((width, height - top), (colour, mix(colour, foot, 0.6), foot)), (0, top))
    image.paste(earth, (0, 0), mask.reduce(2))


def _plant(
    line: Line, size: tuple[int, int], tallest: float, chance: random.Random
) -> list[Polygon]:
    """Return pines along a ridge in loose groups; each pine is four stacked triangles."""
    trees: list[Polygon] = []
    x = -tallest
    while x < size[0] + tallest:
        x += tallest * (_GAP if chance.random() < _GAP_CHANCE else chance.uniform(*_SPACING))
        tall = tallest * chance.uniform(0.5, 1.0) ** 0.7 * 1.4
        root = line(x) + tall * 0.08
        for storey in range(4):
            low, high = root - tall * 0.2 * storey, root - tall * (0.42 + 0.19 * storey)
            half = tall * (0.21 - 0.042 * storey)
            trees.append([(x - half, low), (x, high), (x + half, low)])
    return trees


def _flood(image: Image.Image, shore: float, light: Colour, chance: random.Random) -> None:
    """Draw water below a height: a pale, blurred reflection of the area above, with glints."""
    width, height = image.size
    top = min(height - 1, int(shore))
    depth = height - top
    above = image.crop((0, max(0, top - depth), width, top))
    mirror = ImageOps.flip(above).filter(ImageFilter.BoxBlur(max(1, width // 300)))
    mirror = resize(mirror, (width, depth))
    image.paste(
        Image.blend(mirror, Image.new("RGB", mirror.size, mirror.getpixel((0, depth - 1))), 0.2),
        (0, top),
    )
    shine = Image.new("L", (width, depth))
    draw = ImageDraw.Draw(shine)
    for _ in range(90):
        y = chance.random() ** 1.4 * depth
        across = width * chance.uniform(0.01, 0.05) * (0.4 + y / depth)
        x = chance.uniform(0, width)
        draw.line((x - across, y, x + across, y), chance.randint(15, 60), max(1, height // 700))
    image.paste(light, (0, top), shine)


def _fly_birds(
    image: Image.Image, unit: float, horizon: float, colour: Colour, chance: random.Random
) -> None:
    """Draw a small flock in the sky."""
    draw = ImageDraw.Draw(image)
    x0, y0 = chance.uniform(0.2, 0.8) * image.width, horizon - unit * chance.uniform(0.3, 0.45)
    for _ in range(chance.randint(3, 7)):
        x, y = x0 + chance.gauss(0, 0.09) * unit, y0 + chance.gauss(0, 0.035) * unit
        wing = unit * chance.uniform(0.008, 0.016)
        thick = max(1, round(unit / 420))
        for side in (-1, 1):
            tip = (x + side * wing * 1.6, y - wing * 0.35)
            bend = (x + side * wing * 0.8, y - wing * 0.75)
            draw.line([(x, y), bend, tip], colour, thick, joint="curve")
