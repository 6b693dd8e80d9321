"""The composition root: the only modules that name concrete classes and wire them."""

from bot.wiring.services import open_services

__all__ = ["open_services"]
