"""/limits buttons, others: who may press what under a picture, and what may be remixed."""

from dataclasses import replace
from typing import Any

import discord
from discord import app_commands

from bot.errors import Outdated, SettingRefused
from bot.policy.actions import DEFAULT_AUDIENCES, Action, Audience
from bot.policy.difference import AUDIENCE_WORDS
from bot.policy.rulebook import Rulebook
from bot.speech import ENGLISH
from bot.ui.jobbuttons import action_label
from bot.ui.standing import button_table
from cogs.limits.part import NEXT_CLICK, LimitsPart

_USUAL = "usual"

_BUTTON_CHOICES = [
    app_commands.Choice(name=action_label(action, ENGLISH), value=action.value)
    for action in DEFAULT_AUDIENCES
]
_AUDIENCE_CHOICES = [
    *(app_commands.Choice(name=words, value=str(who)) for who, words in AUDIENCE_WORDS.items()),
    app_commands.Choice(name="as usual", value=_USUAL),
]


class ButtonCommands(LimitsPart):
    """Says who may do what with a finished picture."""

    @app_commands.command(description="Who may press the buttons under a picture")
    @app_commands.describe(
        button="Which one; leave both out to see all of them", audience="Who may press it"
    )
    @app_commands.choices(button=_BUTTON_CHOICES, audience=_AUDIENCE_CHOICES)
    async def buttons(
        self,
        interaction: discord.Interaction[Any],
        button: str | None = None,
        audience: str | None = None,
    ) -> None:
        """Change who may press a button, or show all of them."""
        session = await self.open(interaction)
        if button is None and audience is None:
            await session.reply.show("\n".join(button_table(session.rulebook.audiences)))
            return
        if button is None:
            raise SettingRefused("button", "", "a button from the list", "Edit prompt")
        if audience is None:
            raise SettingRefused("audience", "", "who may press it", "the author only")
        action, wanted = _read_action(button), _read_audience(audience)

        def changed(rulebook: Rulebook) -> Rulebook:
            others = {key: value for key, value in rulebook.audiences.items() if key is not action}
            own = {**others, action: wanted} if wanted else others
            return replace(rulebook, audiences=own)

        await self.change(
            session,
            changed,
            f"{NEXT_CLICK[:-1]}, under every picture in this server. Whoever asks for a picture "
            "by a button asks on their own allowance.",
        )

    @app_commands.command(description="Whether pictures that are not the bot's own may be remixed")
    @app_commands.describe(allowed="False forbids it; the bot's own pictures can still be remixed")
    async def others(self, interaction: discord.Interaction[Any], *, allowed: bool) -> None:
        """Allow or forbid the remixing of other pictures."""
        session = await self.open(interaction)
        await self.change(session, lambda rulebook: replace(rulebook, remixes_others=allowed))


def _read_action(name: str) -> Action:
    if name not in DEFAULT_AUDIENCES:
        raise Outdated
    return Action(name)


def _read_audience(name: str) -> Audience | None:
    """Return the chosen audience; None lets hold what usually does."""
    if name == _USUAL:
        return None
    try:
        return Audience(name)
    except ValueError as error:
        raise Outdated from error
