"""A server's own styles as moderators type them."""

from bot.policy.request import normalise_prompt
from bot.policy.style import MOST_STYLE_LENGTH, MOST_STYLE_NAME_LENGTH, fold_name


def parse_style_name(text: str) -> str:
    """Return the name under which a style is kept and found.

    Raises:
        ValueError: It is empty, or longer than `MOST_STYLE_NAME_LENGTH`.
    """
    # of what is printable, some is invisible
    return _bounded(normalise_prompt(fold_name(text)), MOST_STYLE_NAME_LENGTH)


def parse_style_words(text: str) -> str:
    """Return what a style adds to a prompt, cleaned as prompts are.

    Raises:
        ValueError: It is empty, or longer than `MOST_STYLE_LENGTH`.
    """
    return _bounded(normalise_prompt(text), MOST_STYLE_LENGTH)


def _bounded(text: str, most: int) -> str:
    if not 0 < len(text) <= most:
        raise ValueError("empty or too long")
    return text
