"""The handlers of a card's controls."""

from typing import Any
from unittest.mock import Mock

from bot.policy.images.actions import Action
from cogs.imagine.cancel import CancelHandler
from cogs.imagine.more_menu import MoreHandler
from cogs.imagine.report import ReportHandler
from cogs.imagine.rerun import RerunHandler


def test_every_action_has_one_handler() -> None:
    unused: Any = Mock()
    classes = (
        CancelHandler(unused, unused),
        RerunHandler(unused, unused, unused, unused, unused, unused),
        MoreHandler(unused, unused, unused, unused, unused, unused),
        ReportHandler(unused, unused, unused, unused, unused),
    )
    handled = [action for handler in classes for action in handler.handlers]
    assert sorted(handled) == sorted(Action)
