"""Tests of `bot.openrouter.answers`."""
