"""The names of time zones, as people type them."""

from functools import cache
from importlib.resources import files


@cache
def time_zones() -> tuple[str, ...]:
    """Return every name of the IANA time zone database that can be chosen, sorted."""
    # zoneinfo.available_timezones looks into every file, and takes 60 ms for it
    names = files("tzdata").joinpath("zones").read_text(encoding="utf-8").split()
    return tuple(sorted(name for name in names if name != "Factory"))


@cache
def _by_folded_name() -> dict[str, str]:
    return {name.casefold(): name for name in time_zones()}


def parse_zone(text: str) -> str:
    """Return the name of a time zone, whatever its capitals and spaces.

    Raises:
        ValueError: There is no such zone.
    """
    name = _by_folded_name().get(text.strip().casefold().replace(" ", "_"))
    if name is None:
        raise ValueError("not a time zone")
    return name
