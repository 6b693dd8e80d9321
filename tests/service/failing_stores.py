"""Stores that fail or hang where a test says so."""

import asyncio
import inspect
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from bot.errors import StorageFailed, StorageFault
from bot.ports import Ending
from tests.service.service_harness import ServiceHarness

Port = TypeVar("Port")

BROKEN = StorageFailed(StorageFault.FULL)


class Failing:
    """A port with methods that fail a number of times.

    Attributes:
        failures: Remaining failures by method name.
        on_failure: Called on each failure.
    """

    def __init__(self, port: Any, **failures: int) -> None:  # noqa: ANN401 - any port
        self._port = port
        self.failures = failures
        self.on_failure: Callable[[], object] = lambda: None

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - any method of the port
        works: Callable[..., Any] = getattr(self._port, name)
        if not inspect.iscoroutinefunction(works):
            return works

        async def call(*args: object, **options: object) -> object:
            if self.failures.get(name, 0):
                self.failures[name] -= 1
                self.on_failure()
                raise BROKEN
            return await works(*args, **options)

        return call


class Hanging(Failing):
    """A port with one method whose first call never returns."""

    def __init__(self, port: Any, method: str) -> None:  # noqa: ANN401 - any port
        super().__init__(port)
        self.arrived = asyncio.Event()
        self.calls = 0
        self._method = method

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - any method of the port
        works: Callable[..., Any] = super().__getattr__(name)

        async def call(*args: object, **options: object) -> object:
            self.calls += 1
            if self.calls == 1:
                self.arrived.set()
                await asyncio.Event().wait()
            return await works(*args, **options)

        return call if name == self._method else works


class HangingEnd(Failing):
    """Jobs whose first call of `end` never returns."""

    def __init__(self, port: Any) -> None:  # noqa: ANN401 - any port
        super().__init__(port)
        self.arrived = asyncio.Event()
        self.endings: list[Ending] = []

    async def end(self, job_id: int, ending: Ending, *, now: datetime) -> bool:
        self.endings.append(ending)
        if len(self.endings) == 1:
            self.arrived.set()
            await asyncio.Event().wait()
        return await self._port.end(job_id, ending, now=now)


def use(harness: ServiceHarness, name: str, port: Port) -> Port:
    """Replace a port of the use case."""
    harness.stores = replace(harness.stores, **{name: port})
    harness.open(**harness.opened)
    return port


def break_port(harness: ServiceHarness, name: str, **failures: int) -> Failing:
    """Let methods of a store fail a number of times from now on."""
    return use(harness, name, Failing(getattr(harness.stores, name), **failures))
