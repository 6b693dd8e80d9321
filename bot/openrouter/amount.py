"""Amounts of money as other programs write them."""

import re
from typing import Annotated

from pydantic import BeforeValidator

#: A plain decimal number, as short as any amount is; `1_000` and `0x1F` are none.
_NUMBER = re.compile(
    r"\s*[+-]?(?:[0-9]{1,40}(?:\.[0-9]{0,40})?|\.[0-9]{1,40})(?:[eE][+-]?[0-9]{1,3})?\s*"
)

#: Larger integers are no amounts, and some of them are beyond a float.
_MOST_INTEGER = 10**30


def _read_amount(value: object) -> object:
    """Return a number, or None for what only Python takes for one."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        return float(value) if _NUMBER.fullmatch(value) else None
    if isinstance(value, int) and abs(value) > _MOST_INTEGER:
        return float("inf" if value > 0 else "-inf")
    return value


#: Dollars as a number or as text; None for everything else, `true` included.
Amount = Annotated[float | None, BeforeValidator(_read_amount)]
