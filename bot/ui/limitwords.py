"""Names of limits, scopes and amounts in sentences."""

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


def place_name(place: Place, say: Say) -> str:
    """Name a scope for moderators; a role's mention pings no one in a private answer."""
    return say("scope-name", kind=str(place.kind), mention=_mention(place))


def set_by(origin: Place | None, say: Say = ENGLISH) -> str:
    """Say where a value was set: `set for this server`, `set by the bot's owner`."""
    if origin is None:
        return say("limit-set-by", kind="owner", mention="")
    return say("limit-set-by", kind=str(origin.kind), mention=_mention(origin))


def _mention(place: Place) -> str:
    mark = "@&" if place.kind is PlaceKind.ROLE else "#"
    return f"<{mark}{place.id}>"


def wait_words(seconds: int, say: Say = ENGLISH) -> str:
    """Write seconds, 0 or more: `1 min 30 s`, `2 h`, `30 days`."""
    parts: list[str] = []
    for length, key in _UNITS:
        number, seconds = divmod(seconds, length)
        if number:
            parts.append(say(key, n=number))
    return " ".join(parts) or say("limit-wait-seconds", n=0)
