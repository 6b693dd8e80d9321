"""Why Discord does not start the bot or register its commands, with a sentence for each reason.

Discord's own message may be an HTML page, so it is never shown.
"""

import aiohttp
import discord

from bot.errors import (
    CommandsRefused,
    DiscordFault,
    ImagineError,
    NoConnectionAtStart,
    StartRefused,
    TokenRejected,
)
from bot.i18n import Say

#: https://docs.discord.com/developers/topics/opcodes-and-status-codes, read 2026-11-30
_CODES = {30034: DiscordFault.QUOTA, 50240: DiscordFault.ENTRY_POINT}
_CLOSE_CODES = {
    4010: DiscordFault.SHARD_INVALID,
    4011: DiscordFault.SHARDS_NEEDED,
    4012: DiscordFault.API_VERSION,
    4013: DiscordFault.INTENTS_UNKNOWN,
    4014: DiscordFault.INTENTS_FORBIDDEN,
}

_SERVER_FAULT = 500

#: Cloudflare's statuses for requests that it blocks before Discord sees them.
#: https://docs.discord.com/developers/topics/rate-limits, read 2026-11-30
_TURNED_AWAY = {403, 429}

#: Exceptions of calls to Discord while the bot starts.
START_FAULTS = (
    discord.HTTPException,
    discord.GatewayNotFound,
    discord.ConnectionClosed,
    discord.PrivilegedIntentsRequired,
    discord.LoginFailure,
    aiohttp.ClientError,
    # not OSError, which includes disk errors
    ConnectionError,
    TimeoutError,
)

_SENTENCES = {
    DiscordFault.TURNED_AWAY: (
        "Cloudflare is blocking this machine's IP address from Discord for now (status {number}). "
        "Wait an hour; every attempt makes the block longer."
    ),
    DiscordFault.OUTAGE: (
        "Discord has an outage (status {number}). "
        "Check https://discordstatus.com and try again when it's over."
    ),
    DiscordFault.UNREACHABLE: "Discord can't be reached. Check this machine's network.",
    DiscordFault.QUOTA: (
        "Discord allows 200 new commands per application and day, and they are used up "
        "(code {number}). Wait until tomorrow, and restart less often."
    ),
    DiscordFault.ENTRY_POINT: (
        "Discord requires the application's Entry Point command (code {number}) but didn't list "
        "it. If you don't use it, remove it in the developer portal under Activities."
    ),
    DiscordFault.REFUSED: (
        "Discord rejected the request (code {number}). The codes are explained at "
        "https://docs.discord.com/developers/topics/opcodes-and-status-codes."
    ),
    DiscordFault.SHARD_INVALID: (
        "Discord closed the connection because of an invalid shard (code {number}). "
        "Start the bot again; it asks Discord how many shards it needs."
    ),
    DiscordFault.SHARDS_NEEDED: (
        "Discord closed the connection because the bot is in too many servers for its shards "
        "(code {number}). Start the bot again; it asks Discord how many shards it needs."
    ),
    DiscordFault.API_VERSION: (
        "Discord no longer supports the API version that the bot uses (code {number}). "
        "Update the bot."
    ),
    DiscordFault.INTENTS_UNKNOWN: (
        "Discord doesn't know an intent that the bot requests (code {number}). Update the bot."
    ),
    DiscordFault.INTENTS_FORBIDDEN: (
        "Discord doesn't allow an intent that the bot requests (code {number}). The bot needs no "
        "privileged intents; if you changed its code, enable them on the application's Bot page."
    ),
}


def why_not_started(error: Exception) -> ImagineError:
    """Return why the bot cannot run, for an error in `START_FAULTS`."""
    if isinstance(error, discord.GatewayNotFound) and isinstance(error.__cause__, Exception):
        # the request for the gateway's address failed
        error = error.__cause__
    match error:
        case discord.LoginFailure() | discord.HTTPException(status=401):
            return TokenRejected()
        case discord.ConnectionClosed(code=4004):
            return TokenRejected()
        case discord.ConnectionClosed(code=code) if code in _CLOSE_CODES:
            return StartRefused(_CLOSE_CODES[code], code)
        case discord.PrivilegedIntentsRequired():
            return StartRefused(_CLOSE_CODES[4014], 4014)
        case discord.HTTPException():
            return StartRefused(*_fault_of(error))
        case _:
            return NoConnectionAtStart()


def why_not_registered(error: Exception) -> ImagineError:
    """Return why Discord did not register the commands, for an error in `START_FAULTS`."""
    if isinstance(error, discord.HTTPException):
        return CommandsRefused(*_fault_of(error))
    return CommandsRefused(DiscordFault.UNREACHABLE)


def _fault_of(error: discord.HTTPException) -> tuple[DiscordFault, int]:
    if error.code in _CODES:
        return _CODES[error.code], error.code
    if error.status >= _SERVER_FAULT:
        return DiscordFault.OUTAGE, error.status
    if not error.code and error.status in _TURNED_AWAY:
        return DiscordFault.TURNED_AWAY, error.status
    return DiscordFault.REFUSED, error.code or error.status


def _start_refused(error: StartRefused, _say: Say) -> str:
    return (
        f"Discord didn't let the bot start. {_SENTENCES[error.fault].format(number=error.number)}"
    )


def _commands_refused(error: CommandsRefused, _say: Say) -> str:
    return _SENTENCES[error.fault].format(number=error.number)


def _no_connection(_error: NoConnectionAtStart, _say: Say) -> str:
    return "Discord can't be reached. Check this machine's network, then start the bot again."


def _token_rejected(_error: TokenRejected, _say: Say) -> str:
    return (
        "Discord doesn't accept DISCORD_TOKEN. "
        "Reset the token on the application's Bot page and set the new one."
    )


#: In English, since operators read these on the terminal and in the log.
START_SENTENCES = (_start_refused, _commands_refused, _no_connection, _token_rejected)
