"""/filter add, pattern, remove, allow, list: the words of rules."""

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import discord
from discord import app_commands

from bot.errors import SettingRefused
from bot.i18n import Say
from bot.policy.moderation.filter import MOST_PATTERN_LENGTH, Filter, FilterRule
from bot.policy.moderation.filter_edits import (
    encodable,
    merged,
    parse_words,
    target_rule,
    with_rule,
    without,
    without_rule,
)
from bot.ui.limits.changes import pages
from bot.ui.moderation.filter_report import (
    all_words,
    allowed_lines,
    detail_lines,
    general_lines,
    rule_lines,
)
from bot.ui.moderation.filter_sentences import code, problem_text
from bot.ui.options.choices import MAX_CHOICE_NAME, choices
from cogs.filter.base import (
    FilterCommands,
    RuleOption,
    known_rule,
    read_for_choices,
    rule_change,
    typed_rule,
    warned,
)

#: Characters of a list of words; https://docs.discord.com/developers/interactions/application-commands
#: allows 6,000, read 2026-11-30.
_MOST_TYPED = 6_000
_Words = app_commands.Range[str, 1, _MOST_TYPED]
_Pattern = app_commands.Range[str, 1, MOST_PATTERN_LENGTH]
_Word = app_commands.Range[str, 1, MOST_PATTERN_LENGTH]

#: Characters of a rule's words that are shown in the message; longer ones are attached as a file.
_SHOWN_WORDS = 1_200

_RULE = "The rule; a new name makes a new rule"


class WordCommands(FilterCommands):
    """Adds, removes and lists words."""

    @app_commands.command(description="Add words to the filter, separated by commas")
    @app_commands.describe(
        words="Such as: cat, big cat, cat* (also cats), *cat (also tomcat), *cat* (anywhere)",
        rule=_RULE,
    )
    async def add(
        self,
        interaction: discord.Interaction[Any],
        words: _Words,
        rule: RuleOption | None = None,
    ) -> None:
        """Add keywords to a rule; the first ones make a rule.

        Raises:
            SettingRefused: There is no word.
        """
        session = await self.open(interaction)
        added = _read_words(words, session.say)
        await self.change(
            session, _added(rule, lambda it: replace(it, keywords=merged(it.keywords, added)))
        )

    @app_commands.command(description="Add a regular expression to the filter")
    @app_commands.describe(regex="In RE2 syntax; upper and lower case are the same", rule=_RULE)
    async def pattern(
        self,
        interaction: discord.Interaction[Any],
        regex: _Pattern,
        rule: RuleOption | None = None,
    ) -> None:
        """Add a pattern to a rule.

        Raises:
            WordsRefused: The pattern is not valid.
        """
        session = await self.open(interaction)
        typed = encodable(regex).strip()
        if not typed:
            raise SettingRefused("regex", regex, session.say("filter-wanted-pattern"), "c[a4]t")
        found = await self.context.editor.check_patterns([typed])
        notes = [problem_text(one, session.say) for one in found.get(typed, ())]
        note = "\n".join((session.say("filter-applies"), *notes))
        await self.change(
            session,
            _added(rule, lambda it: replace(it, patterns=(*without(it.patterns, [typed]), typed))),
            note,
        )

    @app_commands.command(description="Allow words that the filter would otherwise find")
    @app_commands.describe(
        words="Separated by commas, with * as in /filter add; only these words are allowed",
        rule="A rule; leave it out to allow them in all rules",
        remove="Whether to take these words off the list instead",
    )
    async def allow(
        self,
        interaction: discord.Interaction[Any],
        words: _Words,
        rule: RuleOption | None = None,
        remove: bool = False,  # noqa: FBT001, FBT002 - an option of the command
    ) -> None:
        """Change the allowed words of a rule or of all."""
        session = await self.open(interaction)
        typed = _read_words(words, session.say)

        def changed(allowed: tuple[str, ...]) -> tuple[str, ...]:
            return without(allowed, typed) if remove else merged(allowed, typed)

        if rule is None:
            await self.change(session, lambda it: replace(it, allowed=changed(it.allowed)))
            return
        await self.change(
            session, rule_change(rule, lambda it: replace(it, allowed=changed(it.allowed)))
        )

    @app_commands.command(description="Remove a word, a pattern or a whole rule from the filter")
    @app_commands.describe(
        word="The word or pattern; leave it out to remove the whole rule",
        rule="The rule; leave it out to remove the word from all rules",
    )
    async def remove(
        self,
        interaction: discord.Interaction[Any],
        word: _Word | None = None,
        rule: RuleOption | None = None,
    ) -> None:
        """Remove a word or a rule.

        Raises:
            RuleUnknown: There is no such rule.
            SettingRefused: Nothing was chosen, or the word is in no rule.
        """
        session = await self.open(interaction)
        wanted = word.strip() if word else ""
        if not wanted:
            if rule is None:
                raise SettingRefused("word", "", session.say("filter-wanted-remove"), "word:cat")
            await self.change(session, lambda it: without_rule(it, known_rule(it, rule).name))
            return
        await self.change(session, _removed(wanted, rule, session.say))

    @app_commands.command(name="list", description="See the rules of the filter")
    @app_commands.describe(rule="Show all words of this rule")
    async def list_rules(
        self, interaction: discord.Interaction[Any], rule: RuleOption | None = None
    ) -> None:
        """Show all rules, or one with its words."""
        session = await self.open(interaction)
        say = session.say
        if rule is None:
            lines = [*rule_lines(session.filter, say), *general_lines(session.filter, say)]
            lines += allowed_lines(session.filter)
            first, *others = pages([*lines, *warned(session, session.filter)])
            await session.reply.show(first)
            for page in others:
                await session.reply.add(page)
            return
        found = known_rule(session.filter, rule)
        words = all_words(found, say)
        head = "\n".join(detail_lines(found, say))
        shown = ", ".join(map(code, (*found.keywords, *found.patterns, *found.allowed)))
        if len(head) + len(shown) <= _SHOWN_WORDS:
            await session.reply.show(f"{head}\n{shown}")
            return
        file = discord.File(io.BytesIO(words.encode()), filename="words.txt")
        await session.reply.show(head, files=[file])

    @remove.autocomplete("word")
    async def complete_word(
        self, interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer words and patterns of the chosen rule, or of all."""
        filter_ = await read_for_choices(interaction, self.context)
        chosen = getattr(interaction.namespace, "rule", None)
        name = typed_rule(filter_, chosen).casefold() if isinstance(chosen, str) else None
        rules = [rule for rule in filter_.rules if name in {None, rule.name.casefold()}]
        wanted = typed.casefold()
        return choices(
            word
            for rule in rules
            for word in (*rule.keywords, *rule.patterns)
            if wanted in word.casefold() and len(word) <= MAX_CHOICE_NAME
        )

    add.autocomplete("rule")(FilterCommands.complete_rule)
    pattern.autocomplete("rule")(FilterCommands.complete_rule)
    allow.autocomplete("rule")(FilterCommands.complete_rule)
    remove.autocomplete("rule")(FilterCommands.complete_rule)
    list_rules.autocomplete("rule")(FilterCommands.complete_rule)


def _read_words(text: str, say: Say) -> tuple[str, ...]:
    words = parse_words(text)
    if not words:
        raise SettingRefused("words", text, say("filter-wanted-words"), "cat, big cat, cat*")
    return words


def _added(
    rule: str | None, change: Callable[[FilterRule], FilterRule]
) -> Callable[[Filter], Filter]:
    """Return the function that changes the rule that words are added to."""

    def changed(filter_: Filter) -> Filter:
        name = None if rule is None else typed_rule(filter_, rule)
        return with_rule(filter_, change(target_rule(filter_, name)))

    return changed


def _removed(word: str, rule: str | None, say: Say) -> Callable[[Filter], Filter]:
    """Return the function that removes a word from one rule, or from all.

    It raises:
        RuleUnknown: There is no such rule.
        SettingRefused: The word is in none of them.
    """

    def changed(filter_: Filter) -> Filter:
        rules = filter_.rules if rule is None else (known_rule(filter_, rule),)
        present = filter_
        for one in rules:
            kept = replace(
                one,
                keywords=without(one.keywords, [word]),
                patterns=without(one.patterns, [word]),
            )
            present = with_rule(present, kept)
        if present == filter_:
            raise SettingRefused("word", word, say("filter-wanted-word"), "cat")
        return present

    return changed
