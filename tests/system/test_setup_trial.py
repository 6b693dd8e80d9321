"""The test image of /setup proves what a late image needs, and leaves nothing behind."""

from typing import Any

import pytest
from simcord.enums import ChannelType, InteractionType
from simcord.interactions import base_payload

from tests.system.conftest import BotHarness
from tests.system.setup_server import SetupServer, open_setup_server

WORKED = "✓ The test worked"
MESSAGES = "/channels/{}/messages"
ONE_MESSAGE = "/channels/{}/messages/*"


@pytest.fixture
def server(harness: BotHarness) -> SetupServer:
    return open_setup_server(harness)


async def result_of(server: SetupServer, channel: Any) -> str:  # noqa: ANN401 - as simcord has it
    """Return what a moderator reads after a test in a channel."""
    await server.open()
    return await server.test(channel)


async def test_a_picture_is_sent_edited_and_deleted(server: SetupServer) -> None:
    seen: list[str] = []
    backend = server.harness.env.backend
    emit = backend.emit

    def note(event: str, payload: Any) -> None:  # noqa: ANN401 - of any event
        if event.startswith("MESSAGE") and payload.get("channel_id") == str(server.lounge.id):
            seen.append(event)
            if event != "MESSAGE_DELETE":
                assert [one["filename"] for one in payload["attachments"]] == ["test-image.png"]
                assert payload["attachments"][0]["description"] == "A sun over hills"
        emit(event, payload)

    backend.emit = note
    assert WORKED in await result_of(server, server.lounge)
    assert seen == ["MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE"]
    assert server.messages(server.lounge) == []
    assert not server.harness.painter.requests


@pytest.mark.parametrize(
    ("missing", "named"),
    [
        ("view_channel", "the bot needs *View Channel*."),
        ("send_messages", "the bot needs *Send Messages*."),
        ("attach_files", "the bot needs *Attach Files*."),
    ],
)
async def test_a_missing_permission_is_named(server: SetupServer, missing: str, named: str) -> None:
    channel = server.channel("art2", **{missing: False})
    if missing == "attach_files":
        # simcord takes files without it; Discord does not
        path = MESSAGES.format(channel.id)
        server.harness.env.inject_error("POST", path, status=403, code=50013)
    text = await result_of(server, channel)
    assert named in text
    assert f"<#{channel.id}>" in text
    assert server.messages(channel) == []


async def test_all_missing_permissions_are_named_at_once(server: SetupServer) -> None:
    channel = server.channel("art2", send_messages=False, attach_files=False)
    text = await result_of(server, channel)
    assert "the bot needs *Send Messages*, *Attach Files*." in text


async def test_in_a_thread_sending_in_threads_is_what_it_takes(server: SetupServer) -> None:
    silent = server.channel("art2", send_messages=False)
    assert WORKED in await result_of(server, server.thread(silent))
    mute = server.channel("art3", send_messages_in_threads=False)
    thread = server.thread(mute)
    assert "the bot needs *Send Messages in Threads*." in await result_of(server, thread)
    assert server.messages(thread) == []


async def test_a_voice_channel_takes_the_picture(server: SetupServer) -> None:
    assert WORKED in await result_of(server, server.guild.create_voice_channel("talk"))


async def test_a_post_of_a_forum_takes_the_picture(server: SetupServer) -> None:
    forum = server.guild.create_forum_channel("ideas")
    assert WORKED in await result_of(server, server.thread(forum))


async def test_an_age_restricted_channel_takes_the_picture(server: SetupServer) -> None:
    channel = server.channel("nights")
    server.restrict(channel)
    assert WORKED in await result_of(server, channel)


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [
        (403, 50001, "isn't a member of the private thread"),
        (403, 50083, "is locked"),
        (404, 10003, "no longer exists"),
    ],
)
async def test_a_thread_says_why_it_takes_no_picture(
    server: SetupServer, status: int, code: int, words: str
) -> None:
    thread = server.thread(server.lounge, ChannelType.PRIVATE_THREAD)
    path = MESSAGES.format(thread.id)
    server.harness.env.inject_error("POST", path, status=status, code=code, times=None)
    assert words in await result_of(server, thread)


async def test_a_channel_that_was_deleted_meanwhile_is_gone(server: SetupServer) -> None:
    channel = server.channel("art2")
    await server.open()
    await server.choose("channel", channel)
    server.harness.env.backend.delete_channel(channel.id)
    await server.press("test")
    assert "this channel no longer exists" in server.note


async def test_another_servers_channel_counts_as_gone(server: SetupServer) -> None:
    elsewhere = server.harness.env.create_guild("Elsewhere").create_text_channel("general")
    await server.open()
    custom_id = server.control("test")["custom_id"].split(":")
    custom_id[2] = _base36(elsewhere.id)
    await server.press_forged(":".join(custom_id))
    assert server.messages(elsewhere) == []
    assert not server.harness.requests("POST", f"/channels/{elsewhere.id}/messages")


@pytest.mark.parametrize("code", [50013, 50035])
async def test_what_discord_rejects_all_the_same_is_named_by_its_code(
    server: SetupServer, code: int
) -> None:
    path = MESSAGES.format(server.lounge.id)
    server.harness.env.inject_error("POST", path, status=403, code=code)
    assert f"Discord rejected it (code {code})" in await result_of(server, server.lounge)


async def test_during_an_outage_the_test_has_no_result(server: SetupServer) -> None:
    path = MESSAGES.format(server.lounge.id)
    server.harness.env.inject_error("POST", path, status=500, times=None)
    text = await result_of(server, server.lounge)
    assert "The test has no result" in text
    assert "If a test image appears" in text


async def test_a_picture_whose_edit_fails_is_deleted_too(server: SetupServer) -> None:
    path = ONE_MESSAGE.format(server.lounge.id)
    server.harness.env.inject_error("PATCH", path, status=403, code=50001)
    text = await result_of(server, server.lounge)
    assert "The test failed" in text
    assert "Delete the test image yourself" not in text
    assert server.messages(server.lounge) == []


@pytest.mark.parametrize("fails_before", [False, True])
async def test_a_picture_that_cannot_be_deleted_is_linked(
    server: SetupServer, *, fails_before: bool
) -> None:
    env, path = server.harness.env, ONE_MESSAGE.format(server.lounge.id)
    env.inject_error("DELETE", path, status=403, code=50013, times=None)
    if fails_before:
        env.inject_error("PATCH", path, status=403, code=50013, times=None)
    text = await result_of(server, server.lounge)
    [left] = server.messages(server.lounge)
    link = f"https://discord.com/channels/{server.guild.id}/{server.lounge.id}/{left.id}"
    assert f"Delete the test image yourself: {link}" in text
    assert ("couldn't delete it" in text) is not fails_before


async def test_a_picture_that_a_moderator_deleted_first_is_gone(server: SetupServer) -> None:
    path = ONE_MESSAGE.format(server.lounge.id)
    server.harness.env.inject_error("DELETE", path, status=404, code=10008)
    assert WORKED in await result_of(server, server.lounge)


async def test_two_clicks_at_once_send_one_picture(server: SetupServer) -> None:
    await server.open()
    harness, data = server.harness, server.control("test")
    backend = harness.env.backend
    for _ in range(2):
        record, payload = base_payload(
            backend,
            type=InteractionType.MESSAGE_COMPONENT,
            channel_id=server.lounge.id,
            guild_id=server.guild.id,
            user_id=server.manager.id,
            data={"custom_id": data["custom_id"], "component_type": 2},
        )
        record.source_message_id = server.panel.id
        message = server.panel_payload()
        backend.emit("INTERACTION_CREATE", {**payload, "message": message})
    await harness.env.settle()
    assert len(harness.requests("POST", MESSAGES.format(server.lounge.id))) == 1
    assert server.messages(server.lounge) == []


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits
