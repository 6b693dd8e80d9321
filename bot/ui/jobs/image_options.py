"""Autocompletion and parsing of an image's options."""

from collections.abc import Iterable, Mapping
from functools import cache

from discord import app_commands

from bot.errors import StyleUnknown
from bot.i18n import ENGLISH, LANGUAGES, Say, texts_for
from bot.policy.images.model import Model
from bot.policy.images.ratio import AUTO, COMMON_RATIOS, RARE_RATIOS
from bot.policy.images.request import MOST_IMAGES, MOST_SEED
from bot.policy.images.style import BUILT_IN, Style, find_style
from bot.ports import Models
from bot.ui.options.choices import MAX_CHOICE_NAME, SEPARATOR, Row, offer, resolve_choice
from bot.ui.text import clip

ALL_RATIOS = (AUTO, *COMMON_RATIOS, *RARE_RATIOS)

#: Offered while the model and its sizes are unknown.
_USUAL_SIZES = ("1K", "2K", "4K")

#: Characters of a model's name inside a longer text.
_SHOWN_NAME = 60


def model_rows(models: Models) -> Iterable[Row]:
    """Return a row for every model."""
    return (Row(model.id, model.name) for model in models.listed())


def read_model(typed: str, models: Models) -> str:
    """Return the id of the model with this id or name; an unknown name is returned unchanged."""
    return resolve_choice(typed, model_rows(models))


def model_choices(
    models: Models, typed: str, *, allowed: frozenset[str] | None = None, say: Say = ENGLISH
) -> list[app_commands.Choice[str]]:
    """Offer the models whose name or id contains the typed words, with known prices.

    Args:
        models: The catalogue.
        typed: Words, in any order.
        allowed: Ids of the models that limits allow; None for all.
        say: The member's language.
    """
    listed = {model.id: model for model in models.listed()}
    found = (row for row in model_rows(models) if allowed is None or row.value in allowed)
    return offer(
        (row for row in found if row.fits(typed)),
        lambda model_id: _price(listed[model_id].price_micros(), say),
    )


def ratio_rows(model: Model | None, say: Say = ENGLISH) -> Iterable[Row]:
    """Return a model's ratios; all ratios if the model is unknown."""
    ratios = ALL_RATIOS if model is None else (AUTO, *model.ratios)
    auto = Row(AUTO, say("option-imagine-auto"), _auto_names())
    return (auto if ratio == AUTO else Row(ratio) for ratio in ratios)


def ratio_choices(model: Model | None, typed: str, *, say: Say) -> list[app_commands.Choice[str]]:
    """Offer a model's ratios that match; all matching ratios if the model is unknown."""
    ratio = read_ratio(typed)
    return offer(row for row in ratio_rows(model, say) if ratio in row.value or row.fits(typed))


def size_rows(model: Model | None) -> Iterable[Row]:
    """Return a model's sizes; common sizes if the model is unknown."""
    return map(Row, _USUAL_SIZES if model is None else model.sizes)


def size_choices(model: Model | None, typed: str, *, say: Say) -> list[app_commands.Choice[str]]:
    """Offer a model's sizes with known prices; common sizes if the model is unknown."""
    return offer(
        (row for row in size_rows(model) if row.fits(typed)),
        lambda size: _price(model and model.price_micros(size), say),
    )


def style_rows(own: Mapping[str, str]) -> Iterable[Row]:
    """Return all styles, the server's own first."""
    return map(Row, dict.fromkeys((*own, *BUILT_IN)))


def read_style(typed: str, own: Mapping[str, str]) -> Style:
    """Return the style with a name.

    Args:
        typed: The option's value.
        own: The server's own styles.

    Raises:
        StyleUnknown: No style has this name.
    """
    style = find_style(resolve_choice(typed, style_rows(own)), own)
    if style is None:
        raise StyleUnknown(typed)
    return style


def style_choices(own: Mapping[str, str], typed: str) -> list[app_commands.Choice[str]]:
    """Offer styles, the server's own first, each with the words that it adds."""
    words = {**BUILT_IN, **own}
    return offer((row for row in style_rows(own) if row.fits(typed)), words.__getitem__)


def count_choices(
    model: Model | None, size: str | None, *, most: int = MOST_IMAGES, say: Say
) -> list[app_commands.Choice[int]]:
    """Offer the possible numbers of images, with known prices.

    Each name starts with its number, so that the number can be read from a name sent as a value.
    """
    size = size and resolve_choice(size, size_rows(model))
    micros = model and model.price_micros(size)
    return [
        app_commands.Choice(name=_counted(count, micros, say), value=count)
        for count in range(1, min(most, MOST_IMAGES) + 1)
    ]


def seed_choices(model: Model | None, typed: str, *, say: Say) -> list[app_commands.Choice[int]]:
    """Offer the typed seed, or say that the model does not support seeds."""
    is_seed = typed.isascii() and typed.isdigit() and len(typed) <= len(str(MOST_SEED))
    seed = min(int(typed), MOST_SEED) if is_seed else 0
    if model is not None and not model.takes_seed:
        none = say("option-imagine-seed-none", model=clip(model.name, _SHOWN_NAME))
        name = f"{seed}{SEPARATOR}{none}" if is_seed else none
        return [app_commands.Choice(name=clip(name, MAX_CHOICE_NAME), value=seed)]
    return [app_commands.Choice(name=str(seed), value=seed)] if is_seed else []


def read_ratio(text: str) -> str:
    """Normalise a ratio: `16x9`, `16 / 9` and `16×9` become `16:9`."""
    plain = "".join(text.split()).casefold()
    for sign in ("x", "×", "/", "："):  # noqa: RUF001 - signs that people type
        plain = plain.replace(sign, ":")
    return plain


def _counted(count: int, micros: int | None, say: Say) -> str:
    if micros is None:
        return say("option-imagine-count-unpriced", count=count)
    return say("option-imagine-count", count=count, cost=say.usd(count * micros))


def _price(micros: int | None, say: Say) -> str:
    return "" if micros is None else say.usd(micros)


@cache
def _auto_names() -> tuple[str, ...]:
    return tuple(texts_for(language)("option-imagine-auto") for language in LANGUAGES)
