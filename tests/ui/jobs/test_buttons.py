"""The controls under a card, and their custom ids."""

import itertools
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import DiscordUnavailable, PromptRejected, RequestRejected
from bot.i18n import ENGLISH, Say
from bot.policy.images.actions import ACTIONS, Action, Control, Offered, actions_on
from bot.policy.images.image import Generation, ImageFile
from bot.policy.images.model import Model
from bot.policy.images.request import Order
from bot.ui.jobs.buttons import (
    TEMPLATE,
    cancel_view,
    custom_id,
    failure_view,
    image_view,
    job_view,
    larger_size,
)
from testkit.fakes import FLASH, MINI
from tests.ui.conftest import Keys

#: Discord's limits.
#: https://docs.discord.com/developers/components/reference, read 2026-11-22
_MOST_ID, _MOST_LABEL, _MOST_OPTION = 100, 80, 100

_SMALL = ImageFile(Path("x"), "image/png", 1344, 768, 100)
_LARGE = ImageFile(Path("x"), "image/png", 2048, 2048, 100)

_MENU = {action for action, spec in ACTIONS.items() if spec.control is Control.MENU}

_JOB_IDS = st.integers(min_value=0, max_value=2**63 - 1)


def _generation(model: Model, *images: ImageFile) -> Generation:
    return Generation(Order(model, "a fox"), images or (_SMALL,), cost_micros=1, latency_s=1)


def _items(view: discord.ui.View) -> list[Any]:
    return list(view.children)


def _actions(view: discord.ui.View) -> list[str]:
    return [item.custom_id.split(":")[1] for item in _items(view)]


@given(_JOB_IDS, st.sampled_from(Action))
def test_ids_round_trip_and_are_never_too_long(job_id: int, action: Action) -> None:
    written = custom_id(action, job_id)
    match = re.fullmatch(TEMPLATE, written)
    assert match
    assert (Action(match["action"]), int(match["id"])) == (action, job_id)
    assert len(written) <= _MOST_ID


@given(st.text())
def test_no_other_text_is_taken_for_an_id_that_cannot_be_read(text: str) -> None:
    match = re.fullmatch(TEMPLATE, text)
    assert match is None or int(match["id"]) < 10**19


def test_an_action_of_another_version_is_still_one_of_ours() -> None:
    assert re.fullmatch(TEMPLATE, "job:upscale:5")
    assert not re.fullmatch(TEMPLATE, "job:again:")
    assert not re.fullmatch(TEMPLATE, "job:again:\u0661")


def test_a_image_offers_everything_that_its_model_can_do() -> None:
    view = image_view(_generation(FLASH), 5, is_private=False, say=ENGLISH)
    offered = set(Offered) - {Offered.UNFINISHED}
    assert _actions(view) == [*actions_on(Control.BUTTON, offered), "more"]
    assert [row["components"][0]["type"] for row in view.to_components()] == [2, 3]
    assert view.timeout is None


def test_a_model_that_takes_no_reference_offers_neither_remix_nor_a_higher_resolution() -> None:
    models = (FLASH, replace(FLASH, max_references=0))
    views = (image_view(_generation(one), 5, is_private=False, say=ENGLISH) for one in models)
    seeing, blind = map(_actions, views)
    assert [action for action in seeing if action not in {"remix", "larger"}] == blind
    assert {"remix", "larger"} <= set(seeing)


def test_a_higher_resolution_is_offered_where_any_of_the_images_has_one() -> None:
    def offered(*images: ImageFile) -> bool:
        view = image_view(_generation(FLASH, *images), 5, is_private=False, say=ENGLISH)
        return "larger" in _actions(view)

    assert offered(_SMALL)
    assert offered(_LARGE, _SMALL)
    assert not offered(_LARGE)
    assert not offered(replace(_SMALL, refitted=True))


def test_the_next_size_is_one_of_the_models() -> None:
    assert larger_size(Order(FLASH, "a fox"), _SMALL) == "2K"
    assert larger_size(Order(replace(MINI, max_references=1), "a fox"), _SMALL) is None


@pytest.mark.parametrize("is_private", [True, False])
def test_only_private_images_can_be_shared_and_only_others_reported(*, is_private: bool) -> None:
    more = _items(image_view(_generation(FLASH), 5, is_private=is_private, say=ENGLISH))[-1]
    offered = {Action(option.value) for option in more.options}
    assert offered == _MENU - {Action.REPORT if is_private else Action.SHARE}
    assert (more.min_values, more.max_values) == (1, 1)


def test_a_failure_offers_to_try_again_or_first_to_write_other_words() -> None:
    assert _actions(failure_view(DiscordUnavailable(), 5, say=ENGLISH)) == ["again", "edit"]
    assert _actions(failure_view(PromptRejected(), 5, say=ENGLISH)) == ["edit", "again"]
    assert _actions(failure_view(RequestRejected(), 5, say=ENGLISH)) == ["edit", "again"]
    [retry, _] = _items(failure_view(DiscordUnavailable(), 5, say=ENGLISH))
    [again] = _items(job_view(5, Action.AGAIN, say=ENGLISH))
    assert (retry.label, again.label) == ("Try again", "Again")


def _all_views(say: Say) -> list[discord.ui.View]:
    return [
        cancel_view(5, say=say),
        failure_view(DiscordUnavailable(), 5, say=say),
        image_view(_generation(FLASH), 5, is_private=True, say=say),
    ]


def test_every_label_is_in_the_cards_language_and_short_enough() -> None:
    for item in itertools.chain(*map(_items, _all_views(Keys("de")))):
        texts = [option.label for option in getattr(item, "options", ())]
        texts.append(item.placeholder if texts else item.label)
        assert all(text.startswith("<de:") for text in texts)
    for item in itertools.chain(*map(_items, _all_views(ENGLISH))):
        assert len(getattr(item, "label", "")) <= _MOST_LABEL
        assert all(len(option.label) <= _MOST_OPTION for option in getattr(item, "options", ()))
