"""Whose turn it is, what place that gives the others, and which cards say so."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.jobs.queue import TurnOrder

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
NIGHT, DAY = 100, 200
ANNA, BEN, CLEO = 1, 2, 3


def line_of(*owners: tuple[int | None, int]) -> TurnOrder:
    """Put one job of each owner in line; the first is job 0."""
    line = TurnOrder()
    for job_id, (guild_id, user_id) in enumerate(owners):
        line.add(job_id, guild_id=guild_id, user_id=user_id)
    return line


def popped(line: TurnOrder) -> list[int]:
    return [line.pop() for _ in range(len(line))]


def test_servers_take_turns_however_many_jobs_one_has() -> None:
    line = line_of((NIGHT, ANNA), (NIGHT, ANNA), (NIGHT, ANNA), (DAY, BEN), (DAY, BEN))
    assert popped(line) == [0, 3, 1, 4, 2]


def test_members_of_a_server_take_turns() -> None:
    line = line_of((NIGHT, ANNA), (NIGHT, ANNA), (NIGHT, BEN), (NIGHT, CLEO), (NIGHT, BEN))
    assert popped(line) == [0, 2, 3, 1, 4]


def test_outside_of_servers_each_user_is_a_server_of_their_own() -> None:
    line = line_of((None, ANNA), (None, ANNA), (None, BEN), (NIGHT, CLEO), (NIGHT, CLEO))
    assert popped(line) == [0, 2, 3, 1, 4]


def test_a_user_is_not_mixed_up_with_a_server_of_the_same_id() -> None:
    assert line_of((None, 7), (7, 7)).waiting_of(7, 7) == (1, 1)


def test_who_comes_again_starts_behind_the_others() -> None:
    line = line_of((NIGHT, ANNA), (DAY, BEN), (DAY, BEN))
    assert line.pop() == 0
    line.add(9, guild_id=NIGHT, user_id=ANNA)
    assert popped(line) == [1, 9, 2]


def test_a_job_in_the_middle_leaves_and_the_others_keep_their_order() -> None:
    line = line_of((NIGHT, ANNA), (NIGHT, ANNA), (NIGHT, BEN), (DAY, ANNA), (DAY, ANNA))
    assert line.order() == [0, 3, 2, 4, 1]
    line.remove(2)
    assert popped(line) == [0, 3, 1, 4]


def test_nothing_can_be_taken_out_that_is_not_there_or_put_in_twice() -> None:
    line = line_of((NIGHT, ANNA))
    with pytest.raises(ValueError, match="waits already"):
        line.add(0, guild_id=DAY, user_id=BEN)
    with pytest.raises(LookupError):
        line.remove(1)
    assert line.pop() == 0
    with pytest.raises(LookupError):
        line.pop()


def test_counts_and_whose_turn_is_first_are_by_member_and_server() -> None:
    line = line_of((NIGHT, BEN), (NIGHT, ANNA), (NIGHT, ANNA), (DAY, ANNA))
    assert line.waiting_of(NIGHT, ANNA) == (2, 3)
    assert line.first_of(NIGHT, ANNA) == (1, 0)
    assert line.waiting_of(NIGHT, CLEO) == (0, 3)
    assert line.first_of(NIGHT, CLEO) == (None, 0)
    assert line.waiting_of(999, CLEO) == (0, 0)
    assert line.first_of(999, CLEO) == (None, None)


def test_servers_can_be_gone_through_while_the_line_changes() -> None:
    line = line_of((NIGHT, ANNA), (NIGHT, ANNA), (NIGHT, BEN), (DAY, CLEO), (300, CLEO))
    servers = line.by_server()
    assert next(servers) == [0, 2, 1]
    line.remove(3)
    line.add(9, guild_id=400, user_id=CLEO)
    assert list(servers) == [[4]]


Owner = tuple[int | None, int]
owners = st.tuples(st.sampled_from([None, NIGHT, DAY, 300, 400]), st.integers(1, 4))
#: A new job of an owner, a pop, or the removal of the n-th waiting job.
steps = st.lists(
    st.one_of(owners, st.just("pop"), st.integers(0, 50).map(float)), min_size=1, max_size=120
)


class _Model:
    """The rule as it reads: lists whose first has its turn and goes behind."""

    def __init__(self) -> None:
        self.servers: list[tuple[int, list[tuple[int, list[int]]]]] = []

    def add(self, job_id: int, guild_id: int | None, user_id: int) -> None:
        key = guild_id or -user_id
        members = next((m for k, m in self.servers if k == key), None)
        if members is None:
            members = list[tuple[int, list[int]]]()
            self.servers.append((key, members))
        jobs = next((j for u, j in members if u == user_id), None)
        if jobs is None:
            jobs = list[int]()
            members.append((user_id, jobs))
        jobs.append(job_id)

    def pop(self) -> int:
        key, members = self.servers.pop(0)
        user_id, jobs = members.pop(0)
        job_id = jobs.pop(0)
        members.append((user_id, jobs))
        self.servers.append((key, members))
        self._tidy()
        return job_id

    def remove(self, job_id: int) -> None:
        for _, members in self.servers:
            for _, jobs in members:
                if job_id in jobs:
                    jobs.remove(job_id)
        self._tidy()

    def _tidy(self) -> None:
        self.servers = [
            (key, members)
            for key, members in (
                (key, [(user, jobs) for user, jobs in members if jobs])
                for key, members in self.servers
            )
            if members
        ]


@given(steps=steps)
def test_any_order_of_calls_gives_the_turns_of_the_rule(steps: list[Owner | float | str]) -> None:
    line, model = TurnOrder(), _Model()
    waiting: list[int] = []
    for job_id, step in enumerate(steps):
        if isinstance(step, tuple):
            line.add(job_id, guild_id=step[0], user_id=step[1])
            model.add(job_id, *step)
            waiting.append(job_id)
        elif waiting and isinstance(step, float):
            job = waiting.pop(int(step) % len(waiting))
            line.remove(job)
            model.remove(job)
        elif waiting:
            job = line.pop()
            assert job == model.pop()
            waiting.remove(job)
        assert len(line) == len(waiting)
    expected = line.order()
    assert line.order() == expected
    assert sorted(expected) == sorted(waiting)
    assert popped(line) == expected
    # nothing is kept of what has left
    assert [vars(line)[name] for name in ("_servers", "_owners")] == [{}, {}]
    assert line._rounds._counts == []  # pyright: ignore[reportPrivateUsage] - nothing else shows it


@given(asked=st.lists(owners, min_size=1, max_size=60))
def test_nobody_has_a_second_turn_while_another_one_has_waited_for_a_first(
    asked: list[Owner],
) -> None:
    line = line_of(*asked)
    servers = [guild_id or -user_id for guild_id, user_id in asked]
    left, turns = Counter(servers), Counter[int]()
    members_left, members_turns = Counter(zip(servers, asked, strict=True)), Counter[object]()
    for job_id in popped(line):
        server = servers[job_id]
        member = (server, asked[job_id])
        assert all(turns[server] <= turns[other] for other in left if left[other])
        assert all(
            members_turns[member] <= members_turns[other]
            for other in members_left
            if other[0] == server and members_left[other]
        )
        turns[server] += 1
        left[server] -= 1
        members_turns[member] += 1
        members_left[member] -= 1


@given(before=st.lists(st.one_of(owners, st.none()), max_size=60), newcomer=owners)
def test_a_newcomer_is_never_further_behind_than_was_said(
    before: list[Owner | None], newcomer: Owner
) -> None:
    line = TurnOrder()
    for job_id, owner in enumerate(before):
        if owner is not None:
            line.add(job_id, guild_id=owner[0], user_id=owner[1])
        elif len(line):
            line.pop()
    said = line.behind(*newcomer)
    is_new = line.waiting_of(*newcomer)[1] == 0
    line.add(999, guild_id=newcomer[0], user_id=newcomer[1])
    actual = line.order().index(999) + 1
    assert actual <= said <= len(line)
    if is_new:
        assert actual == said


@given(before=st.lists(owners.map(lambda owner: (NIGHT, owner[1])), max_size=40))
def test_a_newcomer_on_the_only_server_is_told_the_place_exactly_for_a_first_job(
    before: list[Owner],
) -> None:
    line = line_of(*before)
    said = line.behind(NIGHT, 99)
    line.add(999, guild_id=NIGHT, user_id=99)
    assert line.order().index(999) + 1 == said
