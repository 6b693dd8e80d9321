"""Where a setting has its value at present, and what would hide another one in `.env`."""

import os
from dataclasses import dataclass, field

from bot.cli.exits import Exit
from bot.cli.setup.stopped import SetupStopped
from bot.settings.fields import SECRET_FIELDS
from bot.settings.load import Reading
from bot.settings.secret_files import file_variable, read_secret


@dataclass(frozen=True, slots=True)
class Present:
    """The present value of a setting."""

    name: str
    value: str | None = field(repr=False)
    """None if it has none, or its file can't be read."""
    holder: str | None = None
    """What hides a value in `.env`, such as `DISCORD_TOKEN in the environment`; None if nothing
    does."""

    def check_free(self, wanted: str | None, option: str) -> None:
        """Check that another value from an option would not be hidden.

        Raises:
            SetupStopped: It would be.
        """
        if wanted is not None and self.holder is not None and wanted != self.value:
            raise SetupStopped(
                f"{self.holder} has another value than {option}, which it hides. Remove it first.",
                Exit.CONFIG,
            )


def present_value(name: str, reading: Reading) -> Present:
    """Return the present value of a setting; the environment takes precedence over `.env`.

    Raises:
        SetupStopped: It is in a file that can't be read.
    """
    file_name = file_variable(name)
    if value := os.environ.get(name):
        return Present(name, value, f"{name} in the environment")
    if name.lower() in SECRET_FIELDS:
        if path := os.environ.get(file_name):
            return _in_file(name, path, f"{file_name} in the environment")
        if path := reading.from_file.get(file_name):
            return _in_file(name, path, f"{file_name} in .env")
    return Present(name, reading.from_file.get(name) or None)


def _in_file(name: str, path: str, holder: str) -> Present:
    try:
        return Present(name, read_secret(path), holder)
    except ValueError as error:
        raise SetupStopped(f"{holder} {error}.", Exit.CONFIG) from error
