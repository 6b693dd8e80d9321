"""Every test has a clean environment, and no network except loopback."""

import gc
import io
import ipaddress
import sys
from collections.abc import Iterator
from typing import cast

import pytest
from coverage import Coverage
from hypothesis import settings
from PIL import Image

from bot.settings import Settings
from testkit.shared_work import sharing_work

# examples may take long on a slow machine
settings.register_profile("imagine", deadline=None)
settings.load_profile("imagine")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest, so that none is left to one process at the end."""
    items.sort(key=lambda item: item.get_closest_marker("takes_long") is None)


def pytest_collection_finish() -> None:
    """Keep the garbage collector from scanning all tests and modules again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def _work_is_shared() -> Iterator[None]:
    with sharing_work():
        yield


@pytest.fixture(scope="module", autouse=True)
def _long_files_are_not_measured(request: pytest.FixtureRequest) -> Iterator[None]:
    """Measure no coverage in files that take long, which measuring would make half as long again.

    Other tests cover all that they run in this process.
    """
    measuring = Coverage.current()
    if measuring is None or request.node.get_closest_marker("takes_long") is None:
        yield
        return
    measuring.stop()
    yield
    measuring.start()


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Unset what would change the program on this machine."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
        monkeypatch.delenv(f"{name.upper()}_FILE", raising=False)
    # `uv run` sets it, and commands are then shown in another way
    for name in ("UV", "UV_RUN_RECURSION_DEPTH"):
        monkeypatch.delenv(name, raising=False)


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
