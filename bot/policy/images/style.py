"""Styles: names for words that are added to a prompt."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.policy.normal_form import normalise, normalise_prompt

#: Most styles of one server, and most characters of a name and of its words.
MOST_STYLES = 50
MOST_STYLE_NAME_LENGTH = 32
MOST_STYLE_LENGTH = 300

#: Longest input before cleaning, as a multiple of the longest result.
_RAW = 10


@dataclass(frozen=True, slots=True)
class Style:
    """A style as it was at the time of the request; later changes do not affect the job."""

    name: str
    adds: str
    """Words after the prompt."""


#: The styles of every server: from the name to the added words.
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
    """Return a style's name in lower case, with single spaces and without unprintable characters.

    Names that look alike become equal. Idempotent; the result may be empty.
    """
    seen = "".join(c for c in text if c.isprintable() or c.isspace())
    folded = normalise(" ".join(seen.split()), "NFD").casefold()
    return normalise(folded, "NFC")


def find_style(name: str, own: Mapping[str, str]) -> Style | None:
    """Return the style of a name; a server's own styles win over the built-in ones."""
    folded = fold_name(name)
    adds = own.get(folded) or BUILT_IN.get(folded)
    return Style(folded, adds) if adds else None


def styled(prompt: str, style: Style | None) -> str:
    """Return a prompt with the words of its style."""
    return f"{prompt}, {style.adds}" if style else prompt


def parse_style_name(text: str) -> str:
    """Return the name under which a style is stored and found.

    Raises:
        ValueError: It is empty, or longer than `MOST_STYLE_NAME_LENGTH`.
    """
    # both, since some printable characters are invisible
    return _bounded(text, lambda it: normalise_prompt(fold_name(it)), MOST_STYLE_NAME_LENGTH)


def parse_style_words(text: str) -> str:
    """Return the words of a style, normalised as prompts are.

    Raises:
        ValueError: It is empty, or longer than `MOST_STYLE_LENGTH`.
    """
    return _bounded(text, normalise_prompt, MOST_STYLE_LENGTH)


def _bounded(text: str, clean: Callable[[str], str], most: int) -> str:
    # checked first, since an imported file can have megabytes in one name
    cleaned = clean(text) if len(text) <= _RAW * most else ""
    if not 0 < len(cleaned) <= most:
        raise ValueError("empty or too long")
    return cleaned
