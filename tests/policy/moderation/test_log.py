"""What a server's settings send to its moderation log."""

from dataclasses import replace

import pytest

from bot.policy.moderation.log import TOPICS, EntryKind, LogEntry, LogSettings, Topic, goes_to_log
from testkit.fakes import START

ALL = LogSettings(7)


def entry(kind: EntryKind, *, is_private: bool = False) -> LogEntry:
    """Return an entry of a kind."""
    return LogEntry(kind, 1, START, is_private=is_private)


def test_every_kind_has_its_topic_and_every_topic_a_kind() -> None:
    assert set(TOPICS) == set(EntryKind)
    assert {topic for topic in TOPICS.values() if topic} == set(Topic)


@pytest.mark.parametrize("kind", EntryKind)
def test_nothing_is_logged_without_a_channel(kind: EntryKind) -> None:
    assert not goes_to_log(LogSettings(), entry(kind))
    assert goes_to_log(ALL, entry(kind))


@pytest.mark.parametrize("kind", EntryKind)
def test_a_topic_that_is_off_takes_its_kinds_out_of_the_log_but_for_held_requests(
    kind: EntryKind,
) -> None:
    for topic in Topic:
        others = replace(ALL, topics=ALL.topics - {topic})
        assert goes_to_log(others, entry(kind)) is (TOPICS[kind] is not topic)
    nothing = replace(ALL, topics=frozenset())
    assert goes_to_log(nothing, entry(kind)) is (kind is EntryKind.HELD)


@pytest.mark.parametrize("kind", EntryKind)
def test_private_requests_are_logged_only_where_that_is_on(kind: EntryKind) -> None:
    assert not goes_to_log(ALL, entry(kind, is_private=True))
    assert goes_to_log(replace(ALL, shows_private=True), entry(kind, is_private=True))
