"""Seals what must not be readable in a copy of the database: the tokens of interactions."""

import base64
import os
from typing import TYPE_CHECKING

from bot.errors import StorageFailed, StorageFault

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

#: The first byte of everything sealed, so that another way to seal can be told apart.
_VERSION = b"\x01"

#: What the key is for; the same secret gives another key for every other use.
_INFO = b"imagine-bot interaction tokens 1"

_KEY_BYTES = 32

#: The length that AES-GCM is made for; enough for 2**32 random ones under one key.
#: https://nvlpubs.nist.gov/nistpubs/Legacy/SP/nistspecialpublication800-38d.pdf, read 2026-11-22
_NONCE_BYTES = 12


class TokenCipher:
    """Seals text with AES-256-GCM under a key that HKDF-SHA256 makes of a secret.

    The first call takes some 20 ms, so all calls belong into a thread of the database.
    """

    def __init__(self, secret: str) -> None:
        self._secret = secret
        self._cipher: AESGCM | None = None

    def seal(self, text: str) -> str:
        """Return the text as URL-safe base64 that `open` alone can read; never twice the same."""
        nonce = os.urandom(_NONCE_BYTES)
        sealed = self._ready().encrypt(nonce, text.encode(errors="surrogatepass"), _VERSION)
        return base64.urlsafe_b64encode(_VERSION + nonce + sealed).decode()

    def open(self, sealed: str) -> str:
        """Return the text that was sealed.

        Raises:
            StorageFailed: `DAMAGED`: it was changed, or sealed with another secret.
        """
        data = _decode(sealed)
        nonce, rest = data[1 : 1 + _NONCE_BYTES], data[1 + _NONCE_BYTES :]
        cipher = self._ready()
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - loaded by now

        try:
            return cipher.decrypt(nonce, rest, _VERSION).decode(errors="surrogatepass")
        except (InvalidTag, ValueError):
            raise StorageFailed(StorageFault.DAMAGED, "a seal does not fit the secret") from None

    def _ready(self) -> "AESGCM":
        if self._cipher is None:
            # takes 20 ms and 7 MB, which a start has no use for
            from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415
            from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415
            from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415

            derivation = HKDF(SHA256(), _KEY_BYTES, salt=None, info=_INFO)
            self._cipher = AESGCM(derivation.derive(self._secret.encode(errors="surrogatepass")))
        return self._cipher


def _decode(sealed: str) -> bytes:
    try:
        data = base64.urlsafe_b64decode(sealed)
    except ValueError:
        raise StorageFailed(StorageFault.DAMAGED, "a seal is no base64") from None
    # the decoder skips what is no base64, and the last character may have bits that mean nothing
    is_exact = base64.urlsafe_b64encode(data).decode() == sealed
    if not is_exact or data[:1] != _VERSION:
        raise StorageFailed(StorageFault.DAMAGED, "a seal is of no known kind")
    return data
