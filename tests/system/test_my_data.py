"""/my data: the export of a member's data, visible only to them, and its deletion."""

import json
from datetime import timedelta
from typing import Any, cast

import pytest
from simcord.actors import MemberActor
from simcord.results import InteractionResult

from bot.policy.moderation.case import Case, CaseKind
from bot.sandbox.painter import ScriptedAnswer
from bot.service.members.privacy import Deleted, Privacy
from bot.storage.limits.ledger import SqlLedger
from bot.storage.moderation.cases import SqlCases
from testkit.simulated import answer_of
from tests.system.conftest import BotHarness
from tests.system.moderated_server import answer


async def _exported(harness: BotHarness, member: MemberActor) -> dict[str, Any]:
    result = await member.slash(harness.art, "my data export")
    assert "Here is all data stored about you." in answer(result)
    [file] = answer_of(result).attachments
    assert file.filename == "imagine-bot-my-data.json"
    return json.loads(await file.read())


async def _question(harness: BotHarness, member: MemberActor) -> InteractionResult:
    question = await member.slash(harness.art, "my data delete")
    assert "**It can't be undone.**" in answer(question)
    assert "What was sent to OpenRouter" in answer(question)
    assert "Blocks and warnings in force stay until they end" in answer(question)
    return question


def _shown(harness: BotHarness, member: MemberActor, question: InteractionResult) -> Any:  # noqa: ANN401 - as simcord has it
    [shown] = [
        one for one in harness.art.history(viewer=member) if one.id == answer_of(question).id
    ]
    return shown


async def _click(
    harness: BotHarness, member: MemberActor, question: InteractionResult, label: str
) -> tuple[str, bool]:
    """Click a button; return the new text of the question and whether it still has buttons."""
    await member.click(answer_of(question), label=label)
    shown = _shown(harness, member, question)
    return shown.content, bool(shown.components)


async def test_the_file_has_the_members_own_images_and_nobody_elses(harness: BotHarness) -> None:
    await harness.mia.slash(harness.art, "imagine", prompt="a red fox")
    await harness.ben.slash(harness.art, "imagine", prompt="a blue whale")
    data = await _exported(harness, harness.mia)
    [image] = data["pictures"]
    assert image["draft"]["request"]["prompt"] == "a red fox"
    assert image["state"] == "done"
    assert data["file"]["user_id"] == str(harness.mia.id)
    assert "whale" not in str(data)
    assert data["counts"]
    assert str(harness.mia.id) not in str(data["counts"])


async def test_deleting_takes_what_is_kept_and_leaves_the_limits(harness: BotHarness) -> None:
    await harness.mia.slash(harness.art, "imagine", prompt="a red fox")
    await harness.ben.slash(harness.art, "imagine", prompt="a blue whale")
    before = answer(await harness.mia.slash(harness.art, "my allowance"))
    assert "**9** of 10 left" in before
    question = await _question(harness, harness.mia)
    assert len((await _exported(harness, harness.mia))["pictures"]) == 1
    text, has_buttons = await _click(harness, harness.mia, question, "Delete my data")
    assert text == (
        "Deleted, including the data of one finished image. Your limits haven't changed."
    )
    assert not has_buttons
    data = await _exported(harness, harness.mia)
    assert data["pictures"] == []
    assert "red fox" not in str(data)
    assert answer(await harness.mia.slash(harness.art, "my allowance")) == before
    again = await harness.mia.slash(harness.art, "imagine", prompt="at once")
    assert "Cooldown: your next image is possible" in answer(again)
    assert len((await _exported(harness, harness.ben))["pictures"]) == 1


async def test_a_case_in_force_is_exported_and_survives_a_deletion_that_says_so(
    harness: BotHarness,
) -> None:
    guild_id = harness.mia.guild.id
    cases = SqlCases(cast("SqlLedger", harness.services.ledger).database)
    now = harness.clock.now()
    for until in (now, now + timedelta(days=7), None):
        case = Case(guild_id, 0, CaseKind.BLOCK, harness.mia.id, harness.ben.id, now, "spam", until)
        await cases.add(case)
    data = await _exported(harness, harness.mia)
    assert {case["reason"] for case in data["cases"]} == {"spam"}
    assert str(harness.ben.id) not in str(data)
    question = await _question(harness, harness.mia)
    text, _ = await _click(harness, harness.mia, question, "Delete my data")
    assert text.endswith("2 blocks and warnings are still in force and stay until they end.")
    data = await _exported(harness, harness.mia)
    assert [case["number"] for case in data["cases"]] == [3, 2]


async def test_nothing_is_deleted_without_a_yes(harness: BotHarness) -> None:
    await harness.mia.slash(harness.art, "imagine", prompt="a red fox")
    question = await _question(harness, harness.mia)
    assert await _click(harness, harness.mia, question, "Keep my data") == (
        "Nothing was deleted.",
        False,
    )
    assert len((await _exported(harness, harness.mia))["pictures"]) == 1


async def test_a_question_that_nobody_answers_ends_by_itself(harness: BotHarness) -> None:
    await harness.mia.slash(harness.art, "imagine", prompt="a red fox")
    question = await _question(harness, harness.mia)
    await harness.env.advance_time(timedelta(minutes=11).total_seconds())
    shown = _shown(harness, harness.mia, question)
    assert shown.content == "Timed out; nothing was deleted. Run the command again."
    assert not shown.components
    assert len((await _exported(harness, harness.mia))["pictures"]) == 1


async def test_what_is_under_way_is_generated_all_the_same_and_told(harness: BotHarness) -> None:
    question = await _question(harness, harness.mia)
    harness.painter.script(ScriptedAnswer(sketch=True, latency_s=0.5))
    harness.dispatch(harness.mia, "imagine", prompt="a red fox")
    await harness.painter.wait_for_requests(1)
    text, _ = await _click(harness, harness.mia, question, "Delete my data")
    assert "The bot had no finished images of yours." in text
    assert "One image is still in progress" in text
    [image] = (await _exported(harness, harness.mia))["pictures"]
    assert image["state"] == "done"


async def test_what_could_be_deleted_in_part_only_says_so(
    harness: BotHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def in_part(_: object, __: int) -> Deleted:
        return Deleted(3, 0, are_files_left=True, is_whole=False)

    monkeypatch.setattr(Privacy, "delete", in_part)
    text, _ = await _click(
        harness, harness.mia, await _question(harness, harness.mia), "Delete my data"
    )
    assert text.startswith("Not everything was deleted")
    assert "The data of 3 finished images is gone so far. Run the command again." in text


async def test_what_is_too_much_for_one_file_is_told(harness: BotHarness) -> None:
    harness.services.privacy.most_bytes = 7_000
    harness.clock.advance(days=1)
    for prompt in ("a red fox", "a blue whale"):
        harness.clock.advance(minutes=5)
        await harness.mia.slash(harness.art, "imagine", prompt=prompt)
    result = await harness.mia.slash(harness.art, "my data export")
    assert "older entr" in answer(result)


async def test_data_commands_work_in_direct_messages(harness: BotHarness) -> None:
    await harness.mia.slash(harness.art, "imagine", prompt="a red fox")
    result = await harness.mia.user.slash("my data export")
    assert "Here is all data" in answer(result)
    question = await harness.mia.user.slash("my data delete")
    await harness.mia.user.click(answer_of(question), label="Delete my data")
    assert (await _exported(harness, harness.mia))["pictures"] == []
