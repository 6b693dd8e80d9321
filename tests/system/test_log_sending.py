"""The log survives restarts, a deleted channel and missing permissions."""

from dataclasses import replace
from datetime import timedelta

import discord
import pytest

from bot.policy.moderation.log import EntryKind, LogEntry, Topic
from bot.ports import WaitingEntry
from tests.system.conftest import BotHarness
from tests.system.interactions import restart
from tests.system.log_server import LogServer, ids_of, open_log_server, texts_of


@pytest.fixture
async def server(harness: BotHarness) -> LogServer:
    server = open_log_server(harness)
    await server.turn_on()
    return server


def entry(server: LogServer, text: str = "spam", **facts: object) -> LogEntry:
    moment, mia = server.harness.clock.now(), server.harness.mia.id
    plain = LogEntry(EntryKind.ACTION, server.guild_id, moment, user_id=mia, action="warning")
    return replace(plain, text=text, **facts)


def post(server: LogServer, *entries: LogEntry) -> None:
    for one in entries:
        server.harness.services.moderation.log_writer.post(one)


async def with_notices(server: LogServer) -> None:
    await server.harness.services.rulebook_editor.edit(
        server.guild_id,
        server.manager.id,
        lambda book: replace(book, notices_channel=server.harness.art.id),
    )


@pytest.mark.parametrize(
    ("kind", "facts", "expected"),
    [
        (EntryKind.HIT, {"rule": "slurs", "action": "alert"}, "rule **slurs**, <@"),
        (EntryKind.HIT, {"rule": "slurs", "action": "alert"}, "Refused"),
        (EntryKind.REJECTION, {}, "Rejected by the provider"),
        (EntryKind.HELD, {"rule": "slurs"}, "**Held request** by <@"),
        (EntryKind.REPORT, {"actor_id": 5}, "**Report** by <@5>"),
        (EntryKind.APPEAL, {"case_number": 3}, "Case 3"),
        (EntryKind.ACTION, {"action": "block", "actor_id": None}, "**Member blocked** by the bot"),
        (EntryKind.ACTION, {"action": "new-thing", "actor_id": 5}, "**new-thing** by <@5>"),
        (EntryKind.ACTION, {"action": "block", "user_id": None, "actor_id": 5}, "by <@5> · <t:"),
    ],
)
async def test_every_kind_of_entry_says_what_happened(
    server: LogServer, kind: EntryKind, facts: dict[str, object], expected: str
) -> None:
    post(server, entry(server, "*spam* @everyone", kind=kind, **facts))
    await server.settle()
    text = texts_of(await server.card())
    assert expected in text
    # all of a held request is shown, as it was typed
    shown = "```\n*spam* @everyone\n```" if kind is EntryKind.HELD else "\\*spam\\* @\u200beveryone"
    assert shown in text


async def test_a_log_pings_no_one(server: LogServer) -> None:
    post(server, entry(server, f"<@{server.harness.ben.id}> @everyone"))
    await server.settle()
    [sent] = [
        one
        for one in server.harness.env.http_requests
        if one.method == "POST" and one.path.endswith(f"/{server.log.id}/messages")
    ]
    assert sent.json is not None
    assert sent.json["allowed_mentions"] == {"parse": []}
    assert sent.json["enforce_nonce"]


async def test_an_image_that_was_deleted_before_it_was_logged_has_no_thumbnail(
    server: LogServer,
) -> None:
    harness = server.harness
    path = f"/channels/{server.log.id}/messages"
    harness.env.inject_error("POST", path, status=403, code=50001, message="Missing Access")
    job_id = await server.image()
    [card] = server.messages(harness.art)
    await harness.mia.select(
        await harness.bot.get_partial_messageable(harness.art.id).fetch_message(card.id),
        custom_id=f"job:more:{job_id}",
        values=["delete"],
    )
    assert server.messages(harness.art) == []
    harness.clock.advance(minutes=2)
    await server.settle()
    logged = await server.card_with(job_id)
    assert logged.attachments == []
    assert "a red fox" in texts_of(logged)


async def test_a_repeat_with_more_entries_is_no_repeat_for_discord(server: LogServer) -> None:
    # as after a process was killed between sending a message and forgetting its entries
    send = server.harness.services.moderation.log_sender._deliver  # pyright: ignore[reportPrivateUsage] - what would be killed
    assert send is not None
    waiting = [WaitingEntry(number, entry(server), None) for number in (1, 2, 3)]
    for entries in (waiting[:1], waiting[:1], waiting[:2], waiting):
        await send(server.log.id, entries)
    path = f"/{server.log.id}/messages"
    nonces = [
        one.json["nonce"]
        for one in server.harness.env.http_requests
        if one.method == "POST" and one.path.endswith(path) and one.json
    ]
    assert nonces[0] == nonces[1]
    assert len(set(nonces)) == 3
    assert all(len(nonce) <= 25 for nonce in nonces)


async def test_a_log_speaks_the_servers_language_or_english(harness: BotHarness) -> None:
    server = open_log_server(harness)
    await server.turn_on()
    harness.env.backend.guilds[server.guild_id].preferred_locale = "de"
    post(server, entry(server))
    await server.settle()
    assert "Member warned" in texts_of(await server.card())


async def test_a_spoiler_is_hidden_in_the_log_too(server: LogServer) -> None:
    job_id = await server.image(spoiler=True)
    card = await server.card()
    [thumbnail] = [
        item
        for item in discord.ui.LayoutView.from_message(card).walk_children()
        if isinstance(item, discord.ui.Thumbnail)
    ]
    assert thumbnail.spoiler
    assert f"log:unspoiler:{job_id}" in ids_of(card)


async def test_what_was_not_sent_before_a_restart_is_sent_after_it(server: LogServer) -> None:
    harness = server.harness
    harness.services.moderation.log_sender.send_by(None)
    post(server, entry(server))
    await server.settle()
    assert server.messages() == []
    await restart(harness)
    await server.settle()
    assert len(server.messages()) == 1


async def test_many_entries_at_once_are_a_digest_with_links(server: LogServer) -> None:
    harness = server.harness
    harness.services.moderation.log_sender.send_by(None)
    job_id = await server.image("a quiet harbor")
    post(server, *(entry(server, f"{n}") for n in range(15)))
    await server.settle()
    await restart(harness)
    await server.settle()
    text = texts_of(await server.card(0))
    assert "**16 entries in brief**" in text
    assert "a quiet harbor" in text
    stored = await harness.services.imagine.read(job_id)
    assert f"/{harness.art.id}/{stored.draft.reply_target.message_id}" in text
    assert len(server.messages()) == 1


async def test_a_deleted_log_channel_is_told_once_and_a_new_one_gets_what_waits(
    server: LogServer,
) -> None:
    harness = server.harness
    await with_notices(server)
    await harness.bot.http.delete_channel(server.log.id)
    for _ in range(2):
        post(server, entry(server))
        await server.settle()
        harness.clock.advance(minutes=1)
    told = [one.content for one in server.messages(harness.art)]
    assert len(told) == 1
    assert "channel was deleted" in told[0]
    another = harness.mia.guild.create_text_channel("another")
    await harness.services.moderation.log_settings.set_channel(
        server.guild_id, server.manager.id, another.id
    )
    await server.settle()
    assert len(server.messages(another)) == 2


async def test_a_missing_permission_is_told_once_and_entries_are_sent_when_it_is_back(
    server: LogServer, caplog: pytest.LogCaptureFixture
) -> None:
    harness = server.harness
    await with_notices(server)
    channel, bot = harness.env.backend.get_channel(server.log.id), harness.bot.user
    assert bot is not None
    allowed = list(channel.overwrites)
    channel.overwrites = [one for one in allowed if one.target_id != bot.id]
    post(server, entry(server, "waits"))
    await server.settle()
    assert "can't post to the moderation log" in server.messages(harness.art)[0].content
    assert f"log channel {server.log.id}" in caplog.text
    channel.overwrites = allowed
    harness.clock.advance(minutes=1)
    await server.settle()
    assert "waits" in texts_of(await server.card())
    assert len(server.messages(harness.art)) == 1


async def test_entries_that_cannot_be_sent_for_two_days_are_dropped(server: LogServer) -> None:
    harness = server.harness
    harness.services.moderation.log_sender.send_by(None)
    post(server, entry(server))
    await server.settle()
    harness.clock.advance(seconds=timedelta(days=2).total_seconds())
    await harness.services.reconciler.take_turn()
    await restart(harness)
    await server.settle()
    assert server.messages() == []


async def test_an_image_does_not_wait_for_a_log_that_hangs(server: LogServer) -> None:
    harness = server.harness
    harness.env.inject_error("POST", f"/channels/{server.log.id}/messages", status=500, times=None)
    await server.image()
    assert len([one for one in server.messages(harness.art) if one.attachments]) == 1


async def test_an_image_whose_member_has_left_is_logged_all_the_same(server: LogServer) -> None:
    harness = server.harness
    await harness.mia.slash(harness.art, "imagine", prompt="a fox")
    await harness.bot.http.kick(harness.mia.id, server.guild_id)
    await server.settle()
    assert f"<@{harness.mia.id}>" in texts_of(await server.card())


async def test_unloading_ends_the_sending(server: LogServer) -> None:
    await server.turn_on(Topic.ACTIONS)
    await server.harness.bot.unload_extension("cogs.log")
    post(server, entry(server))
    await server.settle()
    assert server.messages() == []
