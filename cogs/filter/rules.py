"""/filter action, preset, exempt, ladder: what rules do, and for whom."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import discord
from discord import app_commands

from bot.errors import SettingRefused
from bot.i18n import Say
from bot.policy.limits.values import parse_duration
from bot.policy.moderation.filter import (
    MOST_BLOCK,
    MOST_MESSAGE_LENGTH,
    MOST_WINDOW,
    Effect,
    Filter,
    FilterRule,
    Step,
)
from bot.policy.moderation.filter_diff import format_ladder
from bot.policy.moderation.filter_edits import (
    encodable,
    merged,
    target_rule,
    with_rule,
    with_step,
    without,
)
from bot.ui.moderation.filter_report import exemption_lines
from bot.ui.moderation.shown_texts import check_shown
from bot.ui.options.channel_options import ScopeOption
from bot.ui.options.choices import MAX_CHOICE_NAME, Row, offer, resolve_choice
from cogs.filter.base import FilterCommands, RuleOption, known_rule, rule_change, typed_rule

#: What removes the own message of a rule.
CLEAR = "clear"

#: Most offenses of a step of the ladder, as in `filter_json`.
MOST_OFFENSES = 1_000

_MOST_SPAN = 30

_EFFECT_CHOICES = [
    app_commands.Choice(name="refuse the text", value=Effect.REFUSE.value),
    app_commands.Choice(name="refuse it and post to the log", value=Effect.ALERT.value),
    app_commands.Choice(name="hold it until a moderator decides", value=Effect.HOLD.value),
    app_commands.Choice(name="accept it and post to the log", value=Effect.LOG.value),
]
_SWITCH_CHOICES = [
    app_commands.Choice(name="on", value="on"),
    app_commands.Choice(name="off: the rule keeps its words", value="off"),
]

_PresetOption = app_commands.Range[str, 1, MAX_CHOICE_NAME]
_Span = app_commands.Range[str, 1, _MOST_SPAN]


class RuleCommands(FilterCommands):
    """Sets what rules do."""

    @app_commands.command(description="Choose what a rule of the filter does")
    @app_commands.describe(
        rule="A rule of the filter",
        effect="What happens to texts with its words",
        message="Shown when a text is refused; `clear` for the bot's own message",
        switch="Whether the rule is on",
    )
    @app_commands.choices(effect=_EFFECT_CHOICES, switch=_SWITCH_CHOICES)
    async def action(
        self,
        interaction: discord.Interaction[Any],
        rule: RuleOption,
        effect: str | None = None,
        message: app_commands.Range[str, 1, MOST_MESSAGE_LENGTH] | None = None,
        switch: str | None = None,
    ) -> None:
        """Set a rule's effect, message and state.

        Raises:
            RuleUnknown: There is no such rule.
            TextRefused: The filter does not allow the message.
        """
        session = await self.open(interaction)
        own = None if message is None else read_message(message)
        if own:
            await check_shown(interaction, self.context.text_check, own, is_offense=False)

        def changed(it: FilterRule) -> FilterRule:
            return replace(
                it,
                effect=Effect(effect) if effect else it.effect,
                message=it.message if own is None else own,
                is_on=it.is_on if switch is None else switch == "on",
            )

        await self.change(session, rule_change(rule, changed))

    @app_commands.command(description="Add a preset to a rule: a ready-made word list")
    @app_commands.describe(
        name="The preset, by language and topic; type to search",
        rule="The rule; a new name makes a new rule",
        remove="Whether to remove the preset from the rule instead",
    )
    async def preset(
        self,
        interaction: discord.Interaction[Any],
        name: _PresetOption,
        rule: RuleOption | None = None,
        remove: bool = False,  # noqa: FBT001, FBT002 - an option of the command
    ) -> None:
        """Add a preset to a rule, or remove it; without a rule, it becomes one of its own.

        Raises:
            RuleUnknown: There is no such rule to remove it from.
            SettingRefused: There is no such preset.
        """
        session = await self.open(interaction)
        presets = self.context.editor.presets
        chosen = resolve_choice(name, map(Row, presets))
        if chosen not in presets:
            raise SettingRefused("preset", name, session.say("filter-wanted-preset"), presets[0])
        typed = rule or chosen

        def added(it: Filter) -> Filter:
            target = target_rule(it, typed_rule(it, typed))
            names = tuple(sorted(merged(target.presets, [chosen])))
            return with_rule(it, replace(target, presets=names))

        removed = rule_change(typed, lambda it: replace(it, presets=without(it.presets, [chosen])))
        await self.change(session, removed if remove else added)

    @app_commands.command(description="Exempt a role or channel from the filter or one rule")
    @app_commands.describe(
        role="A role to whose members the filter doesn't apply",
        channel="A channel where it doesn't apply, or a category for all its channels",
        rule="Only this rule; leave it out for the whole filter",
        remove="Whether to end the exemption instead",
    )
    async def exempt(
        self,
        interaction: discord.Interaction[Any],
        role: discord.Role | None = None,
        channel: ScopeOption | None = None,
        rule: RuleOption | None = None,
        remove: bool = False,  # noqa: FBT001, FBT002 - an option of the command
    ) -> None:
        """Change the exempt roles and channels, or show them without options.

        Raises:
            RuleUnknown: There is no such rule.
            SettingRefused: The role is @everyone.
        """
        session = await self.open(interaction)
        say = session.say
        if role is None and channel is None:
            part = session.filter if rule is None else known_rule(session.filter, rule)
            lines = exemption_lines(part, say) or [say("filter-no-exemptions")]
            await session.reply.show("\n".join(lines))
            return
        if role is not None and role.is_default():
            raise SettingRefused("role", "@everyone", say("setting-wanted-role"), "@Artists")
        roles = frozenset({role.id} if role else ())
        channels = frozenset({channel.id} if channel else ())

        def exempted(part: Any) -> Any:  # noqa: ANN401 - a filter or a rule
            old = part.exempt_roles, part.exempt_channels
            if remove:
                exempt_roles, exempt_channels = old[0] - roles, old[1] - channels
            else:
                exempt_roles, exempt_channels = old[0] | roles, old[1] | channels
            return replace(part, exempt_roles=exempt_roles, exempt_channels=exempt_channels)

        await self.change(session, exempted if rule is None else rule_change(rule, exempted))

    @app_commands.command(description="Block members automatically after refused or held texts")
    @app_commands.describe(
        offenses="How many refused or held texts lead to the block",
        within="Within what time, such as 10m, 1h or 1d",
        block="How long the block lasts, such as 1h or 1d; replaces a step with the same duration",
        remove="Whether to remove the step with this block duration; without a duration, all steps",
    )
    async def ladder(
        self,
        interaction: discord.Interaction[Any],
        offenses: app_commands.Range[int, 1, MOST_OFFENSES] | None = None,
        within: _Span | None = None,
        block: _Span | None = None,
        remove: bool = False,  # noqa: FBT001, FBT002 - an option of the command
    ) -> None:
        """Change the ladder, or show it without options.

        Raises:
            SettingRefused: A time is missing or not valid.
        """
        session = await self.open(interaction)
        say = session.say
        if remove:
            length = read_span("block", block, MOST_BLOCK, say) if block else None

            def kept(it: Filter) -> Filter:
                steps = (step for step in it.ladder if length and step.block != length)
                return replace(it, ladder=tuple(steps))

            await self.change(session, kept)
        elif offenses is None and within is None and block is None:
            shown = format_ladder(session.filter.ladder)
            text = say("filter-ladder", ladder=shown) if shown else say("filter-no-ladder")
            await session.reply.show(text)
        else:
            if offenses is None:
                raise SettingRefused("offenses", "", say("filter-wanted-offenses"), "3")
            step = Step(
                offenses,
                read_span("within", within or "", MOST_WINDOW, say),
                read_span("block", block or "", MOST_BLOCK, say),
            )
            await self.change(session, lambda it: replace(it, ladder=with_step(it.ladder, step)))

    @preset.autocomplete("name")
    async def complete_preset(
        self, _interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer the presets; needs no I/O."""
        rows = map(Row, self.context.editor.presets)
        return offer(row for row in rows if row.fits(typed.replace(" ", "-")) or row.fits(typed))

    action.autocomplete("rule")(FilterCommands.complete_rule)
    preset.autocomplete("rule")(FilterCommands.complete_rule)
    exempt.autocomplete("rule")(FilterCommands.complete_rule)


def read_message(text: str) -> str:
    """Return a typed message of a rule on one line; empty for none."""
    line = " ".join(encodable(text).split())
    return "" if line.casefold() == CLEAR else line


def read_span(name: str, text: str, most: timedelta, say: Say) -> timedelta:
    """Parse a time of the ladder.

    Raises:
        SettingRefused: It is not a time, or not in range.
    """
    try:
        seconds = parse_duration(text)
    except ValueError:
        seconds = 0
    if not 0 < seconds <= most.total_seconds():
        raise SettingRefused(name, text, say("filter-wanted-span", days=most.days), "1h")
    return timedelta(seconds=seconds)
