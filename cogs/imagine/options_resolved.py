"""From the options of a command to a wish: what is given, and a member's defaults for the rest."""

from dataclasses import dataclass

from bot.errors import OptionRefused
from bot.policy.images.model import Model, sizes_of
from bot.policy.images.ratio import AUTO
from bot.policy.images.request import ImageRequest
from bot.policy.images.size import edge_of
from bot.policy.images.style import Style, find_style
from bot.policy.limits.effective import Rules
from bot.policy.limits.limit import Limit
from bot.policy.limits.rulebook import Rulebook
from bot.policy.members.defaults import MemberDefaults
from bot.policy.normal_form import normalise_prompt
from bot.ports import Models
from bot.ui.interactions.choices import understood
from bot.ui.jobs.image_options import (
    ALL_RATIOS,
    ratio_rows,
    read_model,
    read_ratio,
    read_style,
    size_rows,
)


@dataclass(frozen=True, slots=True)
class RawOptions:
    """The options of a command as somebody typed them; None where they were left out."""

    prompt: str
    ratio: str | None = None
    model: str | None = None
    """An id, or a name; of every option, what a choice is called stands for its value."""
    size: str | None = None
    style: str | None = None
    count: int | None = None
    seed: int | None = None
    private: bool | None = None


@dataclass(frozen=True, slots=True)
class OptionContext:
    """Who asks and where, as far as it decides about options that were left out."""

    defaults: MemberDefaults
    rulebook: Rulebook
    rules: Rules

    @property
    def allowed(self) -> frozenset[str] | None:
        """The only models that may paint; None for all."""
        value = self.rules[Limit.MODELS].value
        return value if isinstance(value, frozenset) else None

    @property
    def most_images(self) -> int | None:
        """How many images one command may ask for; None without a limit."""
        value = self.rules[Limit.COUNT].value
        return value if isinstance(value, int) else None


@dataclass(frozen=True, slots=True)
class ResolvedOptions:
    """A command with nothing left out."""

    request: ImageRequest
    private: bool


def resolve_options(given: RawOptions, around: OptionContext, models: Models) -> ResolvedOptions:
    """Return what a command asks for.

    What is given holds, and is refused if it is unknown. A default that cannot be used here, such
    as a model that is gone or a size that is not allowed, is left out; a style that does not exist
    here is told on the card, since the image looks different without it.

    Raises:
        OptionRefused: No model knows this ratio or size.
        StyleUnknown: Nobody knows this style here.
    """
    model_id = wanted_model(given.model, around, models)
    choice = models.choose(model_id, allowed=around.allowed)
    model = choice.model if choice else None
    usable = _usable(around, model)
    style = _style(given.style, usable.style, around)
    request = ImageRequest(
        normalise_prompt(given.prompt),
        ratio=usable.ratio or AUTO if given.ratio is None else _ratio(given.ratio, model),
        size=usable.size if given.size is None else _size(given.size, model, models),
        model=model_id,
        seed=given.seed,
        count=given.count or 1,
        style=style,
        missing_style=usable.style if style is None else None,
    )
    private = bool(usable.private) if given.private is None else given.private
    return ResolvedOptions(request, private)


def wanted_model(given: str | None, around: OptionContext, models: Models) -> str | None:
    """Return the id of the model that somebody wants, by a name or id or by default."""
    if given is not None:
        return read_model(given, models) or None
    default = around.defaults.model
    choice = default and models.choose(default, allowed=around.allowed)
    return default if choice and choice.gone is None else None


def _usable(around: OptionContext, model: Model | None) -> MemberDefaults:
    """Return the defaults that the model accepts, and that are allowed here."""
    defaults = around.defaults
    if model is None:
        return MemberDefaults(style=defaults.style, private=defaults.private)
    fitted = defaults.fitted(model)
    sizes = around.rules[Limit.SIZES].value
    is_size_allowed = not isinstance(sizes, frozenset) or fitted.size in sizes
    is_private_allowed = around.rules[Limit.PRIVATE].value is None
    return MemberDefaults(
        ratio=fitted.ratio,
        size=fitted.size if is_size_allowed else None,
        style=fitted.style,
        private=fitted.private if is_private_allowed else None,
    )


def _ratio(given: str, model: Model | None) -> str:
    ratio = read_ratio(understood(given, ratio_rows(model)))
    own = model.ratios if model else ()
    if ratio in ALL_RATIOS or ratio in own:
        return ratio
    accepted = (AUTO, *own) if own else ALL_RATIOS
    raise OptionRefused("ratio", given, accepted, model.name if model else None)


def _size(given: str, model: Model | None, models: Models) -> str:
    """Return a size in the capitals in which its model writes it."""
    wanted = "".join(understood(given, size_rows(model)).split())
    own = model.sizes if model else ()
    for size in own:
        if size.casefold() == wanted.casefold():
            return size
    if edge_of(wanted) is not None:
        return wanted
    accepted = own or sizes_of(models.listed())
    raise OptionRefused("size", given, accepted, model.name if model else None)


def _style(given: str | None, default: str | None, around: OptionContext) -> Style | None:
    if given is not None:
        return read_style(given, around.rulebook.styles)
    return None if default is None else find_style(default, around.rulebook.styles)
