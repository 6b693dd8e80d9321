"""/filter export, import: a filter as JSON, AutoMod's rules, or a plain list of words."""

import asyncio
import io
import json
from collections.abc import Awaitable, Callable
from typing import Any

import discord
from discord import app_commands

from bot.errors import ImportRefused
from bot.i18n import Say, admin_texts_for
from bot.policy.moderation.filter import Filter
from bot.policy.moderation.filter_edits import parse_words
from bot.policy.moderation.filter_json import dump_filter
from bot.service.moderation.filter_import import (
    ImportDraft,
    ImportPlan,
    add_list,
    plan_import,
    read_import,
)
from bot.ui.interactions.controls import ConfirmView, SafeModal
from bot.ui.json_files import FileProblem, fetch_file, parse_json
from bot.ui.limits.changes import change_lines, confirmed, plain_lines
from bot.ui.moderation.import_text import plan_lines, plan_text
from cogs.filter.base import FilterCommands, RuleOption, Session, open_session, typed_rule

#: Size limit of a file in bytes. The largest valid filter is smaller: 6,600 words of 60 characters
#: and 60 patterns of 260, up to six bytes each.
MOST_BYTES = 3_000_000

#: Limit of `[`, `{` and `,` in a file. The largest valid filter has fewer: one for each word, and
#: commas inside of words.
MOST_ENTRIES = 40_000

#: Characters of the differences, and of what is not taken over, in the message. Longer ones are
#: also attached as a file.
_MAX_SHOWN = 800

#: https://docs.discord.com/developers/components/reference, read 2026-11-22
_MAX_TYPED = 4_000

#: How long the form can be submitted, in seconds.
_FORM_TIMEOUT_S = 15 * 60


class FileCommands(FilterCommands):
    """Exports a filter to a file, and imports one."""

    @app_commands.command(description="Save the filter of this server as a file")
    async def export(self, interaction: discord.Interaction[Any]) -> None:
        """Reply with the file."""
        session = await self.open(interaction)
        text = await asyncio.to_thread(_write, session.filter)
        name = f"filter-{session.guild_id}.json"
        await session.reply.show(session.say("filter-export-done"), files=[_file(name, text)])

    @app_commands.command(
        name="import", description="Import a filter, AutoMod rules or a list of words"
    )
    @app_commands.describe(
        file="From /filter export, AutoMod rules as JSON, or plain text; leave it out to paste",
        rule="The rule that a list of words is added to",
    )
    async def import_filter(
        self,
        interaction: discord.Interaction[Any],
        file: discord.Attachment | None = None,
        rule: RuleOption | None = None,
    ) -> None:
        """Read a file or ask for a text, show the differences, and ask for confirmation.

        Raises:
            ImportRefused: It is not valid; lists every problem.
        """
        if file is None:
            # a form must be the first response
            await open_session(interaction, self.context)

            async def submit(submitted: discord.Interaction[Any], text: str) -> None:
                present = await self.open(submitted)
                await self._preview(submitted, present, text.encode("utf-8", "ignore"), rule)

            say = admin_texts_for(interaction.locale)
            await interaction.response.send_modal(ImportForm(submit, say))
            return
        session = await self.open(interaction)
        try:
            data = await fetch_file(file, most_bytes=MOST_BYTES)
        except FileProblem as error:
            raise ImportRefused((session.say(error.key, **error.facts),)) from error
        await self._preview(interaction, session, data, rule)

    async def _preview(
        self,
        interaction: discord.Interaction[Any],
        session: Session,
        data: bytes,
        rule: str | None,
    ) -> None:
        say = session.say
        draft = await _read(data, session, rule)
        plan = await plan_import(self.context.editor, session.stored, draft)
        if not plan.changes:
            lines = plan_lines(plan, _MAX_SHOWN, say)
            await session.reply.show("\n".join((say("change-nothing"), *lines)))
            return
        await self._ask(interaction, session, plan)

    async def _ask(
        self, interaction: discord.Interaction[Any], session: Session, plan: ImportPlan
    ) -> None:
        say, context = session.say, self.context

        async def save(clicked: discord.Interaction[Any]) -> str:
            present = await open_session(clicked, context)
            changes = await context.editor.replace(
                present.guild_id, present.actor_id, plan.filter, version=plan.version
            )
            return confirmed(changes, say("filter-applies"), say)

        text = change_lines(plan.changes, _MAX_SHOWN, say)
        not_taken = plan_lines(plan, _MAX_SHOWN, say)
        is_cut = text.count("\n") + 1 != len(plan.changes)
        whole = plain_lines(plan.changes, say) + plan_text(plan, say)
        is_cut = is_cut or len(not_taken) < len(plan.notes) + len(plan.unread)
        title = say("filter-import-title", n=len(plan.changes))
        await session.reply.show(
            "\n".join((title, text, *not_taken, say("filter-import-question"))),
            files=[_file("import.txt", whole)] if is_cut else [],
            view=ConfirmView(interaction, save, say, label=say("button-filter-import")),
        )

    import_filter.autocomplete("rule")(FilterCommands.complete_rule)


class ImportForm(SafeModal):
    """Asks for AutoMod's rules, a filter, or a list of words."""

    def __init__(
        self, submit: Callable[[discord.Interaction[Any], str], Awaitable[None]], say: Say
    ) -> None:
        super().__init__(title=say("title-filter-import"), timeout=_FORM_TIMEOUT_S)
        self._submit = submit
        self._input = discord.ui.TextInput[discord.ui.View](
            custom_id="words", style=discord.TextStyle.paragraph, max_length=_MAX_TYPED
        )
        self.add_item(
            discord.ui.Label(
                text=say("label-filter-import"),
                description=say("option-filter-import"),
                component=self._input,
            )
        )

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Pass the text on."""
        await self._submit(interaction, self._input.value)


async def _read(data: bytes, session: Session, rule: str | None) -> ImportDraft:
    """Read JSON or a list of words.

    Raises:
        ImportRefused: It is not valid; lists every problem.
    """
    try:
        if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in {b"[", b"{"}:
            parsed = await asyncio.to_thread(parse_json, data, most_entries=MOST_ENTRIES)
            return await asyncio.to_thread(read_import, parsed, session.filter)
        words = await asyncio.to_thread(_read_list, data)
    except FileProblem as error:
        raise ImportRefused((session.say(error.key, **error.facts),)) from error
    if not words:
        raise ImportRefused((session.say("filter-import-no-words"),))
    return add_list(words, session.filter, typed_rule(session.filter, rule) if rule else None)


def _read_list(data: bytes) -> tuple[str, ...]:
    try:
        return parse_words(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise FileProblem("import-not-utf8") from error


def _write(filter_: Filter) -> str:
    return json.dumps(dump_filter(filter_), indent=2, ensure_ascii=False)


def _file(name: str, text: str) -> discord.File:
    return discord.File(io.BytesIO(text.encode("utf-8", "replace")), filename=name)
