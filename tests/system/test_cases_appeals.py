"""Appeals: from the member's button to the moderators' decision and back."""

import asyncio
from dataclasses import replace
from typing import Any

import discord
import pytest
from simcord.actors import MemberActor
from simcord.results import InteractionResult

from bot.errors import AppealDecided
from bot.i18n import ENGLISH
from bot.policy.limits.effective import Spot
from bot.policy.moderation.case import MOST_APPEAL_LENGTH, AppealState
from bot.policy.moderation.log import LogSettings, ModerationSettings
from bot.service.moderation.cases.author import CaseAuthor
from bot.ui.moderation.cases.case_controls import appeal_row, appeal_view
from testkit.simulated import answer_of
from tests.system.conftest import BotHarness
from tests.system.interactions import form_of, labels_of, restart
from tests.system.moderated_cases import (
    CaseServer,
    buttons_of,
    close_dms,
    dms,
    open_case_server,
)

TEXT = "It was\nart. @everyone"


@pytest.fixture
def server(harness: BotHarness) -> CaseServer:
    return open_case_server(harness)


async def _set_notices(server: CaseServer, channel_id: int | None) -> None:
    await server.harness.services.rulebook_editor.edit(
        server.guild_id, server.admin.id, lambda book: replace(book, notices_channel=channel_id)
    )


async def _appeal(server: CaseServer, text: str = TEXT) -> InteractionResult:
    """Appeal from the refusal of a request."""
    mia = server.harness.mia
    shown = await mia.click(answer_of(await server.imagine()), label="Appeal")
    assert form_of(shown)["appeal"]["max_length"] == MOST_APPEAL_LENGTH
    assert shown.modal is not None
    assert shown.modal["title"] == "Appeal case 1"
    return await mia.submit_modal(shown, {"appeal": text})


async def _appealed(server: CaseServer) -> discord.Message:
    """Block and appeal; return the notice with its buttons."""
    await server.use("block", member=server.harness.mia, duration="7 d", reason="spam")
    await _set_notices(server, server.desk.id)
    assert "Your appeal was sent" in answer_of(await _appeal(server)).content
    await server.harness.until(lambda: _notices(server) != [])
    return _notices(server)[-1]


def _notices(server: CaseServer) -> list[discord.Message]:
    found = server.desk.history()
    return [message for message in found if message.content.startswith("**Appeal:**")]


async def test_an_appeal_reaches_the_moderators_and_its_answer_the_member(
    server: CaseServer,
) -> None:
    notice = await _appealed(server)
    mia = server.harness.mia
    assert notice.content.startswith(f"**Appeal:** {mia.mention} appeals case 1.")
    assert "> It was art. @\u200beveryone" in notice.content
    assert buttons_of(notice) == ["Accept", "Decline"]
    refused = answer_of(await server.imagine())
    assert "You have appealed; a moderator will decide." in refused.content
    assert labels_of(refused) == []
    shown = await server.mod.click(notice, label="Accept")
    [told] = shown.followups
    assert told.ephemeral
    assert f"Accepted by {server.mod.mention}." in told.content
    notice = _notices(server)[-1]
    assert buttons_of(notice) == []
    assert notice.content.endswith(f"\nAccepted by {server.mod.mention}.")
    assert "was accepted" in dms(mia)[-1].content
    assert "fox" in answer_of(await server.imagine()).content


async def test_a_decision_on_a_card_of_the_log_keeps_the_card(server: CaseServer) -> None:
    await _appealed(server)
    channel = server.harness.bot.get_channel(server.desk.id)
    assert isinstance(channel, discord.TextChannel)
    card = discord.ui.LayoutView(timeout=None)
    card.add_item(discord.ui.Container(discord.ui.TextDisplay("**Appeal** by Mia")))
    card.add_item(appeal_row(server.guild_id, 1, ENGLISH))
    message = await channel.send(view=card)
    await server.mod.click(message, label="Decline")
    changed: Any = await channel.fetch_message(message.id)
    box, line = changed.components
    assert box.children[0].content == "**Appeal** by Mia"
    assert line.content == f"Declined by {server.mod.mention}."


async def test_a_declined_appeal_is_named_in_the_next_refusal(server: CaseServer) -> None:
    notice = await _appealed(server)
    close_dms(server.harness, server.harness.mia)
    shown = await server.mod.click(notice, label="Decline")
    assert "couldn't be told by direct message" in shown.followups[0].content
    refused = answer_of(await server.imagine())
    assert "Your appeal was declined." in refused.content
    assert labels_of(refused) == []


async def test_a_case_is_appealed_once_from_the_server_or_from_the_dm(server: CaseServer) -> None:
    mia = server.harness.mia
    await server.use("block", member=mia)
    await _set_notices(server, server.desk.id)
    first = await mia.user.click(dms(mia)[-1], label="Appeal")
    second = await mia.click(answer_of(await server.imagine()), label="Appeal")
    sent = await mia.user.submit_modal(first, {"appeal": TEXT})
    assert "Your appeal was sent" in answer_of(sent).content
    server.harness.expected_errors = 1  # simcord counts refusals that a form raises as errors
    refused = await mia.submit_modal(second, {"appeal": TEXT})
    assert "already appealed this case" in answer_of(refused).content
    again = await mia.user.click(dms(mia)[-1], label="Appeal")
    assert "already appealed this case" in answer_of(again).content
    await server.harness.until(lambda: len(_notices(server)) == 1)


async def test_all_buttons_work_after_a_restart(server: CaseServer) -> None:
    notice = await _appealed(server)
    await restart(server.harness)
    await server.mod.click(notice, label="Accept")
    assert "fox" in answer_of(await server.imagine()).content
    await server.use("block", member=server.harness.mia)
    message = dms(server.harness.mia)[-1]
    await restart(server.harness)
    assert form_of(await server.harness.mia.user.click(message, label="Appeal"))


async def test_without_a_channel_for_appeals_none_is_used_up(server: CaseServer) -> None:
    await server.use("block", member=server.harness.mia)
    server.harness.expected_errors = 1  # as above
    refused = answer_of(await _appeal(server))
    assert "no channel for appeals" in refused.content
    assert "art" in refused.content
    await _set_notices(server, server.desk.id)
    assert "Your appeal was sent" in answer_of(await _appeal(server)).content


async def test_an_appeal_in_the_moderation_log_is_decided_on_its_card(server: CaseServer) -> None:
    await server.use("block", member=server.harness.mia)
    settings = ModerationSettings(LogSettings(server.desk.id))
    await server.harness.services.rulebook_editor.edit(
        server.guild_id,
        server.admin.id,
        lambda book: replace(book, moderation=settings, notices_channel=server.harness.art.id),
    )
    await _appeal(server)
    card = await _card(server, "Appeal")
    assert any("It was art." in text for text in _texts(card.components))
    shown = await server.mod.click(card, label="Accept")
    assert f"Accepted by {server.mod.mention}." in shown.followups[0].content
    changed = await _card(server, f"Accepted by {server.mod.mention}.")
    assert changed.id == card.id
    assert "case:accept" not in str(changed.components)
    assert _notices(server) == []
    assert "fox" in answer_of(await server.imagine()).content
    assert await _card(server, "Appeal accepted")


async def _card(server: CaseServer, part: str) -> discord.Message:
    """Wait for a card of the log with a text."""

    def found() -> list[discord.Message]:
        return [one for one in server.desk.history() if part in str(_texts(one.components))]

    await server.harness.until(lambda: bool(found()))
    return found()[-1]


def _texts(components: Any) -> list[str]:  # noqa: ANN401 - discord.py's, of any kind
    """Return the texts in a message's components."""
    found: list[str] = []
    for one in components:
        found += [one.content] if hasattr(one, "content") else []
        found += _texts(getattr(one, "children", ()))
    return found


@pytest.mark.parametrize("by", ["ben", "mia", "manager"])
async def test_only_moderators_decide(server: CaseServer, by: str) -> None:
    notice = await _appealed(server)
    member: MemberActor = getattr(server, by, None) or getattr(server.harness, by)
    for label in ("Accept", "Decline"):
        shown = await member.click(notice, label=label)
        assert "don't have permission" in answer_of(shown).content
    [case] = await server.cases()
    assert case.appeal is not None
    assert case.appeal.state is AppealState.OPEN


async def test_a_moderator_of_another_server_decides_nothing(server: CaseServer) -> None:
    await _appealed(server)
    env = server.harness.env
    guild = env.create_guild("Elsewhere")
    role = guild.create_role("mods", permissions=discord.Permissions(moderate_members=True))
    zoe = guild.add_member(env.create_user("zoe"), roles=[role])
    there = guild.create_text_channel("there")
    channel = server.harness.bot.get_channel(there.id)
    assert isinstance(channel, discord.TextChannel)
    forged = await channel.send("x", view=appeal_view(server.guild_id, 1, ENGLISH))
    shown = await zoe.click(forged, label="Accept")
    assert "don't have permission" in answer_of(shown).content


async def test_nobody_appeals_a_case_of_another_member(server: CaseServer) -> None:
    await server.use("block", member=server.harness.mia)
    refusal = dms(server.harness.mia)[-1]
    shown = await server.harness.ben.click(await _repost(server, refusal), label="Appeal")
    assert "There is no case 1." in answer_of(shown).content


async def _repost(server: CaseServer, message: discord.Message) -> discord.Message:
    channel = server.harness.bot.get_channel(server.harness.art.id)
    assert isinstance(channel, discord.TextChannel)
    return await channel.send("x", view=discord.ui.View.from_message(message, timeout=None))


async def test_the_second_of_two_moderators_is_told_who_decided(server: CaseServer) -> None:
    await _appealed(server)
    appeals = server.harness.services.moderation.appeals
    authors = [CaseAuthor(one.id, Spot(server.guild_id)) for one in (server.mod, server.other)]
    states = (AppealState.ACCEPTED, AppealState.DECLINED)
    results = await asyncio.gather(
        *(appeals.decide(by, 1, state) for by, state in zip(authors, states, strict=True)),
        return_exceptions=True,
    )
    [refused] = [one for one in results if isinstance(one, AppealDecided)]
    assert refused.decided_by in {server.mod.id, server.other.id}
    shown = await server.use("case show", number=1)
    assert labels_of(answer_of(shown)) == []
    channel = server.harness.bot.get_channel(server.desk.id)
    assert isinstance(channel, discord.TextChannel)
    late = await channel.send("x", view=appeal_view(server.guild_id, 1, ENGLISH))
    click = await server.other.click(late, label="Decline")
    assert "has already" in answer_of(click).content
    assert f"<@{refused.decided_by}>" in answer_of(click).content


async def test_a_moderator_cannot_decide_their_own_appeal(server: CaseServer) -> None:
    await server.use("block", server.other, member=server.mod)
    await _set_notices(server, server.desk.id)
    appeals = server.harness.services.moderation.appeals
    await appeals.appeal(server.guild_id, 1, CaseAuthor(server.mod.id, Spot(server.guild_id)), "x")
    shown = await server.use("case show", number=1)
    click = await server.mod.click(answer_of(shown), label="Accept")
    assert "because it's about you" in answer_of(click).content
    click = await server.other.click(_notices(server)[-1], label="Accept")
    assert "Accepted" in click.followups[0].content


async def test_a_case_that_ended_cannot_be_appealed(server: CaseServer) -> None:
    await server.use("block", member=server.harness.mia, duration="1 h")
    message = dms(server.harness.mia)[-1]
    server.harness.clock.advance(hours=1)
    shown = await server.harness.mia.user.click(message, label="Appeal")
    assert "is no longer in force" in answer_of(shown).content


async def test_a_warning_can_be_appealed(server: CaseServer) -> None:
    mia = server.harness.mia
    await server.use("warn", member=mia, reason="gore")
    await _set_notices(server, server.desk.id)
    shown = await mia.user.click(dms(mia)[-1], label="Appeal")
    await mia.user.submit_modal(shown, {"appeal": TEXT})
    await server.harness.until(lambda: _notices(server) != [])
    await server.mod.click(_notices(server)[-1], label="Accept")
    assert "lifted <t:" in await server.say("case show", number=1)
