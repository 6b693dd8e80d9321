"""How long a member is blocked, as moderators type it."""

import re
from datetime import timedelta

#: The durations that the menu of a log card offers, by the ends of their custom ids.
OFFERED = {"1h": timedelta(hours=1), "1d": timedelta(days=1), "7d": timedelta(days=7)}

#: The longest block with an end.
LONGEST = timedelta(days=3650)

_SHORTEST = timedelta(minutes=1)
_TYPED = re.compile(r"([0-9]{1,6})\s*([mhdw])", re.ASCII)
_UNITS = {
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}


def parse_block_duration(text: str) -> timedelta | None:
    """Return the duration that was typed, such as `90m`, `12h`, `3d` or `2w`; None for `forever`.

    Raises:
        ValueError: It is something else, less than a minute, or more than `LONGEST`.
    """
    typed = text.strip().casefold()
    if typed == "forever":
        return None
    found = _TYPED.fullmatch(typed)
    if found is None:
        raise ValueError("not a duration")
    duration = int(found[1]) * _UNITS[found[2]]
    if not _SHORTEST <= duration <= LONGEST:
        raise ValueError("out of range")
    return duration
