"""What follows from the table of actions."""

from bot.policy.images.actions import (
    ACTIONS,
    DEFAULT_AUDIENCES,
    ORIGINS,
    Action,
    Audience,
    Control,
    Offered,
    actions_on,
)


def test_every_action_has_one_row_and_they_are_in_one_order() -> None:
    assert tuple(ACTIONS) == tuple(Action)


def test_moderators_decide_about_every_action_but_canceling_sharing_and_reporting() -> None:
    fixed = set(Action) - set(DEFAULT_AUDIENCES)
    assert fixed == {Action.CANCEL, Action.SHARE, Action.REPORT}
    assert Audience.NO_ONE not in DEFAULT_AUDIENCES.values()


def test_an_action_that_creates_an_image_is_a_button_of_a_job_that_has_ended() -> None:
    for action in ORIGINS:
        spec = ACTIONS[action]
        assert (spec.control, spec.offered is Offered.UNFINISHED) == (Control.BUTTON, False)


def test_a_card_offers_what_holds_for_it_as_the_control_of_its_row() -> None:
    assert actions_on(Control.BUTTON, {Offered.UNFINISHED}) == (Action.CANCEL,)
    assert actions_on(Control.BUTTON, {Offered.ENDED}) == (Action.AGAIN, Action.EDIT)
    assert actions_on(Control.MENU, {Offered.ENDED}) == ()
    assert actions_on(Control.MENU, {Offered.PRIVATE}) == (Action.SHARE,)
    of_all = [*actions_on(Control.BUTTON, set(Offered)), *actions_on(Control.MENU, set(Offered))]
    assert sorted(of_all) == sorted(Action)
