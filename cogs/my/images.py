"""/my images: a member's images, page by page."""

import re
from collections.abc import Mapping
from typing import Any, ClassVar, Self

import discord
from discord import app_commands

from bot.i18n import Say, texts_for
from bot.ports import StoredJob
from bot.service.members.history import MOST_SEARCH_LENGTH, History, HistoryPage
from bot.ui.interactions.controls import SafeItem
from bot.ui.text import clip, date_time, escape, quote
from cogs.my.base import MyCommands
from cogs.my.message_lookup import FoundMessage, MessageLookup, link_to

_Interaction = discord.Interaction[Any]

_PAGE_SIZE = 5

#: Characters. Five prompts stay below the 4,000 characters of a message, even when escaped.
#: https://docs.discord.com/developers/components/reference#text-display, read 2026-11-22
_SHOWN_PROMPT = 150
_SHOWN_NAME = 60

_NOT_FOUND = FoundMessage()

_TEMPLATE = r"images:(?P<turn>older|newer):(?P<job>[0-9]{1,19}):(?P<search>.*)"


class ImagesCommand(MyCommands):
    """Lists the member's images."""

    @app_commands.command(description="Your images, newest first")
    @app_commands.describe(search="Only images with these words in the prompt")
    async def images(
        self,
        interaction: _Interaction,
        search: app_commands.Range[str, 1, MOST_SEARCH_LENGTH] = "",
    ) -> None:
        """Show the newest page."""
        # defer first: fetching the messages can take longer than the 3 s that Discord allows
        await interaction.response.defer(ephemeral=True, thinking=True)
        page = await self.context.history.page(interaction.user.id, search=search, limit=_PAGE_SIZE)
        await _show(interaction, page, self.context.lookup)


class _ImagesButton(
    SafeItem,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=_TEMPLATE,
):
    """Opens the older or newer page."""

    earlier: ClassVar[History]
    lookup: ClassVar[MessageLookup]

    def __init__(self, item: discord.ui.Button[Any], match: re.Match[str]) -> None:
        super().__init__(item)
        self._is_older = match["turn"] == "older"
        self._job_id = int(match["job"])
        self._search = match["search"]

    @classmethod
    async def from_custom_id(
        cls, _interaction: _Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Read the page and the search from the custom id."""
        button: Any = item
        return cls(button, match)

    async def check(self, interaction: _Interaction) -> None:
        """Allow all members, because each sees only their own images."""

    async def act(self, interaction: _Interaction) -> None:
        """Replace the shown page."""
        await interaction.response.defer()
        page = await self.earlier.page(
            interaction.user.id,
            search=self._search,
            before=self._job_id if self._is_older else None,
            after=None if self._is_older else self._job_id,
            limit=_PAGE_SIZE,
        )
        await _show(interaction, page, self.lookup)


def images_items(
    history: History, messages: MessageLookup
) -> tuple[type[discord.ui.DynamicItem[Any]], ...]:
    """Return the handlers of the page buttons; they also handle buttons sent before a restart."""

    class ImagesButton(_ImagesButton, template=_TEMPLATE):
        earlier = history
        lookup = messages

    return (ImagesButton,)


def turn_id(turn: str, job_id: int, search: str) -> str:
    """Return a page button's custom id: at most 97 characters, also in UTF-16 code units."""
    return f"images:{turn}:{job_id}:{search}"


async def _show(interaction: _Interaction, page: HistoryPage, lookup: MessageLookup) -> None:
    found = await lookup.find(interaction.client, page.jobs)
    view = images_view(page, found, texts_for(interaction.locale))
    await interaction.edit_original_response(
        view=view, allowed_mentions=discord.AllowedMentions.none()
    )
    # `ImagesButton` handles the buttons; without this discord.py would also keep the view
    view.stop()


def images_view(
    page: HistoryPage, found: Mapping[int, FoundMessage], say: Say
) -> discord.ui.LayoutView:
    """Return a page of images, with thumbnails of those whose messages were found."""
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(discord.ui.TextDisplay(_head(page, say)))
    for job in page.jobs:
        view.add_item(_row(job, found.get(job.draft.requester.job_id, _NOT_FOUND), say))
    if page.jobs:
        newest = page.jobs[0].draft.requester.job_id
        oldest = page.jobs[-1].draft.requester.job_id
        older = _page_button(
            say("button-older"), turn_id("older", oldest, page.search), page.has_older
        )
        newer = _page_button(
            say("button-newer"), turn_id("newer", newest, page.search), page.has_newer
        )
        view.add_item(discord.ui.ActionRow(newer, older))
    return view


def _head(page: HistoryPage, say: Say) -> str:
    search = escape(page.search)
    if page.jobs:
        return say("mine-images-search", search=search) if search else say("mine-images")
    if page.has_newer or page.has_older:
        return say("mine-images-end")
    return say("mine-images-none-found", search=search) if search else say("mine-images-none")


def _row(job: StoredJob, message: FoundMessage, say: Say) -> discord.ui.Item[Any]:
    text: discord.ui.TextDisplay[Any] = discord.ui.TextDisplay(_text(job, message, say))
    if not message.images:
        return text
    image, draft = message.images[0], job.draft
    # hide images of age-restricted channels, because the page may be shown in another channel
    is_hidden = image.is_spoiler() or draft.reply_target.spoiler or draft.requester.spot.is_nsfw
    thumbnail: discord.ui.Thumbnail[Any] = discord.ui.Thumbnail(
        image.url, description=image.description, spoiler=is_hidden
    )
    return discord.ui.Section(text, accessory=thumbnail)


def _text(job: StoredJob, message: FoundMessage, say: Say) -> str:
    requester, generation = job.draft.requester, job.generation
    facts = [date_time(requester.requested_at)]
    if generation is not None:
        facts.append(f"**{escape(clip(generation.order.model.name, _SHOWN_NAME))}**")
        facts.append(say.usd(job.micros))
        if len(generation.images) > 1:
            facts.append(say("mine-count", count=len(generation.images)))
    link = link_to(job)
    if requester.private:
        facts.append(say("mine-mark-private"))
    if message.is_deleted:
        facts.append(say("mine-mark-deleted"))
    elif link is not None:
        facts.append(f"[{say('mine-jump')}]({link})")
    hint = say("mine-show-hint", command=f"`/show id:{requester.job_id}`")
    return "\n".join(
        (quote(job.draft.request.prompt, _SHOWN_PROMPT), " · ".join(facts), f"-# {hint}")
    )


def _page_button(label: str, custom_id: str, is_enabled: bool) -> discord.ui.Button[Any]:  # noqa: FBT001 - the last of three positional facts
    return discord.ui.Button(label=label, custom_id=custom_id, disabled=not is_enabled)
