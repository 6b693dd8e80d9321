"""What a request says of who asks and of what it belongs to, without saying who that is.

OpenRouter keeps trouble with one member's prompts to that member where it can tell members apart,
and shows requests that belong together as one session. Both go by names that are made for this
alone: they are keyed hashes, under other keys than the names in counts, so that nobody can join the
two or find a member in either, even by trying all ids that Discord ever gave.
"""

import base64
import hmac
from dataclasses import dataclass, field

_USER_PURPOSE = b"imagine-bot names of members at OpenRouter 1"
_SESSION_PURPOSE = b"imagine-bot sessions at OpenRouter 1"

#: Of the 32 of SHA-256, which gives 26 characters. OpenRouter takes 128 for a user and 256 for a
#: session. https://openrouter.ai/docs/guides/features/broadcast and its SDK 1.3.84,
#: `ImageGenerationRequest`, read 2026-11-30.
_BYTES = 16

#: The name under which OpenRouter lists the traces of images.
TRACE_NAME = "imagine"


@dataclass(frozen=True, slots=True)
class Tags:
    """What is sent beside an order; it changes no image and costs nothing."""

    user: str
    """The member, the same for all of their requests."""
    session_id: str
    """The member's chain of images that came from each other."""
    trace_id: str
    """The job, by which an operator finds its lines in the log."""


@dataclass(frozen=True, slots=True)
class TagKeys:
    """The keys of a bot's tags."""

    user: bytes = field(repr=False)
    session: bytes = field(repr=False)


def tag_keys(secret: str) -> TagKeys:
    """Return the keys of a bot's tags, 32 bytes each.

    Args:
        secret: The bot's token. With a new one all members and sessions have new names.
    """
    key = secret.encode(errors="surrogatepass")
    return TagKeys(
        hmac.digest(key, _USER_PURPOSE, "sha256"), hmac.digest(key, _SESSION_PURPOSE, "sha256")
    )


def tags_of(keys: TagKeys, *, user_id: int, job_id: int, chain: int) -> Tags:
    """Return the tags of a job's requests.

    Args:
        keys: The bot's.
        user_id: Who asks.
        job_id: For which job.
        chain: The job that the member's chain began with. Two members never share a session, also
            where their chains have one beginning.
    """
    return Tags(
        user=_name(keys.user, f"{user_id}"),
        session_id=_name(keys.session, f"{user_id}:{chain}"),
        trace_id=str(job_id),
    )


def _name(key: bytes, text: str) -> str:
    hashed = hmac.digest(key, text.encode(), "sha256")[:_BYTES]
    return base64.b32encode(hashed).decode().rstrip("=").lower()
