"""The buttons under a card of the log: who may press them, and what they do once."""

import discord
import pytest
from simcord.actors import MemberActor

from bot.policy.moderation.log import Topic
from bot.ui.moderation.image_places import delete_everywhere
from testkit.simulated import answer_of
from tests.system.conftest import BotHarness
from tests.system.interactions import restart
from tests.system.log_server import LogServer, ids_of, open_log_server, texts_of, told

PERMISSION = "You don't have permission"


@pytest.fixture
async def server(harness: BotHarness) -> LogServer:
    server = open_log_server(harness)
    await server.turn_on(Topic.IMAGES, Topic.ACTIONS)
    return server


def dms_of(harness: BotHarness, member: MemberActor) -> list[str]:
    channel = harness.env.backend.get_dm_channel(member.id)
    messages = harness.env.backend.messages.get(channel.id, {})
    return [message.content for message in messages.values()]


class TestDelete:
    async def test_deletes_the_image_and_tells_its_member_and_the_log(
        self, server: LogServer
    ) -> None:
        harness = server.harness
        job_id = await server.image("a red fox")
        reply = told(await server.press(server.mod, "delete", job_id))
        await server.settle()
        assert "Deleted 1 message" in reply
        assert server.messages(harness.art) == []
        [dm] = dms_of(harness, harness.mia)
        assert dm == f"A moderator removed your image from <#{harness.art.id}>.\n> a red fox"
        card = await server.card(0)
        assert f"Image deleted by <@{server.mod.id}>" in texts_of(card)
        assert card.attachments == []
        assert ids_of(card) == [f"log:{name}:{job_id}" for name in ("block", "refund", "member")]
        action = texts_of(await server.card(1))
        assert f"**Image deleted** by <@{server.mod.id}> · <@{harness.mia.id}>" in action

    async def test_two_moderators_at_once_delete_once(self, server: LogServer) -> None:
        harness = server.harness
        job_id = await server.image()
        admin = harness.mia.guild.create_role(
            "admins", permissions=discord.Permissions(administrator=True)
        )
        boss = harness.mia.guild.add_member(harness.env.create_user("ada"), roles=[admin])
        await server.press_at_once("delete", job_id, server.mod, boss)
        assert len(dms_of(harness, harness.mia)) == 1
        assert texts_of(await server.card(0)).count("Image deleted") == 1
        assert len(server.messages()) == 2

    async def test_an_image_that_was_deleted_by_hand_is_noticed(self, server: LogServer) -> None:
        harness = server.harness
        job_id = await server.image()
        [message] = server.messages(harness.art)
        channel = harness.bot.get_partial_messageable(harness.art.id)
        await channel.get_partial_message(message.id).delete()
        assert "No message shows the image" in told(
            await server.press(server.mod, "delete", job_id)
        )
        stored = await harness.services.imagine.read(job_id)
        assert stored.draft.reply_target.message_id is None

    async def test_what_discord_does_not_let_the_bot_delete_is_named(
        self, server: LogServer
    ) -> None:
        harness = server.harness
        job_id = await server.image()
        [message] = server.messages(harness.art)
        harness.env.inject_error(
            "DELETE", "/channels/*/messages/*", status=403, code=50001, message="Missing Access"
        )
        reply = told(await server.press(server.mod, "delete", job_id))
        assert f"/{harness.art.id}/{message.id}" in reply
        assert "No message shows" not in reply
        assert f"log:delete:{job_id}" in ids_of(await server.card_with(job_id))
        assert "Deleted 1 message" in told(await server.press(server.mod, "delete", job_id))
        assert len(dms_of(harness, harness.mia)) == 1

    async def test_an_image_that_could_not_be_deleted_anywhere_is_not_called_deleted(
        self, server: LogServer
    ) -> None:
        harness = server.harness
        job_id = await server.image()
        harness.env.inject_error(
            "DELETE",
            "/channels/*/messages/*",
            status=403,
            code=50013,
            message="Missing Permissions",
        )
        reply = told(await server.press(server.mod, "delete", job_id))
        await server.settle()
        assert "Discord" in reply
        assert dms_of(harness, harness.mia) == []
        assert "Image deleted" not in texts_of(await server.card_with(job_id))
        assert len(server.messages()) == 1
        # the next try tells the member and the log
        await server.press(server.mod, "delete", job_id)
        await server.settle()
        assert len(dms_of(harness, harness.mia)) == 1
        assert len(server.messages()) == 2

    async def test_a_private_answer_is_named_as_what_discord_keeps(self, server: LogServer) -> None:
        await server.turn_on(Topic.IMAGES, private=True)
        moderation = server.harness.services.moderation
        await moderation.consent.agree(server.guild_id, server.harness.mia.id)
        job_id = await server.image(private=True)
        reply = told(await server.press(server.mod, "delete", job_id))
        assert reply.startswith("Discord doesn't let the bot delete the private reply")
        assert "No message shows" not in reply
        assert "told by direct message" in reply

    async def test_closed_dms_are_said(self, server: LogServer) -> None:
        job_id = await server.image()
        server.harness.env.inject_error(
            "POST", "/users/@me/channels", status=403, code=50007, message="Cannot send"
        )
        reply = told(await server.press(server.mod, "delete", job_id))
        assert "couldn't be told" in reply

    async def test_a_shared_image_is_deleted_where_it_was_shared(self, server: LogServer) -> None:
        harness = server.harness
        shown = await harness.mia.slash(harness.art, "imagine", prompt="a fox", private=True)
        await server.settle()
        assert server.messages() == []
        job_id = int(harness.requests("POST", "/callback")[-1].split("/")[2])
        await harness.mia.select(answer_of(shown), custom_id=f"job:more:{job_id}", values=["share"])
        await server.settle()
        stored = await harness.services.imagine.read(job_id)
        places = await harness.services.moderation.shown_images.of(stored)
        assert [place.place for place in places] == ["shared"]
        changed = await delete_everywhere(harness.bot, places)
        assert len(changed.done) == 1


class TestRights:
    @pytest.mark.parametrize("action", ["delete", "spoiler", "block", "refund", "member"])
    async def test_a_member_who_sees_the_log_may_press_nothing(
        self, server: LogServer, action: str
    ) -> None:
        harness = server.harness
        job_id = await server.image()
        await harness.bot.http.edit_channel_permissions(
            server.log.id, harness.ben.id, str(1 << 10 | 1 << 13 | 1 << 40), "0", 1
        )
        assert PERMISSION in told(await server.press(harness.ben, action, job_id))

    async def test_rights_are_those_in_the_images_own_channel(self, server: LogServer) -> None:
        harness = server.harness
        job_id = await server.image()
        delete, view = discord.Permissions(manage_messages=True), discord.Permissions()
        view.view_channel = True
        await harness.bot.http.edit_channel_permissions(
            harness.art.id, harness.ben.id, str(delete.value), "0", 1
        )
        await harness.bot.http.edit_channel_permissions(
            server.log.id, harness.ben.id, str(view.value), "0", 1
        )
        assert PERMISSION in told(await server.press(harness.ben, "block", job_id))
        assert "Deleted 1" in told(await server.press(harness.ben, "delete", job_id))

    async def test_who_may_not_moderate_the_images_channel_may_not_delete(
        self, server: LogServer
    ) -> None:
        harness = server.harness
        job_id = await server.image()
        delete = discord.Permissions(manage_messages=True)
        await harness.bot.http.edit_channel_permissions(
            harness.art.id, server.mod.id, "0", str(delete.value), 1
        )
        assert PERMISSION in told(await server.press(server.mod, "delete", job_id))

    async def test_managing_the_server_refunds_and_does_not_delete(self, server: LogServer) -> None:
        job_id = await server.image()
        assert PERMISSION in told(await server.press(server.manager, "delete", job_id))
        assert PERMISSION in told(await server.press(server.mod, "refund", job_id))
        assert "Refunded" in told(await server.press(server.manager, "refund", job_id))

    async def test_a_card_of_another_server_is_refused(self, server: LogServer) -> None:
        harness = server.harness
        job_id = await server.image()
        elsewhere = harness.env.create_guild("Elsewhere")
        admin = elsewhere.create_role("admins", permissions=discord.Permissions(administrator=True))
        stranger = elsewhere.add_member(harness.env.create_user("eve"), roles=[admin])
        channel = harness.bot.get_channel(elsewhere.create_text_channel("general").id)
        assert isinstance(channel, discord.TextChannel)
        view = discord.ui.View()
        view.add_item(discord.ui.Button(label="x", custom_id=f"log:delete:{job_id}"))
        forged = await channel.send("forged", view=view)
        result = await stranger.click(forged, custom_id=f"log:delete:{job_id}")
        assert PERMISSION in told(result)


class TestRefund:
    async def test_gives_the_image_and_the_cooldown_back_once_and_no_dollars(
        self, server: LogServer
    ) -> None:
        harness = server.harness
        job_id = await server.image()
        held = await harness.services.allowance.report(
            harness.mia.id, (await harness.services.imagine.read(job_id)).draft.requester.spot
        )
        assert held.free_at is not None
        assert "Refunded" in told(await server.press(server.manager, "refund", job_id))
        spot = (await harness.services.imagine.read(job_id)).draft.requester.spot
        report = await harness.services.allowance.report(harness.mia.id, spot)
        assert report.free_at is None
        images = [row.used for row in report.rows if row.measure == "pictures"]
        assert set(images) == {0}
        assert any(row.used for row in report.rows if row.measure == "micros")
        card = await server.card_with(job_id)
        assert "Image refunded by" in texts_of(card)
        assert f"log:refund:{job_id}" not in ids_of(card)

    async def test_a_double_click_refunds_once(self, server: LogServer) -> None:
        job_id = await server.image()
        await server.press_at_once("refund", job_id, server.manager, server.manager)
        assert texts_of(await server.card_with(job_id)).count("Image refunded") == 1
        assert len(server.messages()) == 2


class TestSpoiler:
    async def test_hides_the_image_and_the_thumbnail_and_shows_them_again(
        self, server: LogServer
    ) -> None:
        harness = server.harness
        job_id = await server.image()
        assert "now hidden" in told(await server.press(server.mod, "spoiler", job_id))
        [shown] = server.messages(harness.art)
        channel = harness.bot.get_partial_messageable(harness.art.id)
        message = await channel.fetch_message(shown.id)
        assert message.attachments[0].is_spoiler()
        card = await server.card_with(job_id)
        assert f"log:unspoiler:{job_id}" in ids_of(card)
        assert "no longer hidden" in told(await server.press(server.mod, "unspoiler", job_id))
        message = await channel.fetch_message(shown.id)
        assert not message.attachments[0].is_spoiler()


class TestBlock:
    async def test_a_chosen_time_blocks_the_member(self, server: LogServer) -> None:
        job_id = await server.image()
        menu = await server.press(server.mod, "block", job_id)
        assert "How long" in told(menu)
        await server.mod.click(answer_of(menu), custom_id=f"log:block-1h:{job_id}")
        mia = server.harness.mia
        [block] = await server.harness.services.moderation.cases.page(
            server.guild_id, subject_id=mia.id, limit=2
        )
        assert block.until
        await server.settle()
        assert f"ends <t:{int(block.until.timestamp())}:R>" in texts_of(await server.card())


class TestMember:
    async def test_shows_last_images_cases_and_usage(self, server: LogServer) -> None:
        job_id = await server.image("a quiet harbor")
        text = told(await server.press(server.mod, "member", job_id))
        assert "a quiet harbor" in text
        assert "Cases" in text
        assert "Usage" in text

    async def test_shows_no_image_of_a_channel_that_the_moderator_does_not_moderate(
        self, server: LogServer
    ) -> None:
        harness, guild, bot = server.harness, server.harness.mia.guild, server.harness.bot.user
        assert bot is not None
        hidden = discord.PermissionOverwrite(view_channel=False)
        shown = discord.PermissionOverwrite(view_channel=True)
        insiders = guild.create_role("insiders")
        secret = guild.create_text_channel(
            "secret", overwrites={guild.default_role: hidden, insiders: shown, bot: shown}
        )
        http = harness.bot.http
        await http.add_role(guild.id, harness.mia.id, insiders.id)
        await harness.mia.slash(secret, "imagine", prompt="a secret plan")
        harness.clock.advance(minutes=5)
        job_id = await server.image("a quiet harbor")
        await http.edit_channel_permissions(harness.art.id, harness.ben.id, str(1 << 13), "0", 1)
        await http.edit_channel_permissions(server.log.id, harness.ben.id, str(1 << 10), "0", 1)
        text = told(await server.press(harness.ben, "member", job_id))
        assert "a quiet harbor" in text
        assert "a secret plan" not in text
        assert "a secret plan" in told(await server.press(server.mod, "member", job_id))


async def test_buttons_work_after_a_restart(server: LogServer) -> None:
    job_id = await server.image()
    await restart(server.harness)
    assert "Deleted 1" in told(await server.press(server.mod, "delete", job_id))
