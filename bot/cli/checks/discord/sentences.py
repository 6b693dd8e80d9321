"""The sentences about the application, its commands and its channels: one row per finding."""

from bot.cli.checks.sentences import Row, Sentence, State

_PORTAL = "https://discord.com/developers/applications"


class DiscordFound(Sentence):
    """What the checks of the application, its commands and its channels can find."""

    INTENTS_FINE = Row(State.OK, "The application has no privileged intents, and needs none.")
    INTENTS_NOT_NEEDED = Row(
        State.WARNING,
        "The application has privileged intents that the bot doesn't need: {intents}.",
        f"Switch them off at {_PORTAL}, on the application's Bot page: with a stolen token, they "
        "would show more.",
    )
    STARTS_USED_UP = Row(
        State.ERROR,
        "Discord doesn't let the bot start again within {hours} h (limit: {total} starts a day).",
        "Find out what restarts the bot, such as a service manager or a second process.",
    )
    STARTS_LOW = Row(
        State.WARNING,
        "Starts that Discord still allows the bot within {hours} h: {left} of {total}.",
        "Find out what restarts the bot, such as a service manager or a second process.",
    )
    OTHER_APPLICATION = Row(
        State.WARNING,
        "The database was last used with the token of another application.",
        "If that isn't intended, set that token, or another DATA_DIR or DATABASE_URL.",
    )

    COMMANDS_FINE = Row(State.OK, "All {count} commands are registered and up to date.")
    COMMANDS_ABSENT = Row(
        State.OK, "No commands are registered yet; `imagine-bot run` registers them."
    )
    COMMANDS_UNREAD = Row(
        State.WARNING,
        "Discord didn't list the registered commands (status {status}).",
        "Check https://discordstatus.com, and try again later.",
    )
    COMMANDS_MISSING = Row(
        State.WARNING,
        "These commands aren't registered: {names}.",
        "Restart the bot, which registers them, or run `imagine-bot doctor --fix` while none runs.",
    )
    COMMANDS_OUTDATED = Row(
        State.WARNING,
        "These commands are registered in another version: {names}.",
        "Restart the bot, or run `imagine-bot doctor --fix` while no bot runs.",
    )
    COMMANDS_UNKNOWN = Row(
        State.WARNING,
        "These registered commands don't belong to this version of the bot: {names}.",
        "Stop other programs that use the token, and restart the bot, which removes them.",
    )
    COMMANDS_DOUBLED = Row(
        State.WARNING,
        "Server {server} has commands of its own beside the same ones for all servers: {names}.",
        "Run `imagine-bot doctor --fix` while no bot runs, which removes the server's own ones.",
    )
    SERVERS_UNCHECKED = Row(
        State.OK, "Servers searched for doubled commands: {count}. The bot is in more of them."
    )

    CHANNELS_FINE = Row(
        State.OK,
        "In {server}, the bot can view all {count} listed channels, send messages and attach files "
        "there. Discord doesn't list channels that the bot can't view.",
    )
    CHANNEL_RESTRICTED = Row(
        State.WARNING,
        "In #{channel}, the bot can't {actions}.",
        "Allow it for the bot's role, so that the bot can send late images there.",
    )
    CHANNELS_MORE = Row(
        State.WARNING,
        "Further channels in which the bot lacks permissions: {count}.",
        "Check the permissions of the bot's role in the whole server.",
    )
    CHANNELS_HIDDEN = Row(
        State.OK,
        "Channels of {server} that the bot can't view: {count}. Discord may leave out others.",
    )
    SERVER_TIMED_OUT = Row(
        State.ERROR,
        "{server} has timed the bot out until {until} (UTC), so it can't send messages there.",
        "Ask a moderator of the server to end the timeout.",
    )
    SERVER_UNKNOWN = Row(
        State.ERROR,
        "The bot isn't in the server {server}, or there is no server with this id.",
        "Copy the server's id with Developer Mode, or invite the bot with the link that "
        "`imagine-bot run` prints.",
    )
