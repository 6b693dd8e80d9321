"""Log setup: every line names its job, and no line contains a secret."""

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

#: Id of the job that the current task works for; empty outside of a job.
current_job: ContextVar[str] = ContextVar("current_job", default="")

#: Plain lines, or one JSON object per line.
Form = Literal["console", "json"]

_MASK = "***"

#: Patterns of secrets whose values are not in the settings: OpenRouter keys, Discord bot tokens,
#: and the tokens in interaction and webhook URLs.
_SECRET_SHAPES = re.compile(
    r"sk-or-[\w-]{8,}"
    r"|[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}"
    r"|(?<=/webhooks/)(\d+/)[\w%.-]{20,}"
    r"|(?<=/interactions/)(\d+/)[\w%.-]{20,}"
)

#: At INFO, these log every shard, resume and rate limit, and every plugin of Alembic.
_TALKATIVE = ("discord", "alembic.runtime.plugins")

#: Attributes of every record; all others were passed as `extra`.
_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class SafeFormatter(logging.Formatter):
    """Formats records as plain lines, with the current job and without secrets.

    A record is one line. The lines of its traceback follow, indented, each with the reference id
    that the user was shown, so that a search for the id finds all of them.
    """

    def __init__(self, hidden: Sequence[str] = ()) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s")
        # also in the escaped form in which a repr shows them
        forms = {form for secret in hidden if secret for form in (secret, repr(secret)[1:-1])}
        # longest first, since one may be part of another
        self._secrets = sorted(forms, key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        """Format a record as one line, or several if it has a traceback."""
        record.asctime = self.formatTime(record)
        job = _job_of(record)
        head = f"{self.formatMessage(record)}{f' job={job}' if job else ''}: {_message_of(record)}"
        reference = getattr(record, "reference", None)
        margin = f"    {f'reference={reference} ' if reference else ''}| "
        trace = (margin + line for line in self.traceback_of(record).splitlines())
        return "\n".join(_printable(self.mask(line)) for line in (head, *trace))

    def traceback_of(self, record: logging.LogRecord) -> str:
        """Return a record's traceback and stack; empty if it has neither."""
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
    """Formats each record as one JSON object on one line, in ASCII.

    `time` (UTC, ISO 8601), `level`, `logger` and `message` are always present; `job`, `traceback`
    and `extra` fields, such as `guild` or `reference`, only if known. Ids are strings, since many
    JSON parsers round integers above 2^53.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Format a record as one line."""
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
        if trace := self.traceback_of(record):
            line["traceback"] = trace
        return json.dumps({name: self._plain(value) for name, value in line.items()})

    def _plain(self, value: object) -> object:
        if value is None or isinstance(value, bool | int):
            return value
        if isinstance(value, float) and math.isfinite(value):
            return value
        # mask before encoding: JSON escapes would hide a secret that contains quotes
        return self.mask(str(value))


def _job_of(record: logging.LogRecord) -> str:
    """Return the id of a record's own job, or of the current task's."""
    return str(getattr(record, "job", None) or current_job.get())


def _message_of(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except Exception:  # noqa: BLE001 - logging would print the arguments, secrets included
        return f"{record.msg} (its arguments do not fit)"


def _printable(line: str) -> str:
    """Escape control characters, so that untrusted text can't move the cursor or fake a line."""
    if line.isprintable():
        return line
    return "".join(
        c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in line
    )


def set_up_logging(level: str, *, hidden: Sequence[str] = (), form: Form = "console") -> None:
    """Send log lines to stderr.

    Args:
        level: The lowest level that is logged, such as `INFO`.
        hidden: Secrets to mask.
        form: Format of the lines.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter(hidden) if form == "json" else SafeFormatter(hidden))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLogger().level))
    logging.getLogger("discord.client").addFilter(_is_not_about_voice)


def _is_not_about_voice(record: logging.LogRecord) -> bool:
    """Filter out discord.py's warning about missing packages for voice channels."""
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
    """Log a state change of the current job: one line, whose parts are fields in JSON.

    Args:
        logger: Logger of the calling module.
        state: The new state.
        guild_id: Id of the server; None outside of servers.
        seconds: Seconds since the command.
        reason: Why the job ended without an image.
        model: Id of the model.
    """
    guild = None if guild_id is None else str(guild_id)
    optional = {"model": model, "reason": reason}
    known = {name: value for name, value in optional.items() if value is not None}
    text = [f"state={state}", f"guild={guild or 'none'}", f"after={seconds:.1f}s"]
    text += [f"{name}={value}" for name, value in known.items()]
    facts = {"state": str(state), "guild": guild, "after_s": round(seconds, 3), **known}
    logger.info("%s", " ".join(text), extra=facts)


def log_unexpected(error: BaseException) -> Unexpected:
    """Log a bug with its traceback, under a reference id that users can quote.

    Inside a job it is the job's id, which all of the job's log lines have.
    """
    unexpected = Unexpected(reference=current_job.get() or secrets.token_hex(4))
    log.error(
        "unexpected error, reference=%s",
        unexpected.reference,
        exc_info=error,
        extra={"reference": unexpected.reference},
    )
    return unexpected
