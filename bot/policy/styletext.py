"""A server's own styles as moderators type them."""

from collections.abc import Callable

from bot.policy.request import normalise_prompt
from bot.policy.style import MOST_STYLE_LENGTH, MOST_STYLE_NAME_LENGTH, fold_name

#: How many times longer than what is kept a text may be before spaces and the like are left out.
_RAW = 10


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
