"""Log lines: the job they belong to on each of them, secrets on none."""

import json
import logging
import math
import re
import secrets
import sys
from collections.abc import Sequence
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Literal

from bot.errors import Unexpected
from bot.policy.jobs.job import State

log = logging.getLogger(__name__)

#: The job that the running task works for; empty outside of one.
current_job: ContextVar[str] = ContextVar("current_job", default="")

#: Lines for people, or one JSON object on each line.
Form = Literal["console", "json"]

_MASK = "***"

#: What a secret looks like even where its value was never told to us: OpenRouter keys,
#: Discord bot tokens, and the tokens inside interaction and webhook addresses.
_SECRET_SHAPES = re.compile(
    r"sk-or-[\w-]{8,}"
    r"|[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}"
    r"|(?<=/webhooks/)(\d+/)[\w%.-]{20,}"
    r"|(?<=/interactions/)(\d+/)[\w%.-]{20,}"
)

#: What every record has; whatever else is on one came with `extra`.
_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class SafeFormatter(logging.Formatter):
    """Writes records for people, with the current job and without secrets.

    A record begins one line. The lines of its traceback follow, indented, each with the reference
    that people were shown, so that a search for that finds all of them.
    """

    def __init__(self, hidden: Sequence[str] = ()) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s")
        # also as they stand in the repr of what holds them
        told = {form for secret in hidden if secret for form in (secret, repr(secret)[1:-1])}
        # the longest first, since one may be a part of another
        self._secrets = sorted(told, key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        """Format one record into a line, or several with a traceback."""
        record.asctime = self.formatTime(record)
        job = _job_of(record)
        head = f"{self.formatMessage(record)}{f' job={job}' if job else ''}: {_message_of(record)}"
        reference = getattr(record, "reference", None)
        margin = f"    {f'reference={reference} ' if reference else ''}| "
        story = (margin + line for line in self.traceback_of(record).splitlines())
        return "\n".join(_printable(self.mask(line)) for line in (head, *story))

    def traceback_of(self, record: logging.LogRecord) -> str:
        """Return a record's traceback and stack; empty when it has none."""
        parts = (
            self.formatException(record.exc_info) if record.exc_info else "",
            self.formatStack(record.stack_info) if record.stack_info else "",
        )
        return "\n".join(part for part in parts if part)

    def mask(self, text: str) -> str:
        """Replace every secret in a text."""
        for secret in self._secrets:
            text = text.replace(secret, _MASK)
        return _SECRET_SHAPES.sub(lambda found: f"{found[1] or found[2] or ''}{_MASK}", text)


class JsonFormatter(SafeFormatter):
    """Writes each record as one JSON object on one line, in ASCII.

    `time` (UTC, ISO 8601), `level`, `logger` and `message` are always there; `job`, `traceback` and
    what was given as `extra`, such as `guild` or `reference`, where they are known. Ids are
    strings, since many readers of JSON round numbers of their size.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Format one record into a line."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": _message_of(record),
        }
        if job := _job_of(record):
            line["job"] = job
        line |= {
            name: value
            for name, value in vars(record).items()
            if name not in _STANDARD and name not in line
        }
        if story := self.traceback_of(record):
            line["traceback"] = story
        return json.dumps({name: self._plain(value) for name, value in line.items()})

    def _plain(self, value: object) -> object:
        if value is None or isinstance(value, bool | int):
            return value
        if isinstance(value, float) and math.isfinite(value):
            return value
        # before it becomes JSON, whose escapes would hide a secret with quotes in it
        return self.mask(str(value))


def _job_of(record: logging.LogRecord) -> str:
    """Return the job that a record names itself, or else its task's."""
    return str(getattr(record, "job", None) or current_job.get())


def _message_of(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except Exception:  # noqa: BLE001 - logging would print the arguments, with the secrets in them
        return f"{record.msg} (its arguments do not fit)"


def _printable(line: str) -> str:
    """Escape what moves a terminal's cursor; foreign words begin no line of their own."""
    if line.isprintable():
        return line
    return "".join(
        c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in line
    )


def set_up_logging(level: str, *, hidden: Sequence[str] = (), form: Form = "console") -> None:
    """Send log lines to stderr.

    Args:
        level: The least level that is shown, such as `INFO`.
        hidden: Values that no line may contain.
        form: How a line is written.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter(hidden) if form == "json" else SafeFormatter(hidden))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # discord.py tells of every shard, resume and rate limit at INFO
    logging.getLogger("discord").setLevel(max(logging.WARNING, logging.getLogger().level))
    logging.getLogger("discord.client").addFilter(_is_not_about_voice)


def _is_not_about_voice(record: logging.LogRecord) -> bool:
    """Drop what discord.py says at every start about packages that only voice channels need."""
    return "voice will NOT be supported" not in _message_of(record)


def log_move(
    logger: logging.Logger,
    state: State,
    *,
    guild_id: int | None,
    seconds: float,
    reason: str | None = None,
    model: str | None = None,
) -> None:
    """Log that the current job came into a state, as one line whose parts are fields in JSON.

    Args:
        logger: Where it happened.
        state: The new one.
        guild_id: The server's; None outside of servers.
        seconds: How long after the command.
        reason: Why it ended without an image.
        model: The id of the model that paints.
    """
    guild = None if guild_id is None else str(guild_id)
    named = {"model": model, "reason": reason}
    known = {name: value for name, value in named.items() if value is not None}
    text = [f"state={state}", f"guild={guild or 'none'}", f"after={seconds:.1f}s"]
    text += [f"{name}={value}" for name, value in known.items()]
    facts = {"state": str(state), "guild": guild, "after_s": round(seconds, 3), **known}
    logger.info("%s", " ".join(text), extra=facts)


def log_unexpected(error: BaseException) -> Unexpected:
    """Log a mistake of ours with its traceback, under a reference id for people to quote.

    It is the job's own id where there is one, which stands on each of its lines.
    """
    unexpected = Unexpected(reference=current_job.get() or secrets.token_hex(4))
    log.error(
        "unexpected error, reference=%s",
        unexpected.reference,
        exc_info=error,
        extra={"reference": unexpected.reference},
    )
    return unexpected
