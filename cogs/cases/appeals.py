"""The button and the form of an appeal, and the buttons that decide it."""

import re
from typing import Any, ClassVar, Self

import discord

from bot.i18n import Say, admin_texts_for, texts_for
from bot.policy.limits.effective import Spot
from bot.policy.moderation.case import MOST_APPEAL_LENGTH, AppealState
from bot.service.moderation.cases.appeals import Appeals
from bot.service.moderation.cases.author import CaseAuthor
from bot.ui.interactions.controls import SafeItem, SafeModal
from bot.ui.interactions.deadlines import lookup_deadline
from bot.ui.interactions.destination import spot_of
from bot.ui.interactions.facts import facts_of
from bot.ui.interactions.reply import InteractionReply
from bot.ui.moderation.cases.case_controls import APPEAL_TEMPLATE, DECISION_TEMPLATE
from bot.ui.moderation.cases.case_messages import tell_of_decision
from bot.ui.moderation.cases.case_permissions import require_case_moderator
from bot.ui.moderation.cases.case_texts import decided_message, decision_line
from bot.ui.text import MAX_CONTENT, clip

_Interaction = discord.Interaction[Any]

#: How long the form can be submitted, in seconds.
_TIMEOUT_S = 15 * 60


class _AppealForm(SafeModal):
    """Asks why a case should be lifted."""

    def __init__(self, appeals: Appeals, guild_id: int, number: int, *, say: Say) -> None:
        super().__init__(title=say("title-appeal", number=str(number)), timeout=_TIMEOUT_S)
        self._appeals = appeals
        self._guild_id = guild_id
        self._number = number
        self._text = discord.ui.TextInput[discord.ui.View](
            custom_id="appeal",
            style=discord.TextStyle.paragraph,
            max_length=MOST_APPEAL_LENGTH,
        )
        self.add_item(discord.ui.Label(text=say("label-appeal"), component=self._text))

    async def on_submit(self, interaction: _Interaction, /) -> None:
        """Send the appeal to the moderators."""
        reply = InteractionReply.of(interaction)
        reply.think_after()
        spot = await _spot(interaction, self._guild_id)
        by = CaseAuthor(interaction.user.id, spot, interaction.id)
        await self._appeals.appeal(self._guild_id, self._number, by, self._text.value)
        await reply.show(texts_for(interaction.locale)("case-appealed"))


async def _spot(interaction: _Interaction, guild_id: int) -> Spot:
    """Return where an appeal is made; in a DM, only its server is known."""
    if facts_of(interaction).guild_id == guild_id:
        return await spot_of(interaction)
    return Spot(guild_id)


class _CaseControl(SafeItem, discord.ui.DynamicItem[Any], template=APPEAL_TEMPLATE):
    """A control with a case in its custom id."""

    appeals: ClassVar[Appeals]

    def __init__(self, item: discord.ui.Item[Any], match: re.Match[str]) -> None:
        super().__init__(item)
        self.guild_id = int(match["guild"])
        self.number = int(match["number"])
        self.action = match.groupdict().get("action")

    @classmethod
    async def from_custom_id(
        cls, _interaction: object, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Read the case from the custom id."""
        return cls(item, match)


class _AppealButton(_CaseControl, template=APPEAL_TEMPLATE):
    """Opens the form; works in the server and in DMs."""

    async def check(self, interaction: _Interaction) -> None:
        """Check that the member can appeal the case now."""
        async with lookup_deadline():
            await self.appeals.check(self.guild_id, self.number, interaction.user.id)

    async def act(self, interaction: _Interaction) -> None:
        """Show the form."""
        say = texts_for(interaction.locale)
        form = _AppealForm(self.appeals, self.guild_id, self.number, say=say)
        await interaction.response.send_modal(form)


class _DecisionButton(_CaseControl, template=DECISION_TEMPLATE):
    """Accepts or declines an appeal."""

    async def check(self, interaction: _Interaction) -> None:
        """Require a moderator of the case's server."""
        require_case_moderator(interaction, self.guild_id)

    async def act(self, interaction: _Interaction) -> None:
        """Decide, remove the buttons, and tell the member, then the moderator."""
        state = AppealState.ACCEPTED if self.action == "accept" else AppealState.DECLINED
        by = CaseAuthor(interaction.user.id, Spot(self.guild_id), interaction.id)
        async with lookup_deadline():
            case = await self.appeals.decide(by, self.number, state)
        await _show_decision(
            interaction, decision_line(case, admin_texts_for(_language(interaction)))
        )
        guild_name = interaction.guild.name if interaction.guild else ""
        say = texts_for(facts_of(interaction).guild_locale)
        was_told = await tell_of_decision(interaction.client, case, guild_name, say)
        say = admin_texts_for(interaction.locale)
        await InteractionReply.of(interaction).add(decided_message(case, say, was_told=was_told))


def _language(interaction: _Interaction) -> str | None:
    """Return the language of the message: a moderator's own answer, or one of the server's."""
    facts, message = facts_of(interaction), interaction.message
    is_own = message is not None and message.flags.ephemeral
    return facts.locale if is_own else facts.guild_locale


async def _show_decision(interaction: _Interaction, line: str) -> None:
    """Write the decision below the appeal, in place of its buttons."""
    message, none = interaction.message, discord.AllowedMentions.none()
    edit = interaction.response.edit_message
    if message is None or not message.flags.components_v2:
        content = message.content if message else ""
        text = f"{clip(content, MAX_CONTENT - len(line) - 1)}\n{line}"
        await edit(content=text, view=None, allowed_mentions=none)
        return
    view = discord.ui.LayoutView.from_message(message, timeout=None)
    for item in view.children:
        if isinstance(item, discord.ui.ActionRow) and _decides(item):
            view.remove_item(item)
    view.add_item(discord.ui.TextDisplay(line))
    view.stop()
    await edit(view=view, allowed_mentions=none)


def _decides(row: discord.ui.ActionRow[Any]) -> bool:
    ids = [getattr(item, "custom_id", None) or "" for item in row.children]
    return any(re.fullmatch(DECISION_TEMPLATE, custom_id) for custom_id in ids)


def appeal_items(services: Appeals) -> tuple[type[discord.ui.DynamicItem[Any]], ...]:
    """Return the handlers of the buttons; they also handle those sent before a restart."""

    class AppealButton(_AppealButton, template=APPEAL_TEMPLATE):
        appeals = services

    class DecisionButton(_DecisionButton, template=DECISION_TEMPLATE):
        appeals = services

    return (AppealButton, DecisionButton)
