"""Values of limits as text, and hints on what can be typed for them, in the reader's language."""

from bot.i18n import Say
from bot.policy.limits.limit import NSFW_CHANNELS, SPECS, Kind, Limit, Value
from bot.policy.limits.values import OFF, expected
from bot.policy.money import MICROS_PER_USD
from bot.ui.limits.limit_text import wait_words
from bot.ui.text import clip, escape

#: Characters of a value, before escaping.
_SHOWN = 150

#: The words that can be typed for switches and ratings.
SWITCH_WORDS = ("allowed", "forbidden")
RATING_WORDS = ("anywhere", "only", "never")


def value_text(limit: Limit, value: Value, say: Say) -> str:
    """Write a limit's value as unescaped text: `2 h`, `$0.50`, `no limit`."""
    kind = SPECS[limit].kind
    if kind is Kind.SWITCH:
        return say("allowance-allowed" if value is None else "allowance-not-allowed")
    if kind is Kind.RATING:
        return _rating(value, say)
    if value is None:
        return say("allowance-off")
    if isinstance(value, frozenset):
        return ", ".join(sorted(value)) or say("allowance-none")
    return _number(kind, value, say)


def shown_value(limit: Limit, value: Value, say: Say, length: int = _SHOWN) -> str:
    """Write a value as `value_text` does, clipped to `length` characters and then escaped."""
    return escape(clip(value_text(limit, value, say), length))


def wanted_text(limit: Limit, say: Say) -> str:
    """Say what can be typed for a limit: `a time up to 30 days, or off`."""
    spec = SPECS[limit]
    most: str | int = spec.high
    if spec.kind is Kind.DURATION:
        most = wait_words(spec.high, say)
    elif spec.kind is Kind.MONEY:
        most = spec.high // MICROS_PER_USD
    return say(f"setting-wanted-{spec.kind}", most=most)


def example_of(limit: Limit) -> str:
    """Return an example of a value that can be typed for a limit."""
    return expected(limit).example


def typed_examples(limit: Limit) -> list[str]:
    """Return the suggestions for a limit's value in autocompletion."""
    match SPECS[limit].kind:
        case Kind.SWITCH:
            return list(SWITCH_WORDS)
        case Kind.RATING:
            return list(RATING_WORDS)
        case _:
            return [example_of(limit), OFF]


def _rating(value: Value, say: Say) -> str:
    if not isinstance(value, frozenset):
        return say("allowance-nsfw-anywhere")
    if not value:
        return say("allowance-none")
    return say("allowance-nsfw-only" if NSFW_CHANNELS in value else "allowance-nsfw-never")


def _number(kind: Kind, number: int, say: Say) -> str:
    if kind is Kind.DURATION:
        return wait_words(number, say)
    if kind is Kind.MONEY:
        return say.usd(number)
    return say("limit-value-number", n=number)
