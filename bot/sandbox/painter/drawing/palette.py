"""Chooses a landscape's colours and features by the words of a prompt, else at random."""

import random
from dataclasses import dataclass
from typing import Final

Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a landscape as red, green and blue, each 0 to 255."""

    words: frozenset[str]
    """Words in prompts that select it."""
    sky: tuple[Colour, Colour, Colour]
    """From the top to the horizon."""
    light: Colour
    """The sun or the moon."""
    far: Colour
    """The farthest ridge."""
    near: Colour
    """The nearest ridge."""
    is_night: bool = False


def _rgb(code: str) -> Colour:
    value = int(code, 16)
    return value >> 16, value >> 8 & 255, value & 255


def _palette(words: str, colours: str, *, is_night: bool = False) -> Palette:
    top, middle, horizon, light, far, near = (_rgb(code) for code in colours.split())
    sky = (top, middle, horizon)
    return Palette(frozenset(words.split()), sky, light, far, near, is_night)


PALETTES: Final = (
    _palette("sunset dusk evening autumn fall", "3b3a78 c9627f ffc48a fff1c9 b5677f 2c1f45"),
    _palette("dawn sunrise morning spring rose pink", "7fa6d6 f3b8c0 ffe3c2 fffbe8 c69ab2 4a3a63"),
    _palette("day noon summer blue sky", "3f8fd2 8fc7ec e6f4f2 fffdf0 8fb8cf 1f4f63"),
    _palette("forest jungle green tree garden", "6fb3a8 b9dcc0 f3f2d0 fffbe0 8dbba0 173f3a"),
    _palette("desert dune sand gold golden fire", "d98a4b f0b872 fde3ae fff6dc d98f5f 5f2a33"),
    _palette("winter snow ice arctic cold", "8aa4c8 c3d3e6 f4f1f3 ffffff b4c4da 3d4f74"),
    _palette("storm rain grey mist fog", "4d6478 8a9dab d3d6d4 f6f1e4 8597a6 24313f"),
    _palette("lavender purple magic dream", "4b3f94 9a7fd0 f4c6e2 fff0fa 9a80bd 2b1f52"),
    _palette(
        "night moon star stars space astronaut galaxy midnight",
        "0b1030 1f2a5c 5a5f9e f4f0d8 46508c 0a0d22",
        is_night=True,
    ),
    _palette("aurora north fjord", "07162f 0f4a5c 4fa79a eafff3 2c6a74 061420", is_night=True),
)

_WATER: Final = frozenset(
    {"sea", "ocean", "lake", "water", "river", "boat", "ship", "lighthouse", "beach", "island"}
)
_TREES: Final = frozenset(
    {"forest", "tree", "trees", "wood", "woods", "pine", "jungle", "fox", "deer", "bear", "cabin"}
)
#: Probability of water and trees if the prompt mentions neither.
_WATER_CHANCE: Final = 0.35
_TREES_CHANCE: Final = 0.45


@dataclass(frozen=True, slots=True)
class Scene:
    """The colours and features of a landscape."""

    palette: Palette
    has_water: bool
    has_trees: bool


def choose_scene(prompt: str, chance: random.Random) -> Scene:
    """Choose a scene by the words of the prompt, and at random where they say nothing."""
    words = {word.strip(".,;:!?'\"()").lower() for word in prompt.split()}
    fitting = [palette for palette in PALETTES if palette.words & words]
    palette = chance.choice(fitting or PALETTES)
    says_water, says_trees = bool(words & _WATER), bool(words & _TREES)
    luck = chance.random()
    has_water = says_water or (not says_trees and luck < _WATER_CHANCE)
    return Scene(palette, has_water, says_trees or luck > 1 - _TREES_CHANCE)


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """Mix two colours; `share` (0 to 1) is the part of the second one."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue
