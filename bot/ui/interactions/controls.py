"""Base classes for views, modals and dynamic items that report errors to the member.

discord.py only logs their exceptions and ignores a dynamic item's failed check, so the member
would see "This interaction failed".
"""

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from typing import Any

import discord

from bot.i18n import Say
from bot.ui.interactions.faults import report
from bot.ui.interactions.reply import CALL_FAILED

#: Lifetime of the buttons of a question in seconds. A reply can be edited for 15 minutes after its
#: command, so they are removed before that.
#: https://docs.discord.com/developers/interactions/receiving-and-responding, read 2026-11-22
_TIMEOUT_S = 10 * 60


def is_known(interaction: discord.Interaction[Any]) -> bool:
    """Tell whether a control or modal has a handler in this process.

    discord.py silently drops interactions without one and has no public API to check.
    """
    # the view store is private; the tests of unknown controls fail if it changes
    store: Any = interaction._state._view_store  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
    data: Any = interaction.data
    custom_id = data["custom_id"]
    if interaction.type is discord.InteractionType.modal_submit:
        return custom_id in store._modals  # noqa: SLF001
    if any(pattern.fullmatch(custom_id) for pattern in store._dynamic_items):  # noqa: SLF001
        return True
    key = (data["component_type"], custom_id)
    message_id = interaction.message.id if interaction.message else None
    return any(key in store._views.get(id_, {}) for id_ in (message_id, None))  # noqa: SLF001


class SafeView(discord.ui.View):
    """A view that reports errors to the member."""

    async def on_error(
        self, interaction: discord.Interaction[Any], error: Exception, _: discord.ui.Item[Any], /
    ) -> None:
        """Report the error."""
        await report(interaction, error)


class SafeModal(discord.ui.Modal):
    """A modal that reports errors to the member."""

    async def on_error(self, interaction: discord.Interaction[Any], error: Exception, /) -> None:
        """Report the error."""
        await report(interaction, error)


class SafeItem(ABC):
    """Mixin for `discord.ui.DynamicItem`, to be listed before it; implement `check` and `act`."""

    @abstractmethod
    async def check(self, interaction: discord.Interaction[Any]) -> None:
        """Check whether the click is allowed.

        Raises:
            ImagineError: It is not; the error's sentence is shown to the member.
        """

    @abstractmethod
    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Perform the click's action; any exception is reported to the member."""

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Run the check and report its exceptions."""
        try:
            await self.check(interaction)
        except Exception as error:  # noqa: BLE001 - reporting is the purpose of this class
            await report(interaction, error)
            return False
        return True

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Act and report exceptions."""
        try:
            await self.act(interaction)
        except Exception as error:  # noqa: BLE001 - reporting is the purpose of this class
            await report(interaction, error)


class ConfirmView(SafeView):
    """Asks whether to do what the message says, such as an import."""

    def __init__(
        self,
        command: discord.Interaction[Any],
        act: Callable[[discord.Interaction[Any]], Awaitable[str]],
        say: Say,
    ) -> None:
        """Create the buttons.

        Args:
            command: The command whose answer shows them.
            act: Does it, and returns the text in their place. It checks permissions itself.
            say: The moderator's language.
        """
        super().__init__(timeout=_TIMEOUT_S)
        self._command = command
        self._act = act
        self._say = say
        self.confirm.label = say("button-import-confirm")
        self.cancel.label = say("button-import-cancel")

    @discord.ui.button(style=discord.ButtonStyle.danger)
    async def confirm(
        self, interaction: discord.Interaction[Any], _button: discord.ui.Button[Any]
    ) -> None:
        """Do it."""
        await interaction.response.defer()
        text = await self._act(interaction)
        self.stop()
        await interaction.edit_original_response(
            content=text,
            view=None,
            attachments=[],
            allowed_mentions=discord.AllowedMentions.none(),
        )

    @discord.ui.button(style=discord.ButtonStyle.secondary)
    async def cancel(
        self, interaction: discord.Interaction[Any], _button: discord.ui.Button[Any]
    ) -> None:
        """Do nothing."""
        self.stop()
        await interaction.response.edit_message(
            content=self._say("import-cancelled"), view=None, attachments=[]
        )

    async def on_timeout(self) -> None:
        """Remove the buttons, which no longer work."""
        try:
            await self._command.edit_original_response(
                content=self._say("import-timed-out"),
                view=None,
                attachments=[],
            )
        except CALL_FAILED:
            return
