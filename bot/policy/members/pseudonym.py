"""Under which name a member is counted, so that nobody else can tell whose counts they are.

Counts outlive what a member has had deleted, or deleting would give used images back. So they
stand under a keyed hash: who has a copy of the database but not the secret finds nobody in it, even
by trying all ids that Discord ever gave.
"""

import base64
import hmac

#: What the key is for; the same secret gives another key for every other use.
_PURPOSE = b"imagine-bot names of members in counts 1"

#: Of the 32 of SHA-256. Among a billion members two with one name are less likely than 1 in 10**20.
#: https://www.rfc-editor.org/rfc/rfc2104#section-5, read 2026-11-22, allows to cut it in half.
_BYTES = 16


def pseudonym_key(secret: str) -> bytes:
    """Return the key of a bot's pseudonyms, 32 bytes.

    Args:
        secret: The bot's token. With a new one all members are counted anew.
    """
    return hmac.digest(secret.encode(errors="surrogatepass"), _PURPOSE, "sha256")


def pseudonym_of(user_id: int, key: bytes) -> str:
    """Return a user's name in counts: 26 of the characters `a` to `z` and `2` to `7`."""
    hashed = hmac.digest(key, str(user_id).encode(), "sha256")[:_BYTES]
    return base64.b32encode(hashed).decode().rstrip("=").lower()
