"""Tags of a request for OpenRouter: pseudonyms of the member and of the chain, and the job's id.

With them OpenRouter can tell members apart, so that it acts on one member's prompts without
affecting others, and groups related requests into sessions. The pseudonyms are keyed hashes, with
other keys than the pseudonyms in counters, so that the two cannot be joined, and neither reveals a
member to someone who tries all Discord ids.
"""

import base64
import hmac
from dataclasses import dataclass, field

_USER_PURPOSE = b"imagine-bot names of members at OpenRouter 1"
_SESSION_PURPOSE = b"imagine-bot sessions at OpenRouter 1"

#: Kept bytes of SHA-256's 32, which give 26 characters. OpenRouter accepts 128 for a user and 256
#: for a session. https://openrouter.ai/docs/guides/features/broadcast and its SDK 1.3.84,
#: `ImageGenerationRequest`, read 2026-11-30.
_BYTES = 16

#: Name of the bot's traces at OpenRouter.
TRACE_NAME = "imagine"


@dataclass(frozen=True, slots=True)
class Tags:
    """Metadata of an order; it does not affect the image or its cost."""

    user: str
    """Pseudonym of the member, the same in all of the member's requests."""
    session_id: str
    """Pseudonym of the member's chain of images that came from each other."""
    trace_id: str
    """The job's id, by which an operator finds its lines in the log."""


@dataclass(frozen=True, slots=True)
class TagKeys:
    """The keys of a bot's tags."""

    user: bytes = field(repr=False)
    session: bytes = field(repr=False)


def tag_keys(secret: str) -> TagKeys:
    """Return the keys of a bot's tags, 32 bytes each.

    Args:
        secret: The bot's token. A new token changes the pseudonyms of all members and sessions.
    """
    key = secret.encode(errors="surrogatepass")
    return TagKeys(
        hmac.digest(key, _USER_PURPOSE, "sha256"), hmac.digest(key, _SESSION_PURPOSE, "sha256")
    )


def tags_of(keys: TagKeys, *, user_id: int, job_id: int, chain: int) -> Tags:
    """Return the tags of a job's requests.

    Args:
        keys: The bot's keys.
        user_id: The member.
        job_id: The job.
        chain: First job of the member's chain. Members never share a session, even if their chains
            have the same first job.
    """
    return Tags(
        user=_name(keys.user, f"{user_id}"),
        session_id=_name(keys.session, f"{user_id}:{chain}"),
        trace_id=str(job_id),
    )


def _name(key: bytes, text: str) -> str:
    hashed = hmac.digest(key, text.encode(), "sha256")[:_BYTES]
    return base64.b32encode(hashed).decode().rstrip("=").lower()
