"""`imagine-bot block`, `unblock` and `cases`: the operator's cases, beside a running bot."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.db import existing_database
from bot.cli.ids import read_id
from bot.errors import ConfigError
from bot.policy.moderation.case import MOST_REASON_LENGTH, Case, CaseKind

if TYPE_CHECKING:
    from bot.service.moderation.cases.operator_cases import OperatorCases

#: The newest cases that `cases` shows.
_SHOWN = 100

_FOREVER = "forever"


class Subject(StrEnum):
    """What the operator blocks."""

    USER = "user"
    SERVER = "server"


SubjectArgument = Annotated[Subject, typer.Argument(help="A user, or everyone in a server.")]
IdArgument = Annotated[str, typer.Argument(help="Its id on Discord.")]
ReasonOption = Annotated[str, typer.Option("--reason", help="Shown to the members.")]


def block(
    subject: SubjectArgument,
    subject_id: IdArgument,
    duration: Annotated[
        str, typer.Option("--for", help="How long, such as 12h, 7d or 2026-12-24 (UTC).")
    ] = _FOREVER,
    reason: ReasonOption = "",
) -> None:
    """Block a user or a server everywhere; running bots refuse them from their next request on."""
    number = read_id(subject_id)
    until = _end(duration, datetime.now(UTC))
    _check_reason(reason)
    case = asyncio.run(_block(subject, number, until, reason))
    end = "without an end" if case.until is None else f"until {_instant(case.until)}"
    typer.echo(f"Blocked {subject} {number} {end} (case {case.number}).")


def unblock(subject: SubjectArgument, subject_id: IdArgument, reason: ReasonOption = "") -> None:
    """End the operator's block of a user or a server."""
    number = read_id(subject_id)
    _check_reason(reason)
    case = asyncio.run(_unblock(subject, number, reason))
    typer.echo(f"Unblocked {subject} {number} (case {case.number}).")


def cases(
    server: Annotated[
        str | None, typer.Option(help="The cases of the moderators of the server with this id.")
    ] = None,
    user: Annotated[str | None, typer.Option(help="Only cases of the user with this id.")] = None,
) -> None:
    """List the operator's cases, or those of a server, newest first."""
    server_id = None if server is None else read_id(server)
    user_id = None if user is None else read_id(user)
    found = asyncio.run(_list(server_id, user_id))
    if not found:
        typer.echo("There are no cases.")
        return
    now = datetime.now(UTC)
    rows = [_HEAD, *(_row(case, now) for case in found)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    for row in rows:
        padded = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        typer.echo("  ".join(padded).rstrip())
    if len(found) == _SHOWN:
        typer.echo(f"Only the newest {_SHOWN} are shown.")


_HEAD = ("CASE", "WHAT", "WHOM", "BY", "AT (UTC)", "STATUS", "REASON")


def _row(case: Case, now: datetime) -> tuple[str, ...]:
    kind = Subject.SERVER if case.is_server else Subject.USER
    by = "-" if case.actor_id is None else str(case.actor_id)
    reason = "".join(letter if letter.isprintable() else " " for letter in case.reason)
    whom = f"{kind} {case.subject_id}"
    return (str(case.number), case.kind, whom, by, _instant(case.at), _status(case, now), reason)


def _status(case: Case, now: datetime) -> str:
    if case.kind is CaseKind.UNBLOCK:
        return "-"
    if case.lifted_at is not None:
        return f"lifted {_instant(case.lifted_at)}"
    if case.until is None:
        return "no end"
    return f"{'until' if now < case.until else 'ended'} {_instant(case.until)}"


def _instant(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M}"


def _end(typed: str, now: datetime) -> datetime | None:
    """Read when a block ends; None for never.

    Raises:
        typer.BadParameter: It is not valid.
    """
    from bot.policy.limits.values import parse_until

    if typed.strip().casefold() == _FOREVER:
        return None
    try:
        return parse_until(typed, now=now, zone="UTC")
    except ValueError as error:
        wanted = "a time from now on, such as 12h or 7d, or a date that is to come"
        raise typer.BadParameter(f"{typed!r} isn't {wanted}.", param_hint="--for") from error


def _check_reason(reason: str) -> None:
    """Refuse a reason that would be cut.

    Raises:
        typer.BadParameter: It is too long.
    """
    if len(reason) > MOST_REASON_LENGTH:
        problem = f"It has more than {MOST_REASON_LENGTH} characters."
        raise typer.BadParameter(problem, param_hint="--reason")


async def _block(subject: Subject, subject_id: int, until: datetime | None, reason: str) -> Case:
    async with _opened() as operator:
        is_server = subject is Subject.SERVER
        return await operator.block(subject_id, is_server=is_server, until=until, reason=reason)


async def _unblock(subject: Subject, subject_id: int, reason: str) -> Case:
    async with _opened() as operator:
        is_server = subject is Subject.SERVER
        return await operator.unblock(subject_id, is_server=is_server, reason=reason)


async def _list(server: int | None, user: int | None) -> Sequence[Case]:
    async with _opened() as operator:
        return await operator.page(server, subject_id=user, limit=_SHOWN)


@asynccontextmanager
async def _opened() -> AsyncGenerator["OperatorCases"]:
    """Open the database alone, as it is: a bot of another version may be running.

    Raises:
        ConfigError: It doesn't exist yet, or its tables have another version.
        StorageFailed: It does not work.
    """
    from bot.service.moderation.cases.operator_cases import OperatorCases
    from bot.storage.engine.database import open_database
    from bot.storage.engine.schema import HEAD, current
    from bot.storage.stores import open_stores
    from bot.studio import SystemClock

    async with open_database(existing_database(), migrated=False) as database:
        found = await current(database)
        if found != HEAD:
            has = f"has version {found} of the tables" if found else "has no tables yet"
            problem = f"{has}; this program needs {HEAD}: run `imagine-bot db upgrade` first"
            raise ConfigError((("DATABASE_URL", problem),))
        yield OperatorCases(open_stores(database).cases, clock=SystemClock())
