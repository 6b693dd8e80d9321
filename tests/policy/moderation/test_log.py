"""What goes to the moderation log, and in how many messages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.moderation.log import (
    MOST_CARDS,
    MOST_IN_DIGEST,
    NEED_ANSWERS,
    TOPICS,
    EntryKind,
    LogEntry,
    LogSettings,
    Topic,
    goes_to_log,
    in_next_message,
)
from testkit.fakes import START


def entry(kind: EntryKind, *, is_private: bool = False) -> LogEntry:
    return LogEntry(kind, 1, START, is_private=is_private)


@pytest.mark.parametrize("kind", EntryKind)
def test_a_log_that_is_off_gets_nothing(kind: EntryKind) -> None:
    assert not goes_to_log(LogSettings(), entry(kind))


@pytest.mark.parametrize("kind", EntryKind)
@pytest.mark.parametrize("topic", Topic)
def test_only_chosen_topics_go_to_the_log(kind: EntryKind, topic: Topic) -> None:
    settings = LogSettings(1, frozenset({topic}))
    # a held request needs an answer, whatever was chosen
    wanted = TOPICS[kind] is topic or kind is EntryKind.HELD
    assert goes_to_log(settings, entry(kind)) is wanted


@pytest.mark.parametrize("shows_private", [True, False])
def test_private_requests_need_their_own_setting(*, shows_private: bool) -> None:
    settings = LogSettings(1, shows_private=shows_private)
    assert goes_to_log(settings, entry(EntryKind.IMAGE, is_private=True)) is shows_private


@given(st.lists(st.sampled_from(EntryKind), min_size=1, max_size=60))
def test_few_entries_are_cards_and_many_are_digests_without_those_that_need_answers(
    kinds: list[EntryKind],
) -> None:
    count = in_next_message([entry(kind) for kind in kinds])
    assert 1 <= count <= min(len(kinds), MOST_IN_DIGEST)
    if len(kinds) <= MOST_CARDS:
        assert count == 1
    if count > 1:
        assert NEED_ANSWERS.isdisjoint(kinds[:count])
    elif len(kinds) > MOST_CARDS:
        assert not NEED_ANSWERS.isdisjoint(kinds[:2])


def test_every_kind_has_its_topic_and_every_topic_a_kind() -> None:
    assert set(TOPICS) == set(EntryKind)
    assert {topic for topic in TOPICS.values() if topic} == set(Topic)
