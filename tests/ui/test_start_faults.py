"""Each reason why Discord does not start the bot has a sentence of ours, never Discord's page."""

from types import SimpleNamespace
from typing import Any, cast

import aiohttp
import discord
import pytest

from bot.errors import CommandsRefused, DiscordFault, ImagineError, StartRefused
from bot.ui.sentences import explain
from bot.ui.start_faults import START_FAULTS, why_not_registered, why_not_started

PAGE = "<!DOCTYPE html>\n<html>Access denied</html>"


def http(status: int, code: int = 0, text: str = PAGE) -> discord.HTTPException:
    response = cast("Any", SimpleNamespace(status=status, reason="no"))
    message: Any = {"code": code, "message": text} if code else text
    kind = discord.DiscordServerError if status >= 500 else discord.HTTPException
    return kind(response, message)


def closed(code: int) -> discord.ConnectionClosed:
    return discord.ConnectionClosed(cast("Any", None), shard_id=0, code=code)


def without_gateway(cause: Exception) -> discord.GatewayNotFound:
    error = discord.GatewayNotFound()
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (http(429), "Cloudflare is blocking this machine's IP address"),
        (http(403), "Cloudflare is blocking this machine's IP address"),
        (http(500), "Discord has an outage (status 500)"),
        (http(503), "Discord has an outage (status 503)"),
        (http(400, 20001, "Bots cannot use this"), "Discord rejected the request (code 20001)"),
        (http(403, 50001, "Missing Access"), "Discord rejected the request (code 50001)"),
        (http(404), "Discord rejected the request (code 404)"),
        (http(401), "Discord doesn't accept DISCORD_TOKEN"),
        (discord.LoginFailure("no"), "Discord doesn't accept DISCORD_TOKEN"),
        (without_gateway(http(401)), "Discord doesn't accept DISCORD_TOKEN"),
        (without_gateway(http(429)), "Cloudflare is blocking this machine's IP address"),
        (without_gateway(http(502)), "Discord has an outage (status 502)"),
        (discord.GatewayNotFound(), "Discord can't be reached"),
        (aiohttp.ServerDisconnectedError(), "Discord can't be reached"),
        (ConnectionResetError(), "Discord can't be reached"),
        (closed(4004), "Discord doesn't accept DISCORD_TOKEN"),
        (closed(4010), "invalid shard (code 4010)"),
        (closed(4011), "too many servers for its shards (code 4011)"),
        (closed(4012), "no longer supports the API version that the bot uses (code 4012)"),
        (closed(4013), "doesn't know an intent that the bot requests (code 4013)"),
        (closed(4014), "doesn't allow an intent that the bot requests (code 4014)"),
        (discord.PrivilegedIntentsRequired(0), "doesn't allow an intent"),
        (closed(4000), "Discord can't be reached"),
    ],
)
def test_what_keeps_the_bot_from_starting_has_a_sentence(error: Exception, said: str) -> None:
    assert isinstance(error, START_FAULTS)
    sentence = explain(why_not_started(error))
    assert said in sentence
    assert "<" not in sentence
    assert "\n" not in sentence


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (http(400, 30034, "Max number"), "200 new commands per application and day"),
        (http(400, 50240, "You cannot remove"), "requires the application's Entry Point command"),
        (http(503), "Discord has an outage (status 503)"),
        (http(403), "Cloudflare is blocking this machine's IP address"),
        (http(400, 50035, "Invalid Form Body"), "Discord rejected the request (code 50035)"),
        (aiohttp.ServerDisconnectedError(), "Discord can't be reached"),
    ],
)
def test_what_keeps_commands_from_being_registered_has_a_sentence(
    error: Exception, said: str
) -> None:
    sentence = explain(why_not_registered(error))
    assert said in sentence
    assert "<" not in sentence


def test_a_fault_of_the_disk_is_none_of_discords() -> None:
    assert not isinstance(OSError(28, "No space left on device"), START_FAULTS)
    assert not isinstance(PermissionError(), START_FAULTS)


@pytest.mark.parametrize("fault", DiscordFault)
@pytest.mark.parametrize("kind", [StartRefused, CommandsRefused])
def test_every_fault_has_a_sentence(kind: type[ImagineError], fault: DiscordFault) -> None:
    assert explain(cast("Any", kind)(fault, 7))
