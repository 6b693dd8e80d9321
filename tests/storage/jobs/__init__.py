"""Tests of `bot.storage.jobs`."""
