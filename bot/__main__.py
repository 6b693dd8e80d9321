"""Starts the command line: `imagine-bot`, or `python -m bot`."""

import signal
import sys

from bot.cli.exits import Exit


def main() -> None:
    """Run the command line; a SIGTERM during startup ends it cleanly."""
    signal.signal(signal.SIGTERM, _stop)
    from bot.cli.app import main as run_command_line  # noqa: PLC0415 - slow to import

    run_command_line()


def _stop(_number: int, _frame: object) -> None:
    sys.exit(Exit.OK if sys.argv[1:2] == ["run"] else Exit.TERMINATED)


if __name__ == "__main__":
    main()
