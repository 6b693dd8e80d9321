"""Every test has a clean environment, and no network except loopback."""

import io
import ipaddress
import sys
from typing import cast

import pytest
from hypothesis import settings
from PIL import Image

from bot.settings import Settings

# examples may take long on a slow machine
settings.register_profile("imagine", deadline=None)
settings.load_profile("imagine")


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Unset all settings of this machine."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
        monkeypatch.delenv(f"{name.upper()}_FILE", raising=False)


def _refuse_the_network(event: str, args: tuple[object, ...]) -> None:
    if event != "socket.connect" or not isinstance(args[1], tuple):
        return
    host = str(cast("tuple[object, ...]", args[1])[0])
    if not ipaddress.ip_address(host.partition("%")[0]).is_loopback:
        raise ConnectionRefusedError(f"a test may not connect to {host}")


sys.addaudithook(_refuse_the_network)


@pytest.fixture(scope="session")
def png() -> bytes:
    """A small valid PNG."""
    file = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(file, "PNG")
    return file.getvalue()
