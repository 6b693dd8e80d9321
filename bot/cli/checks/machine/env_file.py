"""Checks who can read `.env`."""

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from bot.cli.checks.finding import Check, Finding
from bot.cli.checks.machine.sentences import MachineFound
from bot.settings.fields import SECRET_FIELDS

_OTHERS = stat.S_IRWXG | stat.S_IRWXO

#: The file, in the working folder.
ENV_FILE = Path(".env")


def check_env_file(variables: Mapping[str, str | None], file: Path = ENV_FILE) -> list[Finding]:
    """Return whether other users can read a file that has secrets; blocks on the disk.

    Args:
        variables: Those in the file.
        file: The file.
    """
    has_secrets = any(variables.get(field.upper()) for field in SECRET_FIELDS)
    # the modes of Windows don't tell
    if not has_secrets or os.name != "posix":
        return []
    try:
        is_open = bool(file.stat().st_mode & _OTHERS)
    except OSError:
        return []
    return [Finding(Check.SETTINGS, MachineFound.ENV_FILE_READABLE)] if is_open else []
