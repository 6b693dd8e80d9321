"""The pseudonym under which a member is counted.

Counters outlive the deletion of a member's data, or deleting would refund used images. Their keys
are therefore a keyed hash: without the secret, a copy of the database does not reveal its members,
even to someone who tries all Discord ids.
"""

import base64
import hmac

#: Separates this key from other keys derived from the same secret.
_PURPOSE = b"imagine-bot names of members in counts 1"

#: Kept bytes of SHA-256's 32. A collision among a billion members is less likely than 1 in 10**20.
#: Half of the hash may be cut: https://www.rfc-editor.org/rfc/rfc2104#section-5, read 2026-11-22.
_BYTES = 16


def pseudonym_key(secret: str) -> bytes:
    """Return the key of a bot's pseudonyms, 32 bytes.

    Args:
        secret: The bot's token. A new token restarts all members' counters.
    """
    return hmac.digest(secret.encode(errors="surrogatepass"), _PURPOSE, "sha256")


def pseudonym_of(user_id: int, key: bytes) -> str:
    """Return a user's pseudonym: 26 characters out of `a` to `z` and `2` to `7`."""
    hashed = hmac.digest(key, str(user_id).encode(), "sha256")[:_BYTES]
    return base64.b32encode(hashed).decode().rstrip("=").lower()
