"""Fails while a text that members read is still to be translated: `python -m tools.release_check`.

A language may lack messages that its `untranslated.txt` lists; they are said in English until then.
"""

import re
import sys
from collections.abc import Mapping
from pathlib import Path

LOCALES = Path(__file__).parents[1] / "bot" / "locales"
ENGLISH = "en"

#: How the files with texts for moderators and operators end; these may stay English.
ADMIN_FILES = "-admin.ftl"

_UNTRANSLATED = "untranslated.txt"
_MESSAGE_ID = re.compile(r"^([a-zA-Z][\w-]*) *=", re.MULTILINE)


def listed(language: str, locales: Path = LOCALES) -> list[str]:
    """Return the ids that a language may lack, in the order of its list; none without a list."""
    path = locales / language / _UNTRANSLATED
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    ids = (line.partition("#")[0].strip() for line in lines)
    return [id_ for id_ in ids if id_]


def member_facing(locales: Path = LOCALES) -> frozenset[str]:
    """Return the ids of all English messages but those for moderators and operators alone."""
    files = (locales / ENGLISH).glob("*.ftl")
    return frozenset(
        id_
        for file in files
        if not file.name.endswith(ADMIN_FILES)
        for id_ in _MESSAGE_ID.findall(file.read_text(encoding="utf-8"))
    )


def untranslated(locales: Path = LOCALES) -> Mapping[str, list[str]]:
    """Return by language what members still read in English; nothing for a finished language."""
    wanted = member_facing(locales)
    others = sorted(path.name for path in locales.iterdir() if path.is_dir())
    found = {
        language: [id_ for id_ in listed(language, locales) if id_ in wanted]
        for language in others
        if language != ENGLISH
    }
    return {language: ids for language, ids in found.items() if ids}


def main(locales: Path = LOCALES) -> int:
    """Print what is left to translate, and return the exit code."""
    left = untranslated(locales)
    for language, ids in left.items():
        print(f"{language}: {len(ids)} left to translate")
        for id_ in ids:
            print(f"  {id_}")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
