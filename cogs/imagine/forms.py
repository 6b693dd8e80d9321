"""The forms behind the controls of a card."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import discord

from bot.errors import Outdated
from bot.i18n import Say
from bot.policy.images.model import sizes_of
from bot.policy.images.ratio import AUTO, COMMON_RATIOS, RARE_RATIOS
from bot.policy.images.request import MAX_PROMPT_LENGTH, MOST_IMAGES, ImageRequest
from bot.policy.images.title import MAX_ALT_TEXT_LENGTH
from bot.policy.normal_form import normalise_prompt
from bot.ports import Models
from bot.ui.interactions.controls import SafeModal
from bot.ui.jobs.message_edits import Look
from bot.ui.text import clip

_Interaction = discord.Interaction[Any]
_Select = discord.ui.Select[discord.ui.View]

#: How long a form can be submitted, in seconds. Discord does not report closed forms, so this is
#: also how long discord.py keeps them.
_TIMEOUT_S = 15 * 60

#: Discord's limits; lengths in characters.
#: https://docs.discord.com/developers/components/reference, read 2026-11-22
_MAX_OPTIONS = 25
_MAX_OPTION_LENGTH = 100
_MAX_INPUTS = 5

#: The value that leaves the choice to the bot. No model, size or ratio has this name.
_UNSET = "-"


class EditForm(SafeModal):
    """Edits the prompt and options of an earlier request."""

    def __init__(
        self,
        request: ImageRequest,
        models: Models,
        submit: Callable[[_Interaction, ImageRequest], Awaitable[None]],
        *,
        omits_images: bool = False,
        say: Say,
    ) -> None:
        """Fill the form with a request.

        Args:
            request: The initial values.
            models: The models to offer.
            submit: Called with the edited request.
            omits_images: Whether references that another member attached were removed.
            say: The member's language.
        """
        super().__init__(title=say("title-edit"), timeout=_TIMEOUT_S)
        self._request = request
        self._submit = submit
        self._prompt = _text_input("prompt", default=request.prompt)
        self._add_choices(request, models, say)
        # the note about images is below the prompt, because five inputs fill the form
        note = say("placeholder-attached-stay") if omits_images else None
        _add_labelled(self, say("label-prompt"), self._prompt, note=note)
        _add_labelled(self, say("label-model"), self._model)
        _add_labelled(self, say("label-ratio"), self._ratio)
        _add_labelled(self, say("label-size"), self._size)
        _add_labelled(self, say("label-count"), self._count)

    def _add_choices(self, request: ImageRequest, models: Models, say: Say) -> None:
        listed = models.listed()
        names = {model.id: model.name for model in listed}
        choice = models.choose(request.model)
        # the model's own ratios first, because not all fit
        own = choice.model.ratios if choice else ()
        ratios = {ratio: ratio for ratio in (*own, *COMMON_RATIOS, *RARE_RATIOS)}
        sizes = {size: size for size in sorted(sizes_of(listed))}
        self._model = _select("model", names, current=request.model, unset=say("option-model-any"))
        self._ratio = _select(
            "ratio",
            ratios,
            current=None if request.ratio == AUTO else request.ratio,
            unset=say("option-ratio-auto"),
        )
        self._size = _select(
            "size",
            dict(zip(sizes, sizes, strict=True)),
            current=request.size,
            unset=say("option-size-any"),
        )
        self._count = _count_select(request.count)

    async def on_submit(self, interaction: _Interaction, /) -> None:
        """Pass on the edited request."""
        request = self._request
        edited = replace(
            request,
            prompt=normalise_prompt(self._prompt.value),
            model=_selected(self._model),
            ratio=_selected(self._ratio) or AUTO,
            size=_selected(self._size),
            count=_selected_number(self._count),
        )
        await self._submit(interaction, edited)


class RemixForm(SafeModal):
    """Asks for a change to an image and, if there are several, for the image."""

    def __init__(
        self,
        count: int,
        submit: Callable[[_Interaction, str, int], Awaitable[None]],
        *,
        say: Say,
    ) -> None:
        """Create an empty form.

        Args:
            count: Number of images, at least 1.
            submit: Called with the normalised change, and the image's number from 0.
            say: The member's language.
        """
        super().__init__(title=say("title-remix"), timeout=_TIMEOUT_S)
        self._submit = submit
        self._change = _text_input("change", placeholder=say("placeholder-change"))
        self._image = _image_select(range(count), say) if count > 1 else None
        _add_labelled(self, say("label-change"), self._change)
        if self._image is not None:
            _add_labelled(self, say("label-image"), self._image)

    async def on_submit(self, interaction: _Interaction, /) -> None:
        """Pass on the change and the image's number."""
        number = 0 if self._image is None else _selected_number(self._image)
        await self._submit(interaction, normalise_prompt(self._change.value), number)


class ImageForm(SafeModal):
    """Asks which one of several images to enlarge."""

    def __init__(
        self,
        numbers: Iterable[int],
        submit: Callable[[_Interaction, int], Awaitable[None]],
        *,
        say: Say,
    ) -> None:
        """Create the form.

        Args:
            numbers: Numbers of the images to offer, from 0.
            submit: Called with the selected number.
            say: The member's language.
        """
        super().__init__(title=say("title-larger"), timeout=_TIMEOUT_S)
        self._submit = submit
        self._image = _image_select(numbers, say)
        _add_labelled(self, say("label-image"), self._image)

    async def on_submit(self, interaction: _Interaction, /) -> None:
        """Pass on the image's number."""
        await self._submit(interaction, _selected_number(self._image))


class AltForm(SafeModal):
    """Edits the alt text of each image."""

    def __init__(
        self,
        looks: Sequence[Look],
        submit: Callable[[_Interaction, Sequence[str]], Awaitable[None]],
        *,
        say: Say,
    ) -> None:
        super().__init__(title=say("title-alt"), timeout=_TIMEOUT_S)
        self._submit = submit
        self._inputs: list[discord.ui.TextInput[discord.ui.View]] = []
        is_one = len(looks) == 1
        for number, look in enumerate(looks[:_MAX_INPUTS], 1):
            text = say("label-alt") if is_one else say("label-alt-one", number=number)
            text_input = discord.ui.TextInput[discord.ui.View](
                custom_id=f"alt-{number}",
                style=discord.TextStyle.paragraph,
                default=look.alt,
                max_length=MAX_ALT_TEXT_LENGTH,
                required=False,
            )
            self._inputs.append(text_input)
            self.add_item(discord.ui.Label(text=text, component=text_input))

    async def on_submit(self, interaction: _Interaction, /) -> None:
        """Pass on the alt texts, in the images' order."""
        texts = [text_input.value.strip() for text_input in self._inputs]
        await self._submit(interaction, [text[:MAX_ALT_TEXT_LENGTH] for text in texts])


def _add_labelled(
    form: discord.ui.Modal, text: str, component: discord.ui.Item[Any], *, note: str | None = None
) -> None:
    form.add_item(discord.ui.Label(text=text, description=note, component=component))


def _text_input(
    custom_id: str, *, default: str | None = None, placeholder: str | None = None
) -> discord.ui.TextInput[discord.ui.View]:
    return discord.ui.TextInput(
        custom_id=custom_id,
        style=discord.TextStyle.paragraph,
        default=default,
        placeholder=placeholder,
        max_length=MAX_PROMPT_LENGTH,
    )


def _select(
    custom_id: str, names: Mapping[str, str], *, current: str | None, unset: str
) -> _Select:
    """Return a select with an option that leaves the choice to the bot.

    The current value is always an option, even if it is no longer known, so that submitting the
    unchanged form changes nothing.

    Args:
        custom_id: Id of the select.
        names: Label of each value.
        current: The value to select; None for the bot's choice.
        unset: Label of the bot's choice.
    """
    known = [value for value in names if len(value) <= _MAX_OPTION_LENGTH]
    # two options are reserved: the bot's choice and the current value
    offered = [value for value in known if value != current][: _MAX_OPTIONS - 2]
    if current is not None:
        offered = [value for value in known if value in {*offered, current}]
        offered = offered if current in offered else [current, *offered]
    options = [discord.SelectOption(label=unset, value=_UNSET, default=current is None)]
    options += [
        discord.SelectOption(
            label=clip(names.get(value, value), _MAX_OPTION_LENGTH),
            value=value,
            default=value == current,
        )
        for value in offered
    ]
    return discord.ui.Select(custom_id=custom_id, options=options)


def _count_select(current: int) -> _Select:
    numbers = range(1, max(MOST_IMAGES, current) + 1)
    options = [
        discord.SelectOption(label=str(number), value=str(number), default=number == current)
        for number in numbers
    ]
    return discord.ui.Select(custom_id="count", options=options)


def _selected(select: _Select) -> str | None:
    """Return the selected value; None for the bot's choice, and without a selection.

    Raises:
        Outdated: The value was not offered.
    """
    value = select.values[0] if select.values else _UNSET
    if value == _UNSET:
        return None
    if all(option.value != value for option in select.options):
        raise Outdated
    return value


def _selected_number(select: _Select) -> int:
    """Return the selected number, or the initial one without a selection.

    Raises:
        Outdated: The number was not offered.
    """
    initial = next(option.value for option in select.options if option.default)
    return int(_selected(select) or initial)


def _image_select(numbers: Iterable[int], say: Say) -> _Select:
    options = [
        discord.SelectOption(
            label=say("option-image", number=number + 1), value=str(number), default=not position
        )
        for position, number in enumerate(numbers)
    ]
    return discord.ui.Select(custom_id="picture", options=options[:_MAX_OPTIONS])
