"""The options of /imagine: fixed ratios, and models and sizes as they are known now."""

from collections.abc import Iterable

from discord import app_commands

from bot.policy.model import Model
from bot.policy.money import format_usd
from bot.policy.ratio import AUTO, COMMON_RATIOS, RARE_RATIOS
from bot.ports import Models
from bot.ui.text import clip

# https://docs.discord.com/developers/interactions/application-commands, read 2026-11-22
MAX_CHOICES = 25
_MAX_CHOICE_NAME = 100

RATIO_CHOICES = [
    app_commands.Choice(name="auto (the model decides)" if ratio == AUTO else ratio, value=ratio)
    for ratio in (AUTO, *COMMON_RATIOS, *RARE_RATIOS)
]

#: Offered while no model tells its sizes.
_USUAL_SIZES = ("1K", "2K", "4K")


def model_choices(models: Models, typed: str) -> list[app_commands.Choice[str]]:
    """Offer the models whose name or id contains what was typed, with price where known."""
    wanted = typed.casefold().split()
    found = (
        model
        for model in models.listed()
        if all(word in f"{model.name} {model.id}".casefold() for word in wanted)
    )
    return _choices((_with_price(model.name, model.price_micros()), model.id) for model in found)


def size_choices(
    models: Models, model_id: str | None, typed: str
) -> list[app_commands.Choice[str]]:
    """Offer the sizes of the chosen model, or of the one that paints without a choice."""
    choice = models.choose(model_id)
    if choice is None:
        return _choices((size, size) for size in _USUAL_SIZES)
    model: Model = choice.model
    sizes = (size for size in model.sizes if typed.casefold() in size.casefold())
    return _choices((_with_price(size, model.price_micros(size)), size) for size in sizes)


def _with_price(name: str, micros: int | None) -> str:
    return name if micros is None else f"{clip(name, 80)} · {format_usd(micros)}"


def _choices(pairs: Iterable[tuple[str, str]]) -> list[app_commands.Choice[str]]:
    choices = [
        app_commands.Choice(name=clip(name, _MAX_CHOICE_NAME), value=value)
        for name, value in pairs
        if len(value) <= _MAX_CHOICE_NAME
    ]
    return choices[:MAX_CHOICES]
