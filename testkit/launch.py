"""Starts the real command line with discord.py connected to the loopback Discord.

`LOOPBACK_DISCORD` is its base URL. If `LOOPBACK_MODULES` names a file, the names of all imported
modules are written there at exit. If `PROBE` names a file, a probe watches the event loop; see
`testkit.probe`. With `OWN_TERMINAL`, stdin becomes the controlling terminal of this process, which
has to be the first of its session.
"""

import atexit
import fcntl
import os
import sys
import termios
from pathlib import Path

from discord.asset import Asset
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from bot.cli.app import main


def _write_modules(path: Path) -> None:
    path.write_text("\n".join(sys.modules), encoding="utf-8")


if __name__ == "__main__":
    if "OWN_TERMINAL" in os.environ:
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    Route.BASE = os.environ["LOOPBACK_DISCORD"]
    Asset.BASE = Route.BASE  # pyright: ignore[reportAttributeAccessIssue] - Discord's alone
    DiscordWebSocket.DEFAULT_GATEWAY = URL(Route.BASE).with_scheme("ws").with_path("/gateway")
    if "LOOPBACK_MODULES" in os.environ:
        atexit.register(_write_modules, Path(os.environ["LOOPBACK_MODULES"]))
    if "PROBE" in os.environ:
        from testkit.probe import install  # only when needed

        install(Path(os.environ["PROBE"]), float(os.environ.get("PROBE_TICK_MS", "1")) / 1000)
    main()
