"""/case list, show and edit."""

import pytest

from bot.i18n import ENGLISH
from bot.ui.moderation.cases.case_controls import list_view
from bot.ui.text import MAX_CONTENT
from testkit.simulated import answer_of
from tests.system.conftest import BotHarness
from tests.system.interactions import labels_of, post, restart
from tests.system.moderated_cases import CaseServer, open_case_server


@pytest.fixture
def server(harness: BotHarness) -> CaseServer:
    return open_case_server(harness)


async def test_cases_are_listed_page_by_page_also_after_a_restart(server: CaseServer) -> None:
    for number in range(12):
        member = server.harness.mia if number % 4 else server.harness.ben
        await server.use("warn", member=member, reason=f"*{number}* {'_' * 300}")
    shown = answer_of(await server.use("case list"))
    assert [line.split()[1] for line in shown.content.splitlines()] == [
        f"**{number}**" for number in range(12, 2, -1)
    ]
    assert len(shown.content) <= MAX_CONTENT
    assert labels_of(shown) == ["Older", "Newest"]
    await restart(server.harness)
    older = answer_of(await server.mod.click(shown, label="Older"))
    assert [line.split()[1] for line in older.content.splitlines()] == ["**2**", "**1**"]
    newest = answer_of(await server.mod.click(older, label="Newest"))
    assert newest.content == shown.content


async def test_cases_of_one_member_are_listed_alone(server: CaseServer) -> None:
    assert await server.say("case list") == "There are no cases."
    for _ in range(11):
        await server.use("warn", member=server.harness.mia, reason="gore")
    await server.use("warn", member=server.harness.ben, reason="gore")
    text = await server.say("case list", member=server.harness.ben)
    assert text.startswith(f"- **12** Warning · {server.harness.ben.mention}")
    assert text.count("\n") == 0
    shown = answer_of(await server.use("case list", member=server.harness.mia))
    older = answer_of(await server.mod.click(shown, label="Older"))
    assert older.content.startswith("- **1** Warning")


async def test_a_case_is_shown_with_everything(server: CaseServer) -> None:
    mia = server.harness.mia
    await server.use("block", member=mia, duration="1 d", reason="spam *of* foxes")
    text = await server.say("case show", number=1)
    assert text.startswith("**Case 1: Block**")
    for part in (
        f"Member: {mia.mention}",
        f"By: {server.mod.mention}, <t:",
        f"Channel: {server.desk.mention}",
        "Status: in force, ends <t:",
        "> spam \\*of\\* foxes",
    ):
        assert part in text
    server.harness.clock.advance(days=1)
    assert "Status: ended <t:" in await server.say("case show", number=1)
    assert "There is no case 2." in await server.say("case show", number=2)


async def test_a_case_is_changed_with_who_and_when(server: CaseServer) -> None:
    mia = server.harness.mia
    await server.use("block", member=mia, reason="spam")
    text = await server.say("case edit", server.other, number=1, duration="1 h")
    assert text.startswith("Case 1 was changed.")
    assert f"Changed by {server.other.mention} <t:" in text
    assert "> spam" in text
    text = await server.say("case edit", server.other, number=1, reason="many foxes")
    assert "> many foxes" in text
    assert "in force, ends <t:" in text
    assert "Reason: many foxes." in answer_of(await server.imagine()).content
    server.harness.clock.advance(hours=1)
    assert "fox" in answer_of(await server.imagine()).content
    text = await server.say("case edit", number=1, duration="1 h")
    assert "is no longer in force" in text
    assert "there is no case 7" in (await server.say("case edit", number=7, reason="x")).lower()


async def test_an_edit_changes_something(server: CaseServer) -> None:
    await server.use("block", member=server.harness.mia)
    assert "a new reason, a new duration, or both" in await server.say("case edit", number=1)


async def test_a_lifted_block_cannot_be_changed(server: CaseServer) -> None:
    await server.use("block", member=server.harness.mia)
    await server.use("unblock", member=server.harness.mia)
    assert "is no longer in force" in await server.say("case edit", number=1, duration="1 h")
    assert "lifted <t:" in await server.say("case list")


async def test_only_moderators_turn_pages(server: CaseServer) -> None:
    for _ in range(11):
        await server.use("warn", member=server.harness.mia, reason="gore")
    page = await server.cases()
    view = list_view(page, ENGLISH, before=0, member_id=0)
    assert view is not None
    message = await post(server.harness, view)
    shown = await server.harness.mia.click(message, label="Older")
    assert "don't have permission" in answer_of(shown).content
