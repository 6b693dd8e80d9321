"""The panel's state, kept in the custom ids of its controls so that it survives a restart."""

import re
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b

from bot.errors import Outdated
from bot.policy.moderation.filter import Filter, FilterRule

#: Matches every custom id that `PanelState.custom_id` returns.
TEMPLATE = re.compile(
    r"filter:panel:(?P<action>[a-z]+):(?P<version>[0-9]{1,18}):(?P<rule>[0-9a-f]{0,8})"
)


class PanelAction(StrEnum):
    """What a control of the panel does. The values are part of custom ids and never change."""

    OVERVIEW = "overview"
    """Show the whole filter, without a rule."""
    RULE = "rule"
    """Select a rule."""
    ADD = "add"
    """Open the form for words."""
    WORDS = "words"
    """Open the form for all words of the selected rule."""
    TEST = "test"
    """Open the form for a text to try out."""
    LADDER = "ladder"
    """Open the form for the ladder."""
    MESSAGE = "message"
    """Open the form for the selected rule's message."""
    NAMES = "names"
    """Switch whether refusals name the rule."""
    SWITCH = "switch"
    """Switch the selected rule on or off."""
    EFFECT = "effect"
    """Set the selected rule's effect."""
    ROLES = "roles"
    """Set the exempt roles of the selected rule, or of the filter."""
    CHANNELS = "channels"
    """The same for channels."""
    REMOVE = "remove"
    """Ask whether to remove the selected rule."""
    DELETE = "delete"
    """Remove the selected rule."""


@dataclass(frozen=True, slots=True)
class PanelState:
    """The version of the filter that was shown, and the selected rule."""

    version: int
    rule: str = ""
    """The fingerprint of its name; empty for none."""

    def custom_id(self, action: PanelAction) -> str:
        """Return a control's custom id."""
        return f"filter:panel:{action}:{self.version}:{self.rule}"

    def rule_of(self, filter_: Filter) -> FilterRule | None:
        """Return the selected rule; None for none, and if it is gone."""
        return next((rule for rule in filter_.rules if fingerprint(rule.name) == self.rule), None)


@dataclass(frozen=True, slots=True)
class Click:
    """A parsed custom id."""

    action: PanelAction
    state: PanelState


def read_click(match: re.Match[str]) -> Click:
    """Parse a custom id that matches `TEMPLATE`.

    Raises:
        Outdated: Its action is unknown; another version of the bot sent it.
    """
    try:
        action = PanelAction(match["action"])
    except ValueError as error:
        raise Outdated from error
    return Click(action, PanelState(int(match["version"]), match["rule"]))


def fingerprint(name: str) -> str:
    """Return a short hash of a rule's name, whatever its case; names can be long."""
    return blake2b(name.casefold().encode("utf-8", "replace"), digest_size=4).hexdigest()
