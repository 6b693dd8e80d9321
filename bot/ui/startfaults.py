"""What Discord says against the bot's start or its commands, and the one sentence for each.

Discord's own words may be a page of HTML, so they are never repeated.
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
from bot.speech import Say

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

#: What Cloudflare answers with before Discord sees the request, with no code of Discord's.
#: https://docs.discord.com/developers/topics/rate-limits, read 2026-11-30
_TURNED_AWAY = {403, 429}

#: What a call to Discord raises while the bot starts.
START_FAULTS = (
    discord.HTTPException,
    discord.GatewayNotFound,
    discord.ConnectionClosed,
    discord.PrivilegedIntentsRequired,
    discord.LoginFailure,
    aiohttp.ClientError,
    # no other OSError, which would be the disk's
    ConnectionError,
    TimeoutError,
)

_SENTENCES = {
    DiscordFault.TURNED_AWAY: (
        "Cloudflare, which stands before Discord, turns this machine's address away for now "
        "(status {number}). Wait an hour, since each try makes it longer."
    ),
    DiscordFault.OUTAGE: (
        "Discord has an outage (status {number}). "
        "https://discordstatus.com says when it is over; try again then."
    ),
    DiscordFault.UNREACHABLE: "Discord cannot be reached. Check this machine's network.",
    DiscordFault.QUOTA: (
        "Discord takes 200 new commands of an application a day, and they are used up "
        "(code {number}). Wait until tomorrow, and restart less often."
    ),
    DiscordFault.ENTRY_POINT: (
        "Discord wants the application's Entry Point command to stay (code {number}), and did not "
        "list it. Remove it in the developer portal, under Activities, if you do not use it."
    ),
    DiscordFault.REFUSED: (
        "Discord refused (number {number}). The number is explained at "
        "https://docs.discord.com/developers/topics/opcodes-and-status-codes."
    ),
    DiscordFault.SHARD_INVALID: (
        "Discord closed the connection, since it takes the shard for an invalid one ({number}). "
        "Start the bot again; it asks Discord anew how many shards there are."
    ),
    DiscordFault.SHARDS_NEEDED: (
        "Discord closed the connection, since the bot is in too many servers for its shards "
        "({number}). Start the bot again; it asks Discord anew how many it needs."
    ),
    DiscordFault.API_VERSION: (
        "Discord no longer speaks the version of its API that the bot uses ({number}). "
        "Update the bot."
    ),
    DiscordFault.INTENTS_UNKNOWN: (
        "Discord does not know an intent that the bot asks for ({number}). Update the bot."
    ),
    DiscordFault.INTENTS_FORBIDDEN: (
        "Discord does not allow an intent that the bot asks for ({number}). The bot needs none of "
        "the privileged ones; if its code was changed, allow them on the application's Bot page."
    ),
}


def why_not_started(error: Exception) -> ImagineError:
    """Return why the bot cannot run, of what is in `START_FAULTS`."""
    if isinstance(error, discord.GatewayNotFound) and isinstance(error.__cause__, Exception):
        # the address of the gateway was asked for, and not given
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
    """Return why Discord did not take the commands, of what is in `START_FAULTS`."""
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
        f"Discord did not let the bot start. {_SENTENCES[error.fault].format(number=error.number)}"
    )


def _commands_refused(error: CommandsRefused, _say: Say) -> str:
    return _SENTENCES[error.fault].format(number=error.number)


def _no_connection(_error: NoConnectionAtStart, _say: Say) -> str:
    return "Discord cannot be reached. Check this machine's network, then start the bot again."


def _token_rejected(_error: TokenRejected, _say: Say) -> str:
    return (
        "Discord does not accept DISCORD_TOKEN. "
        "Reset the token on the application's Bot page and enter the new one."
    )


#: What only operators read, on their terminals and in the log, is English.
START_SENTENCES = (_start_refused, _commands_refused, _no_connection, _token_rejected)
