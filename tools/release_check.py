"""Fails if a text for members is not translated yet: `python -m tools.release_check`.

A language may lack the messages in its `untranslated.txt`, which fall back to English.
"""

import re
import sys
from collections.abc import Mapping
from pathlib import Path

LOCALES = Path(__file__).parents[1] / "bot" / "locales"
ENGLISH = "en"

#: Suffix of files with texts for moderators and operators, which may stay English.
ADMIN_FILES = "-admin.ftl"

_UNTRANSLATED = "untranslated.txt"
_MESSAGE_ID = re.compile(r"^([a-zA-Z][\w-]*) *=", re.MULTILINE)


def listed(language: str, locales: Path = LOCALES) -> list[str]:
    """Return the ids in a language's `untranslated.txt`, in order; none without the file."""
    path = locales / language / _UNTRANSLATED
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    ids = (line.partition("#")[0].strip() for line in lines)
    return [id_ for id_ in ids if id_]


def member_facing(locales: Path = LOCALES) -> frozenset[str]:
    """Return the ids of all English messages except those for moderators and operators."""
    files = (locales / ENGLISH).glob("*.ftl")
    return frozenset(
        id_
        for file in files
        if not file.name.endswith(ADMIN_FILES)
        for id_ in _MESSAGE_ID.findall(file.read_text(encoding="utf-8"))
    )


def untranslated(locales: Path = LOCALES) -> Mapping[str, list[str]]:
    """Return the untranslated ids for members by language, without finished languages."""
    wanted = member_facing(locales)
    others = sorted(path.name for path in locales.iterdir() if path.is_dir())
    found = {
        language: [id_ for id_ in listed(language, locales) if id_ in wanted]
        for language in others
        if language != ENGLISH
    }
    return {language: ids for language, ids in found.items() if ids}


def main(locales: Path = LOCALES) -> int:
    """Print the untranslated ids and return the exit code."""
    remaining = untranslated(locales)
    for language, ids in remaining.items():
        print(f"{language}: {len(ids)} left to translate")
        for id_ in ids:
            print(f"  {id_}")
    return 1 if remaining else 0


if __name__ == "__main__":
    sys.exit(main())
