"""Tests of `bot.openrouter.catalogue`."""
