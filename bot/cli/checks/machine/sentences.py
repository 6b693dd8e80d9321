"""The sentences about this machine's network, files and processes: one row per finding."""

from bot.cli.checks.sentences import Row, Sentence, State


class MachineFound(Sentence):
    """What the checks of the network, `.env` and a running bot can find."""

    ENV_FILE_READABLE = Row(
        State.WARNING,
        "Other users of this machine can read .env.",
        "Run `chmod 600 .env` as its owner, or `imagine-bot doctor --fix`.",
    )

    HOSTS_FINE = Row(State.OK, "All hosts can be reached: {hosts}.")
    HOST_NOT_FOUND = Row(
        State.ERROR,
        "DNS doesn't find {host}, which the bot needs for {purpose}.",
        "Check this machine's network and its name servers.",
    )
    HOST_UNREACHABLE = Row(
        State.ERROR,
        "{host}, which the bot needs for {purpose}, doesn't accept connections at port {port}.",
        "Check this machine's network, its firewall and its proxy.",
    )

    ANSWERED_ELSEWHERE = Row(
        State.WARNING,
        "Interactions that another process answered since the running bot's start: {count}.",
        "Stop the other process that uses DISCORD_TOKEN, perhaps on another machine.",
    )
    ANSWERED_HERE = Row(
        State.OK, "No other process has answered interactions since the running bot's start."
    )
