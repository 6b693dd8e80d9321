"""Field types for answers that may hold anything: what does not fit is as if it was not there."""

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


#: A value of the type, or None for anything else.
Loose = Annotated[T | None, WrapValidator(_none_unless_valid)]

#: The items of a list, each None unless it is of the type; empty for anything else.
LooseList = Annotated[tuple[Loose[T], ...], BeforeValidator(_empty_unless_list)]


def plain_name(text: str | None) -> str | None:
    """Return an id or a name that may be stored and logged, or None for anything stranger.

    A header's bytes arrive as halves of characters, which no database takes.
    """
    usable = text and len(text) <= _LONGEST_NAME and text.isascii() and text.isprintable()
    return text if usable else None


class LooseModel(BaseModel):
    """An object whose fields may be missing or of another type; unknown fields are ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True)
