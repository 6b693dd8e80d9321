"""Registers the commands at Discord while no process uses the database."""

from contextlib import AbstractAsyncContextManager

from bot.cli.checks.discord.application import judge_application
from bot.cli.checks.finding import Check
from bot.cli.discord_api import Answer, DiscordApi, open_discord_api
from bot.cli.repairs.sentences import Repaired
from bot.cli.repairs.setup import BrokenSetup, Outcome, done, not_done

_WHAT = "The registration of commands"

#: Seconds for one answer; Discord takes longer for a registration than for a question.
_ANSWER_S = 10.0


async def register_commands(setup: BrokenSetup) -> Outcome:
    """Register the program's commands for all servers, as `run` does.

    Raises:
        DiscordUnreachable: No answer came.
        ImagineError: The database doesn't work.
    """
    from bot.command_sync import registration

    commands = setup.seen.commands
    refusal = await _refusal(setup)
    if refusal is not None or commands is None:
        return refusal or not_done(Repaired.FAILED, _WHAT, problem="Discord didn't list them.")
    async with _api(setup) as api:
        path = f"/applications/{setup.seen.application_id}/commands"
        payload = registration(commands.wanted, commands.registered)
        answer = await api.send("PUT", path, payload)
    if not answer.is_fine:
        return _failed(answer)
    return done(Check.COMMANDS, Repaired.COMMANDS_REGISTERED, count=len(commands.wanted))


async def remove_doubles(setup: BrokenSetup) -> Outcome:
    """Remove single servers' commands that double the program's.

    Raises:
        DiscordUnreachable: No answer came.
        ImagineError: The database doesn't work.
    """
    refusal = await _refusal(setup)
    if refusal is not None:
        return refusal
    doubled = setup.seen.doubled or {}
    root = f"/applications/{setup.seen.application_id}/guilds"
    paths = [f"{root}/{server}/commands/{one}" for server, ids in doubled.items() for one in ids]
    async with _api(setup) as api:
        for path in paths:
            answer = await api.send("DELETE", path)
            if not answer.is_fine:
                return _failed(answer)
    return done(Check.COMMANDS, Repaired.DOUBLES_REMOVED, count=len(paths))


async def _refusal(setup: BrokenSetup) -> Outcome | None:
    """Return why commands may not be changed now; None if they may."""
    from bot.storage.engine.schema import HEAD

    await setup.look_again()
    facts = setup.seen.database
    if setup.seen.has_no_database:
        return not_done(Repaired.NOT_USED_HERE, _WHAT)
    if facts and judge_application(setup.seen.application_id, facts.application_id):
        return not_done(Repaired.IS_ANOTHER, _WHAT)
    # the versions are numbers of four digits
    if facts is not None and (facts.version or "") > HEAD:
        return not_done(Repaired.IS_OLDER, _WHAT)
    return None if setup.seen.is_alone else not_done(Repaired.WAITS_FOR_STOP, _WHAT)


def _api(setup: BrokenSetup) -> AbstractAsyncContextManager[DiscordApi]:
    token = setup.settings.discord_token
    return open_discord_api(token.get_secret_value() if token else "", timeout_s=_ANSWER_S)


def _failed(answer: Answer) -> Outcome:
    return not_done(Repaired.FAILED, _WHAT, problem=f"Discord answered with {answer.status}.")
