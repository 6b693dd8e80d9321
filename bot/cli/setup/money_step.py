"""The model that images are made with, and the daily budget."""

from dataclasses import dataclass

from pydantic import ValidationError

from bot.cli.checks.finding import Check, Finding
from bot.cli.checks.sentences import Found
from bot.cli.exits import Exit
from bot.cli.setup.dialogue import ATTEMPTS, Dialogue
from bot.cli.setup.model_offer import COUNTS, Offer, price_of, row_of
from bot.cli.setup.present import Present
from bot.cli.setup.stopped import SetupStopped
from bot.policy.images.model import Model
from bot.policy.money import format_usd, micros_from_usd
from bot.ports import KeyStatus
from bot.settings import OFF, Settings

_WRONG_BUDGET = "Enter dollars from 0 to 1,000,000, such as 5 or 2.50, or `off` for no budget."


@dataclass(frozen=True, slots=True)
class ChosenModel:
    """The model that is used by default."""

    model: Model
    setting: str | None
    """The new value of MODELS; None if it stays as it is."""


def choose_model(
    dialogue: Dialogue, offer: Offer, settings: Settings, present: Present
) -> ChosenModel:
    """Offer the models; the default changes nothing.

    Raises:
        SetupStopped: No valid answer came.
    """
    _show_prices(dialogue, offer, settings)
    if offer.current is None:
        dialogue.show(Finding(Check.MODELS, Found.MODELS_GONE))
    if present.holder is not None:
        dialogue.explain(f"{present.holder} decides the models; `.env` can't change it.")
        return ChosenModel(offer.default, None)
    if not dialogue.asks:
        return _chosen(offer.default, offer, settings)
    shown = offer.shown(settings.models)
    for _ in range(ATTEMPTS):
        typed = dialogue.ask("Default model, by number or id", offer.default.id)
        model = offer.find(typed, shown)
        if model is not None:
            return _chosen(model, offer, settings)
        dialogue.say("There is no such model; https://openrouter.ai/models lists them.")
    raise SetupStopped("No model was chosen; nothing was written.", Exit.CONFIG)


def _show_prices(dialogue: Dialogue, offer: Offer, settings: Settings) -> None:
    cheapest = offer.cheapest
    if cheapest is None:
        dialogue.say("OpenRouter didn't say the prices in time; see https://openrouter.ai/models.")
    else:
        costs = ", ".join(
            f"{count:,} images {price}"
            for count, price in zip(COUNTS, row_of(cheapest)[2:], strict=True)
        )
        dialogue.say(f"The cheapest available model is {cheapest.id}: {costs}.")
    rows = enumerate(offer.shown(settings.models), start=1)
    heads = ("", "Model", "1 image", *(f"{count:,}" for count in COUNTS))
    dialogue.show_table(heads, ((f"{number}", *row_of(model)) for number, model in rows))


def _chosen(model: Model, offer: Offer, settings: Settings) -> ChosenModel:
    """Put a model first in MODELS, unless it is used anyway, and keep the others behind it."""
    if offer.current is not None and model.id == offer.current.id:
        return ChosenModel(model, None)
    others = (each for each in settings.models if each != model.id)
    return ChosenModel(model, ",".join((model.id, *others)))


def choose_budget(
    dialogue: Dialogue, given: str | None, settings: Settings, present: Present
) -> str:
    """Ask for the daily budget.

    Returns:
        The value of BUDGET_USD_PER_DAY.

    Raises:
        SetupStopped: No valid answer came.
    """
    if given is not None:
        value = _read_budget(given)
        if value is None:
            raise SetupStopped(f"--budget {given!r} can't be used. {_WRONG_BUDGET}", Exit.USAGE)
        present.check_free(value, "--budget")
        return value
    before = settings.budget_usd_per_day
    default = _read_budget(present.value or "") or (OFF if before is None else f"{before}")
    if present.holder is not None:
        dialogue.say(f"{present.holder} is used; `.env` can't change it.")
    if present.holder is not None or not dialogue.asks:
        return default
    for _ in range(ATTEMPTS):
        typed = dialogue.ask("Dollars per day for all servers and DMs together", default)
        value = _read_budget(typed)
        if value is not None:
            return value
        dialogue.say(_WRONG_BUDGET)
    raise SetupStopped(f"No budget was entered; nothing was written. {_WRONG_BUDGET}", Exit.CONFIG)


def _read_budget(typed: str) -> str | None:
    text = typed.strip().removeprefix("$").strip().casefold()
    try:
        budget = Settings.model_validate({"budget_usd_per_day": text}).budget_usd_per_day
    except ValidationError:
        return None
    return OFF if budget is None else f"{budget:f}"


def judge_budget(dialogue: Dialogue, budget: str, model: Model | None, status: KeyStatus) -> None:
    """Say what a budget allows, and whether the key may spend it."""
    if budget == OFF:
        dialogue.say(
            "Without a budget, only the caps of servers and users and the key's limit end spending."
        )
        return
    micros = micros_from_usd(budget)
    price = model and price_of(model)
    if model and price:
        dialogue.say(
            f"{format_usd(micros)} a day pays for {micros // price:,} images with {model.id}; "
            f"a month costs at most {format_usd(31 * micros)}."
        )
    left = status.remaining_micros
    if left is not None and left < micros:
        facts = {"left": format_usd(left), "budget": format_usd(micros)}
        dialogue.show(Finding(Check.OPENROUTER, Found.KEY_BELOW_BUDGET, facts))
