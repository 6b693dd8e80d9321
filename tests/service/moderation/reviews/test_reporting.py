"""A report reaches moderators once, within bounds, and its member hears what became of it."""

import asyncio
from dataclasses import replace

import pytest

from bot.errors import (
    AlreadyReported,
    NoPlaceForReports,
    NotReportable,
    OwnImageReported,
    ReasonTooShort,
    TooManyReports,
)
from bot.policy.jobs.job import State
from bot.policy.limits.effective import Spot
from bot.policy.limits.rulebook import Rulebook
from bot.policy.moderation.log import EntryKind, LogSettings, Topic
from bot.ports import MOST_REPORTS, ReportOutcome, StoredJob
from bot.service.moderation.reviews.member_notes import ReportNote
from bot.service.moderation.reviews.reporting import MOST_REASON_LENGTH, Reporter
from bot.service.notifications import ImageReported
from tests.service.failing_stores import break_port
from tests.service.moderation.reviews.desk import LOG, Desk
from tests.service.service_harness import GUILD, MODERATOR, SPOT

AUTHOR, MEMBER = 1, 2
REASON = "a real person"


def _image(desk: Desk, **changes: object) -> StoredJob:
    draft = desk.draft(user_id=AUTHOR, **changes)  # pyright: ignore[reportArgumentType] - as tests say
    target = replace(draft.reply_target, message_id=500)
    return StoredJob(
        replace(draft, reply_target=target), State.DONE, is_answered=True, attempts=1, micros=0
    )


def _reporter(user_id: int = MEMBER, spot: Spot = SPOT) -> Reporter:
    return Reporter(900, user_id, spot)


async def test_a_report_is_an_entry_of_the_log(desk: Desk) -> None:
    image = _image(desk)
    await desk.reporting.check(image, _reporter())
    await desk.reporting.report(image, _reporter(), f"  {REASON} ")
    [entry] = await desk.entries()
    assert (entry.kind, entry.user_id, entry.actor_id) == (EntryKind.REPORT, AUTHOR, MEMBER)
    assert entry.text == REASON
    assert desk.notices == []


async def test_no_report_is_stored_without_its_entry(desk: Desk) -> None:
    # as when the process is killed once the report is stored: a second one would be refused
    break_port(desk.harness, "moderation_log", add=9)
    desk.wire()
    await desk.reporting.report(_image(desk), _reporter(), REASON)
    assert len(await desk.entries()) == 1


async def test_a_long_reason_is_cut(desk: Desk) -> None:
    await desk.reporting.report(_image(desk), _reporter(), "x" * 1000)
    [entry] = await desk.entries()
    assert len(entry.text) == MOST_REASON_LENGTH


async def test_without_the_topic_the_notices_channel_gets_it(desk: Desk) -> None:
    await desk.set_log(LogSettings(LOG, topics=frozenset({Topic.IMAGES})))

    def change(rulebook: Rulebook) -> Rulebook:
        return replace(rulebook, notices_channel=55)

    await desk.harness.editor.edit(GUILD, MODERATOR, change)
    await desk.reporting.report(_image(desk), _reporter(), REASON)
    assert await desk.entries() == []
    [notice] = desk.notices
    assert isinstance(notice, ImageReported)
    assert (notice.channel_id, notice.message_id, notice.reason) == (55, 500, REASON)


async def test_a_server_without_a_place_takes_no_report(desk: Desk) -> None:
    await desk.set_log(LogSettings())
    with pytest.raises(NoPlaceForReports):
        await desk.reporting.check(_image(desk), _reporter())
    with pytest.raises(NoPlaceForReports):
        await desk.reporting.report(_image(desk), _reporter(), REASON)


async def test_own_private_and_others_servers_images_are_refused(desk: Desk) -> None:
    for image, reporter, error in (
        (_image(desk), _reporter(AUTHOR), OwnImageReported),
        (_image(desk, private=True), _reporter(), NotReportable),
        (_image(desk, spot=Spot()), _reporter(spot=Spot()), NotReportable),
        (_image(desk), _reporter(spot=Spot(GUILD + 1)), NotReportable),
    ):
        with pytest.raises(error):
            await desk.reporting.check(image, reporter)


async def test_short_reasons_and_what_a_filter_refuses_are_not_stored(desk: Desk) -> None:
    image = _image(desk)
    with pytest.raises(ReasonTooShort):
        await desk.reporting.report(image, _reporter(), " short  ")
    checked: list[str] = []

    async def refuse(reporter: Reporter, text: str) -> None:
        checked.append(f"{reporter.user_id} {text}")
        raise NotReportable

    desk.reporting.check_text = refuse
    with pytest.raises(NotReportable):
        await desk.reporting.report(image, _reporter(), REASON)
    assert checked == [f"{MEMBER} {REASON}"]
    desk.reporting.check_text = None
    await desk.reporting.report(image, _reporter(), REASON)


async def test_each_member_reports_an_image_once_and_three_a_day(desk: Desk) -> None:
    images = [_image(desk) for _ in range(MOST_REPORTS + 1)]
    await desk.reporting.report(images[0], _reporter(), REASON)
    with pytest.raises(AlreadyReported):
        await desk.reporting.report(images[0], _reporter(), REASON)
    await desk.reporting.report(images[0], _reporter(3), REASON)
    results = await asyncio.gather(
        *(desk.reporting.report(image, _reporter(), REASON) for image in images[1:]),
        return_exceptions=True,
    )
    assert sum(isinstance(result, TooManyReports) for result in results) == 1
    with pytest.raises(TooManyReports):
        await desk.reporting.check(images[0], _reporter())
    desk.harness.clock.advance(hours=24)
    await desk.reporting.check(images[0], _reporter())


async def test_all_reporters_of_an_image_hear_the_outcome_once(desk: Desk) -> None:
    image = _image(desk)
    job_id = image.draft.requester.job_id
    for user_id in (2, 3):
        await desk.reporting.report(image, _reporter(user_id), REASON)
    assert await desk.reporting.close(job_id, ReportOutcome.ACTED) == 2
    assert await desk.reporting.close(job_id, ReportOutcome.DISMISSED) == 0
    await desk.harness.finish()
    told = {(note.user_id, note.outcome) for note in desk.notes if isinstance(note, ReportNote)}
    assert told == {(2, ReportOutcome.ACTED), (3, ReportOutcome.ACTED)}
