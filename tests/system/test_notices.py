"""The owner and the moderators hear that dollars run out, in the right place and nowhere else."""

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


def belong_to(stage: BotHarness, monkeypatch: pytest.MonkeyPatch, *, team: bool = False) -> None:
    """Make ben the application's owner; simcord says it is the bot itself."""
    asked = stage.bot.http.application_info

    async def application_info() -> object:
        info = dict(await asked())
        owner = {"id": str(stage.ben.id), "username": "ben", "discriminator": "0", "avatar": None}
        if not team:
            return info | {"owner": owner}
        members = [{"user": owner, "membership_state": 2, "permissions": ["*"], "role": "admin"}]
        about = {"id": "5", "icon": None, "name": "T", "owner_user_id": owner["id"]}
        return info | {"team": about | {"members": members}}

    monkeypatch.setattr(stage.bot.http, "application_info", application_info)


async def deliver(stage: BotHarness, **changes: object) -> None:
    await post(stage, replace(NOTICE, **changes))


async def post(stage: BotHarness, notice: Notice) -> None:
    stage.services.noticeboard.post(notice)
    async with asyncio.timeout(10):
        # whether others told it is looked up in the database's own thread
        while len(stage.services.runner):
            await asyncio.sleep(0.001)
    await stage.env.settle()


def said(stage: BotHarness, channel_id: int) -> list[str]:
    messages = stage.env.backend.messages.get(channel_id, {})
    return [message.content for message in messages.values()]


def told_owner(stage: BotHarness) -> list[str]:
    return said(stage, stage.env.backend.get_dm_channel(stage.ben.id).id)


def place(stage: BotHarness, channel: ChannelHandle | None = None) -> dict[str, object]:
    return {"guild_id": stage.mia.guild.id, "channel_id": (channel or stage.art).id}


class TestTheServersChannel:
    async def test_it_is_told_in_one_sentence(self, stage: BotHarness) -> None:
        await deliver(stage, **place(stage))
        assert said(stage, stage.art.id) == [SENTENCE]

    async def test_another_servers_channel_is_never_written_to(
        self, stage: BotHarness, caplog: pytest.LogCaptureFixture
    ) -> None:
        elsewhere = stage.env.create_guild("Elsewhere").create_text_channel("general")
        await deliver(stage, **place(stage, elsewhere))
        assert said(stage, elsewhere.id) == []
        assert f"notices channel {elsewhere.id}" in caplog.text

    async def test_a_channel_or_a_server_that_is_gone_is_logged(
        self, stage: BotHarness, caplog: pytest.LogCaptureFixture
    ) -> None:
        await deliver(stage, guild_id=stage.mia.guild.id, channel_id=1)
        await deliver(stage, guild_id=1, channel_id=stage.art.id)
        assert caplog.text.count("is gone") == 2

    async def test_a_channel_without_permission_costs_only_its_notice(
        self, stage: BotHarness, caplog: pytest.LogCaptureFixture
    ) -> None:
        stage.env.inject_error(
            "POST", f"/channels/{stage.art.id}/messages", status=403, code=50013, message="Missing"
        )
        await deliver(stage, **place(stage))
        assert said(stage, stage.art.id) == []
        assert f"notices channel {stage.art.id} took no notice" in caplog.text
        await deliver(stage, **place(stage))
        assert said(stage, stage.art.id) == [SENTENCE]


class TestTheOwner:
    @pytest.mark.parametrize("team", [False, True])
    async def test_a_person_or_a_teams_owner_is_told_by_dm(
        self, stage: BotHarness, monkeypatch: pytest.MonkeyPatch, *, team: bool
    ) -> None:
        belong_to(stage, monkeypatch, team=team)
        await deliver(stage, for_owner=True, **place(stage))
        assert told_owner(stage) == [SENTENCE]
        assert said(stage, stage.art.id) == [SENTENCE]

    async def test_the_owner_does_not_hear_of_a_servers_notices(
        self, stage: BotHarness, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        belong_to(stage, monkeypatch)
        await deliver(stage, **place(stage))
        assert told_owner(stage) == []

    async def test_closed_dms_are_logged_once_and_keep_nobody_else_from_hearing(
        self, stage: BotHarness, caplog: pytest.LogCaptureFixture
    ) -> None:
        for _ in range(3):
            await deliver(stage, for_owner=True, **place(stage))
        assert caplog.text.count("the owner's DM took no notice") == 1
        assert len(said(stage, stage.art.id)) == 3

    async def test_an_outage_of_discord_passes(
        self, stage: BotHarness, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        belong_to(stage, monkeypatch)
        stage.env.inject_error("POST", "/channels/*/messages", status=500, times=None)
        await deliver(stage, for_owner=True)
        assert told_owner(stage) == []
        stage.env.backend.faults.clear()
        await deliver(stage, for_owner=True)
        assert told_owner(stage) == [SENTENCE]
        stage.env.inject_error("POST", "/channels/*/messages", status=500, times=None)
        await deliver(stage, for_owner=True)
        assert caplog.text.count("the owner's DM took no notice") == 2


async def test_nobody_is_pinged(stage: BotHarness) -> None:
    await deliver(stage, **place(stage))
    [sent] = [each for each in stage.env.http_requests if each.path.endswith("/messages")]
    assert sent.json is not None
    assert sent.json["allowed_mentions"] == discord.AllowedMentions.none().to_dict()


class TestAPictureThatReachedNobody:
    async def test_the_servers_channel_is_told_and_the_member_alone_is_pinged(
        self, stage: BotHarness, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        belong_to(stage, monkeypatch)
        guild_id, channel_id = stage.mia.guild.id, stage.art.id
        await post(
            stage,
            Undelivered(31, stage.mia.id, guild_id, channel_id, is_painted=True, for_owner=False),
        )
        [told] = said(stage, stage.art.id)
        assert f"the image for <@{stage.mia.id}> was generated" in told
        [sent] = [each for each in stage.env.http_requests if each.path.endswith("/messages")]
        assert sent.json is not None
        assert sent.json["allowed_mentions"] == {"parse": [], "users": [stage.mia.id]}
        assert told_owner(stage) == []

    async def test_without_a_channel_the_owner_is_told(
        self, stage: BotHarness, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        belong_to(stage, monkeypatch)
        await post(
            stage, Undelivered(31, stage.mia.id, None, None, is_painted=False, for_owner=True)
        )
        [told] = told_owner(stage)
        assert f"the image for <@{stage.mia.id}> couldn't be created" in told


@pytest.mark.parametrize(
    "notice",
    [
        KeyTrouble(ClosedReason.OUT_OF_CREDIT),
        KeyWorks(ClosedReason.OUT_OF_CREDIT),
        CreditLow(900_000, 1_000_000),
    ],
)
async def test_only_the_owner_hears_of_the_key(
    stage: BotHarness, monkeypatch: pytest.MonkeyPatch, notice: Notice
) -> None:
    belong_to(stage, monkeypatch)
    await post(stage, notice)
    assert len(told_owner(stage)) == 1
    assert said(stage, stage.art.id) == []


async def test_unloading_ends_the_delivery(stage: BotHarness) -> None:
    await deliver(stage)
    await stage.bot.unload_extension(EXTENSION)
    stage.services.noticeboard.post(replace(NOTICE, channel_id=stage.art.id))
    await stage.env.settle()
    assert said(stage, stage.art.id) == []


async def test_a_picture_that_takes_half_of_the_budget_is_heard_of(
    open_stage: OpenBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_stage(budget_usd_per_day=Decimal("0.07")) as stage:
        belong_to(stage, monkeypatch)
        if EXTENSION not in stage.bot.extensions:
            await stage.bot.load_extension(EXTENSION)
        await stage.mia.slash(stage.art, "imagine", prompt="a red fox")
        await stage.env.settle()
        [told] = told_owner(stage)
        assert told.startswith("**50 % used:** Bot budget per day, $0.039 of $0.07.")
