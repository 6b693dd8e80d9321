"""The order of the queue: fair between servers, and between the members of each server."""

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
    """Job ids in round-robin order.

    Servers take turns, and the members of each server take turns within it. After its turn, a
    server or member moves behind all others; one without waiting jobs also starts there. So between
    two turns of a server, every other server that waited all the time has exactly one turn, and the
    same holds between the members of a server. A member's own jobs keep their order. Outside
    servers each user counts as a server.

    `add`, `pop`, `remove` and the counts take constant time.
    """

    def __init__(self) -> None:
        self._servers: OrderedDict[int, _Server] = OrderedDict()
        self._rounds = _Rounds()
        self._owners: dict[int, tuple[int, int]] = {}
        """The server and member of each job."""

    def __len__(self) -> int:
        """Return the number of waiting jobs."""
        return len(self._owners)

    def add(self, job_id: int, *, guild_id: int | None, user_id: int) -> None:
        """Add a job behind the others of its member.

        Raises:
            ValueError: The job waits already.
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
        """Return the next job.

        Raises:
            LookupError: No job waits.
        """
        if not self._servers:
            raise LookupError("no job waits")
        return next(iter(self._servers.values())).first()

    def pop(self) -> int:
        """Remove and return the next job.

        Raises:
            LookupError: No job waits.
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
        """Remove a job at any position; the others keep their order.

        Raises:
            LookupError: The job does not wait.
        """
        key, user_id = self._owners.pop(job_id)
        server = self._servers[key]
        self._rounds.shrink(server.size)
        server.remove(job_id, user_id)
        if not server.size:
            del self._servers[key]

    def order(self) -> list[int]:
        """Return all jobs in the order of `pop`, in linear time."""
        return in_turns(list(self.by_server()))

    def by_server(self) -> Iterator[list[int]]:
        """Yield each server's jobs in their order, the next server first.

        The queue may change between two of them; servers without jobs by then are skipped.
        """
        for key in tuple(self._servers):
            server = self._servers.get(key)
            if server is not None:
                yield server.order()

    def behind(self, guild_id: int | None, user_id: int) -> int:
        """Return the last position that a job added now could have, counted from 1.

        Exact for the first job of a server; for others up to one round of turns too high.
        """
        key = _server_key(guild_id, user_id)
        server = self._servers.get(key)
        if server is None:
            return len(self._servers) + 1
        own_round = server.behind(user_id)
        # its own server has only one turn in that round
        has_turn = server.size > own_round
        return self._rounds.through(own_round) + (0 if has_turn else 1)

    def waiting_of(self, guild_id: int | None, user_id: int) -> tuple[int, int]:
        """Return the numbers of a member's waiting jobs and of the whole server's."""
        server = self._servers.get(_server_key(guild_id, user_id))
        return (server.size_of(user_id), server.size) if server else (0, 0)

    def first_of(self, guild_id: int | None, user_id: int) -> tuple[int | None, int | None]:
        """Return the first of a member's waiting jobs and of the whole server's."""
        server = self._servers.get(_server_key(guild_id, user_id))
        return (server.first_of(user_id), server.first()) if server else (None, None)


class _Server:
    """The waiting jobs of one server."""

    __slots__ = ("_members", "_rounds", "size")

    def __init__(self) -> None:
        # ordered dicts, since emptying a plain one from its front is slow
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
            # a shortcut for most servers, since thousands of them may be ordered in one pass
            return [job_id for jobs in self._members.values() for job_id in jobs]
        return in_turns([list(jobs) for jobs in self._members.values()])

    def behind(self, user_id: int) -> int:
        """Return the most jobs of the server that would precede a new one of a member."""
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
    """The number of queues that take part in each round of turns."""

    __slots__ = ("_counts",)

    def __init__(self) -> None:
        self._counts: list[int] = []

    def grow(self, size: int) -> None:
        """Count a queue that has grown to a size."""
        if size > len(self._counts):
            self._counts.append(0)
        self._counts[size - 1] += 1

    def shrink(self, size: int) -> None:
        """Count a queue that shrinks from a size by one."""
        self._counts[size - 1] -= 1
        if not self._counts[-1]:
            self._counts.pop()

    def through(self, round_: int) -> int:
        """Return the number of turns up to the end of a round, the first of which is 0."""
        return sum(self._counts[: round_ + 1])


def in_turns(queues: list[list[int]]) -> list[int]:
    """Interleave queues, one item of each per round, in linear time.

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
    # Discord's ids are positive, so a negated user id never equals a server's
    return -user_id if guild_id is None else guild_id
