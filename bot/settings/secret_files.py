"""Reads secrets from files, in which Docker, Kubernetes and systemd provide them."""

from pathlib import Path

#: The largest file that is read, in bytes. A token or URL has a few hundred.
_MAX_BYTES = 16_384


def file_variable(name: str) -> str:
    """Return the variable that names the file with the value of this variable."""
    return f"{name}_FILE"


def read_secret(path: str) -> str:
    """Read a file of one line; surrounding white space doesn't belong to the value.

    Raises:
        ValueError: What is wrong with the file. Names neither its content nor its path, which is a
            secret if the operator mixed up the two variables.
    """
    try:
        with Path(path).open("rb") as file:
            content = file.read(_MAX_BYTES + 1)
    except OSError as error:
        raise ValueError(f"names a file that can't be read: {error.strerror}") from error
    except ValueError as error:  # a null byte in the path
        raise ValueError("isn't the path of a file") from error
    if len(content) > _MAX_BYTES:
        raise ValueError(f"names a file that is too large for a secret (over {_MAX_BYTES:,} bytes)")
    try:
        # editors on Windows begin a file with a byte order mark
        value = content.decode("utf-8-sig").strip()
    except UnicodeDecodeError as error:
        raise ValueError("names a file that isn't UTF-8 text; save it as UTF-8") from error
    if not value:
        raise ValueError("names an empty file")
    if len(value.splitlines()) > 1:
        raise ValueError("names a file with several lines; it may contain only the secret")
    return value
