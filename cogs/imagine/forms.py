"""The forms behind the buttons under an image."""

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

#: Whoever has a form open for longer opens it again; a form that was closed is forgotten by then.
_OPEN_S = 15 * 60

#: https://docs.discord.com/developers/components/reference, read 2026-11-22
_MOST_OPTIONS = 25
_MOST_OPTION_LENGTH = 100
_MOST_INPUTS = 5

#: The value of an option that leaves the choice to the bot; no model, size or ratio is called so.
_UNSET = "-"


class EditForm(SafeModal):
    """Asks for the same with other words or options, beginning with those that there were."""

    def __init__(
        self,
        request: ImageRequest,
        models: Models,
        submit: Callable[[_Interaction, ImageRequest], Awaitable[None]],
        *,
        is_without_images: bool = False,
        say: Say,
    ) -> None:
        """Show a request.

        Args:
            request: What the form begins with.
            models: Those that can be chosen.
            submit: Is given the request as it was changed.
            is_without_images: Whether images were left out of it that somebody else attached.
            say: The member's language.
        """
        super().__init__(title=say("title-edit"), timeout=_OPEN_S)
        self._request = request
        self._submit = submit
        self._prompt = _text("prompt", default=request.prompt)
        self._add_choices(request, models, say)
        # a form has room for five, so what is to be said of images stands with the first one
        note = say("placeholder-attached-stay") if is_without_images else None
        _label(self, say("label-prompt"), self._prompt, note=note)
        _label(self, say("label-model"), self._model)
        _label(self, say("label-ratio"), self._ratio)
        _label(self, say("label-size"), self._size)
        _label(self, say("label-count"), self._count)

    def _add_choices(self, request: ImageRequest, models: Models, say: Say) -> None:
        listed = models.listed()
        names = {model.id: model.name for model in listed}
        choice = models.choose(request.model)
        # those of the model first, since there is not room for all
        own = choice.model.ratios if choice else ()
        ratios = {ratio: ratio for ratio in (*own, *COMMON_RATIOS, *RARE_RATIOS)}
        sizes = {size: size for size in sorted(sizes_of(listed))}
        self._model = _select("model", names, chosen=request.model, unset=say("option-model-any"))
        self._ratio = _select(
            "ratio",
            ratios,
            chosen=None if request.ratio == AUTO else request.ratio,
            unset=say("option-ratio-auto"),
        )
        self._size = _select(
            "size",
            dict(zip(sizes, sizes, strict=True)),
            chosen=request.size,
            unset=say("option-size-any"),
        )
        self._count = _how_many(request.count)

    async def on_submit(self, interaction: _Interaction, /) -> None:
        """Hand over the request as it was changed."""
        request = self._request
        changed = replace(
            request,
            prompt=normalise_prompt(self._prompt.value),
            model=_chosen(self._model),
            ratio=_chosen(self._ratio) or AUTO,
            size=_chosen(self._size),
            count=_number(self._count),
        )
        await self._submit(interaction, changed)


class RemixForm(SafeModal):
    """Asks what to change in an image, and in which one when there are several."""

    def __init__(
        self,
        count: int,
        submit: Callable[[_Interaction, str, int], Awaitable[None]],
        *,
        say: Say,
    ) -> None:
        """Show an empty form.

        Args:
            count: How many images there are, at least one.
            submit: Is given the words, normalised, and the image's number from 0.
            say: The member's language.
        """
        super().__init__(title=say("title-remix"), timeout=_OPEN_S)
        self._submit = submit
        self._change = _text("change", placeholder=say("placeholder-change"))
        self._image = _which(range(count), say) if count > 1 else None
        _label(self, say("label-change"), self._change)
        if self._image is not None:
            _label(self, say("label-image"), self._image)

    async def on_submit(self, interaction: _Interaction, /) -> None:
        """Hand over what was written and chosen."""
        number = 0 if self._image is None else _number(self._image)
        await self._submit(interaction, normalise_prompt(self._change.value), number)


class ImageForm(SafeModal):
    """Asks which one of several images is meant."""

    def __init__(
        self,
        numbers: Iterable[int],
        submit: Callable[[_Interaction, int], Awaitable[None]],
        *,
        say: Say,
    ) -> None:
        """Show the choice.

        Args:
            numbers: Of the images that can be chosen, from 0.
            submit: Is given one of them.
            say: The member's language.
        """
        super().__init__(title=say("title-larger"), timeout=_OPEN_S)
        self._submit = submit
        self._image = _which(numbers, say)
        _label(self, say("label-image"), self._image)

    async def on_submit(self, interaction: _Interaction, /) -> None:
        """Hand over what was chosen."""
        await self._submit(interaction, _number(self._image))


class AltForm(SafeModal):
    """Asks for the text of each image, beginning with the one that there is."""

    def __init__(
        self,
        looks: Sequence[Look],
        submit: Callable[[_Interaction, Sequence[str]], Awaitable[None]],
        *,
        say: Say,
    ) -> None:
        super().__init__(title=say("title-alt"), timeout=_OPEN_S)
        self._submit = submit
        self._inputs: list[discord.ui.TextInput[discord.ui.View]] = []
        is_one = len(looks) == 1
        for number, look in enumerate(looks[:_MOST_INPUTS], 1):
            text = say("label-alt") if is_one else say("label-alt-one", number=number)
            written = discord.ui.TextInput[discord.ui.View](
                custom_id=f"alt-{number}",
                style=discord.TextStyle.paragraph,
                default=look.alt,
                max_length=MAX_ALT_TEXT_LENGTH,
                required=False,
            )
            self._inputs.append(written)
            self.add_item(discord.ui.Label(text=text, component=written))

    async def on_submit(self, interaction: _Interaction, /) -> None:
        """Hand over what was written."""
        texts = [written.value.strip() for written in self._inputs]
        await self._submit(interaction, [text[:MAX_ALT_TEXT_LENGTH] for text in texts])


def _label(
    form: discord.ui.Modal, text: str, component: discord.ui.Item[Any], *, note: str | None = None
) -> None:
    form.add_item(discord.ui.Label(text=text, description=note, component=component))


def _text(
    custom_id: str, *, default: str | None = None, placeholder: str | None = None
) -> discord.ui.TextInput[discord.ui.View]:
    return discord.ui.TextInput(
        custom_id=custom_id,
        style=discord.TextStyle.paragraph,
        default=default,
        placeholder=placeholder,
        max_length=MAX_PROMPT_LENGTH,
    )


def _select(custom_id: str, names: Mapping[str, str], *, chosen: str | None, unset: str) -> _Select:
    """Return a choice of which one option leaves it to the bot.

    What is chosen stands among the options even where nobody knows it any more, so that the form
    changes nothing by itself.
    """
    known = [value for value in names if len(value) <= _MOST_OPTION_LENGTH]
    # room for the two that are always there
    offered = [value for value in known if value != chosen][: _MOST_OPTIONS - 2]
    if chosen is not None:
        offered = [value for value in known if value in {*offered, chosen}]
        offered = offered if chosen in offered else [chosen, *offered]
    options = [discord.SelectOption(label=unset, value=_UNSET, default=chosen is None)]
    options += [
        discord.SelectOption(
            label=clip(names.get(value, value), _MOST_OPTION_LENGTH),
            value=value,
            default=value == chosen,
        )
        for value in offered
    ]
    return discord.ui.Select(custom_id=custom_id, options=options)


def _how_many(chosen: int) -> _Select:
    numbers = range(1, max(MOST_IMAGES, chosen) + 1)
    options = [
        discord.SelectOption(label=str(number), value=str(number), default=number == chosen)
        for number in numbers
    ]
    return discord.ui.Select(custom_id="count", options=options)


def _chosen(select: _Select) -> str | None:
    """Return what was chosen; None where it is left to the bot, as by a select without a choice.

    Raises:
        Outdated: Something that was not offered.
    """
    value = select.values[0] if select.values else _UNSET
    if value == _UNSET:
        return None
    if all(option.value != value for option in select.options):
        raise Outdated
    return value


def _number(select: _Select) -> int:
    """Return the number that was chosen, or else the one that the form began with.

    Raises:
        Outdated: Something that was not offered.
    """
    begun = next(option.value for option in select.options if option.default)
    return int(_chosen(select) or begun)


def _which(numbers: Iterable[int], say: Say) -> _Select:
    options = [
        discord.SelectOption(
            label=say("option-image", number=number + 1), value=str(number), default=not place
        )
        for place, number in enumerate(numbers)
    ]
    return discord.ui.Select(custom_id="picture", options=options[:_MOST_OPTIONS])
