"""What is sealed can be read with its secret alone, and not at all once it was changed."""

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
def test_what_was_sealed_is_read_by_another_process_with_the_same_secret(
    secret: str, text: str
) -> None:
    assert TokenCipher(secret).open(TokenCipher(secret).seal(text)) == text


@given(texts, texts, texts)
def test_another_secret_reads_nothing(secret: str, other: str, text: str) -> None:
    if secret == other:
        return
    with pytest.raises(StorageFailed) as failure:
        TokenCipher(other).open(TokenCipher(secret).seal(text))
    assert failure.value.fault is StorageFault.DAMAGED


@given(st.data(), st.text(max_size=20))
def test_whatever_changes_a_character_or_the_length_is_found(
    data: st.DataObject, text: str
) -> None:
    seal = TokenCipher("secret")
    sealed = seal.seal(text)
    at = data.draw(st.integers(0, len(sealed)))
    gone = data.draw(st.integers(0, 3))
    put_in = data.draw(st.text(st.sampled_from("Aa0-_=+/ \n!é"), max_size=3))
    changed = sealed[:at] + put_in + sealed[at + gone :]
    if changed == sealed:
        return
    with pytest.raises(StorageFailed) as failure:
        seal.open(changed)
    assert failure.value.fault is StorageFault.DAMAGED


@given(st.one_of(texts, st.binary(max_size=60).map(lambda d: base64.urlsafe_b64encode(d).decode())))
def test_whatever_was_never_sealed_is_damaged(text: str) -> None:
    with pytest.raises(StorageFailed) as failure:
        TokenCipher("secret").open(text)
    assert failure.value.fault is StorageFault.DAMAGED


def test_the_same_text_never_looks_the_same() -> None:
    seal = TokenCipher("secret")
    assert len({seal.seal(TOKEN) for _ in range(100)}) == 100


def test_an_empty_secret_and_an_empty_text_work() -> None:
    assert TokenCipher("").open(TokenCipher("").seal("")) == ""


def test_nothing_shows_the_secret_or_what_was_sealed(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    seal = TokenCipher("the-secret")
    sealed = seal.seal(TOKEN)
    with pytest.raises(StorageFailed) as failure:
        TokenCipher("another").open(sealed)
    shown = f"{seal!r} {seal} {sealed} {failure.value!r} {failure.value} {caplog.text}"
    assert "the-secret" not in shown
    assert TOKEN not in shown
    assert base64.b64encode(TOKEN.encode()).decode()[:20] not in shown


def test_cryptography_is_not_loaded_before_something_is_sealed() -> None:
    code = (
        "import sys; from bot.storage.token_encryption import TokenCipher;"
        "seal = TokenCipher('secret');"
        "assert 'cryptography' not in sys.modules; seal.seal('text');"
        "assert 'cryptography' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603 - our own code
