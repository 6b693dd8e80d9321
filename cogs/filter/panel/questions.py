"""What the panel's forms ask, and what their answers change."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Protocol

import discord

from bot.errors import ImagineError, SettingRefused
from bot.i18n import Say
from bot.policy.images.request import MAX_PROMPT_LENGTH
from bot.policy.moderation.filter import (
    MOST_BLOCK,
    MOST_MESSAGE_LENGTH,
    MOST_PATTERN_LENGTH,
    MOST_PATTERNS,
    MOST_RULE_NAME_LENGTH,
    MOST_WINDOW,
    Filter,
    Step,
)
from bot.policy.moderation.filter_diff import format_ladder
from bot.policy.moderation.filter_edits import (
    encodable,
    merged,
    parse_words,
    rule_name,
    target_rule,
    with_rule,
    with_step,
)
from bot.ui.interactions.destination import spot_of
from bot.ui.moderation.filter_report import trial_lines
from bot.ui.moderation.shown_texts import check_shown
from bot.ui.sentences import explain
from bot.ui.text import block, clip
from cogs.filter.base import FilterContext, Session, open_session
from cogs.filter.panel.forms import Field, PanelForm
from cogs.filter.panel.state import Click, PanelAction, PanelState, fingerprint
from cogs.filter.panel.word_lists import MAX_TYPED, texts_of, with_texts
from cogs.filter.rules import MOST_OFFENSES, read_message, read_span

_Interaction = discord.Interaction[Any]

Change = Callable[[Filter], Filter]

#: Characters of the text input for the ladder.
_MAX_LADDER = 500

#: Characters of a refused text that are shown again, so that they fit into the panel's note.
_SHOWN_TYPED = 500

#: One step of the ladder as it is shown and typed: `3 in 10m: 1h`.
_STEP = re.compile(r"([0-9]{1,4}) in ([0-9a-z ]{1,30}): ?([0-9a-z ]{1,30})", re.IGNORECASE)


class MakeChange(Protocol):
    """Changes the filter unless it changed since it was shown, and shows the result."""

    async def __call__(
        self,
        interaction: _Interaction,
        session: Session,
        state: PanelState,
        change: Change,
        *,
        typed: str = "",
    ) -> None:
        """Change it; `typed` is shown again if it is refused."""
        ...


class Show(Protocol):
    """Shows the panel."""

    async def __call__(
        self, interaction: _Interaction, session: Session, rule: str, *, note: str = ""
    ) -> None:
        """Show it with a rule, by its fingerprint, and a note."""
        ...


class Questions:
    """Makes the panel's forms."""

    def __init__(
        self,
        context: FilterContext,
        change: MakeChange,
        show: Show,
    ) -> None:
        """Take what a submitted form needs.

        Args:
            context: The services.
            change: Changes the filter unless it changed since it was shown, and shows the result.
            show: Shows the panel again.
        """
        self._context = context
        self._change = change
        self._show = show

    def form_of(self, session: Session, click: Click) -> PanelForm | None:
        """Return the form that a control opens; None if it opens none."""
        match click.action:
            case PanelAction.ADD:
                return self._add_form(session, click.state)
            case PanelAction.WORDS:
                return self._words_form(session, click.state)
            case PanelAction.TEST:
                return self._test_form(session, click.state)
            case PanelAction.LADDER:
                return self._ladder_form(session, click.state)
            case PanelAction.MESSAGE:
                return self._message_form(session, click.state)
            case _:
                return None

    def _add_form(self, session: Session, state: PanelState) -> PanelForm:
        say, rule = session.say, state.rule_of(session.filter)
        name = (rule or target_rule(session.filter, None)).name
        fields = (
            Field(
                "rule", say("label-filter-rule"), MOST_RULE_NAME_LENGTH, default=name, is_long=False
            ),
            Field(
                "words",
                say("label-filter-words"),
                MAX_TYPED,
                say("option-filter-words"),
                is_required=False,
            ),
            Field(
                "patterns",
                say("label-filter-patterns"),
                MOST_PATTERNS * MOST_PATTERN_LENGTH,
                say("option-filter-patterns"),
                is_required=False,
            ),
        )

        async def submit(interaction: _Interaction, texts: Sequence[str]) -> None:
            present = await open_session(interaction, self._context)
            name, words = rule_name(texts[0]), parse_words(texts[1])
            patterns = [one.strip() for one in encodable(texts[2]).splitlines() if one.strip()]

            if not (words or patterns):
                wanted = say("filter-wanted-words")
                error = SettingRefused("words", "", wanted, "cat, big cat, cat*")
                await self._show(
                    interaction, present, state.rule, note=refusal_note(error, "", say)
                )
                return

            def add(filter_: Filter) -> Filter:
                target = target_rule(filter_, name)
                keywords = merged(target.keywords, words)
                new = dict.fromkeys((*target.patterns, *patterns))
                return with_rule(filter_, replace(target, keywords=keywords, patterns=tuple(new)))

            # adding words overwrites nothing, whatever else has changed meanwhile
            target = target_rule(present.filter, name)
            added_to = PanelState(present.stored.version, fingerprint(target.name))
            typed = "\n".join(text for text in texts[1:] if text)
            await self._change(interaction, present, added_to, add, typed=typed)

        return PanelForm(say("title-filter-add"), fields, submit)

    def _words_form(self, session: Session, state: PanelState) -> PanelForm:
        say, rule = session.say, state.rule_of(session.filter)
        rows = (
            ("words", "label-filter-words", "option-filter-lines"),
            ("patterns", "label-filter-patterns", "option-filter-patterns"),
            ("allowed", "label-filter-allowed", "option-filter-lines"),
        )
        present = texts_of(rule) if rule else ("", "", "")
        fields = tuple(
            Field(name, say(label), MAX_TYPED, say(note), default=text, is_required=False)
            for (name, label, note), text in zip(rows, present, strict=True)
        )

        async def submit(interaction: _Interaction, texts: Sequence[str]) -> None:
            present = await open_session(interaction, self._context)

            def change(filter_: Filter) -> Filter:
                chosen = state.rule_of(filter_)
                return filter_ if chosen is None else with_rule(filter_, with_texts(chosen, texts))

            typed = "\n".join(text for text in texts if text)
            await self._change(interaction, present, state, change, typed=typed)

        return PanelForm(say("title-filter-words"), fields, submit)

    def _test_form(self, session: Session, state: PanelState) -> PanelForm:
        say = session.say
        field = Field("text", say("label-filter-text"), MAX_PROMPT_LENGTH)

        async def submit(interaction: _Interaction, texts: Sequence[str]) -> None:
            present = await open_session(interaction, self._context)
            spot = replace(await spot_of(interaction), role_ids=frozenset())
            trial = await self._context.text_check.try_out(texts[0], spot)
            note = "\n".join(trial_lines(texts[0], trial, say("filter-test-anyone"), say))
            await self._show(interaction, present, state.rule, note=note)

        return PanelForm(say("title-filter-test"), (field,), submit)

    def _message_form(self, session: Session, state: PanelState) -> PanelForm:
        say, rule = session.say, state.rule_of(session.filter)
        field = Field(
            "message",
            say("label-filter-message"),
            MOST_MESSAGE_LENGTH,
            say("option-filter-message"),
            default=rule.message if rule else "",
            is_required=False,
        )

        async def submit(interaction: _Interaction, texts: Sequence[str]) -> None:
            present = await open_session(interaction, self._context)
            message = read_message(texts[0])
            try:
                await check_shown(interaction, self._context.text_check, message, is_offense=False)
            except ImagineError as error:
                note = refusal_note(error, texts[0], say)
                await self._show(interaction, present, state.rule, note=note)
                return

            def change(filter_: Filter) -> Filter:
                chosen = state.rule_of(filter_)
                if chosen is None:
                    return filter_
                return with_rule(filter_, replace(chosen, message=message))

            await self._change(interaction, present, state, change)

        return PanelForm(say("title-filter-message"), (field,), submit)

    def _ladder_form(self, session: Session, state: PanelState) -> PanelForm:
        say = session.say
        field = Field(
            "ladder",
            say("label-filter-ladder"),
            _MAX_LADDER,
            say("option-filter-ladder"),
            default=format_ladder(session.filter.ladder).replace(", ", "\n"),
            is_required=False,
        )

        async def submit(interaction: _Interaction, texts: Sequence[str]) -> None:
            present = await open_session(interaction, self._context)
            try:
                ladder = read_ladder(texts[0], say)
            except SettingRefused as error:
                note = refusal_note(error, texts[0], say)
                await self._show(interaction, present, state.rule, note=note)
                return
            await self._change(interaction, present, state, lambda it: replace(it, ladder=ladder))

        return PanelForm(say("title-filter-ladder"), (field,), submit)


def refusal_note(error: ImagineError, typed: str, say: Say) -> str:
    """Say why nothing was changed, followed by what was typed, since the form is gone by then."""
    warning = say("panel-warning", warning=explain(error, say))
    kept = clip(typed.strip(), _SHOWN_TYPED)
    return f"{warning}\n{block(kept)}" if kept else warning


def read_ladder(text: str, say: Say) -> tuple[Step, ...]:
    """Parse steps, one per line or separated by commas: `3 in 10m: 1h`.

    Raises:
        SettingRefused: A step is not valid.
    """
    ladder: tuple[Step, ...] = ()
    for typed in re.split(r"[\n,]+", text):
        line = " ".join(typed.split())
        if not line:
            continue
        found = _STEP.fullmatch(line)
        offenses = int(found[1]) if found else 0
        if found is None or not 1 <= offenses <= MOST_OFFENSES:
            raise SettingRefused("ladder", typed, say("filter-wanted-step"), "3 in 10m: 1h")
        within, block = (
            read_span("ladder", part.strip(), most, say)
            for part, most in ((found[2], MOST_WINDOW), (found[3], MOST_BLOCK))
        )
        ladder = with_step(ladder, Step(offenses, within, block))
    return ladder
