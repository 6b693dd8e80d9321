"""Moderators set the log; every change is an audit entry, and consent never reaches back."""

from bot.policy.moderation.log import Topic
from tests.service.service_harness import GUILD, MODERATOR, ServiceHarness

CHANNEL, MEMBER = 88, 5


async def test_every_change_is_an_audit_entry(harness: ServiceHarness) -> None:
    settings = harness.moderation.log_settings
    await settings.set_channel(GUILD, MODERATOR, CHANNEL)
    await settings.set_topics(GUILD, MODERATOR, {Topic.IMAGES: False, Topic.ACTIONS: True})
    await settings.set_private(GUILD, MODERATOR, is_on=True)
    await settings.set_warning_days(GUILD, MODERATOR, 30)
    moderation = (await harness.stores.rulebooks.read(GUILD)).rulebook.moderation
    assert moderation.log.channel_id == CHANNEL
    assert moderation.log.topics == {Topic.REFUSALS, Topic.REPORTS, Topic.ACTIONS}
    assert moderation.log.shows_private
    assert moderation.warning_days == 30
    history = await harness.editor.history(GUILD)
    assert [entry.what for entry in reversed(history)] == [
        "log channel",
        "log topics",
        "log of private images",
        "warnings expire",
    ]
    assert {entry.actor_id for entry in history} == {MODERATOR}


async def test_turning_private_images_off_or_on_ends_earlier_consent(
    harness: ServiceHarness,
) -> None:
    settings, consents = harness.moderation.log_settings, harness.stores.consents
    for is_on in (True, False):
        await consents.add(GUILD, MEMBER, now=harness.clock.now())
        await settings.set_private(GUILD, MODERATOR, is_on=is_on)
        assert not await consents.has(GUILD, MEMBER)


async def test_setting_it_to_the_same_value_keeps_consent(harness: ServiceHarness) -> None:
    settings, consents = harness.moderation.log_settings, harness.stores.consents
    await settings.set_private(GUILD, MODERATOR, is_on=True)
    await consents.add(GUILD, MEMBER, now=harness.clock.now())
    assert await settings.set_private(GUILD, MODERATOR, is_on=True) == ()
    assert await consents.has(GUILD, MEMBER)
