"""Field types for untrusted answers: a value of the wrong type counts as missing."""

import math
import re
from collections.abc import Collection
from typing import Annotated, Any, TypeVar, cast

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, WrapValidator
from pydantic import ValidatorFunctionWrapHandler as Handler

T = TypeVar("T")

#: Characters; far above the length of OpenRouter's ids and its providers' names.
_MAX_NAME_LENGTH = 100


# `Any`: unknown JSON enters here.
def _none_unless_valid(value: Any, handler: Handler) -> Any:  # noqa: ANN401
    try:
        return handler(value)
    except ValidationError:
        return None


def _empty_unless_list(value: object) -> Collection[object]:
    return cast("Collection[object]", value) if isinstance(value, list | tuple) else ()


#: Decimals as the price lists have them: `0.0000003`, `-1`. JavaScript writes small numbers with an
#: exponent, `3e-7`; positive exponents are never a price.
_DECIMAL = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,30})?(?:[eE]-[0-9]{1,2})?")


def _only_number(value: object) -> float:
    """Return a JSON number as a float; text and booleans do not count.

    Raises:
        ValueError: It is no number, or not finite.
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("no number")  # noqa: TRY004 - pydantic expects ValueError
    try:
        number = float(value)
    except OverflowError as error:
        raise ValueError("not finite") from error
    if not math.isfinite(number):
        raise ValueError("not finite")
    return number


def _only_whole(value: object) -> int:
    number = _only_number(value)
    if not number.is_integer():
        raise ValueError("no whole number")
    # keep integers as they are: a float has only 53 bits
    return value if isinstance(value, int) else int(number)


def _number_or_decimal(value: object) -> float:
    if isinstance(value, str) and _DECIMAL.fullmatch(value):
        return _only_number(float(value))
    return _only_number(value)


#: A finite JSON number. Plain pydantic would accept `true` as 1 and `"1_000"` as 1000.
Number = Annotated[float, BeforeValidator(_only_number)]

#: A finite JSON number without a fraction.
WholeNumber = Annotated[int, BeforeValidator(_only_whole)]

#: A finite JSON number, or a decimal as text, as in OpenRouter's price lists.
#: https://openrouter.ai/docs/api-reference/list-available-models, read 2026-11-30
Price = Annotated[float, BeforeValidator(_number_or_decimal)]

#: A value of the type, otherwise None.
Loose = Annotated[T | None, WrapValidator(_none_unless_valid)]

#: The items of a list, None for each of another type; empty if it is no list.
LooseList = Annotated[tuple[Loose[T], ...], BeforeValidator(_empty_unless_list)]


def plain_name(text: str | None) -> str | None:
    """Return an id or a name that is safe to store and log, otherwise None.

    Non-UTF-8 header bytes arrive as lone surrogates, which databases reject.
    """
    usable = text and len(text) <= _MAX_NAME_LENGTH and text.isascii() and text.isprintable()
    return text if usable else None


class LenientModel(BaseModel):
    """A model whose input may lack fields or have others; unknown ones are ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True)
