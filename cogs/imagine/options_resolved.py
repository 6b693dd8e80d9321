"""Resolves the options of /imagine to a request, with the member's defaults for omitted ones."""

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
from bot.ui.jobs.image_options import (
    ALL_RATIOS,
    ratio_rows,
    read_model,
    read_ratio,
    read_style,
    size_rows,
)
from bot.ui.options.choices import resolve_choice


@dataclass(frozen=True, slots=True)
class RawOptions:
    """The options of a command as typed; None for omitted ones.

    Discord may send the name of a choice instead of its value.
    """

    prompt: str
    ratio: str | None = None
    model: str | None = None
    """Id or name."""
    size: str | None = None
    style: str | None = None
    count: int | None = None
    seed: int | None = None
    private: bool | None = None


@dataclass(frozen=True, slots=True)
class OptionContext:
    """The defaults and rules that decide about omitted options."""

    defaults: MemberDefaults
    """The member's."""
    rulebook: Rulebook
    """The server's; empty elsewhere."""
    rules: Rules
    """The rules at the request's spot."""

    @property
    def allowed(self) -> frozenset[str] | None:
        """Ids of the allowed models; None for all."""
        value = self.rules[Limit.MODELS].value
        return value if isinstance(value, frozenset) else None

    @property
    def most_images(self) -> int | None:
        """Limit of images per request; None without a limit."""
        value = self.rules[Limit.COUNT].value
        return value if isinstance(value, int) else None


@dataclass(frozen=True, slots=True)
class ResolvedOptions:
    """The options of a command with every omitted one filled in."""

    request: ImageRequest
    private: bool


def resolve_options(given: RawOptions, context: OptionContext, models: Models) -> ResolvedOptions:
    """Return the request of a command.

    A given option is used as it is, and refused if it is unknown. A default that cannot be used
    here is ignored, such as a model that is gone or a size that is not allowed. A default style
    that does not exist here is named on the card, because the image looks different without it.

    Raises:
        OptionRefused: No model accepts this ratio or size.
        StyleUnknown: There is no such style here.
    """
    model_id = wanted_model(given.model, context, models)
    choice = models.choose(model_id, allowed=context.allowed)
    model = choice.model if choice else None
    usable = _usable(context, model)
    style = _style(given.style, usable.style, context)
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


def wanted_model(given: str | None, context: OptionContext, models: Models) -> str | None:
    """Return the id of the given model, or of the default one; None to leave it to the bot.

    Args:
        given: Id or name, as typed; an unknown one is returned unchanged.
        context: Has the default, which is ignored if it is gone or not allowed.
        models: The known models.
    """
    if given is not None:
        return read_model(given, models) or None
    default = context.defaults.model
    choice = default and models.choose(default, allowed=context.allowed)
    return default if choice and choice.gone is None else None


def _usable(context: OptionContext, model: Model | None) -> MemberDefaults:
    """Return the defaults that the model accepts and the rules allow."""
    defaults = context.defaults
    if model is None:
        return MemberDefaults(style=defaults.style, private=defaults.private)
    fitted = defaults.fitted(model)
    sizes = context.rules[Limit.SIZES].value
    is_size_allowed = not isinstance(sizes, frozenset) or fitted.size in sizes
    is_private_allowed = context.rules[Limit.PRIVATE].value is None
    return MemberDefaults(
        ratio=fitted.ratio,
        size=fitted.size if is_size_allowed else None,
        style=fitted.style,
        private=fitted.private if is_private_allowed else None,
    )


def _ratio(given: str, model: Model | None) -> str:
    """Return the ratio as `width:height` or `auto`.

    Raises:
        OptionRefused: No model accepts it.
    """
    ratio = read_ratio(resolve_choice(given, ratio_rows(model)))
    own = model.ratios if model else ()
    if ratio in ALL_RATIOS or ratio in own:
        return ratio
    accepted = (AUTO, *own) if own else ALL_RATIOS
    raise OptionRefused("ratio", given, accepted, model.name if model else None)


def _size(given: str, model: Model | None, models: Models) -> str:
    """Return the size in the model's spelling; a size of another model is returned as typed.

    Raises:
        OptionRefused: It is not a size.
    """
    wanted = "".join(resolve_choice(given, size_rows(model)).split())
    own = model.sizes if model else ()
    for size in own:
        if size.casefold() == wanted.casefold():
            return size
    if edge_of(wanted) is not None:
        return wanted
    accepted = own or sizes_of(models.listed())
    raise OptionRefused("size", given, accepted, model.name if model else None)


def _style(given: str | None, default: str | None, context: OptionContext) -> Style | None:
    if given is not None:
        return read_style(given, context.rulebook.styles)
    return None if default is None else find_style(default, context.rulebook.styles)
