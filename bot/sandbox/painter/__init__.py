"""Simulates OpenRouter offline, its failures included. Must not use the client that it tests."""

from bot.sandbox.painter.faults import ERROR_TABLE, PROBLEMS
from bot.sandbox.painter.scripted_answer import Fault, ScriptedAnswer
from bot.sandbox.painter.server import Painter, RecordedRequest

__all__ = ["ERROR_TABLE", "PROBLEMS", "Fault", "Painter", "RecordedRequest", "ScriptedAnswer"]
