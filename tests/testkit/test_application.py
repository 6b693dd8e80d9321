"""The loopback Discord changes its application as Discord does."""

from typing import Any

import pytest

from testkit.discord_loopback.application import changed_application
from testkit.discord_loopback.messages import Refused

BOTH = ["bot", "applications.commands"]


def test_what_is_sent_replaces_what_was_there_and_permissions_become_text() -> None:
    before: dict[str, Any] = {"name": "imagine", "integration_types_config": {"0": {}, "1": {}}}
    params = {"scopes": BOTH, "permissions": 1024}
    body = {"integration_types_config": {"0": {"oauth2_install_params": params}, "1": {}}}
    assert changed_application(before, body) == {
        "name": "imagine",
        "integration_types_config": {
            "0": {"oauth2_install_params": {"scopes": BOTH, "permissions": "1024"}},
            "1": {},
        },
    }


def test_the_description_is_a_string_or_an_object() -> None:
    for description in ("new", {"default": "new"}):
        assert changed_application({}, {"description": description}) == {"description": "new"}


@pytest.mark.parametrize(
    ("application", "body"),
    [
        ({"bot_public": False}, {"install_params": {"scopes": BOTH, "permissions": 0}}),
        ({}, {"install_params": {"scopes": [], "permissions": 0}}),
        ({}, {"install_params": {"scopes": ["email"], "permissions": 0}}),
        ({}, {"install_params": {"scopes": ["bot", "bot"], "permissions": 0}}),
        ({}, {"install_params": {"scopes": BOTH, "permissions": 2**54}}),
        ({}, {"install_params": {"scopes": BOTH[1:], "permissions": 1024}}),
        ({}, {"integration_types_config": {}}),
        ({}, {"integration_types_config": {"2": {}}}),
        ({}, {"description": "d" * 401}),
        ({}, {"description": 5}),
    ],
)
def test_what_discord_does_not_allow_is_refused(
    application: dict[str, Any], body: dict[str, Any]
) -> None:
    with pytest.raises(Refused):
        changed_application(application, body)
