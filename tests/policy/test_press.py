"""Who may press which button follows from the server's settings alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.press import (
    DEFAULT_AUDIENCES,
    Audience,
    Press,
    Presser,
    audience_of,
    may_press,
    may_read,
)
from tests.policy.anyrulebook import AUDIENCES

_PRESSERS = st.builds(Presser, st.booleans(), st.booleans())


def test_every_button_has_an_audience_until_moderators_choose_one() -> None:
    assert set(DEFAULT_AUDIENCES) == set(Press)


@pytest.mark.parametrize(
    ("press", "strangers", "moderators", "author"),
    [
        (Press.AGAIN, True, True, True),
        (Press.REMIX, True, True, True),
        (Press.EDIT, False, True, True),
        (Press.ALT, False, True, True),
        (Press.SPOILER, False, True, True),
        (Press.DELETE, False, True, True),
    ],
)
def test_by_default_everybody_paints_on_and_only_some_change_what_is_there(
    press: Press,
    strangers: bool,  # noqa: FBT001 - a column of the table
    moderators: bool,  # noqa: FBT001 - as above
    author: bool,  # noqa: FBT001 - as above
) -> None:
    audience = audience_of(press, {})
    assert may_press(audience, Presser(is_author=False, is_moderator=False)) == strangers
    assert may_press(audience, Presser(is_author=False, is_moderator=True)) == moderators
    assert may_press(audience, Presser(is_author=True, is_moderator=False)) == author


@given(AUDIENCES, st.sampled_from(Press))
def test_a_servers_choice_goes_before_the_default_and_touches_no_other_button(
    own: dict[Press, Audience], press: Press
) -> None:
    assert audience_of(press, own) == (own[press] if press in own else DEFAULT_AUDIENCES[press])


@given(_PRESSERS)
def test_everybody_is_all_and_nobody_is_none(presser: Presser) -> None:
    assert may_press(Audience.EVERYBODY, presser)
    assert not may_press(Audience.NOBODY, presser)


@given(_PRESSERS)
def test_authors_and_moderators_are_told_apart(presser: Presser) -> None:
    assert may_press(Audience.AUTHOR, presser) == presser.is_author
    either = presser.is_author or presser.is_moderator
    assert may_press(Audience.MODERATORS, presser) == either


@given(_PRESSERS)
def test_each_audience_lets_pass_whom_the_next_narrower_one_does(presser: Presser) -> None:
    order = (Audience.NOBODY, Audience.AUTHOR, Audience.MODERATORS, Audience.EVERYBODY)
    may = [may_press(audience, presser) for audience in order]
    assert may == sorted(may)


@given(st.sampled_from(Audience), st.booleans())
def test_being_the_author_takes_no_right_away(
    audience: Audience,
    is_moderator: bool,  # noqa: FBT001 - hypothesis passes it by position or name alike
) -> None:
    others = may_press(audience, Presser(is_author=False, is_moderator=is_moderator))
    assert may_press(audience, Presser(is_author=True, is_moderator=is_moderator)) >= others


@given(st.sampled_from(Audience), _PRESSERS)
def test_who_may_press_details_reads_where_the_picture_is_and_so_does_the_author(
    audience: Audience, presser: Presser
) -> None:
    expected = presser.is_author or may_press(audience, presser)
    assert may_read(audience, presser, is_shown=True) == expected


@given(st.sampled_from(Audience), _PRESSERS)
def test_by_its_id_only_the_author_reads_and_the_moderators_who_may_press_details(
    audience: Audience, presser: Presser
) -> None:
    expected = presser.is_author or (presser.is_moderator and may_press(audience, presser))
    assert may_read(audience, presser, is_shown=False) == expected


@given(st.sampled_from(Audience), _PRESSERS)
def test_no_other_door_is_wider_than_the_picture_itself(
    audience: Audience, presser: Presser
) -> None:
    elsewhere = may_read(audience, presser, is_shown=False)
    assert elsewhere <= may_read(audience, presser, is_shown=True)
