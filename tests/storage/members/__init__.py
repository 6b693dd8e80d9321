"""Tests of `bot.storage.members`."""
