"""Starts the real command line with a discord.py that talks to the loopback Discord.

`LOOPBACK_DISCORD` is its address. When `LOOPBACK_MODULES` names a file, the modules that were
imported during the process's whole life are written there at its end. When `PROBE` names a file, a
probe watches the event loop; see `testkit.probe`.
"""

import atexit
import os
import sys
from pathlib import Path

from discord.http import Route

from bot.cli.app import main


def _write_modules(path: Path) -> None:
    path.write_text("\n".join(sys.modules), encoding="utf-8")


if __name__ == "__main__":
    Route.BASE = os.environ["LOOPBACK_DISCORD"]
    if "LOOPBACK_MODULES" in os.environ:
        atexit.register(_write_modules, Path(os.environ["LOOPBACK_MODULES"]))
    if "PROBE" in os.environ:
        from testkit.probe import install  # imported here, so that no other bot pays for it

        install(Path(os.environ["PROBE"]), float(os.environ.get("PROBE_TICK_MS", "1")) / 1000)
    main()
