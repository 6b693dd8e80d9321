"""Saves images: never over another file, never under a wrong extension."""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bot.errors import Charge, OutputRefused
from bot.policy.images.image import EXTENSIONS, ImageFile

_SAME_ENDINGS = {".jpeg": ".jpg", ".jpe": ".jpg"}


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved image."""

    path: Path
    media_type: str
    width: int
    height: int
    size_bytes: int


def check_output(output: Path, *, force: bool) -> None:
    """Check that an image can be saved, before anything is charged.

    Raises:
        OutputRefused: The file can't be written, or another file would be overwritten.
    """
    folder = output.parent
    if output.is_dir():
        raise OutputRefused(output, "is a folder; enter a file name")
    if output.exists() and not force:
        raise OutputRefused(output, "already exists; use --force to overwrite it")
    if not folder.is_dir():
        raise OutputRefused(output, "its folder doesn't exist; create it first")
    try:
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        reason = "its folder isn't writable; choose another one"
        raise OutputRefused(output, reason) from error


def save(image: ImageFile, output: Path, *, force: bool) -> Saved:
    """Move an image to the requested path, with the extension of its real format.

    An existing file is overwritten only if `force` is set and the path is exactly the requested
    one; otherwise a number is added to the name.

    Raises:
        OutputRefused: The image can't be written; it was charged.
    """
    wanted = _with_true_ending(output, image.extension)
    path, number = wanted, 1
    while path.exists() and not (force and path == output):
        number += 1
        path = wanted.with_stem(f"{wanted.stem}-{number}")
    try:
        shutil.move(image.path, path)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise OutputRefused(path, _rescue(image), charge=Charge.MADE) from error
    return Saved(path, image.media_type, image.width, image.height, image.size_bytes)


def _with_true_ending(output: Path, extension: str) -> Path:
    ending = output.suffix.lower()
    if _SAME_ENDINGS.get(ending, ending) == f".{extension}":
        return output
    if ending.removeprefix(".") in {*EXTENSIONS.values(), "jpeg", "jpe"}:
        return output.with_suffix(f".{extension}")
    return output.with_name(f"{output.name}.{extension}")  # `fox-v1.5` has no extension yet


def _rescue(image: ImageFile) -> str:
    """Save a charged image in a temporary folder; return the message that says where."""
    try:
        kept = Path(tempfile.mkdtemp(prefix="imagine-kept-")) / f"image.{image.extension}"
        shutil.move(image.path, kept)
    except OSError:
        return "the image couldn't be written to disk"
    return f"the image couldn't be written there; it was saved as {kept}"
