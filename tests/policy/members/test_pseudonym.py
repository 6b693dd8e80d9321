"""The names under which members are counted."""

import base64
import hashlib
import hmac
import re

from hypothesis import given
from hypothesis import strategies as st

from bot.policy.members.pseudonym import pseudonym_key, pseudonym_of

USERS = st.integers(0, 2**64 - 1)
#: An HMAC fills its key up with NUL; no token has one.
SECRETS = st.text(st.characters(exclude_characters="\0"))
KEY = pseudonym_key("a token")


@given(USERS, SECRETS)
def test_a_name_is_made_of_characters_that_mean_nothing_in_keys_and_patterns(
    user_id: int, secret: str
) -> None:
    assert re.fullmatch("[a-z2-7]{26}", pseudonym_of(user_id, pseudonym_key(secret)))


@given(USERS, SECRETS)
def test_it_is_the_same_each_time(user_id: int, secret: str) -> None:
    name, again = (pseudonym_of(user_id, pseudonym_key(secret)) for _ in range(2))
    assert name == again


@given(st.sets(USERS, min_size=2, max_size=50))
def test_no_two_members_have_one_name(user_ids: set[int]) -> None:
    assert len({pseudonym_of(user_id, KEY) for user_id in user_ids}) == len(user_ids)


@given(USERS, st.lists(SECRETS, min_size=2, max_size=5, unique=True))
def test_without_the_secret_it_cannot_be_found(user_id: int, secrets: list[str]) -> None:
    names = {pseudonym_of(user_id, pseudonym_key(secret)) for secret in secrets}
    assert len(names) == len(secrets)


def test_it_is_the_half_of_an_hmac_with_a_key_of_its_own_purpose() -> None:
    key = hmac.new(b"a token", b"imagine-bot names of members in counts 1", hashlib.sha256).digest()
    half = hmac.new(key, b"123", hashlib.sha256).digest()[:16]
    name = pseudonym_of(123, KEY)
    assert base64.b32decode(name.upper() + "======") == half


def test_a_name_stays_from_version_to_version_or_all_limits_would_begin_anew() -> None:
    assert pseudonym_of(123456789012345678, KEY) == "wpawsvz5ooibwqjealxrw6zt5y"


def test_a_secret_with_half_a_character_is_no_failure() -> None:
    assert pseudonym_key("\ud800") != pseudonym_key("")
