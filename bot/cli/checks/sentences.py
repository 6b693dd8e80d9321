"""The sentences of `imagine-bot doctor`: one row per finding."""

from dataclasses import dataclass
from enum import Enum, IntEnum


class State(IntEnum):
    """How bad a finding is; also the exit code of a run whose worst finding it is."""

    OK = 0
    WARNING = 1
    ERROR = 2


@dataclass(frozen=True, slots=True)
class Row:
    """The state, the sentence and the advice; both texts may name the finding's facts."""

    state: State
    sentence: str
    advice: str = ""


_NETWORK = "Check this machine's network, its DNS and its firewall."
_BOT_PAGE = "https://discord.com/developers/applications, on the application's Bot page"
_KEYS = "https://openrouter.ai/settings/keys"


class Sentence(Enum):
    """A finding's state, sentence and advice; the name is its id for scripts, in all classes."""

    _value_: Row


class Found(Sentence):
    """What the checks of the settings, the machine, the token and the key can find."""

    CHECK_TIMED_OUT = Row(
        State.WARNING,
        "This check did not end within {seconds} s.",
        "Run doctor again; if it stays slow, check the network or the disk.",
    )
    CHECK_FAILED = Row(
        State.ERROR, "This check failed unexpectedly ({error}).", "Report it as a bug."
    )

    SETTINGS_FINE = Row(State.OK, "All settings are valid.")
    SETTING_MISSING = Row(
        State.ERROR,
        "{name} is not set.",
        "Run `imagine-bot init`, which asks for it, or set it in the environment or in .env.",
    )
    SETTING_WRONG = Row(
        State.ERROR, "{name} {problem}.", "Correct it in the environment or in .env."
    )
    SECRET_MALFORMED = Row(State.ERROR, "{name} {problem}.")
    SETTING_UNKNOWN = Row(
        State.WARNING,
        "{name} in {place} isn't a setting of the bot.",
        "Remove it, or correct its name.",
    )
    SETTING_MISSPELLED = Row(
        State.WARNING,
        "{name} in {place} isn't a setting of the bot.",
        "If you meant {nearest}, rename it.",
    )
    SETTING_UNREADABLE = Row(
        State.WARNING,
        "These lines of {place} set no variable: {lines}.",
        "Write NAME=value, close each quote, or begin the line with #. The lines aren't shown, as "
        "they may be secrets.",
    )
    SETTING_HIDDEN = Row(
        State.WARNING,
        "{name} in .env is ignored: the environment has another value.",
        "Remove one of the two.",
    )
    SETTING_RENAMED = Row(
        State.WARNING, "{name} is an old name of {nearest}.", "Rename it to {nearest}."
    )

    DATA_DIR_FINE = Row(
        State.OK,
        "DATA_DIR can be used; {free_mb:,} MB are free, attached images take {used_mb:,} MB.",
    )
    DATA_DIR_ABSENT = Row(State.OK, "DATA_DIR doesn't exist yet; `imagine-bot run` creates it.")
    DATA_DIR_NO_FOLDER = Row(
        State.ERROR, "DATA_DIR is not a folder.", "Set DATA_DIR to a folder, or remove the file."
    )
    DATA_DIR_NOT_WRITABLE = Row(
        State.ERROR,
        "DATA_DIR can't be written to, or can't be created.",
        "Give the bot's user write access to this folder, or set another DATA_DIR.",
    )
    DATA_DIR_READABLE = Row(
        State.WARNING,
        "Other users of this machine can read DATA_DIR.",
        "Run `chmod 700` on the folder as its owner, or `imagine-bot doctor --fix`.",
    )
    DATA_DIR_LOW = Row(
        State.WARNING, "The disk of DATA_DIR has only {free_mb:,} MB left.", "Free some disk space."
    )
    DATA_DIR_FULL = Row(
        State.ERROR, "The disk of DATA_DIR has only {free_mb:,} MB left.", "Free some disk space."
    )
    REFERENCES_LARGE = Row(
        State.WARNING,
        "Attached images take {used_mb:,} MB, more than MAX_REFERENCES_GB.",
        "Start the bot, which deletes the oldest ones, or raise MAX_REFERENCES_GB.",
    )
    LEFTOVERS = Row(
        State.WARNING,
        "Files that ended processes left in DATA_DIR: {files}, with {mb:,} MB.",
        "Start the bot, which delivers or deletes them, or run `imagine-bot doctor --fix`.",
    )

    DATABASE_FINE = Row(State.OK, "The database works and has version {version}.")
    DATABASE_ABSENT = Row(State.OK, "The database doesn't exist yet; `imagine-bot run` creates it.")
    DATABASE_EMPTY = Row(State.OK, "The database has no tables yet; `imagine-bot run` makes them.")
    DATABASE_OLDER = Row(
        State.WARNING,
        "The database has version {version}; this program needs {needed}.",
        "Make a backup, stop all older processes, then run `imagine-bot run` or "
        "`imagine-bot doctor --fix`, which upgrade it.",
    )
    DATABASE_NEWER = Row(
        State.ERROR,
        "The database has version {version}, which is newer than this program's {needed}.",
        "Install that version of the bot, or restore a backup.",
    )
    DATABASE_NOT_WRITABLE = Row(
        State.ERROR,
        "The database's file or its folder can't be written to.",
        "Give the bot's user write access to the whole folder.",
    )
    DATABASE_LOW = Row(
        State.WARNING,
        "The disk of the database has only {free_mb:,} MB left.",
        "Free some disk space.",
    )
    DATABASE_UNCHECKED = Row(
        State.WARNING,
        "The database is too large to check all of it in time.",
        "Run `imagine-bot db backup`, which checks its copy completely.",
    )
    DATABASE_READABLE = Row(
        State.WARNING,
        "Other users of this machine can read the database.",
        "Run `chmod 600` on its files as their owner, or `imagine-bot doctor --fix`.",
    )
    DATABASE_BROKEN = Row(State.ERROR, "{problem}", "")
    PROCESSES = Row(State.OK, "Processes of the bot that use this database now: {count}.")
    PROCESSES_ON_SQLITE = Row(
        State.WARNING,
        "{count} processes of the bot use this SQLite database.",
        "Stop all but one, or use PostgreSQL. One that was killed counts for {seconds} s.",
    )

    TOKEN_FINE = Row(State.OK, "Discord accepts the token of {name}. Servers: {servers}.")
    TOKEN_LIKELY = Row(State.OK, "DISCORD_TOKEN looks like a bot's token.")
    TOKEN_CLIENT_SECRET = Row(
        State.ERROR,
        "DISCORD_TOKEN looks like a client secret, not like a bot's token.",
        f"Reset the token at {_BOT_PAGE}, and set that one.",
    )
    TOKEN_PUBLIC_KEY = Row(
        State.ERROR,
        "DISCORD_TOKEN looks like a public key, not like a bot's token.",
        f"Reset the token at {_BOT_PAGE}, and set that one.",
    )
    TOKEN_APPLICATION_ID = Row(
        State.ERROR,
        "DISCORD_TOKEN looks like an application id, not like a bot's token.",
        f"Reset the token at {_BOT_PAGE}, and set that one.",
    )
    TOKEN_ODD = Row(
        State.WARNING,
        "DISCORD_TOKEN doesn't have the three parts of a bot's token.",
        f"Copy it again; if it's lost, reset it at {_BOT_PAGE}.",
    )
    TOKEN_REJECTED = Row(
        State.ERROR,
        "Discord doesn't accept DISCORD_TOKEN.",
        f"Reset the token at {_BOT_PAGE}, and set the new one.",
    )
    TOKEN_IS_KEY = Row(
        State.ERROR,
        "DISCORD_TOKEN looks like an API key, not like a bot's token.",
        f"Reset the token at {_BOT_PAGE}, and set that one.",
    )
    ENDPOINT_SET = Row(
        State.ERROR,
        "The application has an Interactions Endpoint URL, so its commands don't reach the bot.",
        "Clear that field at https://discord.com/developers/applications, on General Information.",
    )
    DISCORD_UNREACHABLE = Row(
        State.ERROR, "Discord ({host}) can't be reached, or is too slow to answer.", _NETWORK
    )
    DISCORD_TURNED_AWAY = Row(
        State.ERROR,
        "Discord is blocking this machine's IP address for now (status {status}).",
        "Wait an hour; every attempt makes the block longer.",
    )
    DISCORD_FAULT = Row(
        State.ERROR,
        "Discord answered with status {status}.",
        "Check https://discordstatus.com, and try again later.",
    )

    KEY_FINE = Row(State.OK, "OpenRouter accepts the key, which may still spend {left}.")
    KEY_MANAGEMENT = Row(
        State.ERROR,
        "OPENROUTER_API_KEY is a management key, which generates no images.",
        f"Make a key for the bot at {_KEYS}, and set that one.",
    )
    KEY_REGIONS = Row(State.OK, "The key restricts data to these regions: {regions}.")
    KEY_REJECTED = Row(
        State.ERROR,
        "OpenRouter doesn't accept OPENROUTER_API_KEY.",
        f"Copy it again, or make a new key at {_KEYS}.",
    )
    KEY_SPENT = Row(
        State.ERROR,
        "OpenRouter accepts the key, but nothing is left to spend.",
        f"Raise the key's limit at {_KEYS}, or the budget above it.",
    )
    KEY_BELOW_BUDGET = Row(
        State.WARNING,
        "The key may still spend {left}, less than BUDGET_USD_PER_DAY ({budget}).",
        f"Raise the key's limit at {_KEYS}, or lower BUDGET_USD_PER_DAY.",
    )
    KEY_LIMITED_ABOVE = Row(
        State.OK, "The key has no limit of its own; only a budget above it limits it."
    )
    KEY_UNLIMITED = Row(
        State.WARNING,
        "OpenRouter accepts the key, which has no limit of its own.",
        f"Set a credit limit at {_KEYS}, so that a stolen key can't spend everything.",
    )
    KEY_IS_TOKEN = Row(
        State.ERROR,
        "OPENROUTER_API_KEY looks like a Discord token.",
        f"Make an API key at {_KEYS}.",
    )
    OPENROUTER_UNREACHABLE = Row(
        State.ERROR, "OpenRouter ({host}) can't be reached, or is too slow to answer.", _NETWORK
    )
    OPENROUTER_FAULT = Row(
        State.ERROR,
        "OpenRouter didn't report the state of the key ({error}).",
        "Check https://status.openrouter.ai and OPENROUTER_BASE_URL, and try again later.",
    )

    MODELS_FINE = Row(State.OK, "All models are available: {models}.")
    MODELS_SOME = Row(State.OK, "Available models: {models}.")
    MODEL_GONE = Row(
        State.WARNING,
        "{model} in MODELS is no longer available; {successor} replaces it.",
        "Remove it from MODELS, or replace it by the model that you want.",
    )
    MODEL_GONE_FOR_GOOD = Row(
        State.WARNING,
        "{model} in MODELS isn't available, and nothing replaces it.",
        "Remove it from MODELS; https://openrouter.ai/models lists the available ones.",
    )
    MODELS_GONE = Row(
        State.ERROR,
        "None of the models in MODELS are available.",
        "Set MODELS to available ones; https://openrouter.ai/models lists them.",
    )
    CATALOGUE_UNREAD = Row(
        State.WARNING,
        "OpenRouter's list of models can't be read.",
        "Check OPENROUTER_BASE_URL and the network, and try again later.",
    )

    CLOCK_FINE = Row(State.OK, "This machine's clock is right.")
    CLOCK_OFF = Row(
        State.WARNING,
        "This machine's clock is off by {seconds:,} s.",
        "Set it with NTP, for example by systemd-timesyncd: limits and reply times depend on it.",
    )

    PORT_FREE = Row(State.OK, "HTTP_PORT {port} is free.")
    PORT_OURS = Row(State.OK, "A running bot answers on HTTP_PORT {port}.")
    PORT_TAKEN = Row(
        State.ERROR,
        "Another program uses HTTP_PORT {port}.",
        "Set another HTTP_PORT, or stop that program.",
    )
