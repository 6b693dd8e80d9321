"""/limits buttons, others: who can use the buttons below an image, and what can be remixed."""

from dataclasses import replace
from typing import Any

import discord
from discord import app_commands

from bot.errors import Outdated, SettingRefused
from bot.i18n import ENGLISH, Say, admin_texts_for
from bot.policy.images.actions import DEFAULT_AUDIENCES, Action, Audience
from bot.policy.limits.rulebook import Rulebook
from bot.policy.limits.rulebook_diff import AUDIENCE_WORDS
from bot.ui.jobs.buttons import action_label
from bot.ui.limits.limits_report import button_table
from bot.ui.options.choices import Row, offer, resolve_choice
from cogs.limits.base import LimitsCommands

_DEFAULT = "usual"

_AUDIENCE_CHOICES = [
    *(
        app_commands.Choice(name=words, value=str(audience))
        for audience, words in AUDIENCE_WORDS.items()
    ),
    app_commands.Choice(name="as usual", value=_DEFAULT),
]


class ButtonCommands(LimitsCommands):
    """Sets the audience of the actions on a finished image."""

    @app_commands.command(description="Choose who can use the buttons below an image")
    @app_commands.describe(
        button="The button to change; leave both options out to list all of them",
        audience="Who can use it",
    )
    @app_commands.choices(audience=_AUDIENCE_CHOICES)
    async def buttons(
        self,
        interaction: discord.Interaction[Any],
        button: str | None = None,
        audience: str | None = None,
    ) -> None:
        """Change the audience of a button, or list all of them."""
        session = await self.open(interaction)
        say = session.say
        if button is None and audience is None:
            await session.reply.show("\n".join(button_table(session.rulebook.audiences, say)))
            return
        if button is None:
            raise SettingRefused("button", "", say("setting-wanted-button"), "Edit prompt")
        if audience is None:
            raise SettingRefused("audience", "", say("setting-wanted-audience"), "author only")
        action, wanted = _read_action(button, say), _read_audience(audience)

        def change(rulebook: Rulebook) -> Rulebook:
            audiences = {**rulebook.audiences}
            audiences.pop(action, None)
            if wanted:
                audiences[action] = wanted
            return replace(rulebook, audiences=audiences)

        await self.change(session, change, say("buttons-done"))

    @buttons.autocomplete("button")
    async def complete_button(
        self, interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer the actions by their labels."""
        rows = _action_rows(admin_texts_for(interaction.locale))
        return offer(row for row in rows if row.fits(typed))

    @app_commands.command(description="Allow or forbid remixing images that the bot didn't create")
    @app_commands.describe(allowed="Images that the bot created can always be remixed")
    async def others(self, interaction: discord.Interaction[Any], *, allowed: bool) -> None:
        """Allow or forbid remixing images that the bot did not create."""
        session = await self.open(interaction)
        await self.change(session, lambda rulebook: replace(rulebook, remixes_others=allowed))


def _action_rows(say: Say) -> list[Row]:
    return [
        Row(action.value, action_label(action, say), others=(action_label(action, ENGLISH),))
        for action in DEFAULT_AUDIENCES
    ]


def _read_action(name: str, say: Say) -> Action:
    """Return the action with this id or label.

    Raises:
        SettingRefused: No action has it.
    """
    try:
        action = Action(resolve_choice(name, _action_rows(say)))
    except ValueError as error:
        raise SettingRefused("button", name, say("setting-wanted-button"), "Edit prompt") from error
    return action


def _read_audience(name: str) -> Audience | None:
    """Return the chosen audience; None for the action's default.

    Raises:
        Outdated: Another version of the bot offered it.
    """
    if name == _DEFAULT:
        return None
    try:
        return Audience(name)
    except ValueError as error:
        raise Outdated from error
