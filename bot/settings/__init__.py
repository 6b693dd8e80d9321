"""Settings from the environment and `.env`. Knows nothing of the code that uses them."""

from bot.settings.fields import Settings
from bot.settings.load import load_settings, warn_of_old_names
from bot.settings.types import OFF

__all__ = ["OFF", "Settings", "load_settings", "warn_of_old_names"]
