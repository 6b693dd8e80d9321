"""The root class of all errors, and the word that follows from the name of each class."""

import re
from typing import ClassVar


def snake_name(name: str) -> str:
    """Return `ProviderBusy`, `member-usd-per-day` or `BUDGET_USD_PER_DAY` in snake case."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).replace("-", "_").lower()


class ImagineError(Exception):
    """The root of all errors that the bot raises on purpose."""

    word: ClassVar[str] = "imagine_error"
    """The class in stored jobs, metrics and printed JSON, such as `prompt_rejected`.

    By default the class's name in snake case. A renamed class sets its old word explicitly, since
    stored rows and dashboards use it.
    """

    def __init_subclass__(cls) -> None:
        """Derive the word from the class's name, unless the class sets one."""
        super().__init_subclass__()
        if "word" not in vars(cls):
            cls.word = snake_name(cls.__name__)
