"""The `imagine-bot` command: its subcommands and its error handling."""

import sys
from pathlib import Path

import typer

from bot.cli.cases import block, cases, unblock
from bot.cli.db import db
from bot.cli.doctor import doctor
from bot.cli.exits import Exit, exit_of
from bot.cli.health import health
from bot.cli.init import init
from bot.cli.paint import paint
from bot.cli.run import run
from bot.cli.sandbox import sandbox
from bot.errors import ConfigError, ImagineError

_EPILOG = (
    "Exit codes: 0 success · 1 bug in the program, or `health`: not alive · 2 invalid arguments · "
    "65 prompt, option or block refused · 69 OpenRouter, Discord or database unavailable · "
    "73 file can't be written · 77 token or key not accepted · 78 settings missing or malformed · "
    "130 interrupted · 143 terminated."
)

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="A Discord bot that turns /imagine into an image with OpenRouter.",
    epilog=_EPILOG,
)
app.command(epilog="Example: imagine-bot init")(init)
app.command(epilog="Example: imagine-bot run")(run)
app.command(epilog="Example: imagine-bot health")(health)
app.command(epilog="Example: imagine-bot doctor --offline")(doctor)
app.command(epilog="Example: imagine-bot sandbox --port 8000 --no-browser")(sandbox)
app.command(epilog='Example: imagine-bot paint "a red fox in snow" fox.png --ratio 16:9')(paint)
app.command(epilog="Example: imagine-bot block user 80351110224678912 --for 7d")(block)
app.command(epilog="Example: imagine-bot unblock server 197038439483310086")(unblock)
app.command(epilog="Example: imagine-bot cases --user 80351110224678912")(cases)
app.add_typer(db, name="db")


def main() -> None:
    """Run the command line. Every error becomes a message on stderr and an exit code."""
    try:
        app()
    except ConfigError as error:
        _explain_settings(error)
        sys.exit(Exit.CONFIG)
    except ImagineError as error:
        _end(error)
    except KeyboardInterrupt:
        sys.exit(Exit.INTERRUPTED)
    except Exception as error:  # noqa: BLE001 - the outermost handler: users get a message, not a traceback
        from bot.logs import log_unexpected

        _end(log_unexpected(error))


def _explain_settings(error: ConfigError) -> None:
    from bot.cli.checks.typed import as_typed
    from bot.settings.load import NOT_SET

    typer.echo("Fix these settings in the environment or in .env:", err=True)
    for variable, what in error.problems:
        typer.echo(f"  {variable} {what}", err=True)
    if any(what == NOT_SET for _, what in error.problems):
        where = "" if Path(".env").exists() else f"There is no .env in {Path.cwd()}. "
        hint = "`imagine-bot init` asks for what is missing, and writes it to .env."
        typer.echo(where + as_typed(hint), err=True)


def _end(error: ImagineError) -> None:
    from bot.cli.sentences import explain_to_operator

    typer.echo(explain_to_operator(error), err=True)
    sys.exit(exit_of(error))
