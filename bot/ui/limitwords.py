"""Names of limits, scopes and amounts in sentences.

What moderators alone read is English, and made of `place_name`, `plural` and `are`.
"""

from bot.policy.limits import Cap, Counted, Limit, Measure, counted_by
from bot.policy.rulebook import Place, PlaceKind
from bot.speech import ENGLISH, Say

#: Seconds, and what they are called.
_UNITS = (
    (86_400, "limit-wait-days"),
    (3600, "limit-wait-hours"),
    (60, "limit-wait-minutes"),
    (1, "limit-wait-seconds"),
)


#: How texts call what is counted.
_MEASURE_WORDS = {Measure.PICTURES: "images", Measure.MICROS: "money", Measure.JOBS: "jobs"}


def limit_name(say: Say, rule: Limit | Cap) -> str:
    """Return what people call a limit or cap: `Images per member per day`, `Cooldown`."""
    counted = counted_by(rule)
    if counted is None:
        return say(f"limit-name-{rule}")
    return say("limit-name-counted", **counted_words(counted))


def counted_words(counted: Counted) -> dict[str, str]:
    """Return what a text selects by: `whose`, `measure` and `span`, which is `now` for jobs."""
    return {
        "whose": str(counted.whose),
        "measure": measure_word(counted.measure),
        "span": str(counted.period or "now"),
    }


def measure_word(measure: Measure) -> str:
    """Return how texts call what is counted: `images`, `money` or `jobs`."""
    return _MEASURE_WORDS[measure]


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


def set_by(origin: Place | None, say: Say = ENGLISH) -> str:
    """Say where a value was set: `set for this server`, `set by the bot's owner`."""
    if origin is None:
        return say("limit-set-by", kind="owner", mention="")
    mark = "@&" if origin.kind is PlaceKind.ROLE else "#"
    return say("limit-set-by", kind=str(origin.kind), mention=f"<{mark}{origin.id}>")


def wait_words(seconds: int, say: Say = ENGLISH) -> str:
    """Write seconds, 0 or more: `1 min 30 s`, `2 h`, `30 days`."""
    parts: list[str] = []
    for length, key in _UNITS:
        number, seconds = divmod(seconds, length)
        if number:
            parts.append(say(key, n=number))
    return " ".join(parts) or say("limit-wait-seconds", n=0)


def plural(number: int, noun: str) -> str:
    """Write a number with its noun: `1 picture`, `1,000 pictures`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def are(number: int) -> str:
    """Return the verb that goes with a number."""
    return "is" if number == 1 else "are"
