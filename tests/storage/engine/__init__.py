"""Tests of `bot.storage.engine`."""
