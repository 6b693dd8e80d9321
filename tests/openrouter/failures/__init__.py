"""Tests of `bot.openrouter.failures`."""
