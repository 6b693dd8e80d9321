"""Log lines: the job they belong to on each of them, secrets on none."""

import logging
import re
import secrets
import sys
from collections.abc import Sequence
from contextvars import ContextVar

from bot.errors import Unexpected

log = logging.getLogger(__name__)

#: The job that the running task works for; empty outside of one.
current_job: ContextVar[str] = ContextVar("current_job", default="")

_FORMAT = "%(asctime)s %(levelname)-7s %(name)s%(job)s: %(message)s"
_MASK = "***"

#: What a secret looks like even where its value was never told to us: OpenRouter keys,
#: Discord bot tokens, and the tokens inside interaction and webhook addresses.
_SECRET_SHAPES = re.compile(
    r"sk-or-[\w-]{8,}"
    r"|[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}"
    r"|(?<=/webhooks/)(\d+/)[\w%.-]{20,}"
    r"|(?<=/interactions/)(\d+/)[\w%.-]{20,}"
)


class SafeFormatter(logging.Formatter):
    """Adds the current job and masks secrets, in tracebacks too."""

    def __init__(self, hidden: Sequence[str] = ()) -> None:
        super().__init__(_FORMAT)
        self._secrets = tuple(secret for secret in hidden if secret)

    def format(self, record: logging.LogRecord) -> str:
        """Format one record into a line, or several with a traceback."""
        job = current_job.get()
        record.job = f" job={job}" if job else ""
        return self.mask(super().format(record))

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's own name
        """Format the line itself; foreign words in it begin no line of their own."""
        record.message = "".join(
            c if c.isprintable() else c.encode("unicode_escape").decode("ascii")
            for c in record.message
        )
        return super().formatMessage(record)

    def mask(self, text: str) -> str:
        """Replace every secret in a text."""
        for secret in self._secrets:
            text = text.replace(secret, _MASK)
        return _SECRET_SHAPES.sub(lambda found: f"{found[1] or found[2] or ''}{_MASK}", text)


def set_up_logging(level: str, *, hidden: Sequence[str] = ()) -> None:
    """Send log lines to stderr.

    Args:
        level: The least level that is shown, such as `INFO`.
        hidden: Values that no line may contain.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(SafeFormatter(hidden))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # discord.py tells of every shard, resume and rate limit at INFO
    logging.getLogger("discord").setLevel(max(logging.WARNING, logging.getLogger().level))
    logging.getLogger("discord.client").addFilter(_is_not_about_voice)


def _is_not_about_voice(record: logging.LogRecord) -> bool:
    """Drop what discord.py says at every start about packages that only voice channels need."""
    return "voice will NOT be supported" not in record.getMessage()


def log_unexpected(error: BaseException) -> Unexpected:
    """Log a mistake of ours with its traceback, under a new reference id for people to quote."""
    unexpected = Unexpected(reference=secrets.token_hex(4))
    log.error("unexpected error, reference=%s", unexpected.reference, exc_info=error)
    return unexpected
