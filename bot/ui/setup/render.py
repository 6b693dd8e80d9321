"""Renders the panel of /setup as a message."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import discord

from bot.i18n import Say
from bot.policy.languages import LANGUAGES
from bot.policy.limits.rulebook import Rulebook
from bot.policy.moderation.channel_lights import ChannelKind
from bot.ui.interactions.panels import PanelName
from bot.ui.setup.report import SetupFacts, channel_lines, server_lines
from bot.ui.setup.state import ChosenChannel, SetupAction, custom_id, fingerprint
from bot.ui.text import clip

#: Characters of the result of the last action.
_SHOWN_NOTE = 800

#: Choices of one menu.
#: https://docs.discord.com/developers/components/reference, read 2026-11-30
MOST_CHOSEN = 25

#: The value of the server's language on Discord, in the menu of languages.
SERVER_LANGUAGE = "server"

_TYPES = discord.ChannelType

#: Channels in which members can use commands, and forums, whose posts are threads.
_CHECKED = [
    _TYPES.text,
    _TYPES.news,
    _TYPES.forum,
    _TYPES.media,
    _TYPES.voice,
    _TYPES.stage_voice,
    _TYPES.public_thread,
    _TYPES.private_thread,
    _TYPES.news_thread,
]

#: What the list of channels can have. Threads and posts follow their parent.
_LISTED = [*_CHECKED[:6], _TYPES.category]


@dataclass(frozen=True, slots=True)
class SetupPage:
    """The content of the panel."""

    facts: SetupFacts
    known: Collection[int]
    """The channels of the list that still exist; Discord accepts no others as default values."""
    say: Say
    """The moderator's language."""
    note: str = ""
    """The result of the last action."""

    @property
    def channel(self) -> ChosenChannel:
        """The channel whose lights are shown."""
        return self.facts.channel

    @property
    def rulebook(self) -> Rulebook:
        """The server's."""
        return self.facts.report.rulebook


def setup_view(page: SetupPage) -> discord.ui.LayoutView:
    """Return the panel as a view that discord.py does not keep."""
    say = page.say
    lights = "\n".join([*channel_lines(page.facts, say), say("setup-integrations")])
    parts: list[discord.ui.Item[Any]] = [
        discord.ui.TextDisplay(lights),
        discord.ui.ActionRow(_channel_menu(page)),
        discord.ui.ActionRow(_test_button(page)),
        discord.ui.Separator(),
        discord.ui.TextDisplay("\n".join(server_lines(page.facts, say))),
        *_allowed_menu(page),
        discord.ui.ActionRow(_language_menu(page)),
        discord.ui.ActionRow(*(_open_button(page, name) for name in PanelName)),
    ]
    if page.note:
        parts += [discord.ui.Separator(), discord.ui.TextDisplay(clip(page.note, _SHOWN_NOTE))]
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(discord.ui.Container(*parts))
    # the controls are handled by their custom ids; without this discord.py would also keep the view
    view.stop()
    return view


def _channel_menu(page: SetupPage) -> discord.ui.ChannelSelect[Any]:
    # nothing is preselected, so that the same channel can be checked again
    return discord.ui.ChannelSelect(
        custom_id=custom_id(SetupAction.CHANNEL, page.channel),
        placeholder=page.say("placeholder-setup-channel"),
        channel_types=_CHECKED,
    )


def _test_button(page: SetupPage) -> discord.ui.Button[Any]:
    return discord.ui.Button(
        label=page.say("button-setup-test"),
        style=discord.ButtonStyle.primary,
        custom_id=custom_id(SetupAction.TEST, page.channel),
        # a forum has no messages of its own
        disabled=page.channel.kind is ChannelKind.FORUM,
    )


def _allowed_menu(page: SetupPage) -> list[discord.ui.Item[Any]]:
    channels = page.rulebook.channels
    shown = sorted(page.known)
    if len(shown) > MOST_CHOSEN:
        return [discord.ui.TextDisplay(page.say("setup-many-channels"))]
    kind = discord.SelectDefaultValueType.channel
    menu: discord.ui.ChannelSelect[Any] = discord.ui.ChannelSelect(
        custom_id=custom_id(SetupAction.ALLOWED, page.channel, fingerprint(channels, page.known)),
        placeholder=page.say("placeholder-setup-allowed", mode=str(channels.mode)),
        channel_types=_LISTED,
        min_values=0,
        max_values=MOST_CHOSEN,
        default_values=[discord.SelectDefaultValue(id=one, type=kind) for one in shown],
    )
    return [discord.ui.ActionRow(menu)]


def _language_menu(page: SetupPage) -> discord.ui.Select[Any]:
    say, chosen = page.say, page.rulebook.language
    names = {SERVER_LANGUAGE: say("option-setup-language")}
    names |= {code: say("language-name", code=code) for code in LANGUAGES}
    return discord.ui.Select(
        custom_id=custom_id(SetupAction.LANGUAGE, page.channel),
        placeholder=say("placeholder-setup-language"),
        options=[
            discord.SelectOption(
                label=name, value=value, default=value == (chosen or SERVER_LANGUAGE)
            )
            for value, name in names.items()
        ],
    )


def _open_button(page: SetupPage, name: PanelName) -> discord.ui.Button[Any]:
    return discord.ui.Button(
        label=page.say(f"button-setup-{name}"),
        custom_id=custom_id(SetupAction.OPEN, page.channel, name),
    )
