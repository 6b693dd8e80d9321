"""Moderators see a private request only if the server wants that and its member has agreed."""

import pytest

from bot.errors import ConsentNeeded
from bot.policy.limits.effective import Spot
from bot.policy.moderation.log import LogSettings
from tests.service.moderation.reviews.desk import LOG, Desk
from tests.service.service_harness import GUILD, REPLY_TARGET, REQUEST

SHOWING = LogSettings(LOG, shows_private=True)


async def test_the_member_is_asked_before_anything_is_reserved(desk: Desk) -> None:
    await desk.set_log(SHOWING)
    private = desk.harness.requester(private=True)
    with pytest.raises(ConsentNeeded):
        await desk.harness.imagine.check(private, REQUEST)
    assert await desk.is_asked(private)
    await desk.harness.finish()
    assert await desk.harness.stores.members.last_refusal(GUILD, private.user_id) is None
    # neither cooldown nor images are taken
    assert not await desk.is_asked(desk.harness.requester())


async def test_one_consent_holds_for_one_server_and_member_from_then_on(desk: Desk) -> None:
    await desk.set_log(SHOWING)
    await desk.consent.agree(GUILD, 1)
    requester = desk.harness.requester(1, private=True)
    admitted = await desk.harness.imagine.admit(requester, REQUEST, REPLY_TARGET)
    assert admitted.draft.shown_to_moderators
    assert await desk.is_asked(desk.harness.requester(2, private=True))


@pytest.mark.parametrize(
    "settings", [LogSettings(LOG), LogSettings(None, shows_private=True), LogSettings()]
)
async def test_nothing_is_asked_or_stored_where_moderators_see_nothing(
    desk: Desk, settings: LogSettings
) -> None:
    await desk.set_log(settings)
    await desk.consent.agree(GUILD, 1)
    requester = desk.harness.requester(1, private=True)
    admitted = await desk.harness.imagine.admit(requester, REQUEST, REPLY_TARGET)
    assert not admitted.draft.shown_to_moderators
    await desk.set_log(SHOWING)
    assert await desk.is_asked(desk.harness.requester(1, private=True))


async def test_nothing_is_asked_outside_of_servers(desk: Desk) -> None:
    assert not await desk.is_asked(desk.harness.requester(private=True, spot=Spot()))
