"""The types of settings: parsing, validation and messages for invalid values."""

import re
from decimal import Decimal
from typing import Annotated, TypeVar
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, SecretStr

#: The value for no limit.
OFF = "off"

#: The largest amount of dollars in a setting.
_MAX_USD = 1_000_000

_MODEL_ID = re.compile(r"[\w.:-]+/[\w.:-]+")

T = TypeVar("T")


def _off_is_none(value: object) -> object:
    return None if isinstance(value, str) and value.strip().casefold() == OFF else value


def _check_secret(secret: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[!-~]+", secret.get_secret_value()):
        raise ValueError("contains spaces or unusual characters; copy it again")
    if secret.get_secret_value()[0] in "<\"'":
        raise ValueError("is wrapped in quotes or brackets; enter it without them")
    return secret


def _check_database(url: SecretStr) -> SecretStr:
    known = ("sqlite://", "postgresql://", "postgres://")
    if not url.get_secret_value().startswith(known):
        raise ValueError("isn't a URL that begins with postgresql:// or sqlite:///")
    return url


def _check_address(url: str) -> str:
    try:
        host = urlsplit(url).hostname
    except ValueError:
        host = None
    if not host or not re.fullmatch(r"https?://[^\s?#]+", url):
        raise ValueError("isn't a URL such as https://openrouter.ai/api/v1")
    return url.rstrip("/")


#: Commands that the bot has besides the one whose name is a setting.
OTHER_COMMANDS = frozenset(
    {
        *("block", "case", "filter", "limits", "log", "manage-styles", "my", "setup", "show"),
        *("styles", "unblock", "warn"),
    }
)


def _check_command_name(name: str) -> str:
    # https://docs.discord.com/developers/interactions/application-commands, read 2026-11-22
    if not re.fullmatch(r"[-_a-z0-9]{1,32}", name):
        raise ValueError("must have lower-case letters, digits, - and _ only, at most 32 of them")
    if name in OTHER_COMMANDS:
        raise ValueError(f"is the name of another command of the bot, /{name}")
    return name


def _check_model_id(text: str) -> str:
    if not _MODEL_ID.fullmatch(text.strip()):
        raise ValueError(f"contains {text.strip()!r}, which isn't a model id such as author/model")
    return text.strip()


def _split_models(value: object) -> object:
    if isinstance(value, str):
        return tuple(_check_model_id(part) for part in value.split(",") if part.strip())
    return value


def _check_models(value: tuple[str, ...]) -> tuple[str, ...]:
    if not value:
        raise ValueError("must name at least one model")
    return value


def _split_successors(value: object) -> object:
    if not isinstance(value, str):
        return value
    pairs = [part.partition("=") for part in value.split(",") if part.strip()]
    return {_check_model_id(old): _check_model_id(new) for old, _, new in pairs}


def _split_dollars(value: object) -> object:
    if not isinstance(value, str):
        return value
    if value.strip().casefold() == OFF:
        return ()
    return tuple(part.strip() for part in value.split(",") if part.strip())


def _check_dollars(value: tuple[Decimal, ...]) -> tuple[Decimal, ...]:
    if not all(amount.is_finite() and 0 < amount <= _MAX_USD for amount in value):
        raise ValueError("must be amounts above 0, up to 1,000,000")
    return tuple(sorted(value, reverse=True))


OffOr = Annotated[T | None, BeforeValidator(_off_is_none)]
"""A number, or `off` as None."""
Secret = Annotated[SecretStr, AfterValidator(_check_secret)]
"""A token or key."""
DatabaseUrl = Annotated[SecretStr, AfterValidator(_check_database)]
"""The URL of a database, which may contain a password."""
Address = Annotated[str, AfterValidator(_check_address)]
"""The base URL of an API, without a trailing slash."""
CommandName = Annotated[str, AfterValidator(_check_command_name)]
"""The name of a slash command."""
ModelId = Annotated[str, AfterValidator(_check_model_id)]
"""`author/slug`."""
ModelIds = Annotated[tuple[str, ...], BeforeValidator(_split_models), AfterValidator(_check_models)]
"""At least one model id, separated by commas."""
Successors = Annotated[dict[str, str], BeforeValidator(_split_successors)]
"""Replacements of models by id: `old=new`, separated by commas."""
Dollars = Annotated[
    tuple[Decimal, ...], BeforeValidator(_split_dollars), AfterValidator(_check_dollars)
]
"""Amounts in US dollars, separated by commas; sorted in descending order."""
