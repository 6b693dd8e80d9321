"""A ciphertext can be decrypted only with its secret, and only if it is unchanged."""

import base64
import logging
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import StorageFailed, StorageFault
from bot.storage.token_encryption import TokenCipher

TOKEN = "aW50ZXJhY3Rpb246MTIzNDU2Nzg5" + "t" * 180

texts = st.text(st.characters(), max_size=300)


@given(texts, texts)
def test_another_process_with_the_same_secret_can_decrypt(secret: str, text: str) -> None:
    assert TokenCipher(secret).decrypt(TokenCipher(secret).encrypt(text)) == text


@given(texts, texts, texts)
def test_another_secret_cannot_decrypt(secret: str, other: str, text: str) -> None:
    if secret == other:
        return
    with pytest.raises(StorageFailed) as failure:
        TokenCipher(other).decrypt(TokenCipher(secret).encrypt(text))
    assert failure.value.fault is StorageFault.DAMAGED


@given(st.data(), st.text(max_size=20))
def test_any_change_of_a_ciphertext_is_detected(data: st.DataObject, text: str) -> None:
    cipher = TokenCipher("secret")
    ciphertext = cipher.encrypt(text)
    at = data.draw(st.integers(0, len(ciphertext)))
    gone = data.draw(st.integers(0, 3))
    put_in = data.draw(st.text(st.sampled_from("Aa0-_=+/ \n!é"), max_size=3))
    changed = ciphertext[:at] + put_in + ciphertext[at + gone :]
    if changed == ciphertext:
        return
    with pytest.raises(StorageFailed) as failure:
        cipher.decrypt(changed)
    assert failure.value.fault is StorageFault.DAMAGED


@given(st.one_of(texts, st.binary(max_size=60).map(lambda d: base64.urlsafe_b64encode(d).decode())))
def test_any_other_text_is_damaged(text: str) -> None:
    with pytest.raises(StorageFailed) as failure:
        TokenCipher("secret").decrypt(text)
    assert failure.value.fault is StorageFault.DAMAGED


def test_equal_texts_have_different_ciphertexts() -> None:
    cipher = TokenCipher("secret")
    assert len({cipher.encrypt(TOKEN) for _ in range(100)}) == 100


def test_an_empty_secret_and_an_empty_text_work() -> None:
    assert TokenCipher("").decrypt(TokenCipher("").encrypt("")) == ""


def test_nothing_shows_the_secret_or_the_plaintext(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    cipher = TokenCipher("the-secret")
    ciphertext = cipher.encrypt(TOKEN)
    with pytest.raises(StorageFailed) as failure:
        TokenCipher("another").decrypt(ciphertext)
    shown = f"{cipher!r} {cipher} {ciphertext} {failure.value!r} {failure.value} {caplog.text}"
    assert "the-secret" not in shown
    assert TOKEN not in shown
    assert base64.b64encode(TOKEN.encode()).decode()[:20] not in shown


def test_cryptography_is_imported_on_first_use() -> None:
    code = (
        "import sys; from bot.storage.token_encryption import TokenCipher;"
        "cipher = TokenCipher('secret');"
        "assert 'cryptography' not in sys.modules; cipher.encrypt('text');"
        "assert 'cryptography' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603 - our own code
