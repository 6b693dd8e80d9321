"""How places, counts and those who set a limit are spoken of."""

from bot.policy.claim import Measure
from bot.policy.money import format_usd
from bot.policy.rulebook import Place, PlaceKind


def place_name(place: Place) -> str:
    """Name a place so that Discord shows it; a role's mention pings nobody in a private answer."""
    match place.kind:
        case PlaceKind.SERVER:
            return "this server"
        case PlaceKind.CATEGORY:
            return f"the category <#{place.id}>"
        case PlaceKind.CHANNEL:
            return f"<#{place.id}>"
        case PlaceKind.ROLE:
            return f"the role <@&{place.id}>"


def set_by(origin: Place | None) -> str:
    """Say where a value was set: `set for this server`, `set by the bot's owner`."""
    return f"set for {place_name(origin)}" if origin else "set by the bot's owner"


def plural(number: int, noun: str) -> str:
    """Write a number with its noun: `1 picture`, `1,000 pictures`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def amount(measure: Measure, number: int) -> str:
    """Write what is counted: `3 pictures`, `$0.50`, `1 picture at once`."""
    match measure:
        case Measure.PICTURES:
            return plural(number, "picture")
        case Measure.MICROS:
            return format_usd(number)
        case Measure.JOBS:
            return f"{plural(number, 'command')} at once"


def are(number: int) -> str:
    """Return the verb that goes with a number."""
    return "is" if number == 1 else "are"
