"""Exit codes for scripts and service managers, as in BSD's sysexits.h.

https://man.freebsd.org/cgi/man.cgi?query=sysexits, read 2026-11-22
"""

from enum import IntEnum

from bot.errors import (
    ConfigError,
    ImagineError,
    KeyRejected,
    OutputRefused,
    PromptRejected,
    Refused,
    SpoolFailed,
    TokenRejected,
    Unexpected,
)


class Exit(IntEnum):
    """Exit code of the process."""

    OK = 0
    UNEXPECTED = 1
    """A bug; the log has the details under the printed reference."""
    USAGE = 2
    """Invalid arguments."""
    REFUSED = 65
    """The prompt, an option or a block was refused."""
    UNAVAILABLE = 69
    """OpenRouter, Discord or the database is unavailable."""
    NO_OUTPUT = 73
    """A file can't be written."""
    REJECTED = 77
    """The token or the key isn't accepted."""
    CONFIG = 78
    """Settings are missing or malformed."""
    INTERRUPTED = 130
    """Ctrl-C."""
    TERMINATED = 143
    """SIGTERM; `run` and `sandbox` exit with 0."""


def exit_of(error: ImagineError) -> Exit:
    """Return the exit code for an error."""
    match error:
        case ConfigError():
            return Exit.CONFIG
        case TokenRejected() | KeyRejected():
            return Exit.REJECTED
        case OutputRefused() | SpoolFailed():
            return Exit.NO_OUTPUT
        case Refused() | PromptRejected():
            return Exit.REFUSED
        case Unexpected():
            return Exit.UNEXPECTED
        case _:
            return Exit.UNAVAILABLE
