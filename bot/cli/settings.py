"""Opens the settings of a command, sets up the log and warns of old names."""

from collections.abc import Container, Iterable

from bot.logs import Form, set_up_logging
from bot.settings import Settings, load_settings, warn_of_old_names


def open_settings(
    *,
    required: Iterable[str] = (),
    only: Container[str] | None = None,
    log_level: str | None = None,
    log_format: Form | None = None,
) -> Settings:
    """Read the settings, set up the log, and warn of settings with old names.

    Args:
        required: Variables that the command needs.
        only: The variables to read, while all others keep their defaults; None reads all.
        log_level: The lowest level that is logged; by default LOG_LEVEL.
        log_format: Format of log lines; by default LOG_FORMAT.

    Raises:
        ConfigError: Lists every missing or malformed variable.
    """
    settings = load_settings(required=required, only=only)
    set_up_logging(
        log_level or settings.log_level,
        hidden=settings.secrets,
        form=log_format or settings.log_format,
    )
    warn_of_old_names()
    return settings
