"""Tests of `bot.storage.limits`."""
