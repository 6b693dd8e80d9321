"""Where a picture is saved: never over another file, never under a false name."""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bot.errors import Charge, OutputRefused
from bot.policy.picture import EXTENSIONS, Picture

_SAME_ENDINGS = {".jpeg": ".jpg", ".jpe": ".jpg"}


@dataclass(frozen=True, slots=True)
class Saved:
    """One saved picture."""

    path: Path
    media_type: str
    width: int
    height: int
    size_bytes: int


def check_output(output: Path, *, force: bool) -> None:
    """Find out before anything is paid for whether a picture can be saved there.

    Raises:
        OutputRefused: It cannot, or another file would be lost.
    """
    folder = output.parent
    if output.is_dir():
        raise OutputRefused(output, "is a folder; name a file in it")
    if output.exists() and not force:
        raise OutputRefused(output, "already exists; --force overwrites it")
    if not folder.is_dir():
        raise OutputRefused(output, "its folder does not exist; create it first")
    try:
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        reason = "its folder cannot be written to; choose another one"
        raise OutputRefused(output, reason) from error


def save(picture: Picture, output: Path, *, force: bool) -> Saved:
    """Move a picture to where it was wanted, under the ending of what it is.

    A file that is in the way is overwritten only when `force` is set and it is the very one that
    was named; otherwise a number is added to the name.

    Raises:
        OutputRefused: The disk did not take it; it was paid for.
    """
    wanted = _with_true_ending(output, picture.extension)
    path, number = wanted, 1
    while path.exists() and not (force and path == output):
        number += 1
        path = wanted.with_stem(f"{wanted.stem}-{number}")
    try:
        shutil.move(picture.path, path)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise OutputRefused(path, _rescue(picture), charge=Charge.MADE) from error
    return Saved(path, picture.media_type, picture.width, picture.height, picture.size_bytes)


def _with_true_ending(output: Path, extension: str) -> Path:
    ending = output.suffix.lower()
    if _SAME_ENDINGS.get(ending, ending) == f".{extension}":
        return output
    if ending.removeprefix(".") in {*EXTENSIONS.values(), "jpeg", "jpe"}:
        return output.with_suffix(f".{extension}")
    return output.with_name(f"{output.name}.{extension}")  # `fox-v1.5` has no ending yet


def _rescue(picture: Picture) -> str:
    """Keep a paid picture somewhere else, and say where."""
    try:
        kept = Path(tempfile.mkdtemp(prefix="imagine-kept-")) / f"picture.{picture.extension}"
        shutil.move(picture.path, kept)
    except OSError:
        return "the disk did not take the picture"
    return f"the disk did not take the picture, so it lies in {kept}"
