"""Who may press which button follows from the server's settings alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.images.action_permissions import Actor, audience_of, may_read, may_use
from bot.policy.images.actions import DEFAULT_AUDIENCES, Action, Audience
from tests.policy.rulebook_strategies import AUDIENCES

_ACTORS = st.builds(Actor, st.booleans(), st.booleans())


@pytest.mark.parametrize(
    ("press", "strangers", "moderators", "author"),
    [
        (Action.AGAIN, True, True, True),
        (Action.REMIX, True, True, True),
        (Action.EDIT, False, True, True),
        (Action.ALT, False, True, True),
        (Action.SPOILER, False, True, True),
        (Action.DELETE, False, True, True),
    ],
)
def test_by_default_everybody_generates_on_and_only_some_change_what_is_there(
    press: Action,
    strangers: bool,  # noqa: FBT001 - a column of the table
    moderators: bool,  # noqa: FBT001 - as above
    author: bool,  # noqa: FBT001 - as above
) -> None:
    audience = audience_of(press, {})
    assert may_use(audience, Actor(is_author=False, is_moderator=False)) == strangers
    assert may_use(audience, Actor(is_author=False, is_moderator=True)) == moderators
    assert may_use(audience, Actor(is_author=True, is_moderator=False)) == author


@given(AUDIENCES, st.sampled_from(list(DEFAULT_AUDIENCES)))
def test_a_servers_choice_goes_before_the_default_and_touches_no_other_button(
    own: dict[Action, Audience], press: Action
) -> None:
    assert audience_of(press, own) == (own[press] if press in own else DEFAULT_AUDIENCES[press])


@given(_ACTORS)
def test_everybody_is_all_and_nobody_is_none(actor: Actor) -> None:
    assert may_use(Audience.EVERYONE, actor)
    assert not may_use(Audience.NO_ONE, actor)


@given(_ACTORS)
def test_authors_and_moderators_are_told_apart(actor: Actor) -> None:
    assert may_use(Audience.AUTHOR, actor) == actor.is_author
    either = actor.is_author or actor.is_moderator
    assert may_use(Audience.MODERATORS, actor) == either


@given(_ACTORS)
def test_each_audience_lets_pass_whom_the_next_narrower_one_does(actor: Actor) -> None:
    order = (Audience.NO_ONE, Audience.AUTHOR, Audience.MODERATORS, Audience.EVERYONE)
    may = [may_use(audience, actor) for audience in order]
    assert may == sorted(may)


@given(st.sampled_from(Audience), st.booleans())
def test_being_the_author_takes_no_right_away(
    audience: Audience,
    is_moderator: bool,  # noqa: FBT001 - hypothesis passes it by position or name alike
) -> None:
    others = may_use(audience, Actor(is_author=False, is_moderator=is_moderator))
    assert may_use(audience, Actor(is_author=True, is_moderator=is_moderator)) >= others


@given(st.sampled_from(Audience), _ACTORS)
def test_who_may_use_details_reads_where_the_image_is_and_so_does_the_author(
    audience: Audience, actor: Actor
) -> None:
    expected = actor.is_author or may_use(audience, actor)
    assert may_read(audience, actor, is_shown=True) == expected


@given(st.sampled_from(Audience), _ACTORS)
def test_by_its_id_only_the_author_reads_and_the_moderators_who_may_use_details(
    audience: Audience, actor: Actor
) -> None:
    expected = actor.is_author or (actor.is_moderator and may_use(audience, actor))
    assert may_read(audience, actor, is_shown=False) == expected


@given(st.sampled_from(Audience), _ACTORS)
def test_no_other_door_is_wider_than_the_image_itself(audience: Audience, actor: Actor) -> None:
    elsewhere = may_read(audience, actor, is_shown=False)
    assert elsewhere <= may_read(audience, actor, is_shown=True)
