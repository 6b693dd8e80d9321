"""Points in a running bot at which it can be killed: before and after each write, send and receive.

The bot does not know them: they wrap functions of its libraries, in the process that is to be
killed. Each point has a name and counts its passes.
"""

import asyncio
import functools
import json
import os
import re
import signal
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import aiohttp
from discord.state import ConnectionState
from sqlalchemy.engine.default import DefaultDialect

from bot.openrouter.answers.spool import Spool, SpoolFile

#: Names of HTTP calls; the first pattern that matches the URL counts.
_CALLS = (
    (r"/callback", "first answer"),
    (r"/webhooks/", "later answer"),
    (r"/channels/", "message"),
    (r"/api/v10", "start on Discord"),
    (r"/images$|/chat/completions$", "painting"),
    (r"/api/v1", "question to OpenRouter"),
    (r"/gateway", "start on Discord"),
)


class KillPoints:
    """Counts the passes of every point, and kills its process at one of them."""

    def __init__(self, kill_at: tuple[str, int] | None, record: Path) -> None:
        """Set up the counters.

        Args:
            kill_at: The name of a point, and at which of its passes to kill, from 1; None never
                kills.
            record: The file that `write` creates.
        """
        self._kill_at = kill_at
        self._record = record
        self._passed: dict[str, int] = {}
        self._lock = threading.Lock()

    def install(self) -> None:
        """Wrap the libraries, for the rest of this process."""
        _wrap(DefaultDialect, "do_commit", self._around(lambda *_: "commit"))
        _wrap(Spool, "new_file", self._around(lambda *_: "new spool file"))
        _wrap(SpoolFile, "write", self._around(lambda *_: "spool write"))
        _wrap(SpoolFile, "close", self._around(lambda *_: "spool close"))
        _wrap(Path, "unlink", self._around(_removal))
        _wrap(
            ConnectionState,
            "parse_interaction_create",
            self._around(lambda *_: "interaction"),
        )
        _wrap(aiohttp.ClientSession, "_request", self._around_async(_call))
        _wrap(asyncio, "create_subprocess_exec", self._around_async(lambda *_: "shrinking"))

    def passes(self, name: str) -> None:
        """Count one pass of a point, or kill the process."""
        with self._lock:
            self._passed[name] = self._passed.get(name, 0) + 1
            if (name, self._passed[name]) == self._kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

    def write(self) -> None:
        """Write the number of passes of each point as JSON."""
        self._record.write_text(json.dumps(self._passed), encoding="utf-8")

    def _around(self, name_of: Callable[..., str | None]) -> Callable[..., Any]:
        def wrapped(function: Callable[..., Any], *args: Any, **options: Any) -> Any:  # noqa: ANN401 - any function
            name = name_of(*args)
            if name is None:
                return function(*args, **options)
            self.passes(f"before {name}")
            result = function(*args, **options)
            self.passes(f"after {name}")
            return result

        return wrapped

    def _around_async(self, name_of: Callable[..., str]) -> Callable[..., Any]:
        async def wrapped(
            function: Callable[..., Awaitable[Any]],
            *args: Any,  # noqa: ANN401 - any function
            **options: Any,  # noqa: ANN401 - any function
        ) -> Any:  # noqa: ANN401 - any function
            name = name_of(*args)
            self.passes(f"before {name}")
            result = await function(*args, **options)
            self.passes(f"after {name}")
            return result

        return wrapped


def _wrap(owner: type | ModuleType, name: str, around: Callable[..., Any]) -> None:
    original = getattr(owner, name)

    @functools.wraps(original)
    def wrapped(*args: Any, **options: Any) -> Any:  # noqa: ANN401 - any function
        return around(original, *args, **options)

    setattr(owner, name, wrapped)


def _call(_session: object, _method: str, url: object, *_: object) -> str:
    address = str(url)
    return next(name for pattern, name in _CALLS if re.search(pattern, address))


def _removal(path: Path, *_: object) -> str | None:
    return "removal of a file" if path.parent.parent.name == "processes" else None
