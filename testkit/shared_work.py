"""Work that a process does once for all bots in it: tests start a bot each."""

import functools
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine

from bot.filtering import engine as filtering
from bot.storage.engine import sqlite


@contextmanager
def sharing_work() -> Generator[None]:
    """Let bots of this process share the operator's compiled words, and SQL.

    They depend on nothing but what they were made from.
    """
    with pytest.MonkeyPatch.context() as patch:
        compile_operator = filtering._compile_operator  # pyright: ignore[reportPrivateUsage]
        patch.setattr(filtering, "_compile_operator", functools.cache(compile_operator))
        patch.setattr(sqlite, "create_engine", _sharing_statements(sqlite.create_engine))
        yield


def _sharing_statements(create: Callable[..., Engine]) -> Callable[..., Engine]:
    """Return a `create_engine` whose engines share compiled statements, which a dialect owns."""
    shared: dict[str, Any] = {}

    def create_sharing(*args: object, **options: object) -> Engine:
        engine = create(*args, **options)
        for name in ("dialect", "_compiled_cache"):
            setattr(engine, name, shared.setdefault(name, getattr(engine, name)))
        return engine

    return create_sharing
