"""How long the services wait, and for what."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    """What all services wait for, in seconds; tests have shorter waits."""

    end_pauses_s: tuple[float, ...] = (1, 5, 15, 60)
    """Pauses between tries to end a job; the last one is repeated for as long as the process lives.
    What has not ended by then is recovered by the next one."""
    failure_s: float = 90
    """What telling a failure may take; discord.py tries for up to 25 s while Discord is down."""
    last_words_s: float = 5
    """What a stopped job gets to write down what it knows, and to say so."""
    cancelled_s: float = 10
    """What cancelled tasks get to tell their members and to release what they held."""
    queue_tick_s: float = 5
    """Between two looks at all positions in the queue."""
    queue_edit_s: float = 5
    """The longest that one edit may keep others waiting, and a slot that its job was given
    meanwhile."""
    queue_slice: int = 100
    """Jobs, and servers, that are looked at before others get their turn: less than a millisecond
    of work."""
    key_good_s: float = 3600
    """Between two questions about a key that works."""
    key_bad_s: float = 60
    """Between two questions about a key that does not work."""
    key_unknown_s: float = 60
    """Until the next question when one had no answer."""
    stale_cards_s: float = 30
    """Between two looks at stale cards, unless one has just become stale."""


PRODUCTION = Timing()
