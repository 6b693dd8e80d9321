"""Buttons and menus under messages of earlier versions still work."""

import re
from typing import Any

import pytest

from bot.policy.images.actions import ACTIONS, Control
from cogs.limits.panel.state import TEMPLATE, read_click
from tests.system.conftest import BotHarness

#: Custom ids of version 0.1.0.
JOB_ACTIONS = ("cancel", "again", "edit", "remix", "larger")
MENU = "job:more:11"
MORE_VALUES = ("alt", "spoiler", "details", "copy", "share", "delete")
PANEL = (
    "limits:panel:server:s0::",
    "limits:panel:channel:c4:cooldown:",
    "limits:panel:role:r6:models:",
    "limits:panel:limit:g5:private:",
    "limits:panel:edit:s0:member-pictures-per-day:5",
    "limits:panel:off:s0:member-pictures-per-month:0a1b2c3d",
    "limits:panel:clear:s0:server-pictures-per-day:0a1b2c3d",
    "limits:panel:clear:s0:server-pictures-per-month:0a1b2c3d",
    "limits:panel:clear:s0:server-usd-per-day:0a1b2c3d",
)
OTHERS = (
    "limits:history:older:17",
    "limits:history:newest:0",
    "images:older:11:a fox",
    "images:newer:11:",
    "prompt:11",
)


@pytest.mark.parametrize(
    "custom_id", [*(f"job:{action}:11" for action in JOB_ACTIONS), MENU, *PANEL, *OTHERS]
)
async def test_a_control_of_an_earlier_version_is_known(
    harness: BotHarness, custom_id: str
) -> None:
    bot: Any = harness.bot
    known = bot._connection._view_store._dynamic_items
    assert any(pattern.fullmatch(custom_id) for pattern in known)


def test_the_controls_of_a_card_keep_their_words() -> None:
    by_control = {
        control: tuple(action.value for action, spec in ACTIONS.items() if spec.control is control)
        for control in Control
    }
    # later versions add to the end
    assert by_control[Control.BUTTON][: len(JOB_ACTIONS)] == JOB_ACTIONS
    assert by_control[Control.MENU][: len(MORE_VALUES)] == MORE_VALUES


@pytest.mark.parametrize("custom_id", PANEL)
def test_a_control_of_the_panel_still_names_its_limit(custom_id: str) -> None:
    match = re.fullmatch(TEMPLATE, custom_id)
    assert match
    click = read_click(match)
    assert click.action.value == custom_id.split(":")[2]
    assert (click.state.limit is not None) == bool(custom_id.split(":")[4])
