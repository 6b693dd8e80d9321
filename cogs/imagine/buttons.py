"""Passes clicks on a card's controls to the handlers of their actions, also after a restart."""

import re
from collections.abc import Mapping
from typing import Any, ClassVar, Self

import discord

from bot.errors import Outdated
from bot.policy.images.actions import ACTIONS, Action, Control
from bot.ui.interactions.controls import SafeItem
from bot.ui.jobs.buttons import MENU, TEMPLATE, ActionHandler
from bot.ui.moderation.cases.block_check import BlockCheck

_Interaction = discord.Interaction[Any]


class _JobControl(SafeItem, discord.ui.DynamicItem[Any], template=TEMPLATE):
    """Any control of a card."""

    handlers: ClassVar[Mapping[Action, ActionHandler]] = {}
    block_check: ClassVar[BlockCheck]

    def __init__(self, item: discord.ui.Item[Any], name: str, job_id: int) -> None:
        super().__init__(item)
        self._name = name
        self._job_id = job_id

    @classmethod
    async def from_custom_id(
        cls, _interaction: object, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Read the action and the job from the custom id."""
        return cls(item, match["action"], int(match["id"]))

    async def check(self, interaction: _Interaction) -> None:
        """Refuse blocked members; handlers check the audience once they have read the job."""
        await self.block_check(interaction)

    async def act(self, interaction: _Interaction) -> None:
        """Call the action's handler.

        Raises:
            Outdated: The action is unknown; another version of the bot sent it.
        """
        if self._name != MENU:
            action = _action_of(self._name, Control.BUTTON)
        elif (selected := _selected(self.item)) is not None:
            action = _action_of(selected, Control.MENU)
        else:
            await interaction.response.defer()
            return
        await self.handlers[action](interaction, self._job_id)


def job_buttons(
    actions: Mapping[Action, ActionHandler], blocks: BlockCheck
) -> tuple[type[discord.ui.DynamicItem[Any]], ...]:
    """Return the handlers of all cards' controls.

    Args:
        actions: The handler of each action.
        blocks: Refuses blocked members.
    """

    class JobControl(_JobControl, template=TEMPLATE):
        handlers = actions
        block_check = blocks

    return (JobControl,)


def _selected(item: Any) -> str | None:  # noqa: ANN401 - any control, since ids may be forged
    """Return the selected value of a select; None if the selection was cleared."""
    values: list[str] | None = getattr(item, "values", None)
    if values == []:
        return None
    return values[0] if values else ""


def _action_of(name: str, control: Control) -> Action:
    """Return the action of a control.

    Raises:
        Outdated: No action with this name has this kind of control.
    """
    try:
        action = Action(name)
    except ValueError:
        raise Outdated from None
    if ACTIONS[action].control is not control:
        raise Outdated
    return action
