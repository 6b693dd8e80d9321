"""Checks DATA_DIR: its rights, its room, and what ended processes left there."""

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from bot.cli.checks.finding import Check, Finding
from bot.cli.checks.sentences import Found

_MB = 10**6
_GIBIBYTE = 1 << 30

#: Megabytes that a few images and their database need, and what should be free besides.
_LEAST_MB = 100
_ENOUGH_MB = 1000


def check_data_dir(folder: Path, max_references_gb: float) -> list[Finding]:
    """Return what is wrong with the folder; blocks on the disk."""
    try:
        if not folder.exists():
            return [_finding(Found.DATA_DIR_ABSENT if _can_create(folder) else _NOT_WRITABLE)]
        if not folder.is_dir():
            return [_finding(Found.DATA_DIR_NO_FOLDER)]
        if not _is_writable(folder):
            return [_finding(_NOT_WRITABLE)]
        return list(_inspect(folder, max_references_gb))
    except OSError:
        return [_finding(_NOT_WRITABLE)]


def check_leftovers(folder: Path, alive: frozenset[str]) -> list[Finding]:
    """Return what processes left that are not among those alive; blocks on the disk.

    Folders are compared with leases. Trying their locks could mislead a bot that starts just now.
    """
    folders, count, size = 0, 0, 0
    for process in _folders(folder / "processes"):
        files = [path for path in _files(process) if path.name != "lock"]
        if process.name not in alive and files:
            folders += 1
            count += len(files)
            size += sum(_size(path) for path in files)
    if not folders:
        return []
    facts = {"folders": folders, "files": count, "mb": round(size / _MB)}
    return [_finding(Found.LEFTOVERS, **facts)]


_NOT_WRITABLE = Found.DATA_DIR_NOT_WRITABLE


def _finding(found: Found, **facts: object) -> Finding:
    return Finding(Check.DATA_DIR, found, facts)


def _inspect(folder: Path, max_references_gb: float) -> Iterator[Finding]:
    free_mb = shutil.disk_usage(folder).free // _MB
    used = sum(_size(path) for path in _files(folder / "references"))
    facts = {"free_mb": free_mb, "used_mb": round(used / _MB)}
    if free_mb < _LEAST_MB:
        yield _finding(Found.DATA_DIR_FULL, **facts)
    elif free_mb < _ENOUGH_MB:
        yield _finding(Found.DATA_DIR_LOW, **facts)
    else:
        yield _finding(Found.DATA_DIR_FINE, **facts)
    if used > max_references_gb * _GIBIBYTE:
        yield _finding(Found.REFERENCES_LARGE, **facts)
    if folder.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield _finding(Found.DATA_DIR_READABLE)


def _can_create(folder: Path) -> bool:
    parent = next(parent for parent in folder.absolute().parents if parent.exists())
    return parent.is_dir() and _is_writable(parent)


def _is_writable(folder: Path) -> bool:
    return os.access(folder, os.R_OK | os.W_OK | os.X_OK)


def _folders(parent: Path) -> list[Path]:
    try:
        return [path for path in parent.iterdir() if path.is_dir() and not path.is_symlink()]
    except OSError:
        return []


def _files(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if path.is_file() and not path.is_symlink()]
    except OSError:
        return []


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # a running bot has just removed it
