"""Lights say what the bot can do in a channel, and for whom it matters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.moderation.channel_lights import (
    ChannelKind,
    ChannelLight,
    Check,
    CommandUsers,
    Light,
    command_users_of,
    has,
    kind_of,
    lights_of,
    missing_in,
)
from bot.policy.moderation.permissions import Permission

VIEW, SEND, ATTACH = Permission.VIEW_CHANNEL, Permission.SEND_MESSAGES, Permission.ATTACH_FILES
THREADS, USE = Permission.SEND_IN_THREADS, Permission.USE_COMMANDS
WHOLE = VIEW | SEND | ATTACH | THREADS

KINDS = st.sampled_from(ChannelKind)
BITS = st.integers(0, 2**64 - 1)


def _shown(held: int, kind: ChannelKind) -> dict[Check, Light]:
    return {one.check: one.light for one in lights_of(held, kind)}


@pytest.mark.parametrize(
    ("type_", "kind"),
    [
        (0, ChannelKind.TEXT),
        (5, ChannelKind.TEXT),
        (2, ChannelKind.VOICE),
        (13, ChannelKind.VOICE),
        (10, ChannelKind.THREAD),
        (11, ChannelKind.THREAD),
        (12, ChannelKind.THREAD),
        (15, ChannelKind.FORUM),
        (16, ChannelKind.FORUM),
        (99, ChannelKind.TEXT),
        (None, ChannelKind.TEXT),
    ],
)
def test_the_type_of_a_channel_decides_what_it_needs(type_: int | None, kind: ChannelKind) -> None:
    assert kind_of(type_) is kind


@pytest.mark.parametrize("kind", ChannelKind)
def test_with_all_permissions_every_light_is_good(kind: ChannelKind) -> None:
    assert set(_shown(WHOLE, kind).values()) == {Light.GOOD}
    assert missing_in(WHOLE, kind) == ()
    assert lights_of(Permission.ADMINISTRATOR, kind) == lights_of(WHOLE, kind)


@given(BITS, KINDS)
def test_a_channel_that_the_bot_cannot_view_has_one_light(held: int, kind: ChannelKind) -> None:
    hidden = held & ~(VIEW | Permission.ADMINISTRATOR)
    assert lights_of(hidden, kind) == (ChannelLight(Check.VIEW, Light.BAD),)


@given(BITS, KINDS)
def test_what_is_bad_is_missing_and_the_rest_of_it_is_held(held: int, kind: ChannelKind) -> None:
    shown = _shown(held, kind)
    assert missing_in(held, kind) == tuple(one for one in shown if shown[one] is Light.BAD)
    assert all(has(held, one) is (light is Light.GOOD) for one, light in shown.items())


def test_threads_of_a_text_channel_are_a_warning_and_in_a_thread_they_are_all() -> None:
    without = WHOLE & ~THREADS
    assert _shown(without, ChannelKind.TEXT)[Check.THREADS] is Light.WARNING
    assert Check.THREADS not in _shown(without, ChannelKind.VOICE)
    for kind in (ChannelKind.THREAD, ChannelKind.FORUM):
        assert missing_in(without, kind) == (Check.THREADS,)


def test_in_threads_and_forums_sending_to_the_channel_does_not_matter() -> None:
    for kind in (ChannelKind.THREAD, ChannelKind.FORUM):
        assert Check.SEND not in _shown(WHOLE & ~SEND, kind)
    assert missing_in(WHOLE & ~SEND, ChannelKind.VOICE) == (Check.SEND,)


@pytest.mark.parametrize(
    ("everyone", "users"),
    [
        (None, CommandUsers.UNKNOWN),
        (0, CommandUsers.HIDDEN),
        (USE, CommandUsers.HIDDEN),
        (VIEW, CommandUsers.ROLES),
        (VIEW | USE, CommandUsers.EVERYONE),
        (Permission.ADMINISTRATOR, CommandUsers.EVERYONE),
    ],
)
def test_who_uses_commands_follows_from_what_everyone_may_do(
    everyone: int | None, users: CommandUsers
) -> None:
    assert command_users_of(everyone) is users
