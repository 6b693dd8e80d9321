"""Settings from the environment and `.env`; every mistake is reported at once."""

import os
import re
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from dotenv import dotenv_values
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
)
from pydantic_core import ErrorDetails

from bot.errors import ConfigError
from bot.policy.limits import Cap, Limit, Value
from bot.policy.line import Bounds
from bot.policy.lineup import MODEL_SUCCESSORS, PREFERRED_MODELS
from bot.policy.money import micros_from_usd

#: What stands for no limit.
OFF = "off"

_MODEL_ID = re.compile(r"[\w.:-]+/[\w.:-]+")


class Settings(BaseModel):
    """All settings; a field's name in capitals is its variable."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    discord_token: SecretStr | None = Field(None, description="The bot's token.")
    openrouter_api_key: SecretStr | None = Field(None, description="The key that pays.")
    openrouter_base_url: str = Field(
        "https://openrouter.ai/api/v1", description="Where OpenRouter's API is."
    )
    openrouter_api: Literal["auto", "images", "chat"] = Field(
        "auto",
        description="Which interface paints: `auto` uses /images for models listed there and "
        "/chat/completions for the rest.",
    )
    models: tuple[str, ...] = Field(
        PREFERRED_MODELS,
        description="Model ids in order of preference, separated by commas; the first one alive "
        "paints when a member names none.",
    )
    model_successors: dict[str, str] = Field(
        MODEL_SUCCESSORS,
        description="Which model takes over when one is gone: `old=new`, separated by commas.",
    )
    command_name: str = Field(
        "imagine",
        description="The slash command: lower-case letters, digits, - and _, at most 32.",
    )
    cooldown_seconds: int | None = Field(
        60,
        ge=0,
        le=86_400,
        description="Default limit: seconds between two pictures of one member.",
    )
    member_pictures_per_day: int | None = Field(
        10, ge=0, le=100_000, description="Default limit: pictures of one member in a server a day."
    )
    server_usd_per_day: Decimal | None = Field(
        Decimal(1), ge=0, le=100_000, description="Default limit: dollars of one server a day."
    )
    member_jobs_at_once: int | None = Field(
        1, ge=0, le=1000, description="Default limit: jobs of one member at once."
    )
    budget_usd_per_day: Decimal | None = Field(
        Decimal(5), ge=0, le=1_000_000, description="Hard cap: dollars of all together a day."
    )
    budget_usd_per_month: Decimal | None = Field(
        None, ge=0, le=1_000_000, description="Hard cap: dollars of all together a month."
    )
    budget_fallback_model: str | None = Field(
        None,
        description="A cheaper model that paints from 80 % of a budget on, where it can.",
    )
    cap_server_usd_per_day: Decimal | None = Field(
        Decimal(1), ge=0, le=1_000_000, description="Hard cap: dollars of one server a day."
    )
    cap_server_usd_per_month: Decimal | None = Field(
        None, ge=0, le=1_000_000, description="Hard cap: dollars of one server a month."
    )
    cap_user_usd_per_day: Decimal | None = Field(
        Decimal(1),
        ge=0,
        le=1_000_000,
        description="Hard cap: dollars of one user everywhere a day.",
    )
    cap_user_pictures_per_day: int | None = Field(
        None, ge=0, le=100_000, description="Hard cap: pictures of one user in all servers a day."
    )
    refusals_per_hour: int | None = Field(
        5,
        ge=1,
        le=100,
        description="After this many prompts that the provider refused within an hour a member "
        "waits an hour.",
    )
    allow_dms: bool = Field(
        True,
        description="Whether pictures can be asked for in DMs and, by the bot as a user's own app, "
        "in servers without it.",
    )
    max_concurrent_pictures: int = Field(
        32, ge=1, le=1000, description="Pictures painted at once; more wait in line."
    )
    max_waiting_pictures: int = Field(
        500, ge=1, le=100_000, description="Pictures that may wait in line."
    )
    max_waiting_per_server: int = Field(
        50, ge=1, le=100_000, description="Pictures of one server that may wait in line."
    )
    max_waiting_per_member: int = Field(
        5, ge=1, le=100_000, description="Pictures of one member that may wait in line."
    )
    ping_after_seconds: float | None = Field(
        60,
        ge=0,
        le=86_400,
        description="Who waited longer than this for a picture is told in a message of its own.",
    )
    low_credit_usd: tuple[Decimal, ...] = Field(
        (Decimal(5), Decimal(1)),
        description="Dollars left under the key's own limit, or under a budget above it, at which "
        "the owner is told, separated by commas.",
    )
    connect_timeout_seconds: float = Field(
        10, gt=0, le=120, description="Seconds to reach OpenRouter."
    )
    attempt_timeout_seconds: float = Field(
        300, gt=0, le=3600, description="Seconds for one attempt at a picture."
    )
    job_timeout_seconds: float = Field(
        840,
        gt=0,
        le=86_400,
        description="Seconds for a whole job, waiting included. Beyond 840 a picture may come as "
        "a new message, where the bot may write one.",
    )
    shutdown_grace_seconds: float = Field(
        30, ge=0, le=900, description="Seconds that running pictures get when the bot stops."
    )
    max_reference_mb: float = Field(
        10, gt=0, le=50, description="Megabytes (1,048,576 bytes) of an attached picture at most."
    )
    max_references_gb: float = Field(
        5,
        gt=0,
        le=10_000,
        description="Gigabytes (1,073,741,824 bytes) of all kept attached pictures together.",
    )
    max_picture_mb: float = Field(
        64, gt=0, le=512, description="Megabytes of one painted picture at most."
    )
    database_url: SecretStr | None = Field(
        None,
        description="The database: `postgresql://user:password@host/name`, or "
        "`sqlite:///file`. A file in DATA_DIR when not set.",
    )
    retention_days: int = Field(
        90,
        ge=1,
        le=3650,
        description="Days that ended jobs, and the limits of servers that the bot has left, are "
        "kept.",
    )
    data_dir: Path = Field(
        Path("data"), description="The folder for pictures on their way and remembered state."
    )
    http_port: int | None = Field(
        None,
        ge=0,
        le=65_535,
        description="The port of /healthz, /readyz and /metrics; 0 takes any free one.",
    )
    http_host: str = Field(
        "127.0.0.1", description="The address that they listen on; by default this machine alone."
    )
    log_format: Literal["console", "json"] = Field(
        "console", description="Log lines for people, or one JSON object on each line."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="The least level of log lines that is shown."
    )

    @field_validator(
        "cooldown_seconds",
        "member_pictures_per_day",
        "server_usd_per_day",
        "member_jobs_at_once",
        "budget_usd_per_day",
        "budget_usd_per_month",
        "cap_server_usd_per_day",
        "cap_server_usd_per_month",
        "cap_user_usd_per_day",
        "cap_user_pictures_per_day",
        "refusals_per_hour",
        "ping_after_seconds",
        "http_port",
        mode="before",
    )
    @classmethod
    def _may_be_off(cls, value: object) -> object:
        return None if isinstance(value, str) and value.strip().casefold() == OFF else value

    @field_validator("budget_fallback_model")
    @classmethod
    def _is_model(cls, value: str | None) -> str | None:
        return _model_id(value) if value else None

    @field_validator("database_url")
    @classmethod
    def _is_database(cls, url: SecretStr | None) -> SecretStr | None:
        known = ("sqlite://", "postgresql://", "postgres://")
        if url and not url.get_secret_value().startswith(known):
            raise ValueError("is not an address that begins with postgresql:// or sqlite:///")
        return url

    @field_validator("discord_token", "openrouter_api_key")
    @classmethod
    def _is_one_word(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret and not re.fullmatch(r"[!-~]+", secret.get_secret_value()):
            raise ValueError("has spaces or unusual characters in it; copy it again")
        if secret and secret.get_secret_value()[0] in "<\"'":
            raise ValueError("is wrapped in quotes or brackets; enter it without them")
        return secret

    @field_validator("openrouter_base_url")
    @classmethod
    def _is_address(cls, url: str) -> str:
        try:
            host = urlsplit(url).hostname
        except ValueError:
            host = None
        if not host or not re.fullmatch(r"https?://[^\s?#]+", url):
            raise ValueError("is not an address such as https://openrouter.ai/api/v1")
        return url.rstrip("/")

    @field_validator("command_name")
    @classmethod
    def _is_command_name(cls, name: str) -> str:
        # https://docs.discord.com/developers/interactions/application-commands, read 2026-11-22
        if not re.fullmatch(r"[-_a-z0-9]{1,32}", name):
            raise ValueError("may have lower-case letters, digits, - and _ only, at most 32")
        return name

    @field_validator("models", mode="before")
    @classmethod
    def _read_models(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(_model_id(part) for part in value.split(",") if part.strip())
        return value

    @field_validator("low_credit_usd", mode="before")
    @classmethod
    def _read_amounts(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        if value.strip().casefold() == OFF:
            return ()
        return tuple(part.strip() for part in value.split(",") if part.strip())

    @field_validator("low_credit_usd")
    @classmethod
    def _has_amounts(cls, value: tuple[Decimal, ...]) -> tuple[Decimal, ...]:
        if not all(amount.is_finite() and 0 < amount <= 1_000_000 for amount in value):  # noqa: PLR2004 - as every amount here
            raise ValueError("should be amounts above 0 and up to 1,000,000")
        return tuple(sorted(value, reverse=True))

    @field_validator("models")
    @classmethod
    def _has_models(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not value:
            raise ValueError("names no model")
        return value

    @field_validator("model_successors", mode="before")
    @classmethod
    def _read_successors(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        pairs = [part.partition("=") for part in value.split(",") if part.strip()]
        return {_model_id(old): _model_id(new) for old, _, new in pairs}

    @property
    def default_limits(self) -> dict[Limit, Value]:
        """The limits that hold where no moderator sets any."""
        return {
            Limit.COOLDOWN: self.cooldown_seconds,
            Limit.MEMBER_IMAGES_PER_DAY: self.member_pictures_per_day,
            Limit.SERVER_USD_PER_DAY: _micros(self.server_usd_per_day),
            Limit.MEMBER_JOBS_AT_ONCE: self.member_jobs_at_once,
        }

    @property
    def line_bounds(self) -> Bounds:
        """How many pictures may wait in line."""
        return Bounds(
            member=self.max_waiting_per_member,
            server=self.max_waiting_per_server,
            total=self.max_waiting_pictures,
        )

    @property
    def caps(self) -> dict[Cap, int]:
        """The caps that nobody on Discord can raise; money in micro-dollars."""
        caps = {
            Cap.BUDGET_USD_PER_DAY: _micros(self.budget_usd_per_day),
            Cap.BUDGET_USD_PER_MONTH: _micros(self.budget_usd_per_month),
            Cap.CAP_SERVER_USD_PER_DAY: _micros(self.cap_server_usd_per_day),
            Cap.CAP_SERVER_USD_PER_MONTH: _micros(self.cap_server_usd_per_month),
            Cap.CAP_USER_USD_PER_DAY: _micros(self.cap_user_usd_per_day),
            Cap.CAP_USER_IMAGES_PER_DAY: self.cap_user_pictures_per_day,
        }
        return {cap: value for cap, value in caps.items() if value is not None}

    @property
    def secrets(self) -> tuple[str, ...]:
        """The values that must never be shown."""
        all_three = (self.discord_token, self.openrouter_api_key, self.database_url)
        return tuple(secret.get_secret_value() for secret in all_three if secret)


def _micros(usd: Decimal | None) -> int | None:
    return None if usd is None else micros_from_usd(usd)


def _model_id(text: str) -> str:
    if not _MODEL_ID.fullmatch(text.strip()):
        raise ValueError(f"has {text.strip()!r} where a model id such as author/model should be")
    return text.strip()


def load_settings(
    *, required: Iterable[str] = (), env_file: Path | None = Path(".env")
) -> Settings:
    """Read the environment and `.env`; the environment wins.

    Args:
        required: Variables without which the caller cannot work.
        env_file: The file to read; None reads the environment alone.

    Raises:
        ConfigError: With every missing or malformed variable, in plain words.
    """
    in_file = _read_file(env_file) if env_file else {}
    # an empty value counts as not set, so that a template may list every variable
    known = {
        name: value for found in (in_file, os.environ) for name, value in found.items() if value
    }
    problems = {name: "is not set" for name in required if name not in known}
    try:
        settings = Settings.model_validate(
            {
                field: known[field.upper()]
                for field in Settings.model_fields
                if field.upper() in known
            }
        )
    except ValidationError as error:
        settings = None
        problems |= {str(part["loc"][0]).upper(): _in_plain_words(part) for part in error.errors()}
    if settings is None or problems:
        raise ConfigError(tuple(sorted(problems.items())))
    return settings


def _read_file(path: Path) -> dict[str, str | None]:
    try:
        return dotenv_values(path)
    except UnicodeDecodeError as error:
        raise ConfigError(((str(path), "is not UTF-8 text; save it anew as that"),)) from error


def _in_plain_words(error: ErrorDetails) -> str:
    message = error["msg"].removeprefix("Value error, ")
    if message == error["msg"]:
        expected = message.removeprefix("Input should be ").partition(", unable")[0]
        return f"is {error['input']!r}, but should be {expected}"
    return message
