"""Simulates OpenRouter offline, its failures included. Must not use the client that it tests."""

from bot.sandbox.painter.faults import ERROR_TABLE, PROBLEMS
from bot.sandbox.painter.scripted_answer import Fault, ScriptedAnswer
from bot.sandbox.painter.server import Asked, Painter

__all__ = ["ERROR_TABLE", "PROBLEMS", "Asked", "Fault", "Painter", "ScriptedAnswer"]
