"""Field types for answers that may hold anything: what does not fit is as if it was not there."""

import math
import re
from collections.abc import Collection
from typing import Annotated, Any, TypeVar, cast

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, WrapValidator
from pydantic import ValidatorFunctionWrapHandler as Handler

T = TypeVar("T")

#: Far above what OpenRouter's ids and its providers' names have.
_LONGEST_NAME = 100


# `Any`: this is the edge where unknown JSON comes in.
def _none_unless_valid(value: Any, handler: Handler) -> Any:  # noqa: ANN401
    try:
        return handler(value)
    except ValidationError:
        return None


def _empty_unless_list(value: object) -> Collection[object]:
    return cast("Collection[object]", value) if isinstance(value, list | tuple) else ()


#: Decimals as they stand in the lists of prices: `0.0000003`, `-1`. Small numbers that a program in
#: JavaScript wrote have an exponent, `3e-7`; large ones in this form are no price.
_DECIMAL = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,30})?(?:[eE]-[0-9]{1,2})?")


def _only_number(value: object) -> float:
    """Return a number of JSON; no text is one, and neither is `true`.

    Raises:
        ValueError: It is something else, or beyond all numbers.
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("no number")  # noqa: TRY004 - what pydantic takes for a refusal
    try:
        number = float(value)
    except OverflowError as error:
        raise ValueError("beyond all numbers") from error
    if not math.isfinite(number):
        raise ValueError("beyond all numbers")
    return number


def _only_whole(value: object) -> int:
    number = _only_number(value)
    if not number.is_integer():
        raise ValueError("no whole number")
    # not by way of the float, which has 53 bits
    return value if isinstance(value, int) else int(number)


def _number_or_decimal(value: object) -> float:
    if isinstance(value, str) and _DECIMAL.fullmatch(value):
        return _only_number(float(value))
    return _only_number(value)


#: A finite number of JSON. pydantic alone would read `true` as 1 and `"1_000"` as 1000.
Number = Annotated[float, BeforeValidator(_only_number)]

#: A finite number of JSON without a fraction.
WholeNumber = Annotated[int, BeforeValidator(_only_whole)]

#: A finite number of JSON, or its decimals as text, as OpenRouter's lists of prices have them.
#: https://openrouter.ai/docs/api-reference/list-available-models, read 2026-11-30
Price = Annotated[float, BeforeValidator(_number_or_decimal)]

#: A value of the type, or None for anything else.
Loose = Annotated[T | None, WrapValidator(_none_unless_valid)]

#: The items of a list, each None unless it is of the type; empty for anything else.
LooseList = Annotated[tuple[Loose[T], ...], BeforeValidator(_empty_unless_list)]


def plain_name(text: str | None) -> str | None:
    """Return an id or a name that may be stored and logged, or None for anything stranger.

    A header's bytes arrive as lone surrogates, which no database takes.
    """
    usable = text and len(text) <= _LONGEST_NAME and text.isascii() and text.isprintable()
    return text if usable else None


class LenientModel(BaseModel):
    """An object whose fields may be missing or of another type; unknown fields are ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True)
