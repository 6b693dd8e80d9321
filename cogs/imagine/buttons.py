"""The controls under an image's card, those of before a restart included."""

import re
from collections.abc import Mapping
from typing import Any, ClassVar, Self

import discord

from bot.errors import Outdated
from bot.policy.images.actions import ACTIONS, Action, Control
from bot.ui.interactions.controls import SafeItem
from bot.ui.jobs.buttons import MENU, TEMPLATE, ActionHandler

_Interaction = discord.Interaction[Any]


class _JobControl(SafeItem, discord.ui.DynamicItem[Any], template=TEMPLATE):
    """Any control under a card."""

    handlers: ClassVar[Mapping[Action, ActionHandler]] = {}

    def __init__(self, item: discord.ui.Item[Any], name: str, job_id: int) -> None:
        super().__init__(item)
        self._name = name
        self._job_id = job_id

    @classmethod
    async def from_custom_id(
        cls, _interaction: object, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Take the control as it was sent."""
        return cls(item, match["action"], int(match["id"]))

    async def check(self, interaction: _Interaction) -> None:
        """Let everybody pass; who may use an action is written with the job."""

    async def act(self, interaction: _Interaction) -> None:
        """Do what the control is for.

        Raises:
            Outdated: This version does not know it.
        """
        if self._name != MENU:
            action = _known(self._name, Control.BUTTON)
        elif (chosen := _chosen(self.item)) is not None:
            action = _known(chosen, Control.MENU)
        else:
            await interaction.response.defer()
            return
        await self.handlers[action](interaction, self._job_id)


def job_buttons(
    actions: Mapping[Action, ActionHandler],
) -> tuple[type[discord.ui.DynamicItem[Any]], ...]:
    """Return what answers for the controls of every card.

    Args:
        actions: What each action does.
    """

    class JobControl(_JobControl, template=TEMPLATE):
        handlers = actions

    return (JobControl,)


def _chosen(item: Any) -> str | None:  # noqa: ANN401 - any control, since ids may be forged
    """Return what was chosen in a select; None where the choice was taken back."""
    values: list[str] | None = getattr(item, "values", None)
    if values == []:
        return None
    return values[0] if values else ""


def _known(name: str, control: Control) -> Action:
    """Return the action of a control.

    Raises:
        Outdated: This version knows none of this name that is such a control.
    """
    try:
        action = Action(name)
    except ValueError:
        raise Outdated from None
    if ACTIONS[action].control is not control:
        raise Outdated
    return action
