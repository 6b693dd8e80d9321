"""Field types for answers that may hold anything: what does not fit is as if it was not there."""

from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, WrapValidator
from pydantic import ValidatorFunctionWrapHandler as Handler

T = TypeVar("T")


# `Any`: this is the edge where unknown JSON comes in.
def _none_unless_valid(value: Any, handler: Handler) -> Any:  # noqa: ANN401
    try:
        return handler(value)
    except ValidationError:
        return None


def _only_lists(value: Any) -> Any:  # noqa: ANN401
    return [item for item in value if item is not None] if isinstance(value, list) else []


#: A value of the type, or None for anything else.
Loose = Annotated[T | None, WrapValidator(_none_unless_valid)]

#: The items that are of the type or None where they are not; empty when it is no list.
LooseList = Annotated[list[Loose[T]], BeforeValidator(_only_lists)]


class LooseModel(BaseModel):
    """An object of which every field may be missing or of another type; other fields are ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True)
