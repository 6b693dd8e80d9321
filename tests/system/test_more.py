"""What "More" under a picture does, for whom, and what becomes of the message."""

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


async def _picture(stage: BotHarness, **options: Any) -> Any:  # noqa: ANN401 - as simcord has it
    """Have mia ask for a picture, and return its card."""
    result = await stage.mia.slash(stage.art, "imagine", prompt="a red fox", **options)
    assert answer_of(result).attachments
    return answer_of(result)


_MENU = [action for action, spec in ACTIONS.items() if spec.control is Control.MENU]


async def _choose(member: MemberActor, card: Any, choice: Action) -> Any:  # noqa: ANN401 - as above
    return await member.select(card, [choice.value])


def _select(card: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
    return card.components[-1]["components"][0]


def _told(result: Any) -> str:  # noqa: ANN401 - as above
    """What the member alone was told after the select was shown without a choice again."""
    [told] = result.followups
    assert told.ephemeral
    return told.content


def _moderator(stage: BotHarness, permission: str = "manage_messages") -> MemberActor:
    role = stage.mia.guild.create_role(
        "mods", permissions=discord.Permissions(**{permission: True})
    )
    return stage.mia.guild.add_member(stage.env.create_user("zoe"), roles=[role])


async def _posted_again(stage: BotHarness, card: Any, channel_id: int) -> discord.Message:  # noqa: ANN401 - as simcord has it
    """Let the same controls stand in another channel."""
    channel = stage.bot.get_channel(channel_id)
    assert isinstance(channel, discord.TextChannel)
    view = discord.ui.View.from_message(card.message, timeout=None)
    return await channel.send("a card", view=view)


def _declared(stage: BotHarness) -> list[dict[str, Any]]:
    """What the bot asked Discord to change of attachments that exist."""
    found: list[dict[str, Any]] = []
    for entry in stage.env.http_requests:
        if entry.method == "PATCH" and entry.path.endswith("@original"):
            body: dict[str, Any] = entry.json or {}
            found += [one for one in body.get("attachments", ()) if "is_spoiler" in one]
    return found


async def _set_audience(stage: BotHarness, action: Action, audience: Audience) -> None:
    await stage.services.moderation.edit(
        stage.mia.guild.id, stage.mia.id, lambda book: replace(book, audiences={action: audience})
    )


class TestAltText:
    """The text for people who cannot see the picture."""

    async def test_it_is_changed_in_a_form_that_begins_with_it(self, stage: BotHarness) -> None:
        card = await _picture(stage)
        [before] = card.attachments
        shown = await _choose(stage.mia, card, Action.ALT)
        [label] = shown.modal["components"]
        assert label["component"]["value"] == before.description
        done = await stage.mia.submit_modal(shown, {"alt-1": "  a fox in snow "})
        assert "was changed" in _told(done)
        [after] = card.attachments
        assert (after.id, after.description) == (before.id, "a fox in snow")
        assert "a red fox" in card.content
        assert _select(card)["placeholder"]

    async def test_each_of_several_pictures_has_its_own(self, stage: BotHarness) -> None:
        card = await _several(stage)
        shown = await _choose(stage.mia, card, Action.ALT)
        assert len(shown.modal["components"]) == 2
        await stage.mia.submit_modal(shown, {"alt-1": "one", "alt-2": "two"})
        assert [one.description for one in card.attachments] == ["one", "two"]

    async def test_a_spoiler_stays_one(self, stage: BotHarness) -> None:
        card = await _picture(stage, spoiler=True)
        shown = await _choose(stage.mia, card, Action.ALT)
        await stage.mia.submit_modal(shown, {"alt-1": ""})
        [after] = card.attachments
        assert after.is_spoiler()
        assert not after.description

    async def test_what_discord_refuses_to_change_is_sent_anew(self, stage: BotHarness) -> None:
        card = await _picture(stage)
        [before] = card.attachments
        shown = await _choose(stage.mia, card, Action.ALT)
        stage.env.inject_error("PATCH", "*@original", status=400, code=50035)
        await stage.mia.submit_modal(shown, {"alt-1": "a fox"})
        [after] = card.attachments
        assert after.id != before.id
        assert (after.filename, after.description) == (before.filename, "a fox")
        assert await after.read() == await before.read()

    async def test_others_may_not(self, stage: BotHarness) -> None:
        card = await _picture(stage)
        result = await _choose(stage.ben, card, Action.ALT)
        assert result.modal is None
        assert "and moderators can" in _told(result)

    async def test_who_lost_the_right_meanwhile_changes_nothing(self, stage: BotHarness) -> None:
        stage.expected_errors = 1  # simcord counts a refusal, too, when a form raises it
        card = await _picture(stage)
        [before] = card.attachments
        shown = await _choose(stage.mia, card, Action.ALT)
        await _set_audience(stage, Action.ALT, Audience.NOBODY)
        done = await stage.mia.submit_modal(shown, {"alt-1": "a fox"})
        assert "turned off" in _told(done)
        assert card.attachments[0].description == before.description


async def _several(stage: BotHarness) -> Any:  # noqa: ANN401 - as above
    """Let the card show a second picture."""
    card = await _picture(stage)
    stored = stage.env.backend.get_message(card.channel_id, card.id)
    [first] = stored.attachments
    data = await card.attachments[0].read()
    second = stage.env.backend.store_attachments(card.channel_id, [("second.png", data)])
    stored.attachments = [first, *second]
    return card


class TestSpoiler:
    """Hiding the picture until it is clicked, and showing it again."""

    @pytest.mark.parametrize("private", [False, True])
    async def test_it_is_turned_on_and_off(self, stage: BotHarness, private: bool) -> None:  # noqa: FBT001 - a parameter
        card = await _picture(stage, private=private)
        text = card.attachments[0].description
        for is_hidden in (True, False):
            await _choose(stage.mia, card, Action.SPOILER)
            [after] = card.attachments
            assert after.is_spoiler() is is_hidden
            assert after.description == text
        assert [one["is_spoiler"] for one in _declared(stage)] == [True, False]

    async def test_an_attachment_that_discord_changes_is_not_sent_anew(
        self, stage: BotHarness, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        card = await _picture(stage)
        [before] = card.attachments
        backend = stage.env.backend
        plain = backend.edit_message

        def edit(channel_id: int, message_id: int, changes: dict[str, Any]) -> Any:  # noqa: ANN401 - as simcord has it
            wanted = {one["id"]: one["is_spoiler"] for one in _declared(stage)}
            for one in changes.get("attachments", ()):
                one["flags"] = 8 if wanted.get(one["id"]) else 0
            return plain(channel_id, message_id, changes)

        monkeypatch.setattr(backend, "edit_message", edit)
        await _choose(stage.mia, card, Action.SPOILER)
        [after] = card.attachments
        assert after.id == before.id
        assert after.is_spoiler()

    async def test_a_moderator_may_and_others_may_not(self, stage: BotHarness) -> None:
        card = await _picture(stage)
        assert "and moderators can" in _told(await _choose(stage.ben, card, Action.SPOILER))
        assert not card.attachments[0].is_spoiler()
        await _choose(_moderator(stage), card, Action.SPOILER)
        assert card.attachments[0].is_spoiler()

    async def test_the_role_that_moderates_may(self, stage: BotHarness) -> None:
        card = await _picture(stage)
        guild = stage.mia.guild
        role = guild.create_role("keepers")
        zoe = guild.add_member(stage.env.create_user("zoe"), roles=[role])
        await stage.services.moderation.edit(
            guild.id, zoe.id, lambda book: replace(book, moderator_role=role.id)
        )
        await _choose(zoe, card, Action.SPOILER)
        assert card.attachments[0].is_spoiler()

    async def test_a_picture_that_cannot_be_had_is_told(self, stage: BotHarness) -> None:
        card = await _picture(stage)
        blobs: dict[str, bytes] = vars(stage.env.backend.cdn)["_blobs"]
        # simcord has no way to lose a file
        blobs.clear()
        assert "no image in this message" in _told(await _choose(stage.mia, card, Action.SPOILER))


class TestCopy:
    """A copy by DM."""

    @pytest.mark.parametrize("private", [False, True])
    async def test_the_author_gets_everything(self, stage: BotHarness, private: bool) -> None:  # noqa: FBT001 - a parameter
        card = await _picture(stage, private=private)
        result = await _choose(stage.mia, card, Action.COPY)
        assert "direct messages" in _told(result)
        [copy] = stage.mia.user.dm_channel.history()
        assert "> a red fox" in copy.content
        assert (f"/{card.id}" in copy.content) is not private
        [sent], [shown] = copy.attachments, card.attachments
        assert (sent.filename, sent.description) == (shown.filename, shown.description)
        assert await sent.read() == await shown.read()

    async def test_everybody_may(self, stage: BotHarness) -> None:
        await _choose(stage.ben, await _picture(stage), Action.COPY)
        assert stage.ben.user.dm_channel.history()

    async def test_closed_dms_are_told(self, stage: BotHarness) -> None:
        card = await _picture(stage)
        dm = stage.mia.user.dm_channel.id
        stage.env.inject_error("POST", f"/channels/{dm}/messages", status=403, code=50007)
        assert "direct message" in _told(await _choose(stage.mia, card, Action.COPY))

    async def test_what_no_dm_takes_is_not_sent(self, stage: BotHarness) -> None:
        card = await _picture(stage)
        stored = stage.env.backend.get_message(card.channel_id, card.id)
        stored.attachments[0]["size"] = 10 * 1024 * 1024 + 1
        assert "too large" in _told(await _choose(stage.mia, card, Action.COPY))
        assert not stage.mia.user.dm_channel.history()


class TestShare:
    """Showing a private picture to all."""

    async def test_it_is_shown_once_with_its_buttons(self, stage: BotHarness) -> None:
        card = await _picture(stage, private=True)
        result = await _choose(stage.mia, card, Action.SHARE)
        shared, told = result.followups
        assert (shared.ephemeral, told.ephemeral) == (False, True)
        assert stage.mia.user.mention in shared.content
        assert "> a red fox" in shared.content
        assert shared.attachments[0].description == card.attachments[0].description
        choices = {option["value"] for option in _select(shared)["options"]}
        assert Action.SHARE not in choices
        assert choices == {option["value"] for option in _select(card)["options"]}
        assert Action.DELETE in choices

    async def test_a_public_picture_does_not_offer_it(self, stage: BotHarness) -> None:
        card = await _picture(stage)
        assert Action.SHARE not in {one["value"] for one in _select(card)["options"]}

    async def test_nobody_shares_anothers(self, stage: BotHarness) -> None:
        card = await _picture(stage, private=True)
        # nobody else sees it, but a control's id is no secret
        stored = stage.env.backend.get_message(card.channel_id, card.id)
        channel = stage.bot.get_channel(stage.art.id)
        assert isinstance(channel, discord.TextChannel)
        view = discord.ui.View(timeout=None)
        option = discord.SelectOption(label="Share", value=Action.SHARE)
        select = stored.components[-1]["components"][0]
        view.add_item(discord.ui.Select(custom_id=select["custom_id"], options=[option]))
        forged = await channel.send("a card", view=view)
        result = await _choose(stage.ben, forged, Action.SHARE)
        assert "Only the member who requested this image" in _told(result)


class TestDelete:
    """Taking the picture away."""

    @pytest.mark.parametrize("private", [False, True])
    async def test_the_author_may_and_history_knows(self, stage: BotHarness, private: bool) -> None:  # noqa: FBT001 - a parameter
        card = await _picture(stage, private=private)
        result = await _choose(stage.mia, card, Action.DELETE)
        assert result.followups == []
        assert stage.art.history() == []
        [job] = (await stage.services.gallery.page(stage.mia.id, limit=5)).jobs
        assert job.draft.address.message_id is None

    async def test_whoever_manages_messages_may(self, stage: BotHarness) -> None:
        card = await _picture(stage)
        await _choose(_moderator(stage), card, Action.DELETE)
        assert stage.art.history() == []

    @pytest.mark.parametrize("permission", [None, "manage_guild"])
    async def test_others_may_not(self, stage: BotHarness, permission: str | None) -> None:
        card = await _picture(stage)
        member = _moderator(stage, permission) if permission else stage.ben
        assert "and moderators can" in _told(await _choose(member, card, Action.DELETE))
        assert stage.art.history()

    async def test_a_moderator_of_another_channel_deletes_nothing_here(
        self, stage: BotHarness
    ) -> None:
        card = await _picture(stage)
        guild = stage.mia.guild
        role = guild.create_role("mods of elsewhere")
        zoe = guild.add_member(stage.env.create_user("zoe"), roles=[role])
        may = discord.PermissionOverwrite(manage_messages=True)
        elsewhere = guild.create_text_channel("elsewhere", overwrites={role: may})
        stored = stage.env.backend.get_message(card.channel_id, card.id)
        forged = await _posted_again(stage, card, elsewhere.id)
        assert "and moderators can" in _told(await _choose(zoe, forged, Action.DELETE))
        assert stored.attachments

    async def test_a_moderator_deletes_from_another_channel_what_is_shown_there(
        self, stage: BotHarness
    ) -> None:
        card = await _picture(stage)
        zoe = _moderator(stage)
        elsewhere = stage.mia.guild.create_text_channel("elsewhere")
        shown = await _posted_again(stage, card, elsewhere.id)
        result = await _choose(zoe, shown, Action.DELETE)
        assert not any("moderators can" in one.content for one in result.followups)

    async def test_the_bot_does_not_know_who_may_delete_in_a_channel_hidden_from_it(
        self, stage: BotHarness
    ) -> None:
        card = await _picture(stage)
        zoe = _moderator(stage)
        elsewhere = stage.mia.guild.create_text_channel("elsewhere")
        shown = await _posted_again(stage, card, elsewhere.id)
        hide(stage, stage.art.id)
        assert "and moderators can" in _told(await _choose(zoe, shown, Action.DELETE))


@pytest.mark.parametrize("choice", [one for one in _MENU if one is not Action.SHARE])
async def test_every_choice_works_after_a_restart(stage: BotHarness, choice: Action) -> None:
    card = await _picture(stage)
    await stage.env.restart_bot(ImagineBot(stage.services, EXTENSIONS))
    result = await _choose(stage.mia, card, choice)
    assert result.acknowledged
    assert not any("no longer has" in one.content for one in result.followups)


@pytest.mark.parametrize("choice", _MENU)
async def test_a_job_that_nobody_knows_is_told(
    stage: BotHarness, monkeypatch: pytest.MonkeyPatch, choice: Action
) -> None:
    card = await _picture(stage, private=True)

    async def forgotten(_job_id: int) -> None:
        raise JobForgotten

    monkeypatch.setattr(stage.services.imagine, "read", forgotten)
    assert "no longer has this image" in _told(await _choose(stage.mia, card, choice))


@pytest.mark.parametrize("choice", [one for one in _MENU if not ACTIONS[one].opens_form])
async def test_a_choice_is_acknowledged_before_anything_is_looked_up(
    stage: BotHarness, monkeypatch: pytest.MonkeyPatch, choice: Action
) -> None:
    card = await _picture(stage, private=True)
    before = len(stage.requests("POST", "/callback"))
    seen: list[int] = []

    async def read(_job_id: int) -> None:
        seen.append(len(stage.requests("POST", "/callback")))
        raise AssertionError

    monkeypatch.setattr(stage.services.imagine, "read", read)
    await _choose(stage.mia, card, choice)
    assert seen == [before + 1]
