"""What OpenRouter is told of who asks: enough to tell members apart, nothing to find them by."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.images.actions import ORIGINS, Action
from bot.policy.images.request import ImageRequest
from bot.policy.images.tags import Tags, tag_keys, tags_of
from bot.policy.jobs.job import Draft, Parent, ReplyTarget, Requester
from bot.policy.limits.effective import Spot
from bot.policy.members.pseudonym import pseudonym_key, pseudonym_of

IDS = st.integers(0, 2**64 - 1)
#: An HMAC fills its key up with NUL; no token has one.
SECRETS = st.text(st.characters(exclude_characters="\0"))
KEYS = tag_keys("a token")
NOW = datetime(2026, 11, 30, tzinfo=UTC)


def tags(user_id: int, job_id: int = 1, chain: int = 1) -> Tags:
    return tags_of(KEYS, user_id=user_id, job_id=job_id, chain=chain)


@given(IDS, IDS, IDS, SECRETS)
def test_they_are_short_plain_names(user_id: int, job_id: int, chain: int, secret: str) -> None:
    made = tags_of(tag_keys(secret), user_id=user_id, job_id=job_id, chain=chain)
    for name in (made.user, made.session_id):
        assert re.fullmatch("[a-z2-7]{26}", name)
    assert made.trace_id == str(job_id)


@given(st.sets(IDS, min_size=2, max_size=50), IDS)
def test_no_two_members_share_a_name_or_a_session(user_ids: set[int], chain: int) -> None:
    made = [tags(user_id, chain=chain) for user_id in user_ids]
    assert len({one.user for one in made}) == len(made)
    assert len({one.session_id for one in made}) == len(made)


@given(IDS, st.sets(IDS, min_size=2, max_size=10))
def test_a_member_has_one_name_and_a_session_for_each_chain(user_id: int, chains: set[int]) -> None:
    made = [tags(user_id, job_id=number, chain=chain) for number, chain in enumerate(chains)]
    assert len({one.user for one in made}) == 1
    assert len({one.session_id for one in made}) == len(chains)


@given(IDS, SECRETS)
def test_nobody_can_join_them_with_the_counts_or_with_each_other(user_id: int, secret: str) -> None:
    counted = pseudonym_of(user_id, pseudonym_key(secret))
    made = tags_of(tag_keys(secret), user_id=user_id, job_id=user_id, chain=user_id)
    assert len({counted, made.user, made.session_id}) == 3


@given(IDS, st.lists(SECRETS, min_size=2, max_size=5, unique=True))
def test_without_the_secret_they_cannot_be_found(user_id: int, secrets: list[str]) -> None:
    made = [tags_of(tag_keys(one), user_id=user_id, job_id=1, chain=1) for one in secrets]
    assert len({one.user for one in made}) == len({one.session_id for one in made}) == len(secrets)


def test_they_stay_from_version_to_version() -> None:
    made = tags(123456789012345678, chain=5)
    assert made == Tags("4i3hisbqgqjtxou6dhs36midwy", "q4hvyhgv3kfqzyc6ezz7m3x4pi", "1")


def test_the_keys_are_shown_nowhere() -> None:
    assert repr(KEYS) == "TagKeys()"
    assert tag_keys("\ud800") != tag_keys("")


def draft(job_id: int, user_id: int, parent: Parent | None = None) -> Draft:
    requester = Requester(job_id, user_id, Spot(), NOW, private=False, can_be_late=False)
    address = ReplyTarget(8, "token", 4, 1, 1)
    return Draft(requester, ImageRequest("a fox"), None, address, NOW, parent=parent)


class TestAChain:
    def test_it_begins_with_a_command(self) -> None:
        assert draft(7, user_id=1).chain == 7

    @pytest.mark.parametrize("origin", ORIGINS)
    def test_whatever_the_same_member_makes_of_an_image_goes_on_with_it(
        self, origin: Action
    ) -> None:
        before = draft(7, user_id=1)
        for job_id in (8, 9, 10):
            parent = Parent(origin, before.requester.job_id, chain=before.chain_of(1))
            before = draft(job_id, user_id=1, parent=parent)
            assert before.chain == 7

    def test_another_member_begins_one_of_their_own(self) -> None:
        first = draft(7, user_id=1)
        other = draft(8, user_id=2, parent=Parent(Action.REMIX, 7, chain=first.chain_of(2)))
        assert other.chain == 8
        back = draft(9, user_id=1, parent=Parent(Action.REMIX, 8, chain=other.chain_of(1)))
        assert back.chain == 9

    def test_what_was_stored_before_there_were_chains_begins_one(self) -> None:
        before = draft(7, user_id=1, parent=Parent(Action.AGAIN, 3))
        assert replace(before, parent=None).chain == before.chain == 7
