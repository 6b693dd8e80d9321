"""The More menu under an image: its actions, their audiences, and the changed message."""

from dataclasses import replace
from typing import Any

import discord
import pytest
from simcord.actors import MemberActor

from bot.client import ImagineBot
from bot.errors import JobForgotten
from bot.policy.images.actions import ACTIONS, Action, Audience, Control
from cogs import EXTENSIONS
from testkit.simulated import answer_of
from tests.system.conftest import BotHarness
from tests.system.interactions import hide


async def _image(harness: BotHarness, **options: Any) -> Any:  # noqa: ANN401 - as simcord has it
    """Request an image as Mia, and return its card."""
    result = await harness.mia.slash(harness.art, "imagine", prompt="a red fox", **options)
    assert answer_of(result).attachments
    return answer_of(result)


_MENU = [action for action, spec in ACTIONS.items() if spec.control is Control.MENU]


async def _choose(member: MemberActor, card: Any, choice: Action) -> Any:  # noqa: ANN401 - as above
    return await member.select(card, [choice.value])


def _select(card: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
    return card.components[-1]["components"][0]


def _told(result: Any) -> str:  # noqa: ANN401 - as above
    """Return the private response after the menu was reset."""
    [reply] = result.followups
    assert reply.ephemeral
    return reply.content


def _moderator(harness: BotHarness, permission: str = "manage_messages") -> MemberActor:
    role = harness.mia.guild.create_role(
        "mods", permissions=discord.Permissions(**{permission: True})
    )
    return harness.mia.guild.add_member(harness.env.create_user("zoe"), roles=[role])


async def _posted_again(harness: BotHarness, card: Any, channel_id: int) -> discord.Message:  # noqa: ANN401 - as simcord has it
    """Send the same controls to another channel."""
    channel = harness.bot.get_channel(channel_id)
    assert isinstance(channel, discord.TextChannel)
    view = discord.ui.View.from_message(card.message, timeout=None)
    return await channel.send("a card", view=view)


def _declared(harness: BotHarness) -> list[dict[str, Any]]:
    """Return the changes of existing attachments that the bot requested."""
    found: list[dict[str, Any]] = []
    for entry in harness.env.http_requests:
        if entry.method == "PATCH" and entry.path.endswith("@original"):
            body: dict[str, Any] = entry.json or {}
            found += [one for one in body.get("attachments", ()) if "is_spoiler" in one]
    return found


async def _set_audience(harness: BotHarness, action: Action, audience: Audience) -> None:
    await harness.services.rulebook_editor.edit(
        harness.mia.guild.id,
        harness.mia.id,
        lambda book: replace(book, audiences={action: audience}),
    )


class TestAltText:
    """The alt text of an image."""

    async def test_alt_text_is_changed_in_a_form_that_begins_with_it(
        self, harness: BotHarness
    ) -> None:
        card = await _image(harness)
        [before] = card.attachments
        shown = await _choose(harness.mia, card, Action.ALT)
        [label] = shown.modal["components"]
        assert label["component"]["value"] == before.description
        done = await harness.mia.submit_modal(shown, {"alt-1": "  a fox in snow "})
        assert "was changed" in _told(done)
        [after] = card.attachments
        assert (after.id, after.description) == (before.id, "a fox in snow")
        assert "a red fox" in card.content
        assert _select(card)["placeholder"]

    async def test_each_of_several_images_has_its_own_alt_text(self, harness: BotHarness) -> None:
        card = await _several(harness)
        shown = await _choose(harness.mia, card, Action.ALT)
        assert len(shown.modal["components"]) == 2
        await harness.mia.submit_modal(shown, {"alt-1": "one", "alt-2": "two"})
        assert [one.description for one in card.attachments] == ["one", "two"]

    async def test_a_spoiler_with_new_alt_text_stays_a_spoiler(self, harness: BotHarness) -> None:
        card = await _image(harness, spoiler=True)
        shown = await _choose(harness.mia, card, Action.ALT)
        await harness.mia.submit_modal(shown, {"alt-1": ""})
        [after] = card.attachments
        assert after.is_spoiler()
        assert not after.description

    async def test_alt_text_that_discord_refuses_to_change_is_sent_with_the_file(
        self, harness: BotHarness
    ) -> None:
        card = await _image(harness)
        [before] = card.attachments
        shown = await _choose(harness.mia, card, Action.ALT)
        harness.env.inject_error("PATCH", "*@original", status=400, code=50035)
        await harness.mia.submit_modal(shown, {"alt-1": "a fox"})
        [after] = card.attachments
        assert after.id != before.id
        assert (after.filename, after.description) == (before.filename, "a fox")
        assert await after.read() == await before.read()

    async def test_other_members_cannot_change_alt_text(self, harness: BotHarness) -> None:
        card = await _image(harness)
        result = await _choose(harness.ben, card, Action.ALT)
        assert result.modal is None
        assert "and moderators can" in _told(result)

    async def test_a_member_who_lost_the_permission_meanwhile_changes_nothing(
        self, harness: BotHarness
    ) -> None:
        harness.expected_errors = 1  # simcord counts refusals that a form raises as errors
        card = await _image(harness)
        [before] = card.attachments
        shown = await _choose(harness.mia, card, Action.ALT)
        await _set_audience(harness, Action.ALT, Audience.NO_ONE)
        done = await harness.mia.submit_modal(shown, {"alt-1": "a fox"})
        assert "turned off" in _told(done)
        assert card.attachments[0].description == before.description


async def _several(harness: BotHarness) -> Any:  # noqa: ANN401 - as above
    """Add a second image to the card."""
    card = await _image(harness)
    stored = harness.env.backend.get_message(card.channel_id, card.id)
    [first] = stored.attachments
    data = await card.attachments[0].read()
    second = harness.env.backend.store_attachments(card.channel_id, [("second.png", data)])
    stored.attachments = [first, *second]
    return card


class TestSpoiler:
    """Marking an image as a spoiler, and removing the mark."""

    @pytest.mark.parametrize("private", [False, True])
    async def test_a_spoiler_is_turned_on_and_off(self, harness: BotHarness, private: bool) -> None:  # noqa: FBT001 - a parameter
        card = await _image(harness, private=private)
        text = card.attachments[0].description
        for is_hidden in (True, False):
            await _choose(harness.mia, card, Action.SPOILER)
            [after] = card.attachments
            assert after.is_spoiler() is is_hidden
            assert after.description == text
        assert [one["is_spoiler"] for one in _declared(harness)] == [True, False]

    async def test_an_attachment_that_discord_changes_is_not_sent_again(
        self, harness: BotHarness, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        card = await _image(harness)
        [before] = card.attachments
        backend = harness.env.backend
        plain = backend.edit_message

        def edit(channel_id: int, message_id: int, changes: dict[str, Any]) -> Any:  # noqa: ANN401 - as simcord has it
            wanted = {one["id"]: one["is_spoiler"] for one in _declared(harness)}
            for one in changes.get("attachments", ()):
                one["flags"] = 8 if wanted.get(one["id"]) else 0
            return plain(channel_id, message_id, changes)

        monkeypatch.setattr(backend, "edit_message", edit)
        await _choose(harness.mia, card, Action.SPOILER)
        [after] = card.attachments
        assert after.id == before.id
        assert after.is_spoiler()

    async def test_a_moderator_can_mark_a_spoiler_and_other_members_cannot(
        self, harness: BotHarness
    ) -> None:
        card = await _image(harness)
        assert "and moderators can" in _told(await _choose(harness.ben, card, Action.SPOILER))
        assert not card.attachments[0].is_spoiler()
        await _choose(_moderator(harness), card, Action.SPOILER)
        assert card.attachments[0].is_spoiler()

    async def test_the_moderator_role_can_mark_a_spoiler(self, harness: BotHarness) -> None:
        card = await _image(harness)
        guild = harness.mia.guild
        role = guild.create_role("keepers")
        zoe = guild.add_member(harness.env.create_user("zoe"), roles=[role])
        await harness.services.rulebook_editor.edit(
            guild.id, zoe.id, lambda book: replace(book, moderator_role=role.id)
        )
        await _choose(zoe, card, Action.SPOILER)
        assert card.attachments[0].is_spoiler()

    async def test_an_image_that_cannot_be_loaded_is_reported(self, harness: BotHarness) -> None:
        card = await _image(harness)
        blobs: dict[str, bytes] = vars(harness.env.backend.cdn)["_blobs"]
        # simcord cannot lose a file
        blobs.clear()
        assert "no image in this message" in _told(await _choose(harness.mia, card, Action.SPOILER))


class TestCopy:
    """A copy of the image by DM."""

    @pytest.mark.parametrize("private", [False, True])
    async def test_the_author_gets_a_copy_of_everything_by_dm(
        self,
        harness: BotHarness,
        private: bool,  # noqa: FBT001 - a parameter
    ) -> None:
        card = await _image(harness, private=private)
        result = await _choose(harness.mia, card, Action.COPY)
        assert "direct messages" in _told(result)
        [copy] = harness.mia.user.dm_channel.history()
        assert "> a red fox" in copy.content
        assert (f"/{card.id}" in copy.content) is not private
        [sent], [shown] = copy.attachments, card.attachments
        assert (sent.filename, sent.description) == (shown.filename, shown.description)
        assert await sent.read() == await shown.read()

    async def test_every_member_can_get_a_copy(self, harness: BotHarness) -> None:
        await _choose(harness.ben, await _image(harness), Action.COPY)
        assert harness.ben.user.dm_channel.history()

    async def test_a_copy_to_closed_dms_is_reported(self, harness: BotHarness) -> None:
        card = await _image(harness)
        dm = harness.mia.user.dm_channel.id
        harness.env.inject_error("POST", f"/channels/{dm}/messages", status=403, code=50007)
        assert "direct message" in _told(await _choose(harness.mia, card, Action.COPY))

    async def test_a_copy_too_large_for_dms_is_not_sent(self, harness: BotHarness) -> None:
        card = await _image(harness)
        stored = harness.env.backend.get_message(card.channel_id, card.id)
        stored.attachments[0]["size"] = 10 * 1024 * 1024 + 1
        assert "too large" in _told(await _choose(harness.mia, card, Action.COPY))
        assert not harness.mia.user.dm_channel.history()


class TestShare:
    """Sharing a private image with the channel."""

    async def test_a_private_image_is_shared_once_with_its_buttons(
        self, harness: BotHarness
    ) -> None:
        card = await _image(harness, private=True)
        result = await _choose(harness.mia, card, Action.SHARE)
        shared, reply = result.followups
        assert (shared.ephemeral, reply.ephemeral) == (False, True)
        assert harness.mia.user.mention in shared.content
        assert "> a red fox" in shared.content
        assert shared.attachments[0].description == card.attachments[0].description
        choices = {option["value"] for option in _select(shared)["options"]}
        assert Action.SHARE not in choices
        own = {option["value"] for option in _select(card)["options"]}
        assert choices == {*own, Action.REPORT}
        assert Action.DELETE in choices

    async def test_a_public_image_cannot_be_shared(self, harness: BotHarness) -> None:
        card = await _image(harness)
        assert Action.SHARE not in {one["value"] for one in _select(card)["options"]}

    async def test_only_the_author_shares_a_private_image(self, harness: BotHarness) -> None:
        card = await _image(harness, private=True)
        # only its member sees it, but custom ids are not secret
        stored = harness.env.backend.get_message(card.channel_id, card.id)
        channel = harness.bot.get_channel(harness.art.id)
        assert isinstance(channel, discord.TextChannel)
        view = discord.ui.View(timeout=None)
        option = discord.SelectOption(label="Share", value=Action.SHARE)
        select = stored.components[-1]["components"][0]
        view.add_item(discord.ui.Select(custom_id=select["custom_id"], options=[option]))
        forged = await channel.send("a card", view=view)
        result = await _choose(harness.ben, forged, Action.SHARE)
        assert "Only the member who requested this image" in _told(result)


class TestDelete:
    """Deleting the message with the image."""

    @pytest.mark.parametrize("private", [False, True])
    async def test_the_author_can_delete_and_the_history_shows_it(
        self,
        harness: BotHarness,
        private: bool,  # noqa: FBT001 - a parameter
    ) -> None:
        card = await _image(harness, private=private)
        result = await _choose(harness.mia, card, Action.DELETE)
        assert result.followups == []
        assert harness.art.history() == []
        [job] = (await harness.services.history.page(harness.mia.id, limit=5)).jobs
        assert job.draft.reply_target.message_id is None

    async def test_a_member_who_manages_messages_can_delete(self, harness: BotHarness) -> None:
        card = await _image(harness)
        await _choose(_moderator(harness), card, Action.DELETE)
        assert harness.art.history() == []

    @pytest.mark.parametrize("permission", [None, "manage_guild"])
    async def test_other_members_cannot_delete(
        self, harness: BotHarness, permission: str | None
    ) -> None:
        card = await _image(harness)
        member = _moderator(harness, permission) if permission else harness.ben
        assert "and moderators can" in _told(await _choose(member, card, Action.DELETE))
        assert harness.art.history()

    async def test_a_moderator_of_another_channel_deletes_nothing_here(
        self, harness: BotHarness
    ) -> None:
        card = await _image(harness)
        guild = harness.mia.guild
        role = guild.create_role("mods of elsewhere")
        zoe = guild.add_member(harness.env.create_user("zoe"), roles=[role])
        may = discord.PermissionOverwrite(manage_messages=True)
        elsewhere = guild.create_text_channel("elsewhere", overwrites={role: may})
        stored = harness.env.backend.get_message(card.channel_id, card.id)
        forged = await _posted_again(harness, card, elsewhere.id)
        assert "and moderators can" in _told(await _choose(zoe, forged, Action.DELETE))
        assert stored.attachments

    async def test_a_moderator_deletes_from_another_channel_what_is_shown_there(
        self, harness: BotHarness
    ) -> None:
        card = await _image(harness)
        zoe = _moderator(harness)
        elsewhere = harness.mia.guild.create_text_channel("elsewhere")
        shown = await _posted_again(harness, card, elsewhere.id)
        result = await _choose(zoe, shown, Action.DELETE)
        assert not any("moderators can" in one.content for one in result.followups)

    async def test_the_bot_does_not_know_who_may_delete_in_a_channel_hidden_from_it(
        self, harness: BotHarness
    ) -> None:
        card = await _image(harness)
        zoe = _moderator(harness)
        elsewhere = harness.mia.guild.create_text_channel("elsewhere")
        shown = await _posted_again(harness, card, elsewhere.id)
        hide(harness, harness.art.id)
        harness.env.inject_error(
            "GET", f"/channels/{harness.art.id}", status=403, code=50001, message="Missing Access"
        )
        assert "and moderators can" in _told(await _choose(zoe, shown, Action.DELETE))

    async def test_overwrites_that_the_cache_does_not_have_yet_decide_who_may_delete(
        self, harness: BotHarness
    ) -> None:
        card = await _image(harness)
        zoe = _moderator(harness)
        elsewhere = harness.mia.guild.create_text_channel("elsewhere")
        shown = await _posted_again(harness, card, elsewhere.id)
        hide(harness, harness.art.id)
        result = await _choose(zoe, shown, Action.DELETE)
        assert not any("moderators can" in one.content for one in result.followups)


@pytest.mark.parametrize("choice", [one for one in _MENU if one is not Action.SHARE])
async def test_every_choice_works_after_a_restart(harness: BotHarness, choice: Action) -> None:
    card = await _image(harness)
    await harness.env.restart_bot(ImagineBot(harness.services, EXTENSIONS))
    result = await _choose(harness.mia, card, choice)
    assert result.acknowledged
    assert not any("no longer has" in one.content for one in result.followups)


@pytest.mark.parametrize("choice", _MENU)
async def test_a_job_that_nobody_knows_is_told(
    harness: BotHarness, monkeypatch: pytest.MonkeyPatch, choice: Action
) -> None:
    card = await _image(harness, private=choice is not Action.REPORT)

    async def forgotten(_job_id: int) -> None:
        raise JobForgotten

    monkeypatch.setattr(harness.services.imagine, "read", forgotten)
    assert "no longer has this image" in _told(await _choose(harness.mia, card, choice))


@pytest.mark.parametrize("choice", [one for one in _MENU if not ACTIONS[one].opens_form])
async def test_a_choice_is_acknowledged_before_anything_is_looked_up(
    harness: BotHarness, monkeypatch: pytest.MonkeyPatch, choice: Action
) -> None:
    card = await _image(harness, private=True)
    before = len(harness.requests("POST", "/callback"))
    seen: list[int] = []

    async def read(_job_id: int) -> None:
        seen.append(len(harness.requests("POST", "/callback")))
        raise AssertionError

    monkeypatch.setattr(harness.services.imagine, "read", read)
    await _choose(harness.mia, card, choice)
    assert seen == [before + 1]
