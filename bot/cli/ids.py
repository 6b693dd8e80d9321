"""Reads Discord's ids from arguments."""

import re

import typer

from bot.cli.exits import Exit

#: Discord's ids and the database's integers have 63 bits.
_MOST = 2**63 - 1

# `int` also reads signs, underscores and other digits
_ID = re.compile(r"[0-9]{1,19}")

#: The longest part of a wrong id that is shown.
_SHOWN = 40


def read_id(typed: str) -> int:
    """Read an id; leave the program with a sentence if it is none.

    Raises:
        typer.Exit: It is none.
    """
    number = int(typed) if _ID.fullmatch(typed) else 0
    if 0 < number <= _MOST:
        return number
    shown = "".join(letter if letter.isprintable() else " " for letter in typed[:_SHOWN])
    typer.echo(
        f"{shown!r} isn't an id. An id is a number such as 80351110224678912: in Discord, turn on "
        "Developer Mode in the settings, then right-click the user or server and copy its id.",
        err=True,
    )
    raise typer.Exit(Exit.USAGE)
