"""`imagine-bot init`: sets the bot up by asking, and tests each answer at once."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from bot.cli.exits import Exit
from bot.errors import ConfigError
from bot.policy.money import MICROS_PER_USD

if TYPE_CHECKING:
    from bot.cli.setup.dialogue import Dialogue
    from bot.cli.setup.steps import Given, SetUp

_ENV_FILE = Path(".env")

_NOT_A_TERMINAL = (
    "Nothing can be asked, because the input isn't a terminal. Use --yes with --token-file and "
    "--key-file."
)


def init(
    token_file: Annotated[
        Path | None, typer.Option(help="A file with the bot's token, instead of asking.")
    ] = None,
    key_file: Annotated[
        Path | None, typer.Option(help="A file with the OpenRouter key, instead of asking.")
    ] = None,
    budget: Annotated[
        str | None, typer.Option(help="Dollars per day for all servers and DMs together, or off.")
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="Ask nothing, accept all changes, and start nothing.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the result as one JSON object.")
    ] = False,
) -> None:
    """Set the bot up: ask for token and key, test both, write .env and print the invite link.

    Nothing is written before the last answer. An old .env keeps its comments and other values.
    """
    from bot.cli.setup.dialogue import is_terminal, open_dialogue
    from bot.cli.setup.steps import Given
    from bot.logs import set_up_logging

    # warnings are said as findings
    set_up_logging("ERROR")
    if not yes and not is_terminal():
        raise typer.BadParameter(_NOT_A_TERMINAL)
    dialogue = open_dialogue(asks=not yes, as_json=as_json)
    done = _set_up(dialogue, Given(token_file, key_file, budget), as_json=as_json)
    if as_json:
        typer.echo(dialogue.mask(_as_json(dialogue, done)))
    elif _say_how_to_go_on(dialogue, done):
        from bot.cli.run import run

        run()


def _set_up(dialogue: "Dialogue", given: "Given", *, as_json: bool) -> "SetUp":
    """Run all steps; every end before the last one has its sentence and exit code."""
    from bot.cli.setup.steps import Steps
    from bot.cli.setup.stopped import SetupStopped
    from bot.studio import SystemClock

    def fail(sentence: str, code: Exit) -> NoReturn:
        typer.echo(dialogue.mask(sentence), err=True)
        if as_json:
            typer.echo(dialogue.mask(_failed_as_json(dialogue, sentence, code)))
        raise typer.Exit(code)

    steps = None
    try:
        steps = Steps(dialogue, given, _ENV_FILE, SystemClock())
        return steps.run()
    except SetupStopped as stopped:
        fail(stopped.sentence, stopped.code)
    except ConfigError as error:
        fail(_words(error), Exit.CONFIG)
    except (KeyboardInterrupt, EOFError):
        is_written = steps is not None and steps.written is not None
        fail("\n.env was written." if is_written else "\nNothing was written.", Exit.INTERRUPTED)


def _words(error: ConfigError) -> str:
    lines = (f"  {name} {problem}" for name, problem in error.problems)
    return "\n".join(("Fix these settings in the environment or in .env:", *lines))


def _say_how_to_go_on(dialogue: "Dialogue", done: "SetUp") -> bool:
    """Print the invite link; return whether the operator wants the bot to start."""
    from bot.ui.invite import invite_link

    link = invite_link(done.answers.bot.application_id)
    dialogue.say_line(f"Invite {done.answers.bot.name} to a server: {link}")
    if done.is_running:
        # a second one with the same token would also receive every command
        dialogue.say("The bot is running already. Restart it: it reads .env at its start.")
        return False
    if not dialogue.asks:
        dialogue.say("Start the bot with `imagine-bot run`.")
        return False
    try:
        if dialogue.confirm("Start the bot now?"):
            dialogue.say("The bot replies while this program runs; Ctrl-C stops it.")
            return True
    except (KeyboardInterrupt, EOFError):
        dialogue.say("")
    dialogue.say("The setup is complete. `imagine-bot run` starts the bot.")
    return False


def _as_json(dialogue: "Dialogue", done: "SetUp") -> str:
    from bot.ui.invite import invite_link

    answers, written = done.answers, done.written
    return _dump(
        dialogue,
        {
            "ok": True,
            "file": str(_ENV_FILE.absolute()),
            "written": list(written.changed),
            "backup": None if written.backup is None else str(written.backup.absolute()),
            "bot": {
                "id": str(answers.bot.application_id),
                "name": answers.bot.name,
                "servers": answers.bot.servers,
                "public": answers.bot.is_public,
            },
            "key": {
                "left_usd": _usd(answers.status.remaining_micros),
                "limit_usd": _usd(answers.status.limit_micros),
                "data_regions": list(answers.status.data_regions),
            },
            "model": None if answers.model is None else answers.model.model.id,
            "budget_usd_per_day": answers.budget,
            "application": {
                "changes": [change.title for change in answers.changes],
                "changed": done.is_application_changed and bool(answers.changes),
            },
            "invite": invite_link(answers.bot.application_id),
            "running": done.is_running,
        },
    )


def _failed_as_json(dialogue: "Dialogue", sentence: str, code: Exit) -> str:
    return _dump(dialogue, {"ok": False, "exit": int(code), "sentence": sentence.strip()})


def _dump(dialogue: "Dialogue", facts: Mapping[str, object]) -> str:
    findings = [
        {
            "id": finding.id,
            "state": finding.state.name.lower(),
            "sentence": finding.sentence,
            "advice": finding.advice,
        }
        for finding in dialogue.findings
    ]
    return json.dumps({**facts, "findings": findings}, indent=2)


def _usd(micros: int | None) -> float | None:
    return None if micros is None else micros / MICROS_PER_USD
