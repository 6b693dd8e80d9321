"""What init changes in the application's settings at Discord."""

from typing import Any

import pytest

from bot.cli.setup.application import body_of, changes_for
from bot.settings import Settings
from testkit.discord_loopback.messages import Refusal
from tests.cli.init.answers import answer
from tests.cli.init.setup import Newcomer

NEEDED = 1 << 10 | 1 << 11 | 1 << 15 | 1 << 38
ADMINISTRATOR = 1 << 3
GUILD = {"scopes": ["bot", "applications.commands"], "permissions": NEEDED}
USER = {"scopes": ["applications.commands"], "permissions": 0}
SETTINGS = Settings.model_validate({})


def _context(scopes: list[str], permissions: int) -> dict[str, Any]:
    """Return an installation context as Discord answers."""
    return {"oauth2_install_params": {"scopes": scopes, "permissions": str(permissions)}}


def _body(application: dict[str, Any], settings: Settings = SETTINGS) -> dict[str, Any]:
    return body_of(changes_for({"description": "mine", **application}, settings))


def test_a_new_application_gets_all_install_settings() -> None:
    assert body_of(changes_for({}, SETTINGS)) == {
        "integration_types_config": {
            "0": {"oauth2_install_params": GUILD},
            "1": {"oauth2_install_params": USER},
        },
        "install_params": GUILD,
        "description": "Creates images from a description: type /imagine.",
    }


def test_what_is_right_already_is_left_as_it_is() -> None:
    scopes = ["applications.commands", "bot"]
    contexts = {"0": _context(scopes, NEEDED | ADMINISTRATOR), "1": _context(scopes[:1], 0)}
    link = {"scopes": scopes, "permissions": str(NEEDED)}
    assert _body({"integration_types_config": contexts, "install_params": link}) == {}


def test_scopes_and_permissions_of_the_operator_stay() -> None:
    contexts = {"0": _context(["applications.commands"], ADMINISTRATOR), "1": {}}
    body = _body({"integration_types_config": contexts, "custom_install_url": "https://a.example"})
    assert body == {
        "integration_types_config": {
            "0": {
                "oauth2_install_params": {
                    "scopes": ["applications.commands", "bot"],
                    "permissions": ADMINISTRATOR | NEEDED,
                }
            },
            "1": {"oauth2_install_params": USER},
        }
    }


def test_without_dms_only_servers_matter() -> None:
    settings = Settings.model_validate({"allow_dms": False})
    body = _body({"integration_types_config": {"1": {}}}, settings)
    assert body["integration_types_config"] == {"0": {"oauth2_install_params": GUILD}, "1": {}}
    body = _body({"integration_types_config": {}}, settings)
    assert body["integration_types_config"] == {"0": {"oauth2_install_params": GUILD}}


def test_a_private_application_has_no_install_settings() -> None:
    assert _body({"bot_public": False}) == {}


HUGE: dict[str, object] = {"scopes": [], "permissions": "9" * 5000}


@pytest.mark.parametrize(
    "odd",
    [
        *(None, [], "text", {"0": 5}, {"0": {"oauth2_install_params": 5}}),
        *(HUGE, {"0": {"oauth2_install_params": HUGE}}),
    ],
)
def test_odd_answers_count_as_nothing(odd: object) -> None:
    body = _body({"integration_types_config": odd, "install_params": odd})
    assert body["install_params"] == GUILD


async def test_discord_accepts_the_change_and_nothing_else_is_sent(newcomer: Newcomer) -> None:
    newcomer.discord.application["integration_types_config"] = {
        "0": _context(["applications.commands"], 0)
    }
    newcomer.discord.application["interactions_endpoint_url"] = "https://example.com/"
    ended = await newcomer.init(*newcomer.options())
    assert ended.code == 0, ended.err
    assert "✗ The application has an Interactions Endpoint URL" in ended.out
    application = newcomer.discord.application
    assert application["interactions_endpoint_url"] == "https://example.com/"
    contexts = application["integration_types_config"]
    assert contexts["0"] == _context(["applications.commands", "bot"], NEEDED)
    assert contexts["1"] == _context(["applications.commands"], 0)
    [patched] = [call for call in newcomer.discord.calls if call.method == "PATCH"]
    assert patched.path == "/applications/@me"
    assert set(patched.body) == {"integration_types_config", "install_params", "description"}


async def test_a_private_application_is_explained(newcomer: Newcomer) -> None:
    newcomer.discord.application["bot_public"] = False
    ended = await newcomer.init(*newcomer.options())
    assert ended.code == 0
    assert "only you can add it" in ended.out
    assert set(newcomer.discord.application) >= {"description"}


async def test_a_failed_change_names_the_page_and_keeps_the_rest(newcomer: Newcomer) -> None:
    newcomer.discord.fail("PATCH", "^/applications/@me$", Refusal(400, 50035, "Invalid Form Body"))
    ended = await newcomer.init(*newcomer.options(), "--json")
    assert ended.code == 0
    assert not ended.json["application"]["changed"]
    assert newcomer.env_file.exists()
    newcomer.discord.fail("PATCH", "^/applications/@me$", Refusal(400, 50035, "Invalid Form Body"))
    ended = await newcomer.init(*newcomer.options())
    assert "status 400 Invalid Form Body" in ended.out
    assert "https://discord.com/developers/applications/1100000000000000001/inst" in ended.out


async def test_what_was_changed_in_the_portal_meanwhile_is_not_overwritten(
    newcomer: Newcomer,
) -> None:
    async with newcomer.on_terminal() as terminal:
        await answer(terminal, newcomer, until="Change them? [y/n] (y): ")
        contexts = {"0": _context(["bot"], ADMINISTRATOR)}
        newcomer.discord.application["integration_types_config"] = contexts
        terminal.type("")
        await terminal.see("someone else has changed them meanwhile")
        await terminal.see("Start the bot now?")
        terminal.type("n")
        assert await terminal.ended() == 0
    assert newcomer.discord.application["integration_types_config"] == contexts
    assert newcomer.env_file.exists()
