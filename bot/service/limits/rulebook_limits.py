"""Checks that a rulebook is not more than one server can store."""

from bot.errors import SettingRefused
from bot.policy.images.style import MOST_STYLE_LENGTH, MOST_STYLE_NAME_LENGTH, MOST_STYLES
from bot.policy.limits.rulebook import (
    MOST_CHANNELS,
    MOST_EVENT_FACTOR,
    MOST_EXEMPT_ROLES,
    MOST_REASON_LENGTH,
    MOST_SCOPES,
    MOST_VALUES,
    Rulebook,
)


def check_size(rulebook: Rulebook) -> None:
    """Refuse a rulebook that is more than one server can store.

    Raises:
        SettingRefused: With the first setting that is too large, and an example that is not.
    """
    reason = rulebook.pause.reason if rulebook.pause else ""
    factor = rulebook.event.factor if rulebook.event else 0
    styles = rulebook.styles
    name, adds = (max(map(len, texts), default=0) for texts in (styles, styles.values()))
    sizes = (
        ("limits", len(rulebook.limits), MOST_SCOPES, "places with limits", "/limits clear"),
        ("limits", rulebook.values, MOST_VALUES, "values in all places", "/limits clear"),
        ("exempt roles", len(rulebook.exempt_roles), MOST_EXEMPT_ROLES, "roles", "fewer"),
        ("channels", len(rulebook.channels.ids), MOST_CHANNELS, "channels", "a category"),
        ("pause", len(reason), MOST_REASON_LENGTH, "characters of a reason", "maintenance"),
        ("event", factor, MOST_EVENT_FACTOR, "times the images", "2"),
        ("styles", len(styles), MOST_STYLES, "styles of a server's own", "/manage-styles remove"),
        ("style name", name, MOST_STYLE_NAME_LENGTH, "characters", "dreamy"),
        ("style", adds, MOST_STYLE_LENGTH, "characters", "soft light, muted colours"),
    )
    for setting, size, most, things, example in sizes:
        if size > most:
            raise SettingRefused(setting, f"{size:g}", f"at most {most} {things}", example)
