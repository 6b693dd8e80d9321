"""Budget notices go to the owner and to the notice channel, and nowhere else."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import discord
import pytest
from simcord.builders import ChannelHandle

from bot.errors import ClosedReason
from bot.policy.limits.limit import Cap
from bot.service.notifications import (
    BudgetCrossed,
    CreditLow,
    KeyTrouble,
    KeyWorks,
    Notice,
    Undelivered,
)
from testkit.fakes import START
from tests.system.conftest import BotHarness, OpenBot

EXTENSION = "cogs.notices"
NOTICE = BudgetCrossed(
    Cap.BUDGET_USD_PER_DAY,
    80,
    used=4_020_000,
    cap=5_000_000,
    resets_at=START + timedelta(hours=12),
    guild_id=None,
    channel_id=None,
    for_owner=False,
)
SENTENCE = "**80 % used:** Bot budget per day, $4.02 of $5.00. Resets <t:1795392000:R>."


def belong_to(harness: BotHarness, monkeypatch: pytest.MonkeyPatch, *, team: bool = False) -> None:
    """Make Ben the owner of the application; simcord returns the bot itself."""
    application_info_of_simcord = harness.bot.http.application_info

    async def application_info() -> object:
        info = dict(await application_info_of_simcord())
        owner = {"id": str(harness.ben.id), "username": "ben", "discriminator": "0", "avatar": None}
        if not team:
            return info | {"owner": owner}
        members = [{"user": owner, "membership_state": 2, "permissions": ["*"], "role": "admin"}]
        about = {"id": "5", "icon": None, "name": "T", "owner_user_id": owner["id"]}
        return info | {"team": about | {"members": members}}

    monkeypatch.setattr(harness.bot.http, "application_info", application_info)


async def deliver(harness: BotHarness, **changes: object) -> None:
    await post(harness, replace(NOTICE, **changes))


async def post(harness: BotHarness, notice: Notice) -> None:
    harness.services.notifications.post(notice)
    async with asyncio.timeout(60):
        # the check for other processes' notices runs in the database thread
        while len(harness.services.runner):
            await asyncio.sleep(0.001)
    await harness.env.settle()


def messages_in(harness: BotHarness, channel_id: int) -> list[str]:
    messages = harness.env.backend.messages.get(channel_id, {})
    return [message.content for message in messages.values()]


def dms_to_owner(harness: BotHarness) -> list[str]:
    return messages_in(harness, harness.env.backend.get_dm_channel(harness.ben.id).id)


def notice_scope(harness: BotHarness, channel: ChannelHandle | None = None) -> dict[str, object]:
    return {"guild_id": harness.mia.guild.id, "channel_id": (channel or harness.art).id}


class TestTheServersChannel:
    async def test_a_notice_is_one_sentence_in_the_servers_channel(
        self, harness: BotHarness
    ) -> None:
        await deliver(harness, **notice_scope(harness))
        assert messages_in(harness, harness.art.id) == [SENTENCE]

    async def test_another_servers_channel_is_never_written_to(
        self, harness: BotHarness, caplog: pytest.LogCaptureFixture
    ) -> None:
        elsewhere = harness.env.create_guild("Elsewhere").create_text_channel("general")
        await deliver(harness, **notice_scope(harness, elsewhere))
        assert messages_in(harness, elsewhere.id) == []
        assert f"notices channel {elsewhere.id}" in caplog.text

    async def test_a_channel_or_a_server_that_is_gone_is_logged(
        self, harness: BotHarness, caplog: pytest.LogCaptureFixture
    ) -> None:
        await deliver(harness, guild_id=harness.mia.guild.id, channel_id=1)
        await deliver(harness, guild_id=1, channel_id=harness.art.id)
        assert caplog.text.count("is gone") == 2

    async def test_a_channel_without_permission_costs_only_its_notice(
        self, harness: BotHarness, caplog: pytest.LogCaptureFixture
    ) -> None:
        harness.env.inject_error(
            "POST",
            f"/channels/{harness.art.id}/messages",
            status=403,
            code=50013,
            message="Missing",
        )
        await deliver(harness, **notice_scope(harness))
        assert messages_in(harness, harness.art.id) == []
        assert f"notices channel {harness.art.id} took no notice" in caplog.text
        await deliver(harness, **notice_scope(harness))
        assert messages_in(harness, harness.art.id) == [SENTENCE]


class TestTheOwner:
    @pytest.mark.parametrize("team", [False, True])
    async def test_a_person_or_a_teams_owner_is_told_by_dm(
        self, harness: BotHarness, monkeypatch: pytest.MonkeyPatch, *, team: bool
    ) -> None:
        belong_to(harness, monkeypatch, team=team)
        await deliver(harness, for_owner=True, **notice_scope(harness))
        assert dms_to_owner(harness) == [SENTENCE]
        assert messages_in(harness, harness.art.id) == [SENTENCE]

    async def test_the_owner_does_not_hear_of_a_servers_notices(
        self, harness: BotHarness, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        belong_to(harness, monkeypatch)
        await deliver(harness, **notice_scope(harness))
        assert dms_to_owner(harness) == []

    async def test_closed_dms_are_logged_once_and_keep_nobody_else_from_hearing(
        self, harness: BotHarness, caplog: pytest.LogCaptureFixture
    ) -> None:
        for _ in range(3):
            await deliver(harness, for_owner=True, **notice_scope(harness))
        assert caplog.text.count("the owner's DM took no notice") == 1
        assert len(messages_in(harness, harness.art.id)) == 3

    async def test_a_notice_is_sent_after_an_outage_of_discord(
        self, harness: BotHarness, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        belong_to(harness, monkeypatch)
        harness.env.inject_error("POST", "/channels/*/messages", status=500, times=None)
        await deliver(harness, for_owner=True)
        assert dms_to_owner(harness) == []
        harness.env.backend.faults.clear()
        await deliver(harness, for_owner=True)
        assert dms_to_owner(harness) == [SENTENCE]
        harness.env.inject_error("POST", "/channels/*/messages", status=500, times=None)
        await deliver(harness, for_owner=True)
        assert caplog.text.count("the owner's DM took no notice") == 2


async def test_nobody_is_pinged(harness: BotHarness) -> None:
    await deliver(harness, **notice_scope(harness))
    [sent] = [each for each in harness.env.http_requests if each.path.endswith("/messages")]
    assert sent.json is not None
    assert sent.json["allowed_mentions"] == discord.AllowedMentions.none().to_dict()


class TestUndeliveredImages:
    async def test_an_undelivered_image_is_reported_in_the_channel_and_pings_only_its_member(
        self, harness: BotHarness, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        belong_to(harness, monkeypatch)
        guild_id, channel_id = harness.mia.guild.id, harness.art.id
        await post(
            harness,
            Undelivered(
                31, harness.mia.id, guild_id, channel_id, is_generated=True, for_owner=False
            ),
        )
        [told] = messages_in(harness, harness.art.id)
        assert f"the image for <@{harness.mia.id}> was generated" in told
        [sent] = [each for each in harness.env.http_requests if each.path.endswith("/messages")]
        assert sent.json is not None
        assert sent.json["allowed_mentions"] == {"parse": [], "users": [harness.mia.id]}
        assert dms_to_owner(harness) == []

    async def test_it_is_in_the_language_that_the_server_chose_for_public_messages(
        self, harness: BotHarness, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        belong_to(harness, monkeypatch)
        scope = (harness.mia.guild.id, harness.art.id)
        notice = Undelivered(
            31, harness.mia.id, *scope, is_generated=True, for_owner=False, language="de"
        )
        await post(harness, notice)
        [told] = messages_in(harness, harness.art.id)
        assert "Nicht zugestellt" in told

    async def test_an_undelivered_image_is_reported_to_the_owner_of_the_bot_without_a_channel(
        self, harness: BotHarness, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        belong_to(harness, monkeypatch)
        await post(
            harness, Undelivered(31, harness.mia.id, None, None, is_generated=False, for_owner=True)
        )
        [told] = dms_to_owner(harness)
        assert f"the image for <@{harness.mia.id}> couldn't be created" in told


@pytest.mark.parametrize(
    "notice",
    [
        KeyTrouble(ClosedReason.OUT_OF_CREDIT),
        KeyWorks(ClosedReason.OUT_OF_CREDIT),
        CreditLow(900_000, 1_000_000),
    ],
)
async def test_only_the_owner_hears_of_the_key(
    harness: BotHarness, monkeypatch: pytest.MonkeyPatch, notice: Notice
) -> None:
    belong_to(harness, monkeypatch)
    await post(harness, notice)
    assert len(dms_to_owner(harness)) == 1
    assert messages_in(harness, harness.art.id) == []


async def test_unloading_ends_the_delivery(harness: BotHarness) -> None:
    await deliver(harness)
    await harness.bot.unload_extension(EXTENSION)
    harness.services.notifications.post(replace(NOTICE, channel_id=harness.art.id))
    await harness.env.settle()
    assert messages_in(harness, harness.art.id) == []


async def test_an_image_that_takes_half_of_the_budget_is_heard_of(
    open_harness: OpenBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_harness(budget_usd_per_day=Decimal("0.07")) as harness:
        belong_to(harness, monkeypatch)
        if EXTENSION not in harness.bot.extensions:
            await harness.bot.load_extension(EXTENSION)
        await harness.mia.slash(harness.art, "imagine", prompt="a red fox")
        await harness.env.settle()
        [told] = dms_to_owner(harness)
        assert told.startswith("**50 % used:** Bot budget per day, $0.039 of $0.07.")
