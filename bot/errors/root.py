"""The root of all errors, and the words that follow from an error's class."""

import re
from typing import ClassVar


def snake_name(name: str) -> str:
    """Return `ProviderBusy`, `member-usd-per-day` or `BUDGET_USD_PER_DAY` with underscores."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).replace("-", "_").lower()


class ImagineError(Exception):
    """The root of everything that we raise on purpose."""

    word: ClassVar[str] = "imagine_error"
    """The class in stored jobs, metrics and printed JSON, such as `prompt_rejected`.

    It follows from the class's name. A class that is renamed keeps its old word, written out, since
    rows and dashboards know that one.
    """

    def __init_subclass__(cls) -> None:
        """Give the class its word, unless it has one of its own."""
        super().__init_subclass__()
        if "word" not in vars(cls):
            cls.word = snake_name(cls.__name__)
