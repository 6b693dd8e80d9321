"""All waits of the services, which tests replace by shorter ones."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    """Waits and timeouts, in seconds where the name ends in `_s`."""

    end_pauses_s: tuple[float, ...] = (1, 5, 15, 60)
    """Pauses between tries to end a job; the last one is repeated for as long as the process lives.
    The next process recovers jobs that have not ended by then."""
    failure_s: float = 90
    """Timeout for showing a failure; discord.py retries for up to 25 s while Discord is down."""
    last_words_s: float = 5
    """Timeout for a stopped job to record its outcome and to show it."""
    cancelled_s: float = 10
    """Timeout for cancelled tasks to tell their members and to release what they hold."""
    queue_tick_s: float = 5
    """Between two updates of all positions in the queue."""
    queue_edit_s: float = 5
    """Timeout of one edit: it holds up other edits, and slots that its job got meanwhile."""
    queue_slice: int = 100
    """Jobs, and servers, per step of an update before the event loop may run other tasks: less than
    a millisecond of work."""
    key_good_s: float = 3600
    """Between two checks of a key that works."""
    key_bad_s: float = 60
    """Between two checks of a key that does not work."""
    key_unknown_s: float = 60
    """Between a check without an answer and the next one."""
    stale_cards_s: float = 30
    """Between two looks for stale cards, unless one has just become stale."""
    log_look_s: float = 5
    """Between two looks for entries of the moderation log, unless one was just added."""


PRODUCTION = Timing()
