"""OpenRouter on this machine: paints real images offline, and fails in every documented way."""

from bot.sandbox.painter.fault import Fault
from bot.sandbox.painter.faults import ERROR_TABLE, PROBLEMS
from bot.sandbox.painter.say import Say
from bot.sandbox.painter.server import Asked, Painter

__all__ = ["ERROR_TABLE", "PROBLEMS", "Asked", "Fault", "Painter", "Say"]
