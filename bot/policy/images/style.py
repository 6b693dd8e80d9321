"""Styles: names for words that are added to a prompt."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.policy.normal_form import normalise, normalise_prompt

#: What one server can keep of its own.
MOST_STYLES = 50
MOST_STYLE_NAME_LENGTH = 32
MOST_STYLE_LENGTH = 300


#: How many times longer than what is kept a text may be before spaces and the like are left out.
_RAW = 10


@dataclass(frozen=True, slots=True)
class Style:
    """A style as it is when an image is asked for; whoever changes it later changes no job."""

    name: str
    adds: str
    """What stands behind the prompt."""


#: What every server has, by name.
BUILT_IN: Mapping[str, str] = {
    "photo": "photograph, natural light, 50 mm lens, shallow depth of field, fine detail",
    "cinematic": "film still, dramatic lighting, wide composition, subtle film grain",
    "portrait": "studio portrait, soft key light, plain backdrop, sharp eyes",
    "watercolour": "watercolour painting, soft washes, visible paper texture, loose edges",
    "oil": "oil painting, thick brush strokes, rich colours, canvas texture",
    "ink": "ink drawing, confident black lines, hatching, white paper",
    "sketch": "pencil sketch, rough construction lines, light shading on paper",
    "comic": "comic book art, bold outlines, flat colours, halftone shading",
    "anime": "anime illustration, clean line art, cel shading, expressive lighting",
    "pixel": "pixel art, limited palette, crisp square pixels, no anti-aliasing",
    "low-poly": "low-poly 3D render, faceted shapes, soft ambient light",
    "3d": "3D render, physically based materials, global illumination, soft shadows",
    "isometric": "isometric illustration, clean geometry, small scene seen from above",
    "clay": "clay figure in stop-motion style, fingerprints in the material, miniature set",
    "logo": "flat vector logo, few colours, simple shapes, centred on a plain background",
    "poster": "screen-printed poster, bold shapes, few inks, strong typography space",
    "fantasy": "fantasy illustration, epic scale, glowing light, intricate detail",
    "neon": "night scene, neon lights, wet reflections, cyan and magenta glow",
}


def fold_name(text: str) -> str:
    """Make names that look alike be alike: no capitals, single spaces, nothing unprintable.

    Folding twice changes nothing; the result may be empty.
    """
    seen = "".join(c for c in text if c.isprintable() or c.isspace())
    folded = normalise(" ".join(seen.split()), "NFD").casefold()
    return normalise(folded, "NFC")


def find_style(name: str, own: Mapping[str, str]) -> Style | None:
    """Return the style of a name; a server's own go before those that every server has."""
    wanted = fold_name(name)
    adds = own.get(wanted) or BUILT_IN.get(wanted)
    return Style(wanted, adds) if adds else None


def styled(prompt: str, style: Style | None) -> str:
    """Return the words that are sent for a prompt."""
    return f"{prompt}, {style.adds}" if style else prompt


def parse_style_name(text: str) -> str:
    """Return the name under which a style is kept and found.

    Raises:
        ValueError: It is empty, or longer than `MOST_STYLE_NAME_LENGTH`.
    """
    # of what is printable, some is invisible
    return _bounded(text, lambda it: normalise_prompt(fold_name(it)), MOST_STYLE_NAME_LENGTH)


def parse_style_words(text: str) -> str:
    """Return what a style adds to a prompt, cleaned as prompts are.

    Raises:
        ValueError: It is empty, or longer than `MOST_STYLE_LENGTH`.
    """
    return _bounded(text, normalise_prompt, MOST_STYLE_LENGTH)


def _bounded(text: str, clean: Callable[[str], str], most: int) -> str:
    # a file of megabytes may hold one name; few characters of a text are left out
    cleaned = clean(text) if len(text) <= _RAW * most else ""
    if not 0 < len(cleaned) <= most:
        raise ValueError("empty or too long")
    return cleaned
