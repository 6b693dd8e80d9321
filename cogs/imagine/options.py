"""What is offered while somebody fills in the options of /imagine, all of it from memory."""

from collections.abc import Iterable, Mapping
from itertools import islice

from discord import app_commands

from bot.policy.model import Model
from bot.policy.ratio import AUTO, COMMON_RATIOS, RARE_RATIOS
from bot.policy.request import MOST_PICTURES, MOST_SEED
from bot.policy.style import BUILT_IN, fold_name
from bot.ports import Models
from bot.speech import ENGLISH, Say
from bot.ui.text import clip

# https://docs.discord.com/developers/interactions/application-commands, read 2026-11-22
MAX_CHOICES = 25
_MAX_CHOICE_NAME = 100

ALL_RATIOS = (AUTO, *COMMON_RATIOS, *RARE_RATIOS)

#: Offered while no model tells its sizes.
_USUAL_SIZES = ("1K", "2K", "4K")

#: Of a model's name, so that its price has room behind it.
_SHOWN_NAME = 60


def model_choices(
    models: Models, typed: str, *, allowed: frozenset[str] | None = None, say: Say = ENGLISH
) -> list[app_commands.Choice[str]]:
    """Offer the models whose name or id contains what was typed, with price where known.

    Args:
        models: Those that can be chosen.
        typed: Words, in any order.
        allowed: The only ids that may paint; None for all.
        say: The member's language.
    """
    wanted = typed.casefold().split()
    found = (
        model
        for model in models.listed()
        if all(word in f"{model.name} {model.id}".casefold() for word in wanted)
        and (allowed is None or model.id in allowed)
    )
    return _choices((_priced(model.name, model.price_micros(), say), model.id) for model in found)


def ratio_choices(model: Model | None, typed: str, *, say: Say) -> list[app_commands.Choice[str]]:
    """Offer a model's ratios; all that there are where no model is known."""
    ratios = ALL_RATIOS if model is None else (AUTO, *model.ratios)
    wanted = read_ratio(typed)
    found = (ratio for ratio in ratios if wanted in ratio)
    return _choices(
        (say("option-imagine-auto") if ratio == AUTO else ratio, ratio) for ratio in found
    )


def size_choices(model: Model | None, typed: str, *, say: Say) -> list[app_commands.Choice[str]]:
    """Offer a model's sizes with their prices; the usual ones where no model is known."""
    sizes = _USUAL_SIZES if model is None else model.sizes
    found = (size for size in sizes if typed.strip().casefold() in size.casefold())
    return _choices(
        (_priced(size, model and model.price_micros(size), say), size) for size in found
    )


def style_choices(own: Mapping[str, str], typed: str) -> list[app_commands.Choice[str]]:
    """Offer styles, a server's own first, each with what it adds."""
    wanted = fold_name(typed)
    found = ((name, adds) for name, adds in {**own, **BUILT_IN, **own}.items() if wanted in name)
    return _choices((f"{name} · {adds}", name) for name, adds in found)


def count_choices(
    model: Model | None, size: str | None, *, most: int = MOST_PICTURES, say: Say
) -> list[app_commands.Choice[int]]:
    """Offer how many pictures can be asked for, each number with its price where known."""
    micros = model and model.price_micros(size)
    return [
        app_commands.Choice(name=_counted(count, micros, say), value=count)
        for count in range(1, min(most, MOST_PICTURES) + 1)
    ]


def seed_choices(model: Model | None, typed: str, *, say: Say) -> list[app_commands.Choice[int]]:
    """Offer the seed that was typed, or say that the model takes none."""
    is_seed = typed.isascii() and typed.isdigit() and len(typed) <= len(str(MOST_SEED))
    seed = min(int(typed), MOST_SEED) if is_seed else 0
    if model is not None and not model.takes_seed:
        name = say("option-imagine-seed-none", model=clip(model.name, _SHOWN_NAME))
        return [app_commands.Choice(name=clip(name, _MAX_CHOICE_NAME), value=seed)]
    return [app_commands.Choice(name=str(seed), value=seed)] if is_seed else []


def read_ratio(text: str) -> str:
    """Return a ratio as it is written here: `16x9`, `16 / 9` and `16×9` are `16:9`."""
    plain = "".join(text.split()).casefold()
    for sign in ("x", "×", "/", "："):  # noqa: RUF001 - signs that people type
        plain = plain.replace(sign, ":")
    return plain


def _counted(count: int, micros: int | None, say: Say) -> str:
    if micros is None:
        return say("option-imagine-count-unpriced", count=count)
    return say("option-imagine-count", count=count, cost=say.usd(count * micros))


def _priced(name: str, micros: int | None, say: Say) -> str:
    return name if micros is None else f"{clip(name, _SHOWN_NAME)} · {say.usd(micros)}"


def _choices(pairs: Iterable[tuple[str, str]]) -> list[app_commands.Choice[str]]:
    choices = (
        app_commands.Choice(name=clip(name, _MAX_CHOICE_NAME), value=value)
        for name, value in pairs
        if len(value) <= _MAX_CHOICE_NAME
    )
    # of hundreds of models only those that are offered get their prices written
    return list(islice(choices, MAX_CHOICES))
