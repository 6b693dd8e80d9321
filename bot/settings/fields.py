"""All settings: their names, types, bounds and defaults."""

from decimal import Decimal
from pathlib import Path
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, SecretStr

from bot.policy.images.model import MODEL_SUCCESSORS, PREFERRED_MODELS
from bot.policy.jobs.queue import QueueLimits
from bot.policy.limits.limit import Cap, Limit, Value
from bot.policy.money import micros_from_usd
from bot.settings.types import (
    Address,
    CommandName,
    DatabaseUrl,
    Dollars,
    ModelId,
    ModelIds,
    OffOr,
    Secret,
    Successors,
)


class Settings(BaseModel):
    """All settings. A field's name in capitals is its environment variable.

    A field whose type is a secret can also be read from a file; see `secret_files.py`.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    discord_token: Secret | None = Field(None, description="The bot's token.")
    openrouter_api_key: Secret | None = Field(None, description="The key that pays.")
    openrouter_base_url: Address = Field(
        "https://openrouter.ai/api/v1", description="Where OpenRouter's API is."
    )
    openrouter_api: Literal["auto", "images", "chat"] = Field(
        "auto",
        description="The interface that generates images: `auto` uses /images for the models "
        "listed there and /chat/completions for the rest.",
    )
    models: ModelIds = Field(
        PREFERRED_MODELS,
        description="Model ids in order of preference, separated by commas. Without a model in "
        "the command, the first available one is used.",
    )
    model_successors: Successors = Field(
        MODEL_SUCCESSORS,
        description="The model that replaces one that is gone: `old=new`, separated by commas.",
    )
    command_name: CommandName = Field(
        "imagine",
        description="The slash command: lower-case letters, digits, - and _, at most 32.",
    )
    cooldown_seconds: OffOr[int] = Field(
        60,
        ge=0,
        le=86_400,
        description="Default limit: seconds between two images of one member.",
    )
    member_images_per_day: OffOr[int] = Field(
        10, ge=0, le=100_000, description="Default limit: images per member and server per day."
    )
    server_usd_per_day: OffOr[Decimal] = Field(
        Decimal(1), ge=0, le=100_000, description="Default limit: dollars per server per day."
    )
    member_jobs_at_once: OffOr[int] = Field(
        1, ge=0, le=1000, description="Default limit: jobs per member at once."
    )
    budget_usd_per_day: OffOr[Decimal] = Field(
        Decimal(5),
        ge=0,
        le=1_000_000,
        description="Hard cap: dollars per day for all servers and DMs.",
    )
    budget_usd_per_month: OffOr[Decimal] = Field(
        None,
        ge=0,
        le=1_000_000,
        description="Hard cap: dollars per month for all servers and DMs.",
    )
    budget_fallback_model: ModelId | None = Field(
        None,
        description="A cheaper model to use from 80 % of a budget on, where it supports the "
        "request.",
    )
    cap_server_usd_per_day: OffOr[Decimal] = Field(
        Decimal(1), ge=0, le=1_000_000, description="Hard cap: dollars per server per day."
    )
    cap_server_usd_per_month: OffOr[Decimal] = Field(
        None, ge=0, le=1_000_000, description="Hard cap: dollars per server per month."
    )
    cap_user_usd_per_day: OffOr[Decimal] = Field(
        Decimal(1),
        ge=0,
        le=1_000_000,
        description="Hard cap: dollars per user per day, across all servers and DMs.",
    )
    cap_user_images_per_day: OffOr[int] = Field(
        None,
        ge=0,
        le=100_000,
        description="Hard cap: images per user per day, everywhere.",
    )
    refusals_per_hour: OffOr[int] = Field(
        5,
        ge=1,
        le=100,
        description="Prompts of one member that providers may reject within an hour before the "
        "member has to wait an hour.",
    )
    allow_dms: bool = Field(
        True,
        description="Whether images can be created in DMs and, where a user has installed the app, "
        "in servers without the bot.",
    )
    filter_file: Path | None = Field(
        None,
        description="A text file with keywords and patterns that are refused in all servers and "
        "DMs.",
    )
    max_concurrent_images: int = Field(
        32,
        ge=1,
        le=1000,
        description="Images generated at once; further requests wait in the queue.",
    )
    max_waiting_images: int = Field(
        500,
        ge=1,
        le=100_000,
        description="Requests that may wait in the queue, of one image or more.",
    )
    max_waiting_per_server: int = Field(
        50, ge=1, le=100_000, description="Requests of one server that may wait in the queue."
    )
    max_waiting_per_member: int = Field(
        5, ge=1, le=100_000, description="Requests of one member that may wait in the queue."
    )
    ping_after_seconds: OffOr[float] = Field(
        60,
        ge=0,
        le=86_400,
        description="Seconds of waiting after which a member is notified of an image by a separate "
        "message.",
    )
    low_credit_usd: Dollars = Field(
        (Decimal(5), Decimal(1)),
        description="Dollars left under the key's own limit, or under a budget above it, at which "
        "the owner is notified, separated by commas.",
    )
    connect_timeout_seconds: float = Field(
        10, gt=0, le=120, description="Seconds to reach OpenRouter."
    )
    attempt_timeout_seconds: float = Field(
        300, gt=0, le=3600, description="Seconds for one attempt to generate an image."
    )
    job_timeout_seconds: float = Field(
        840,
        gt=0,
        le=86_400,
        description="Seconds for a whole job, waiting included. Above 840, an image may arrive as "
        "a new message, where the bot may send one.",
    )
    shutdown_grace_seconds: float = Field(
        30, ge=0, le=900, description="Seconds that running jobs get to finish when the bot stops."
    )
    max_reference_mb: float = Field(
        10, gt=0, le=50, description="Largest attached image, in megabytes (1,048,576 bytes)."
    )
    max_references_gb: float = Field(
        5,
        gt=0,
        le=10_000,
        description="Largest total of stored attached images, in gigabytes (1,073,741,824 bytes).",
    )
    max_image_mb: float = Field(
        64, gt=0, le=512, description="Largest generated image, in megabytes."
    )
    database_url: DatabaseUrl | None = Field(
        None,
        description="The database: `postgresql://user:password@host/name`, or "
        "`sqlite:///file`. A file in DATA_DIR when not set.",
    )
    retention_days: int = Field(
        90,
        ge=1,
        le=3650,
        description="Days to keep finished jobs, and the limits of servers that the bot has left.",
    )
    data_dir: Path = Field(
        Path("data"), description="The folder for images in progress and stored state."
    )
    http_port: OffOr[int] = Field(
        None,
        ge=0,
        le=65_535,
        description="The port of /healthz, /readyz and /metrics; 0 takes any free one.",
    )
    http_host: str = Field(
        "127.0.0.1", description="The address that they listen on; by default only this machine."
    )
    log_format: Literal["console", "json"] = Field(
        "console", description="Plain log lines, or one JSON object per line."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="The lowest level of log lines that is written."
    )

    @property
    def default_limits(self) -> dict[Limit, Value]:
        """The limits that apply where moderators have set none."""
        return {
            Limit.COOLDOWN: self.cooldown_seconds,
            Limit.MEMBER_IMAGES_PER_DAY: self.member_images_per_day,
            Limit.SERVER_USD_PER_DAY: _micros(self.server_usd_per_day),
            Limit.MEMBER_JOBS_AT_ONCE: self.member_jobs_at_once,
        }

    @property
    def queue_limits(self) -> QueueLimits:
        """How many requests may wait in the queue."""
        return QueueLimits(
            member=self.max_waiting_per_member,
            server=self.max_waiting_per_server,
            total=self.max_waiting_images,
        )

    @property
    def caps(self) -> dict[Cap, int]:
        """The caps that are set; money in micro-dollars."""
        caps = {
            Cap.BUDGET_USD_PER_DAY: _micros(self.budget_usd_per_day),
            Cap.BUDGET_USD_PER_MONTH: _micros(self.budget_usd_per_month),
            Cap.CAP_SERVER_USD_PER_DAY: _micros(self.cap_server_usd_per_day),
            Cap.CAP_SERVER_USD_PER_MONTH: _micros(self.cap_server_usd_per_month),
            Cap.CAP_USER_USD_PER_DAY: _micros(self.cap_user_usd_per_day),
            Cap.CAP_USER_IMAGES_PER_DAY: self.cap_user_images_per_day,
        }
        return {cap: value for cap, value in caps.items() if value is not None}

    @property
    def secrets(self) -> tuple[str, ...]:
        """The values that must never be shown."""
        values = (value for _, value in self)
        return tuple(value.get_secret_value() for value in values if isinstance(value, SecretStr))


def _micros(usd: Decimal | None) -> int | None:
    return None if usd is None else micros_from_usd(usd)


def _is_secret(annotation: object) -> bool:
    return annotation is SecretStr or any(_is_secret(part) for part in get_args(annotation))


#: The fields whose type is a secret.
SECRET_FIELDS = frozenset(
    name for name, field in Settings.model_fields.items() if _is_secret(field.annotation)
)
