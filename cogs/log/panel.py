"""/log panel: one message in which moderators see and set the log."""

import re
from collections.abc import Sequence
from typing import Any, ClassVar, Self

import discord

from bot.errors import Outdated
from bot.i18n import Say, admin_texts_for
from bot.policy.limits.rulebook_diff import Difference
from bot.policy.moderation.log import ModerationSettings, Topic
from bot.service.limits.rulebook_editor import RulebookEditor
from bot.service.moderation.log_settings import LogSettingsEditor
from bot.ui.interactions.controls import SafeItem
from bot.ui.interactions.moderators import require_moderator
from bot.ui.limits.changes import confirmed
from cogs.log.channel import is_public, missing_in
from cogs.log.settings_text import settings_text

_Interaction = discord.Interaction[Any]

_TEMPLATE = r"log-panel:(?P<action>[a-z]{1,12})(?::(?P<id>[0-9]{1,20}))?"

#: Days after which warnings can expire; 0 is never.
_DAYS = (0, 7, 30, 90, 365)


async def open_panel(interaction: _Interaction, editor: RulebookEditor) -> None:
    """Reply with the panel, shown only to the moderator.

    Raises:
        MissingPermission: The member is not a moderator, or is not in a server.
        StorageFailed: The rulebook could not be read.
    """
    stored = await require_moderator(interaction, editor)
    view = panel_view(stored.rulebook.moderation, admin_texts_for(interaction.locale))
    await interaction.response.send_message(
        view=view, ephemeral=True, allowed_mentions=discord.AllowedMentions.none()
    )


class LogPanel:
    """Shows and changes the settings of a server's log."""

    def __init__(self, editor: RulebookEditor, settings: LogSettingsEditor) -> None:
        self.editor = editor
        self._settings = settings

    async def act(
        self, interaction: _Interaction, action: str, id_: int | None, values: Sequence[Any]
    ) -> None:
        """Do what a control is for, and show the panel as it is then.

        Raises:
            Outdated: Another version of the bot sent the control.
            StorageFailed: The database does not work.
        """
        await interaction.response.defer()
        say, guild_id = admin_texts_for(interaction.locale), interaction.guild_id or 0
        note, asked = "", None
        if action == "channel" and values:
            note, asked = await self._choose(interaction, int(values[0].id), say)
        elif action == "confirm" and id_ is not None:
            note, asked = await self._choose(interaction, id_, say, is_confirmed=True)
        elif action == "cancel":
            note = say("log-channel-cancelled")
        else:
            changes = await self._change(interaction, action, id_, values)
            note = _note(changes, _effect(action, id_), say)
        settings = (await self.editor.read(guild_id)).rulebook.moderation
        await interaction.edit_original_response(
            view=panel_view(settings, say, note=note, asked=asked),
            allowed_mentions=discord.AllowedMentions.none(),
        )

    async def _choose(
        self, interaction: _Interaction, channel_id: int, say: Say, *, is_confirmed: bool = False
    ) -> tuple[str, int | None]:
        """Set the channel; return a note, and the channel if it needs a confirmation.

        The bot has no permissions in another server's channel, which a forged id may name.
        """
        rights, guild_id = interaction.client.channel_rights, interaction.guild_id or 0
        mention = f"<#{channel_id}>"
        missing = await missing_in(rights, guild_id, channel_id)
        if missing:
            names = ", ".join(f"*{say(name)}*" for name in missing)
            return say("log-channel-missing", channel=mention, permissions=names), None
        if not is_confirmed and await is_public(rights, guild_id, channel_id):
            return say("log-channel-public", channel=mention), channel_id
        actor_id = interaction.user.id
        changes = await self._settings.set_channel(guild_id, actor_id, channel_id)
        return _note(changes, "log-channel-on", say), None

    async def _change(
        self, interaction: _Interaction, action: str, id_: int | None, values: Sequence[Any]
    ) -> Sequence[Difference]:
        who = (interaction.guild_id or 0, interaction.user.id)
        match action:
            case "channel":
                return await self._settings.set_channel(*who, None)
            case "topics":
                chosen = {topic: topic.value in values for topic in Topic}
                return await self._settings.set_topics(*who, chosen)
            case "private" if id_ is not None:
                return await self._settings.set_private(*who, is_on=bool(id_))
            case "days" if values:
                return await self._settings.set_warning_days(*who, int(values[0]) or None)
            case _:
                raise Outdated


class _PanelControl(SafeItem, discord.ui.DynamicItem[Any], template=_TEMPLATE):
    """Any control of the panel."""

    panel: ClassVar[LogPanel]

    def __init__(self, item: discord.ui.Item[Any], match: re.Match[str]) -> None:
        super().__init__(item)
        self._match = match

    @classmethod
    async def from_custom_id(
        cls, _interaction: object, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Keep the match of the custom id."""
        return cls(item, match)

    async def check(self, interaction: _Interaction) -> None:
        """Require a moderator."""
        await require_moderator(interaction, self.panel.editor)

    async def act(self, interaction: _Interaction) -> None:
        """Do what the control is for."""
        typed, values = self._match["id"], getattr(self.item, "values", ())
        id_ = int(typed) if typed else None
        await self.panel.act(interaction, self._match["action"], id_, values)


def panel_items(
    editor: RulebookEditor, settings: LogSettingsEditor
) -> tuple[type[discord.ui.DynamicItem[Any]], ...]:
    """Return the handlers of the panel's controls; they also handle those sent before a restart."""

    class PanelControl(_PanelControl, template=_TEMPLATE):
        panel = LogPanel(editor, settings)

    return (PanelControl,)


def panel_view(
    settings: ModerationSettings, say: Say, *, note: str = "", asked: int | None = None
) -> discord.ui.LayoutView:
    """Return the panel.

    Args:
        settings: The server's.
        say: The moderator's language.
        note: What was just changed.
        asked: A channel that everyone can view, to be confirmed.
    """
    view = discord.ui.LayoutView(timeout=None)
    text = "\n".join([settings_text(settings, say), *(["", note] if note else [])])
    view.add_item(discord.ui.TextDisplay(text))
    if asked is not None:
        confirm: discord.ui.Button[Any] = discord.ui.Button(
            label=say("button-log-confirm"),
            style=discord.ButtonStyle.danger,
            custom_id=f"log-panel:confirm:{asked}",
        )
        cancel: discord.ui.Button[Any] = discord.ui.Button(
            label=say("button-log-cancel"), custom_id="log-panel:cancel"
        )
        view.add_item(discord.ui.ActionRow(confirm, cancel))
    for menu in (_channel_menu, _topic_menu, _days_menu):
        view.add_item(discord.ui.ActionRow(menu(settings, say)))
    is_on = settings.log.shows_private
    private: discord.ui.Button[Any] = discord.ui.Button(
        label=say("button-log-private-off" if is_on else "button-log-private-on"),
        custom_id=f"log-panel:private:{int(not is_on)}",
    )
    view.add_item(discord.ui.ActionRow(private))
    # clicks are dispatched by custom id; without this, discord.py would also keep the view
    view.stop()
    return view


def _channel_menu(settings: ModerationSettings, say: Say) -> discord.ui.ChannelSelect[Any]:
    channel_id = settings.log.channel_id
    shown = [] if channel_id is None else [discord.Object(channel_id)]
    return discord.ui.ChannelSelect(
        custom_id="log-panel:channel",
        channel_types=[discord.ChannelType.text, discord.ChannelType.news],
        placeholder=say("placeholder-log-channel"),
        min_values=0,
        default_values=shown,
    )


def _topic_menu(settings: ModerationSettings, say: Say) -> discord.ui.Select[Any]:
    return discord.ui.Select(
        custom_id="log-panel:topics",
        placeholder=say("placeholder-log-topics"),
        min_values=0,
        max_values=len(Topic),
        options=[
            discord.SelectOption(
                label=say(f"log-topic-{topic}"),
                value=topic.value,
                default=topic in settings.log.topics,
            )
            for topic in Topic
        ],
    )


def _days_menu(settings: ModerationSettings, say: Say) -> discord.ui.Select[Any]:
    return discord.ui.Select(
        custom_id="log-panel:days",
        placeholder=say("placeholder-log-days"),
        options=[
            discord.SelectOption(
                label=say("option-log-days", days=days),
                value=str(days),
                default=days == (settings.warning_days or 0),
            )
            for days in _DAYS
        ],
    )


def _effect(action: str, id_: int | None) -> str:
    """Return the message id of what a change means."""
    return {
        "topics": "log-topics-done",
        "private": "log-private-on" if id_ else "log-private-off",
        "days": "log-warnings-done",
    }.get(action, "log-channel-off")


def _note(changes: Sequence[Difference], effect: str, say: Say) -> str:
    return confirmed(changes, say(effect), say)
