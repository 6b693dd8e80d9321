"""The line in which jobs wait: fair between servers, and between the members of each."""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class QueueLimits:
    """How many jobs may wait."""

    member: int
    server: int
    total: int


class TurnOrder:
    """Job ids in the order in which their turn comes.

    Servers take turns, and within each its members do; whoever had a turn goes behind all others
    of the same kind, and who comes anew, or comes again after nothing of theirs waited, starts
    there as well. So between two turns of a server every other server that waited all the time
    had exactly one, and the same holds between the members of a server. A member's own jobs keep
    their order. Outside of servers each user counts as a server.

    `add`, `pop`, `remove`, and the counts take the same time however many jobs wait.
    """

    def __init__(self) -> None:
        self._servers: OrderedDict[int, _Server] = OrderedDict()
        self._rounds = _Rounds()
        self._owners: dict[int, tuple[int, int]] = {}
        """The server and member of each job."""

    def __len__(self) -> int:
        """How many jobs wait."""
        return len(self._owners)

    def add(self, job_id: int, *, guild_id: int | None, user_id: int) -> None:
        """Put a job behind the others of its member.

        Raises:
            ValueError: It waits already.
        """
        if job_id in self._owners:
            raise ValueError(f"job {job_id} waits already")
        key = _server_key(guild_id, user_id)
        server = self._servers.get(key)
        if server is None:
            server = self._servers[key] = _Server()
        server.add(job_id, user_id)
        self._rounds.grow(server.size)
        self._owners[job_id] = (key, user_id)

    def first(self) -> int:
        """Return the job whose turn it is.

        Raises:
            LookupError: None waits.
        """
        if not self._servers:
            raise LookupError("nobody waits")
        return next(iter(self._servers.values())).first()

    def pop(self) -> int:
        """Take out the job whose turn it is.

        Raises:
            LookupError: None waits.
        """
        job_id = self.first()
        key, server = next(iter(self._servers.items()))
        user_id = self._owners[job_id][1]
        self.remove(job_id)
        server.turn_over(user_id)
        if key in self._servers:
            self._servers.move_to_end(key)
        return job_id

    def remove(self, job_id: int) -> None:
        """Take a job out, wherever it stands; the others keep their order.

        Raises:
            LookupError: It does not wait.
        """
        key, user_id = self._owners.pop(job_id)
        server = self._servers[key]
        self._rounds.shrink(server.size)
        server.remove(job_id, user_id)
        if not server.size:
            del self._servers[key]

    def order(self) -> list[int]:
        """Return all jobs in the order in which `pop` would return them, in one pass."""
        return in_turns(list(self.by_server()))

    def by_server(self) -> Iterator[list[int]]:
        """Yield each server's jobs in their order, the server whose turn it is first.

        The line may change between two of them; servers that have nothing left are passed over.
        """
        for key in tuple(self._servers):
            server = self._servers.get(key)
            if server is not None:
                yield server.order()

    def behind(self, guild_id: int | None, user_id: int) -> int:
        """Return the position that a job added now would have at most, counted from 1.

        Exact for the first job of a server; for others up to one round of turns too far back.
        """
        key = _server_key(guild_id, user_id)
        server = self._servers.get(key)
        if server is None:
            return len(self._servers) + 1
        own_round = server.behind(user_id)
        # its own server has but one turn in that round
        has_turn = server.size > own_round
        return self._rounds.through(own_round) + (0 if has_turn else 1)

    def waiting_of(self, guild_id: int | None, user_id: int) -> tuple[int, int]:
        """Return how many jobs of a member wait, and of the whole server."""
        server = self._servers.get(_server_key(guild_id, user_id))
        return (server.size_of(user_id), server.size) if server else (0, 0)

    def first_of(self, guild_id: int | None, user_id: int) -> tuple[int | None, int | None]:
        """Return whose turn comes first of a member's jobs, and of the whole server's."""
        server = self._servers.get(_server_key(guild_id, user_id))
        return (server.first_of(user_id), server.first()) if server else (None, None)


class _Server:
    """The jobs of one server that wait."""

    __slots__ = ("_members", "_rounds", "size")

    def __init__(self) -> None:
        # ordered dicts, since a plain one gets slow when it is emptied from its front
        self._members: OrderedDict[int, OrderedDict[int, None]] = OrderedDict()
        self._rounds = _Rounds()
        self.size = 0

    def add(self, job_id: int, user_id: int) -> None:
        jobs = self._members.setdefault(user_id, OrderedDict())
        jobs[job_id] = None
        self._rounds.grow(len(jobs))
        self.size += 1

    def remove(self, job_id: int, user_id: int) -> None:
        jobs = self._members[user_id]
        self._rounds.shrink(len(jobs))
        del jobs[job_id]
        self.size -= 1
        if not jobs:
            del self._members[user_id]

    def turn_over(self, user_id: int) -> None:
        if user_id in self._members:
            self._members.move_to_end(user_id)

    def order(self) -> list[int]:
        if self.size == len(self._members):
            # as with most servers; thousands of them are gone through at once
            return [job_id for jobs in self._members.values() for job_id in jobs]
        return in_turns([list(jobs) for jobs in self._members.values()])

    def behind(self, user_id: int) -> int:
        """How many jobs of the server would come before a new one at most."""
        return self._rounds.through(self.size_of(user_id))

    def size_of(self, user_id: int) -> int:
        jobs = self._members.get(user_id)
        return len(jobs) if jobs else 0

    def first(self) -> int:
        return next(iter(next(iter(self._members.values()))))

    def first_of(self, user_id: int) -> int | None:
        jobs = self._members.get(user_id)
        return next(iter(jobs)) if jobs else None


class _Rounds:
    """How many queues take part in each round of turns."""

    __slots__ = ("_counts",)

    def __init__(self) -> None:
        self._counts: list[int] = []

    def grow(self, size: int) -> None:
        """Note that a queue now has so many."""
        if size > len(self._counts):
            self._counts.append(0)
        self._counts[size - 1] += 1

    def shrink(self, size: int) -> None:
        """Note that a queue of so many loses one."""
        self._counts[size - 1] -= 1
        if not self._counts[-1]:
            self._counts.pop()

    def through(self, round_: int) -> int:
        """Return how many turns there are up to the end of a round, counted from 0."""
        return sum(self._counts[: round_ + 1])


def in_turns(queues: list[list[int]]) -> list[int]:
    """Take one of each queue in turns until all are empty, in time linear in what they hold.

    Args:
        queues: None of them empty.
    """
    order: list[int] = []
    round_ = 0
    while len(queues) > 1:
        order += [queue[round_] for queue in queues]
        round_ += 1
        queues = [queue for queue in queues if len(queue) > round_]
    for queue in queues:
        order += queue[round_:]
    return order


def _server_key(guild_id: int | None, user_id: int) -> int:
    # ids are positive, so that a user who counts as a server is no server's neighbour
    return -user_id if guild_id is None else guild_id
