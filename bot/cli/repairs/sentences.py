"""The sentences about repairs: one row per outcome."""

from bot.cli.checks.sentences import Row, Sentence, State


class Repaired(Sentence):
    """What `doctor --fix` did, or why it didn't."""

    ENV_FILE_CLOSED = Row(State.OK, "Only you can read .env now.")
    DATA_DIR_CLOSED = Row(State.OK, "Only you can read DATA_DIR now.")
    DATABASE_CLOSED = Row(State.OK, "Only you can read the database's files now.")
    LEFTOVERS_REMOVED = Row(
        State.OK, "Removed the files that ended processes left in DATA_DIR: {files}, {mb:,} MB."
    )
    LEFTOVERS_NEEDED = Row(
        State.WARNING,
        "Files of ended processes that unfinished jobs may need were kept: {files}.",
        "Start the bot: it delivers or deletes them.",
    )
    DATABASE_UPGRADED = Row(
        State.OK, "The database was upgraded from version {before} to {version}.{backup}"
    )
    COMMANDS_REGISTERED = Row(State.OK, "Registered the {count} commands of this version.")
    DOUBLES_REMOVED = Row(State.OK, "Removed doubled commands from single servers: {count}.")
    NOTHING_TO_FIX = Row(State.OK, "There was nothing that --fix repairs.")

    WAITS_FOR_STOP = Row(
        State.WARNING,
        "{what} wasn't repaired, because a process of the bot uses the database, or may do so.",
        "Stop the bot, wait {seconds} s, and run `imagine-bot doctor --fix` again.",
    )
    IS_OLDER = Row(
        State.WARNING,
        "{what} wasn't repaired, because the database belongs to a newer version of the bot.",
        "Run that version's `imagine-bot doctor --fix`.",
    )
    NOT_USED_HERE = Row(
        State.WARNING,
        "{what} wasn't repaired: there is no database that tells whether a bot runs elsewhere.",
        "Start the bot, which registers its commands.",
    )
    IS_ANOTHER = Row(
        State.WARNING,
        "{what} wasn't repaired, because the database belongs to another application's bot.",
        "Set the token or the database that belong together.",
    )
    FAILED = Row(
        State.WARNING,
        "{what} wasn't repaired: {problem}",
        "Repair it as the finding above says.",
    )
