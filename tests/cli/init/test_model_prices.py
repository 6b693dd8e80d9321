"""What init says about the prices of models."""

from io import StringIO

from rich.console import Console

from bot.cli.setup.dialogue import Dialogue
from bot.cli.setup.model_offer import Offer
from bot.cli.setup.money_step import choose_model
from bot.cli.setup.present import Present
from bot.settings import Settings
from testkit.fakes.models import MINI, SEEDED


def _said(offer: Offer) -> str:
    text = StringIO()
    dialogue = Dialogue(Console(file=text, width=200), asks=False)
    choose_model(dialogue, offer, Settings.model_validate({}), Present("MODELS", None))
    return text.getvalue()


def test_what_images_with_the_cheapest_model_cost_is_said() -> None:
    costs = f"{SEEDED.id}: 10 images $0.30, 100 images $3.00, 1,000 images $30.00."
    assert f"The cheapest available model is {costs}" in _said(Offer((SEEDED, MINI), MINI))


def test_prices_that_were_not_read_are_named() -> None:
    said = _said(Offer((MINI,), MINI))
    assert "didn't say the prices in time; see https://openrouter.ai/models." in said
    assert "cheapest" not in said
