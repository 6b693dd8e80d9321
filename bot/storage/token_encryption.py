"""Encrypts the tokens of interactions, so that a copy of the database does not reveal them."""

import base64
import os
from typing import TYPE_CHECKING

from bot.errors import StorageFailed, StorageFault

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

#: The first byte of every ciphertext, to tell later formats apart.
_VERSION = b"\x01"

#: The purpose of the key; the same secret derives other keys for other purposes.
_INFO = b"imagine-bot interaction tokens 1"

_KEY_BYTES = 32

#: The recommended length for AES-GCM; allows 2**32 random nonces per key.
#: https://nvlpubs.nist.gov/nistpubs/Legacy/SP/nistspecialpublication800-38d.pdf, read 2026-11-22
_NONCE_BYTES = 12


class TokenCipher:
    """Encrypts text with AES-256-GCM under a key that HKDF-SHA256 derives from a secret.

    The first call takes about 20 ms, so call it in a thread of the database.
    """

    def __init__(self, secret: str) -> None:
        self._secret = secret
        self._cipher: AESGCM | None = None

    def encrypt(self, text: str) -> str:
        """Return the ciphertext as URL-safe base64; another one each time, because of its nonce."""
        nonce = os.urandom(_NONCE_BYTES)
        data = self._load_cipher().encrypt(nonce, text.encode(errors="surrogatepass"), _VERSION)
        return base64.urlsafe_b64encode(_VERSION + nonce + data).decode()

    def decrypt(self, ciphertext: str) -> str:
        """Return the plaintext.

        Raises:
            StorageFailed: `DAMAGED`: the ciphertext was changed, or made with another secret.
        """
        data = _decode(ciphertext)
        nonce, rest = data[1 : 1 + _NONCE_BYTES], data[1 + _NONCE_BYTES :]
        cipher = self._load_cipher()
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - already loaded

        try:
            return cipher.decrypt(nonce, rest, _VERSION).decode(errors="surrogatepass")
        except (InvalidTag, ValueError):
            raise StorageFailed(StorageFault.DAMAGED, "a token has another secret") from None

    def _load_cipher(self) -> "AESGCM":
        if self._cipher is None:
            # import on first use: it takes 20 ms and 7 MB
            from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415
            from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415
            from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415

            derivation = HKDF(SHA256(), _KEY_BYTES, salt=None, info=_INFO)
            self._cipher = AESGCM(derivation.derive(self._secret.encode(errors="surrogatepass")))
        return self._cipher


def _decode(ciphertext: str) -> bytes:
    try:
        data = base64.urlsafe_b64decode(ciphertext)
    except ValueError:
        raise StorageFailed(StorageFault.DAMAGED, "an encrypted token is not base64") from None
    # the decoder skips other characters, and ignores unused bits of the last character
    is_exact = base64.urlsafe_b64encode(data).decode() == ciphertext
    if not is_exact or data[:1] != _VERSION:
        raise StorageFailed(StorageFault.DAMAGED, "an encrypted token has an unknown format")
    return data
