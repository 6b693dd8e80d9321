"""Limit ids of earlier versions still work in panels, commands and history entries."""

import pytest

from bot.errors import SettingRefused
from bot.i18n import ENGLISH
from bot.policy.limits.limit import Limit
from bot.policy.limits.rulebook import Scope, ScopeKind
from bot.ports import AuditEntry
from bot.ui.limits.changes import history_page
from cogs.limits.options import read_limit
from cogs.limits.panel.state import TEMPLATE, Click, PanelAction, PanelState, read_click
from testkit.fakes import START

#: As an earlier version sent it; must never change.
_OLD_CUSTOM_ID = "limits:panel:off:c123:member-pictures-per-day:0a1b2c3d"


def test_a_control_with_an_old_limit_id_is_about_the_same_limit() -> None:
    match = TEMPLATE.fullmatch(_OLD_CUSTOM_ID)
    assert match
    state = PanelState(Scope(ScopeKind.CHANNEL, 123), Limit.MEMBER_IMAGES_PER_DAY)
    assert read_click(match) == Click(PanelAction.OFF, state, "0a1b2c3d")


def test_a_new_control_has_the_new_id() -> None:
    custom_id = PanelState(limit=Limit.SERVER_IMAGES_PER_MONTH).custom_id(PanelAction.EDIT)
    assert custom_id == "limits:panel:edit:s0:server-images-per-month:"


def test_a_command_takes_an_old_id() -> None:
    assert read_limit("server-pictures-per-month", ENGLISH) is Limit.SERVER_IMAGES_PER_MONTH


def test_a_command_with_an_id_that_never_was_is_refused() -> None:
    with pytest.raises(SettingRefused):
        read_limit("pictures", ENGLISH)


def test_a_command_takes_the_name_that_discord_showed() -> None:
    name = "images per member per DAY"
    assert read_limit(name, ENGLISH) is Limit.MEMBER_IMAGES_PER_DAY


def test_an_entry_of_the_history_with_an_old_id_is_shown_with_its_values() -> None:
    entry = AuditEntry(START, 1, "member-pictures-per-day role:7", "5", "8")
    line = history_page([entry], ENGLISH)
    assert "<@&7>" in line
    assert "Images per member per day" in line
    assert "5 → **8**" in line
