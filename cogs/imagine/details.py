"""Details of an image: the stored job of the bot's own, Discord's metadata of others."""

import re
from collections.abc import Iterable
from typing import Any, ClassVar, Self

import discord
from discord import app_commands

from bot.errors import ImageGone
from bot.i18n import Say, texts_for
from bot.policy.images.image import Generation
from bot.policy.images.ratio import AUTO
from bot.policy.images.style import MOST_STYLE_LENGTH
from bot.policy.jobs.job import Parent
from bot.ports import StoredJob
from bot.service.jobs.imagine import Imagine
from bot.service.limits.rulebook_editor import RulebookEditor
from bot.service.members.history import History
from bot.ui.interactions.attachments import ComponentMedia, component_media
from bot.ui.interactions.controls import SafeItem
from bot.ui.interactions.deadlines import lookup_deadline
from bot.ui.interactions.reply import InteractionReply
from bot.ui.jobs.button_permissions import check_read
from bot.ui.jobs.buttons import PROMPT_TEMPLATE, TEMPLATE, prompt_view
from bot.ui.moderation.cases.block_check import BlockCheck
from bot.ui.text import MAX_CONTENT, block, clip, date_time, escape, message_link, quote

_Interaction = discord.Interaction[Any]

#: Characters; the button "Copy prompt" shows the whole prompt.
_SHOWN_PROMPT = 500
_SHOWN_NAME = 80

#: How many images of one message are described.
_MAX_IMAGES = 10

#: Shown instead of an unknown link.
_UNKNOWN = "—"

_MEBIBYTE = 1 << 20
_KIBIBYTE = 1 << 10

_ALL_CONTEXTS = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)
_ALL_INSTALLS = app_commands.AppInstallationType(guild=True, user=True)


def details_menu(
    imagine: Imagine, editor: RulebookEditor, history: History
) -> app_commands.ContextMenu:
    """Return the message menu that shows details of the message's images, privately."""

    async def details(interaction: _Interaction, message: discord.Message) -> None:
        reply = InteractionReply.of(interaction, private=True)
        reply.think_after()
        say = texts_for(interaction.locale)
        stored = await job_of(interaction, message, imagine, history)
        if stored is None:
            await reply.show(_describe_message(message, say))
            return
        await check_read(interaction, editor, stored, is_here=True)
        view = prompt_view(stored.draft.requester.job_id, say=say)
        await reply.show(details_text(stored, say), view=view)

    return app_commands.ContextMenu(
        name="Image details",
        callback=details,
        allowed_contexts=_ALL_CONTEXTS,
        allowed_installs=_ALL_INSTALLS,
    )


async def job_of(
    interaction: _Interaction, message: discord.Message, imagine: Imagine, history: History
) -> StoredJob | None:
    """Return the job of a message's image; None for messages of others and unknown ones.

    Raises:
        JobForgotten: The job is no longer stored.
        StorageFailed: The database does not work.
    """
    user = interaction.client.user
    if user is None or message.author.id != user.id:
        return None
    job_id = job_in(message)
    if job_id is not None:
        return await imagine.read(job_id)
    return await history.by_message(message.id)


class _PromptButton(SafeItem, discord.ui.DynamicItem[Any], template=PROMPT_TEMPLATE):
    """The button "Copy prompt"."""

    imagine: ClassVar[Imagine]
    editor: ClassVar[RulebookEditor]
    block_check: ClassVar[BlockCheck]

    def __init__(self, item: discord.ui.Item[Any], job_id: int) -> None:
        super().__init__(item)
        self._job_id = job_id

    @classmethod
    async def from_custom_id(
        cls, _interaction: object, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Read the job from the custom id."""
        return cls(item, int(match["id"]))

    async def check(self, interaction: _Interaction) -> None:
        """Refuse blocked members; `act` checks the audience once it has read the job."""
        await self.block_check(interaction)

    async def act(self, interaction: _Interaction) -> None:
        """Reply with the prompt as it was typed, without a style's words."""
        async with lookup_deadline():
            stored = await self.imagine.read(self._job_id)
            await check_read(interaction, self.editor, stored, is_here=True)
        prompt = block(stored.draft.request.prompt)
        no_mentions = discord.AllowedMentions.none()
        respond = interaction.response.send_message
        if len(prompt) <= MAX_CONTENT:
            await respond(prompt, ephemeral=True, allowed_mentions=no_mentions)
            return
        view = discord.ui.LayoutView(timeout=None)
        view.add_item(discord.ui.TextDisplay(prompt))
        view.stop()
        await respond(view=view, ephemeral=True, allowed_mentions=no_mentions)


def prompt_buttons(
    imagine_jobs: Imagine, server_rules: RulebookEditor, blocks: BlockCheck
) -> tuple[type[discord.ui.DynamicItem[Any]], ...]:
    """Return the handler of "Copy prompt"; it also handles buttons sent before a restart."""

    class PromptButton(_PromptButton, template=PROMPT_TEMPLATE):
        imagine = imagine_jobs
        editor = server_rules
        block_check = blocks

    return (PromptButton,)


def job_in(message: discord.Message) -> int | None:
    """Return the id of the job of a message's controls; None if it has no such controls."""
    for component in message.components:
        for child in getattr(component, "children", ()):
            match = re.fullmatch(TEMPLATE, getattr(child, "custom_id", None) or "")
            if match:
                return int(match["id"])
    return None


def details_text(stored: StoredJob, say: Say) -> str:
    """Return all details of a job, in at most 2,000 characters."""
    draft, request = stored.draft, stored.draft.request
    lines = [quote(request.prompt, _SHOWN_PROMPT), *_style(stored, say)]
    generation = stored.generation
    lines += _requested(stored, say) if generation is None else _generated(generation, say)
    facts = {
        "user": f"<@{draft.requester.user_id}>",
        "when": date_time(draft.requester.requested_at),
    }
    lines.append(say("details-requested", **facts))
    if request.references:
        lines.append(say("details-references", count=len(request.references)))
    if draft.parent is not None:
        lines.append(say(f"details-parent-{draft.parent.origin}", link=_link_to(draft.parent)))
    if generation is not None and generation.generation_id:
        generation_id = escape(clip(generation.generation_id, _SHOWN_NAME))
        lines.append(say("details-generation", generation=generation_id))
    lines.append(say("details-id", id=str(draft.requester.job_id)))
    return clip("\n".join(lines), MAX_CONTENT)


def _link_to(parent: Parent) -> str:
    if parent.channel_id is None or parent.message_id is None:
        return _UNKNOWN
    return message_link(parent.guild_id, parent.channel_id, parent.message_id)


def _style(stored: StoredJob, say: Say) -> Iterable[str]:
    style = stored.draft.request.style
    if style is None:
        return
    yield say(
        "details-style",
        style=escape(clip(style.name, _SHOWN_NAME)),
        adds=escape(clip(style.adds, MOST_STYLE_LENGTH)),
    )


def _requested(stored: StoredJob, say: Say) -> Iterable[str]:
    """Return the options of a job without an image."""
    draft = stored.draft
    model = escape(clip(draft.model or draft.request.model or "", _SHOWN_NAME))
    if model:
        yield say("details-model", model=model)
    yield say("details-ratio", ratio=_ratio(draft.request.ratio, say))
    yield say("details-not-generated")


def _generated(generation: Generation, say: Say) -> Iterable[str]:
    order = generation.order
    yield say("details-model", model=escape(clip(order.model.name, _SHOWN_NAME)))
    yield say("details-ratio", ratio=_ratio(order.ratio or AUTO, say))
    pixels = ", ".join(dict.fromkeys(f"{one.width}×{one.height}" for one in generation.images))
    size = escape(order.size) if order.size else say("details-size-default")
    yield say("details-size", size=size, pixels=pixels)
    seeds = [str(one.seed) for one in generation.images if one.seed is not None]
    if seeds:
        yield say("details-seed", seeds=", ".join(seeds), count=len(seeds))
    yield from _signatures(generation, say)
    if generation.cost_micros is not None:
        yield say("details-cost", cost=say.usd(generation.cost_micros))
    yield say("details-time", seconds=round(generation.latency_s, 1))


def _signatures(generation: Generation, say: Say) -> Iterable[str]:
    """Name the signers of the images. The names come from the files, so they are not trusted."""
    signed = [one for one in generation.images if one.signed_by is not None]
    if not signed:
        return
    names = dict.fromkeys(
        escape(clip(one.signed_by, _SHOWN_NAME)) for one in signed if one.signed_by
    )
    if names:
        yield say("details-signed", signer=", ".join(names))
    else:
        yield say("details-signed-unnamed")
    if any(one.refitted for one in signed):
        yield say("details-marked")


def _ratio(ratio: str, say: Say) -> str:
    return say("details-ratio-auto") if ratio == AUTO else ratio


def _describe_message(message: discord.Message, say: Say) -> str:
    """Describe the images in another author's message by Discord's metadata.

    Raises:
        ImageGone: The message has no image.
    """
    sources = (message, *message.message_snapshots)
    attached = [
        _attachment(one, say)
        for source in sources
        for one in source.attachments
        if (one.content_type or "").startswith("image/")
    ]
    attached += [_component(one, say) for source in sources for one in component_media(source)]
    embedded = [
        _embed(image, say)
        for source in sources
        for embed in source.embeds
        for image in (embed.image, embed.thumbnail)
        if image.url
    ]
    lines = [*attached, *embedded][:_MAX_IMAGES]
    if not lines:
        raise ImageGone
    facts = {"user": f"<@{message.author.id}>", "when": date_time(message.created_at)}
    return clip("\n".join([*lines, say("details-sent", **facts)]), MAX_CONTENT)


def _attachment(attachment: discord.Attachment, say: Say) -> str:
    facts = [f"**{escape(clip(attachment.filename, _SHOWN_NAME))}**"]
    facts.append(escape(clip(attachment.content_type or "", _SHOWN_NAME)))
    if attachment.width and attachment.height:
        pixels = f"{attachment.width}×{attachment.height}"
        facts.append(say("details-pixels", pixels=pixels))
    return " · ".join([*facts, _file_size(attachment.size, say)])


def _component(shown: ComponentMedia, say: Say) -> str:
    if shown.media.attachment_id is None:
        return _embed(shown.media, say)
    media, name = shown.media, shown.media.url.partition("?")[0].rpartition("/")[2]
    facts = [f"**{escape(clip(name, _SHOWN_NAME))}**"]
    if media.content_type:
        facts.append(escape(clip(media.content_type, _SHOWN_NAME)))
    if media.width and media.height:
        facts.append(say("details-pixels", pixels=f"{media.width}×{media.height}"))
    if shown.size:
        facts.append(_file_size(shown.size, say))
    return " · ".join(facts)


def _embed(image: Any, say: Say) -> str:  # noqa: ANN401 - discord.py's proxy has no public name
    if not (image.width and image.height):
        return say("details-embedded")
    pixels = say("details-pixels", pixels=f"{image.width}×{image.height}")
    return " · ".join([say("details-embedded"), pixels])


def _file_size(size: int, say: Say) -> str:
    if size >= _MEBIBYTE:
        return say("details-mib", mib=round(size / _MEBIBYTE, 1))
    return say("details-kib", kib=max(1, round(size / _KIBIBYTE)))
